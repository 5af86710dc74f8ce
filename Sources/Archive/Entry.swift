// What the archive is given to keep.

public import Story

/// What was decided about one look.
public struct Entry: Hashable, Sendable {
  /// The look. Its `capture` is the id of ``capture`` when there is one.
  public var look: Look
  /// What the look brought, if it is to be kept; nil to keep only the look.
  public var capture: Capture?
  /// What makes the capture a version; nil when it is none.
  public var version: VersionContent?
  /// The story's last version read again, as an extractor that changed reads it; nil when that is not needed.
  public var reread: RereadContent?

  /// A look with what is to be kept of it.
  public init(
    look: Look, capture: Capture? = nil, version: VersionContent? = nil, reread: RereadContent? = nil
  ) {
    self.look = look
    self.capture = capture
    self.version = version
    self.reread = reread
  }

  /// Refuses what would make the archive contradict itself.
  func check() throws(ArchiveError) {
    func refuse(_ reason: String) -> ArchiveError {
      ArchiveError(.badInput, "a look at “\(look.story)” cannot be kept: \(reason)")
    }
    if (version != nil) != (look.outcome == .version) {
      throw refuse(
        "its outcome is “\(look.outcome.rawValue)”, and it has \(version == nil ? "no" : "a") version")
    }
    guard let capture else {
      if version != nil { throw refuse("a version needs its capture") }
      return
    }
    let manifest = capture.manifest
    if manifest.story != look.story { throw refuse("its capture is of “\(manifest.story)”") }
    if manifest.id != look.capture { throw refuse("its capture has another id, \(manifest.id)") }
    try capture.check()
  }
}

extension Capture {
  /// Refuses a manifest that does not describe the bytes.
  func check() throws(ArchiveError) {
    guard screenshot.map({ sha256Hex($0) }) == manifest.screenshotSHA256 else {
      throw ArchiveError(
        .badInput, "capture \(manifest.id) cannot be kept: its manifest has another digest than its picture")
    }
    guard manifest.payloadLength == body.count, manifest.payloadSHA256 == sha256Hex(body) else {
      throw ArchiveError(
        .badInput,
        "capture \(manifest.id) cannot be kept: its manifest has another length or digest than its body")
    }
  }
}

/// What a capture says, and what read it.
public struct VersionContent: Hashable, Sendable {
  /// What the page says.
  public var article: Article
  /// The same for `git diff`: headline, blank line, paragraphs parted by blank lines, one sentence a line.
  public var text: String
  /// What read it: `html 1 libxml2 2.9.14`.
  public var extractor: String
  /// What had been learnt of its host when it was read, a line each; empty when nothing had.
  public var learnt: [UInt8]

  /// A version of these parts.
  public init(article: Article, text: String, extractor: String, learnt: [UInt8] = []) {
    self.article = article
    self.text = text
    self.extractor = extractor
    self.learnt = learnt
  }
}

/// A version's bytes read again: kept as a commit of its own (`Kind: reread`) that is no version, so that what the
/// next version changed stands apart from what our extractor changed.
public struct RereadContent: Hashable, Sendable {
  /// The number of the version, which has to be the story's last; else nothing is kept of it.
  public var number: Int
  /// What it says now.
  public var content: VersionContent

  /// A reading of a version.
  public init(of number: Int, _ content: VersionContent) {
    self.number = number
    self.content = content
  }
}
