// Whether a version is an edit, or two texts that take turns.

import Story

/// Tells edits from versions that take turns without being edited: a server's cache that gives an older text once more,
/// an outlet that tries two headlines. Every version is kept all the same; this only says what is told, and when.
///
/// In doubt is a version whose text stood shortly before, and one that differs in its headline alone. It is looked at
/// again at once. If the text before it comes back, the two take turns; if it stays, it is an edit.
struct Doubt {
  /// A version, as much of it as is needed here.
  struct Sight: Hashable, Sendable {
    /// Its number.
    var number: Int
    /// When it was captured.
    var time: Timestamp
    /// What tells its text from others.
    var text: String
    /// The same without the headline.
    var body: String
    /// When the page says it was changed last.
    var modified: Timestamp?
    /// How many looks found it unchanged before the next version.
    var confirmations = 0
  }

  /// What a version is.
  enum Standing: Hashable, Sendable {
    /// An edit, to be told.
    case edit
    /// Not clear yet; at this moment it is told whatever comes.
    case open(until: Timestamp)
    /// The text of another version, by its number, once more.
    case turn(Flapping.Cause, other: Int)
  }

  /// After what time, in milliseconds, a text that comes back was restored by somebody.
  static let window: Int64 = 3_600_000
  /// How many versions back a text is looked for.
  static let reach = 4

  /// What each version is, in order.
  ///
  /// - Parameters:
  ///   - sights: the versions in order of time.
  ///   - settle: milliseconds after which a version is told whatever comes.
  static func standings(of sights: [Sight], now: Timestamp, settle: Int64) -> [Standing] {
    var standings: [Standing] = []
    // The last version that was an edit: what readers of messages take to stand.
    var standing = 0
    for (at, sight) in sights.enumerated() {
      guard at > 0, let doubt = doubt(at, in: sights) else {
        standings.append(.edit)
        standing = at
        continue
      }
      let next = at + 1 < sights.count ? sights[at + 1] : nil
      let end = Timestamp(milliseconds: sight.time.milliseconds + settle)
      if let next, next.text == sights[at - 1].text,
        next.time.milliseconds - sight.time.milliseconds <= window
      {
        standings.append(.turn(cause(of: sight, sights[at - 1]), other: sights[at - 1].number))
      } else if next != nil || sight.confirmations >= doubt || end <= now {
        if sight.text == sights[standing].text {
          standings.append(.turn(cause(of: sight, sights[at - 1]), other: sights[at - 1].number))
        } else {
          standings.append(.edit)
          standing = at
        }
      } else {
        standings.append(.open(until: end))
      }
    }
    return standings
  }

  /// How many looks have to find a version unchanged before it is an edit; nil when it is not in doubt.
  private static func doubt(_ at: Int, in sights: [Sight]) -> Int? {
    let sight = sights[at]
    let before = sights[max(0, at - reach)..<at].dropLast()
    if before.contains(where: {
      $0.text == sight.text && sight.time.milliseconds - $0.time.milliseconds <= window
    }) {
      return 2
    }
    return sight.body == sights[at - 1].body && sight.text != sights[at - 1].text ? 1 : nil
  }

  private static func cause(of sight: Sight, _ other: Sight) -> Flapping.Cause {
    if sight.body == other.body { return .headlineTest }
    if let one = sight.modified, let two = other.modified, one != two { return .staleCache }
    return .unknown
  }
}
