// A message: what changed, in it.

import Crypto
import Foundation
public import Report
public import Story

/// One message to people or programs. It says what changed, not only that something did; where the story is; and the
/// two looks between which it came about. The same change always makes the same message with the same id, so that
/// whoever gets it twice can drop one.
public struct Message: Codable, Hashable, Sendable, Identifiable {
  /// What a message tells of.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A version changed something.
    case change
    /// What changed in a day or any other time.
    case digest
    /// Something has gone wrong and goes on, or is well again.
    case trouble
    /// Nothing: whether messages arrive.
    case test
  }

  /// 32 hexadecimal digits: the message's own for ever, on its channel.
  public var id: String
  /// What it tells of.
  public var kind: Kind
  /// When what it tells of was seen; the message itself may be sent much later.
  public var time: Timestamp
  /// The story's name.
  public var story: String?
  /// The story's headline as it now stands, harmless.
  public var headline: String?
  /// The story's outlet: a host.
  public var outlet: String?
  /// Where the story is: an address of http or https.
  public var address: String?
  /// Where the whole report is, if it is to be had on the web.
  public var report: String?
  /// The two versions compared: `v3`, `v4`.
  public var versions: [String] = []
  /// When the story was last seen without the change.
  public var lastSeenWithout: Timestamp?
  /// In what zone times are told to people: a name of the time-zone database.
  public var zone = "UTC"
  /// What it says in a sentence or two, harmless.
  public var summary: String
  /// What changed; what the channel's rule leaves out is not in it.
  public var changes: [ToldChange] = []
  /// How many changes the rule left out.
  public var leftOut = 0
  /// For a digest: the whole text, and the same as a web page.
  public var whole: Whole?

  /// A text that is sent as it is.
  public struct Whole: Codable, Hashable, Sendable {
    /// For reading anywhere.
    public var text: String
    /// A self-contained page.
    public var html: String

    /// A text and its page.
    public init(text: String, html: String) {
      self.text = text
      self.html = html
    }
  }

  /// A message of a kind; the rest is set one by one. Its id follows from the parts that are given.
  ///
  /// - Parameter parts: what makes it this message and no other: a channel's name and ids of changes, say.
  public init(_ kind: Kind, parts: [String], time: Timestamp, summary: String) {
    self.kind = kind
    self.time = time
    self.summary = summary
    id = Self.id(of: [kind.rawValue] + parts)
  }

  /// 32 hexadecimal digits that follow from some texts: the start of their SHA-256.
  static func id(of parts: [String]) -> String {
    var hash = SHA256()
    for part in parts {
      // Lengths keep “ab”, “c” and “a”, “bc” apart.
      hash.update(data: Data("\(part.utf8.count):\(part)".utf8))
    }
    return hash.finalize().prefix(16).map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
  }

  /// Its subject: outlet, headline and what changed, on one line.
  public var subject: String {
    let words = [outlet, headline].compactMap { $0 }.joined(separator: ": ")
    return words.isEmpty ? summary : "\(words) – \(summary)"
  }

  /// The zone as Foundation knows it; UTC when it does not.
  var timeZone: TimeZone { TimeZone(identifier: zone) ?? .gmt }

  /// “First seen with …, last seen without …”; nil for what tells of no change.
  var bracket: String? {
    kind == .change ? bracketWords(without: lastSeenWithout, with: time, zone: timeZone) : nil
  }

  /// The message as JSON on one line, keys sorted: what programs are given.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// A message from its JSON; nil when it is none.
  public init?(json: some Sequence<UInt8>) {
    guard let message = try? JSONDecoder().decode(Message.self, from: Data(json)) else { return nil }
    self = message
  }

  enum CodingKeys: String, CodingKey {
    case id, kind, time, story, headline, outlet, address, report, versions, zone, summary, changes, whole
    case lastSeenWithout = "last_seen_without"
    case leftOut = "left_out"
  }
}
