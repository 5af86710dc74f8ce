// When nobody looked: “unchanged” and “not looked” are never the same.

/// A time in which a story was to be looked at and was not seen.
public struct BlindSpell: Hashable, Sendable {
  /// Why.
  public enum Cause: String, Sendable {
    /// No look was made, though one was planned.
    case notLooked = "not_looked"
    /// Looks were made, and none saw the story.
    case notSeen = "not_seen"
  }

  /// When it began: the moment the first look was due, or was made in vain.
  public var start: Timestamp
  /// When the story was seen again; nil when it has not been.
  public var end: Timestamp?
  /// Why; a spell with looks in vain and planned ones not made counts as not looked.
  public var cause: Cause

  /// A spell of these parts.
  public init(start: Timestamp, end: Timestamp?, cause: Cause) {
    self.start = start
    self.end = end
    self.cause = cause
  }

  /// The blind spells that a story's looks tell of.
  ///
  /// - Parameters:
  ///   - looks: the looks at one story, in any order; those at files do not count.
  ///   - now: the moment up to which a planned look that nobody made counts as not made.
  ///   - slack: by how much a look may be late, in milliseconds, before it counts as not made.
  public static func spells(in looks: [Look], until now: Timestamp, slack: Int64 = 60_000) -> [BlindSpell] {
    let looks = looks.filter { $0.timeSource == .fetched }.sorted { $0.time < $1.time }
    var spells: [BlindSpell] = []
    var open: BlindSpell?
    var planned: Timestamp?
    func isOverdue(_ due: Timestamp?, at moment: Timestamp) -> Bool {
      due.map { moment.milliseconds - $0.milliseconds > slack } ?? false
    }
    for look in looks {
      if let due = planned, isOverdue(due, at: look.time) {
        open = BlindSpell(start: open?.start ?? due, end: nil, cause: .notLooked)
      }
      if look.outcome.isSighting {
        if var spell = open {
          spell.end = look.time
          spells.append(spell)
        }
        open = nil
      } else if look.outcome == .missed {
        open = BlindSpell(start: open?.start ?? look.due ?? look.time, end: nil, cause: .notLooked)
      } else if open == nil {
        open = BlindSpell(start: look.time, end: nil, cause: .notSeen)
      }
      planned = look.next
    }
    if let due = planned, isOverdue(due, at: now) {
      open = BlindSpell(start: open?.start ?? due, end: nil, cause: .notLooked)
    }
    if let open { spells.append(open) }
    return spells
  }
}

extension Look.Outcome {
  /// Whether the look saw the story as it stood; that it was taken down is seen too.
  public var isSighting: Bool {
    switch self {
    case .version, .unchanged, .notModified, .withdrawn: true
    case .noArticle, .refused, .unreachable, .failed, .blocked, .missed: false
    }
  }

  /// Whether the look saw the story as it stood.
  public var sawTheStory: Bool { isSighting && self != .withdrawn }
}
