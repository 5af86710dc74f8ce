// What is known of one story's changes, and when to look at it again.

public import Story

/// The rhythm of a story's changes as seen so far: all that decides when it is looked at next.
///
/// The story's expected changes over a time `d` after a look at `t` are
/// `F(d) = m (B(t+d) - B(t)) + e (1 - exp(-d/k)) + s`: the table's expectation `B` times how much livelier than the
/// table this story is, `m`; an excitement `e` that every change kicks up and that calms with time `k` (a self-exciting
/// process: Hawkes, “Spectra of some self-exciting and mutually exciting point processes”, Biometrika 58(1), 1971), for
/// a change is often followed by a quick fix; and what signals `s` (a feed's new date, say) give reason to expect.
public struct Rhythm: Hashable, Sendable {
  /// When the story was published, or first seen.
  public private(set) var published: Timestamp
  /// The last look that could read the story; nil before the first.
  public private(set) var lastLook: Timestamp?
  /// When it was last seen changed; nil when never.
  public private(set) var lastChange: Timestamp?
  /// Since when it is watched: its first look, or when it was last woken.
  public private(set) var watched: Timestamp?
  /// How many looks were tried.
  public private(set) var looks = 0
  /// How many looks in a row failed.
  public private(set) var failures = 0
  /// The last look, whether it could read the story or not.
  public private(set) var lastTry: Timestamp?
  /// Changes seen, older ones counting less.
  private(set) var changes = 0.0
  /// Changes the table would have had us expect, older ones counting less.
  private(set) var expected = 0.0
  /// Changes expected soon because of those just seen.
  private(set) var excitement = 0.0
  /// Changes expected because of signals since the last look.
  private(set) var alert = 0.0

  /// The rhythm of a story nobody has looked at.
  public init(published: Timestamp) { self.published = published }

  /// How much livelier than the table the story is: a posterior mean (gamma prior of ``Policy/prior`` changes).
  public func liveliness(_ policy: Policy) -> Double {
    (policy.prior + changes) / (policy.prior + expected)
  }

  // MARK: Learning from looks

  /// What a look told of the time since the look before.
  public struct Gap: Hashable, Sendable {
    /// The look before.
    public var from: Timestamp
    /// This look.
    public var to: Timestamp
    /// Whether the story had changed.
    public var changed: Bool
    /// How many changes were expected in between.
    public var expected: Double

    /// The chance that a version came and went unseen in between.
    public var unseen: Double { chanceUnseen(expected: expected, changed: changed) }
  }

  /// Takes in a look that could read the story.
  ///
  /// - Parameters:
  ///   - changed: whether the story differs from what was last read; the first look has nothing to differ from.
  ///   - moment: when the look was made; one before the last is taken as made with it.
  /// - Returns: what it tells of the time since the last look; nil for the first.
  @discardableResult
  public mutating func observe(
    changed: Bool, at moment: Timestamp, table: RateTable, policy: Policy
  ) -> Gap? {
    looks += 1
    failures = 0
    alert = 0
    guard let last = lastLook else {
      if published > moment { published = moment }
      watched = moment
      (lastLook, lastTry) = (moment, moment)
      return nil
    }
    let moment = max(moment, last)
    let hours = moment.hours(since: last)
    let mean = table.expected(published: published, from: last, to: moment)
    let own = liveliness(policy) * mean
    let gap = Gap(
      from: last, to: moment, changed: changed,
      expected: own + excitement * rise(hours / policy.calming))
    let weight = power(2, -hours / policy.memory)
    expected = expected * weight + mean
    changes = changes * weight + (changed ? countGivenSome(own) : 0)
    excitement = excitement * exponential(-hours / policy.calming) + (changed ? policy.kick : 0)
    if changed { lastChange = moment }
    (lastLook, lastTry) = (moment, max(moment, lastTry ?? moment))
    return gap
  }

  /// Takes in a look that could not read the story: it tells nothing of changes.
  public mutating func fail(at moment: Timestamp) {
    looks += 1
    failures += 1
    lastTry = max(moment, lastTry ?? moment)
  }

