// A story's rhythm, built again from the looks in the journal.

public import Story

extension Look.Outcome {
  /// Whether the story had changed when it was looked at; nil when it could not be read, which tells nothing.
  public var changed: Bool? {
    switch self {
    case .version: true
    case .unchanged, .notModified: false
    case .noArticle, .withdrawn, .refused, .unreachable, .failed, .blocked, .missed: nil
    }
  }
}

extension Agenda.Result {
  /// The result of a look, by what stood before it.
  ///
  /// That a story is gone is seen, not missed: the first look that finds it gone, and the one that finds it back, saw a
  /// change; those in between saw none.
  ///
  /// - Parameters:
  ///   - wasSeen: whether the story was ever seen before.
  ///   - wasWithdrawn: whether it was gone when it was last seen.
  public init(_ outcome: Look.Outcome, wasSeen: Bool, wasWithdrawn: Bool) {
    switch outcome {
    case .withdrawn: self = wasSeen ? .read(changed: !wasWithdrawn) : .failed
    case .version, .unchanged, .notModified:
      self = .read(changed: wasSeen && (wasWithdrawn || outcome == .version))
    default: self = .failed
    }
  }
}

/// A story's past as the schedule sees it: its rhythm after its looks, and what each gap between looks may hide.
public struct Replay: Sendable {
  /// The rhythm after the last look.
  public private(set) var rhythm: Rhythm
  /// The gaps between looks that could read the story, in order; kept when asked for.
  public private(set) var gaps: [Rhythm.Gap] = []

  /// Replays looks.
  ///
  /// The same looks always give the same rhythm: this is how a service that starts anew goes on as if it had never
  /// stopped. Looks that were not made by this program (imported files) are passed over; a look dated before the one
  /// before it, as a clock set back leaves, counts as made with it, and one dated after `now` as made now.
  ///
  /// - Parameters:
  ///   - looks: all looks at the story in order of arrival.
  ///   - published: when the story was published, if the page says; else the first look counts.
  ///   - now: the moment of the replay.
  ///   - keepsGaps: whether ``gaps`` are wanted.
  public init(
    _ looks: [Look], published: Timestamp?, now: Timestamp, table: RateTable, policy: Policy,
    keepsGaps: Bool = false
  ) {
    let own = looks.filter { $0.timeSource == .fetched }
    let first = own.first?.time ?? now
    var rhythm = Rhythm(published: min(published ?? first, first, now))
    var (wasSeen, wasWithdrawn) = (false, false)
    // A look that was not made is no look that failed.
    for look in own where look.outcome != .missed {
      let moment = min(look.time, now)
      switch Agenda.Result(look.outcome, wasSeen: wasSeen, wasWithdrawn: wasWithdrawn) {
      case .read(let changed):
        let gap = rhythm.observe(changed: changed, at: moment, table: table, policy: policy)
        if keepsGaps, let gap { gaps.append(gap) }
        (wasSeen, wasWithdrawn) = (true, look.outcome == .withdrawn)
      case .failed: rhythm.fail(at: moment)
      }
    }
    self.rhythm = rhythm
  }
}
