// What a version's page shows beside its own bytes: images, styles, fonts.

/// Something a version's page shows, asked for to go with it: a line of the journal.
///
/// It is part of the version's evidence and makes no version: a page is its words.
public struct Resource: Codable, Hashable, Sendable {
  /// How asking for it ended.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    /// Its bytes are kept.
    case kept
    /// The server said that the bytes kept with an earlier version are still right (304).
    case notModified = "not_modified"
    /// The server refused or failed (another status).
    case refused
    /// The server could not be reached, or the answer was cut off or too large.
    case unreachable
    /// No request was made: the site or a setting does not allow it.
    case blocked
    /// No request was made: the bounds of one version were reached.
    case leftOut = "left_out"
  }

  /// The story.
  public var story: Slug
  /// The capture of the version whose page shows it.
  public var version: CaptureID
  /// The address that the page names.
  public var address: String
  /// When it was asked for.
  public var time: Timestamp
  /// How that ended.
  public var outcome: Outcome
  /// The capture that has the bytes: its own, or that of an earlier version when they did not change.
  public var capture: CaptureID?
  /// The HTTP status.
  public var status: Int?
  /// What the answer says it is (`image/png`).
  public var mediaType: String?
  /// Lowercase hexadecimal SHA-256 of the bytes.
  public var payloadSHA256: String?
  /// How many bytes there are.
  public var payloadLength: Int?
  /// The answer's `ETag`, to be sent back.
  public var etag: String?
  /// The answer's `Last-Modified`, to be sent back.
  public var lastModified: String?
  /// Why it ended as it did, in a sentence for people.
  public var note: String?

  /// Whether its bytes are in the archive.
  public var isKept: Bool { outcome == .kept || outcome == .notModified }

  /// A resource of these parts.
  public init(story: Slug, version: CaptureID, address: String, time: Timestamp, outcome: Outcome) {
    self.story = story
    self.version = version
    self.address = address
    self.time = time
    self.outcome = outcome
  }

  /// What a capture that is part of a version is of; nil for the capture of a page.
  public init?(_ manifest: Manifest) {
    guard let version = manifest.partOf, let address = manifest.address else { return nil }
    self.init(
      story: manifest.story, version: version, address: address, time: manifest.captured, outcome: .kept)
    capture = manifest.id
    status = manifest.status
    mediaType = manifest.mediaType
    payloadSHA256 = manifest.payloadSHA256
    payloadLength = manifest.payloadLength
    etag = manifest.etag
    lastModified = manifest.lastModified
  }
}