  /// Takes in a signal that the story may have changed, right with a probability.
  public mutating func signal(precision: Double) { alert += min(max(precision, 0), 1) }

  /// Takes in that somebody wants the story watched from now on, however long it was quiet.
  public mutating func wake(at moment: Timestamp) {
    if watched != nil { watched = max(moment, watched ?? moment) }
  }

  /// Sets an earlier time of publication, as the page may tell.
  public mutating func learn(published moment: Timestamp) { published = min(published, moment) }

  // MARK: The next look

  /// How many unseen changes are expected at a moment after the last look.
  public func unseen(at moment: Timestamp, table: RateTable, policy: Policy) -> Double {
    guard let last = lastLook, moment > last else { return alert }
    return liveliness(policy) * table.expected(published: published, from: last, to: moment)
      + excitement * rise(moment.hours(since: last) / policy.calming) + alert
  }

  /// When to look next.
  ///
  /// - Parameters:
  ///   - care: what is wanted of this story.
  ///   - scale: what θ and the caps are multiplied with, so that all looks fit a budget; at least 1.
  ///   - seed: the story's number; with the count of looks it decides the jitter.
  /// - Returns: the moment, or nil for at once: nobody has looked yet.
  public func nextLook(
    table: RateTable, policy: Policy, care: Care = Care(), scale: Double = 1, seed: UInt64
  ) -> Timestamp? {
    guard let tried = lastTry else { return nil }
    var random = SeededRandom(seed: seed, stream: UInt64(looks))
    let spread = 1 + policy.jitter * (2 * random.unit() - 1)
    var due = tried
    if failures > 0 {
      let wait = min(policy.floor * power(2, Double(min(failures, 40) - 1)), policy.longestRetry)
      due = tried.adding(hours: max(wait * spread, policy.floor))
    }
    guard let last = lastLook else { return due }
    let cap = policy.cap(at: max(0, last.hours(since: published))) * max(1, scale)
    let theta = (care.isPinned ? policy.pinnedTheta : policy.theta) * max(1, scale) / max(care.weight, 0.01)
    let wait = wait(until: theta, from: last, atMost: cap, table: table, policy: policy)
    return max(due, last.adding(hours: max(wait * spread, policy.floor)))
  }

  /// The hours after the last look until so many unseen changes are expected, at most `cap`.
  private func wait(
    until theta: Double, from last: Timestamp, atMost cap: Double, table: RateTable, policy: Policy
  ) -> Double {
    let lively = liveliness(policy)
    func excited(_ hours: Double) -> Double { excitement * rise(hours / policy.calming) }
    var (sum, start) = (alert, 0.0)
    if sum >= theta { return policy.floor }
    var found = cap
    table.forEachStretch(published: published, from: last, to: last.adding(hours: cap)) { stretch in
      let rate = lively * stretch.rate
      if sum + rate * stretch.length + excited(start + stretch.length) < theta {
        sum += rate * stretch.length
        start += stretch.length
        return true
      }
      // Within the stretch the sum rises steadily: halving finds where it reaches θ, to a millisecond.
      var (low, high) = (0.0, stretch.length)
      while high - low > 1.0 / 3_600_000 {
        let middle = (low + high) / 2
        if sum + rate * middle + excited(start + middle) < theta { low = middle } else { high = middle }
      }
      found = start + high
      return false
    }
    return max(policy.floor, found)
  }
}

/// The chance that a version was not seen between two looks with so many changes expected between them.
///
/// Of two or more changes in one gap all but the last went unseen. For changes that come by chance (Poisson) the
/// probability is P(≥2) = 1 - (1 + μ)e^-μ; where the later look saw a change, P(≥2 | ≥1) = P(≥2)/(1 - e^-μ).
public func chanceUnseen(expected mean: Double, changed: Bool) -> Double {
  let mean = max(0, mean)
  let some = rise(mean)
  let two = max(0, some - mean * exponential(-mean))
  guard changed else { return two }
  return mean < 1e-9 ? mean / 2 : min(1, two / some)
}
