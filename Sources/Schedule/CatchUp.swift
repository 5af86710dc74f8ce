// After the machine slept or the service stood still: no burst, no silence.

public import Story

extension Agenda {
  /// Looks that fell out while nobody asked what to look at.
  public struct Missed: Hashable, Sendable {
    /// The story.
    public var slug: Slug
    /// When the first of them was due.
    public var since: Timestamp
    /// When somebody asked again.
    public var until: Timestamp
    /// How many were due, by the time the story waits between looks; at least 1. One look catches up for all.
    public var count: Int
  }

  /// How long nobody may ask before looks count as missed, in milliseconds.
  static let patience: Int64 = 60_000

  /// Spreads what fell due while nobody asked, as when the machine was suspended: one look a story, at the usual rate of
  /// all looks, the most urgent first.
  mutating func catchUp(at now: Timestamp) {
    guard let clock, now.milliseconds - clock.milliseconds > Self.patience,
      let first = ready.first, now.milliseconds - first.due.milliseconds > Self.patience
    else { return }
    var late: [(wait: Double, number: Int32, due: Timestamp)] = []
    for host in hosts {
      for entry in host.queue.entries where entry.due <= now {
        late.append((waitingSeconds(entry.number, due: entry.due), entry.number, entry.due))
      }
    }
    late.sort { ($0.wait, $0.number) < ($1.wait, $1.number) }
    // At the usual rate all stories together take this many seconds for a look.
    let pace = 1e9 / Double(max(wanted, 1)) * budget.scale
    for (place, story) in late.enumerated() {
      let slug = stories[Int(story.number)].slug
      var random = SeededRandom(seed: slug.seed, stream: UInt64(bitPattern: now.milliseconds))
      let delay = (Double(place) + random.unit()) * pace
      let missed = Int((now.hours(since: story.due) * 3600 / story.wait).rounded(.down)) + 1
      self.missed.append(Missed(slug: slug, since: story.due, until: now, count: missed))
      tally.missed += missed
      postpone(story.number, to: now.adding(hours: delay / 3600))
    }
  }

  /// The looks that fell out since this was last asked, for the journal.
  public mutating func takeMissed() -> [Missed] {
    defer { missed = [] }
    return missed
  }
}
