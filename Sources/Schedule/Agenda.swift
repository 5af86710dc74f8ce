// What to look at now, and when to wake next: the heart of a service that watches, without clock or network.

public import Story

/// The stories that are watched, their hosts, and when each is due.
///
/// A service asks ``next(at:)`` until it gives nil, makes those looks, hands each result to
/// ``finish(_:_:at:hostRest:)``, and sleeps until ``wake(after:)``. One connection a host and the host's rest between
/// two looks are kept here; nothing is forgotten, and no two looks at one story run at once. Each operation takes
/// O(log n); a story takes some 450 bytes. Moments come from a ``TimeLine``; one before the last is taken as the last.
public struct Agenda: Sendable {
  /// The rules.
  public private(set) var policy: Policy
  /// The tables of rates.
  public private(set) var book: RateBook
  /// The budget of looks.
  public private(set) var budget: Budget
  /// What went on so far.
  public internal(set) var tally = Tally()
  /// The least rest of a host between two looks, in hours.
  public private(set) var hostRest: Double

  var stories: [Item] = []
  var numbers: [Slug: Int32] = [:]
  var hosts: [Host] = []
  /// Places in ``stories`` that are free again.
  var vacant: [Int32] = []
  var hostNumbers: [String: Int32] = [:]
  /// Hosts that have somebody waiting and are not being asked, by when their next look may be made.
  var ready = DueQueue()
  /// Looks that fell out and were not yet asked for.
  var missed: [Missed] = []
  /// The last moment heard of.
  var clock: Timestamp?
  /// Looks wanted at a scale of 1, in billionths a second: a whole number, so that sums do not drift.
  var wanted: Int64 = 0

  /// An agenda without stories.
  ///
  /// - Parameters:
  ///   - looksPerSecond: the most looks a second over all hosts; nil for no bound.
  ///   - hostRest: the least rest of a host between the end of a look and the next, in seconds.
  public init(
    policy: Policy = Policy(), book: RateBook = .published, looksPerSecond: Double? = nil,
    hostRest: Double = 2
  ) {
    self.policy = policy
    self.book = book
    budget = Budget(looksPerSecond: looksPerSecond)
    self.hostRest = hostRest / 3600
  }

  /// A story on the agenda.
  struct Item: Sendable {
    var slug: Slug
    var host: Int32
    var choice: Choice
    var care: Care
    var rhythm: Rhythm
    var state = State.waiting
    /// The host that is being asked for it; nil when no look is under way.
    var asked: Int32?
    /// Whether it leaves the agenda when its look ends.
    var leaves = false
    /// Signals since its last look: a bit for each.
    var signals: UInt8 = 0
    /// Looks wanted at a scale of 1, in billionths a second.
    var wanted: Int64 = 0
  }

  /// A host and its stories that wait.
  struct Host: Sendable {
    var name: String
    var queue = DueQueue()
    var record = SignalRecord()
    var isAsked = false
    /// When it may be asked next.
    var free: Timestamp?
  }

  /// What becomes of a story.
  public enum State: Hashable, Sendable {
    /// It waits for its next look, or is being looked at.
    case waiting
    /// It is not looked at until somebody says so.
    case paused
    /// It is no longer looked at, unless a signal wakes it.
    case ended(Ending)
  }

  /// Takes new rules; stories that wait are due by them from now on.
  public mutating func change(
    policy: Policy, book: RateBook, looksPerSecond: Double?, hostRest: Double, at moment: Timestamp
  ) {
    let now = hear(moment)
    let isSame = policy == self.policy && book == self.book
    if looksPerSecond != budget.looksPerSecond { budget = Budget(looksPerSecond: looksPerSecond) }
    (self.policy, self.book, self.hostRest) = (policy, book, hostRest / 3600)
    if isSame { return }
    for number in numbers.values where stories[Int(number)].state == .waiting && !stories[Int(number)].leaves
    {
      schedule(number, at: now)
    }
  }

  // MARK: Looks

  /// A look to be made now.
  public struct Assignment: Hashable, Sendable {
    /// The story.
    public var slug: Slug
    /// Its host.
    public var host: String
    /// When it was due.
    public var due: Timestamp
  }

  /// The look to be made now, or nil when there is none: then sleep until ``wake(after:)``.
  public mutating func next(at moment: Timestamp) -> Assignment? {
    catchUp(at: moment)
    let now = hear(moment)
    budget.steer(wanted: Double(wanted) / 1e9)
    while let first = ready.first, first.due <= now {
      guard budget.take(at: now) else { return nil }
      let place = Int(first.number)
      ready.remove(first.number)
      guard let entry = hosts[place].queue.removeFirst() else { continue }
      hosts[place].isAsked = true
      stories[Int(entry.number)].asked = first.number
      tally.begin(late: now.milliseconds - entry.due.milliseconds)
      return Assignment(slug: stories[Int(entry.number)].slug, host: hosts[place].name, due: entry.due)
    }
    return nil
  }

  /// How many looks the budget lets begin now, at most so many.
  public mutating func room(atMost count: Int, at moment: Timestamp) -> Int {
    let now = hear(moment)
    budget.steer(wanted: Double(wanted) / 1e9)
    return max(0, min(count, budget.room(at: now)))
  }

  /// Begins a look at a story of which others decided that it is due: the workers of a fleet share when that is, and the
  /// agenda of each knows the rhythm.
  ///
  /// - Returns: the look; nil when the story rests or is not on the agenda, or a look at its host is under way.
  public mutating func begin(_ slug: Slug, at moment: Timestamp) -> Assignment? {
    guard let number = numbers[slug] else { return nil }
    let (now, place) = (hear(moment), Int(number))
    let host = stories[place].host
    guard stories[place].state == .waiting, stories[place].asked == nil, !stories[place].leaves,
      !hosts[Int(host)].isAsked
    else { return nil }
    unqueue(number)
    _ = budget.take(at: now)
    hosts[Int(host)].isAsked = true
    ready.remove(host)
    stories[place].asked = host
    tally.begin(late: 0)
    return Assignment(slug: slug, host: hosts[Int(host)].name, due: now)
  }

  /// When to ask ``next(at:)`` again if no look ends and nobody adds a story before; nil when nothing waits.
  public func wake(after now: Timestamp) -> Timestamp? {
    ready.first.map { max($0.due, budget.free(from: max(now, clock ?? now))) }
  }

  /// How a look ended, as the agenda needs to know it.
  public enum Result: Hashable, Sendable {
    /// The story was read; whether it had changed (false the first time).
    case read(changed: Bool)
    /// The story could not be read.
    case failed
  }

  /// What comes after a look.
  public struct Verdict: Hashable, Sendable {
    /// When the story is looked at next; nil when it is not.
    public var next: Timestamp?
    /// Why it ended, if it has.
    public var ending: Ending?
    /// What the look tells of the time since the look before, if both could read the story.
    public var gap: Rhythm.Gap?
  }

  /// Takes in how a look ended.
  ///
  /// - Parameters:
  ///   - hostRest: seconds the host is to be left alone from now, if it asks for more than the least (crawl delay,
  ///     `Retry-After`, trouble).
  /// - Returns: what comes next; nil for a look that was not assigned.
  @discardableResult
  public mutating func finish(
    _ slug: Slug, _ result: Result, at moment: Timestamp, hostRest rest: Double = 0
  ) -> Verdict? {
    guard let number = numbers[slug], let asked = stories[Int(number)].asked else { return nil }
    let now = hear(moment)
    let place = Int(number)
    stories[place].asked = nil
    release(asked, until: now.adding(hours: max(hostRest, max(0, rest) / 3600)))
    tally.end(result)
    var verdict = Verdict()
    switch result {
    case .read(let changed):
      if stories[place].rhythm.lastLook != nil { confirmSignals(number, changed: changed) }
      stories[place].signals = 0
      let table = table(of: number)
      verdict.gap = stories[place].rhythm.observe(changed: changed, at: now, table: table, policy: policy)
    case .failed:
      stories[place].rhythm.fail(at: now)
    }
    if stories[place].leaves {
      vacate(slug)
    } else if stories[place].state == .waiting {
      schedule(number, at: now)
    }
    verdict.next = due(slug)
    if case .ended(let ending) = state(of: slug) { verdict.ending = ending }
    return verdict
  }

  // MARK: Within

  /// Takes notice of the time: it never goes back.
  mutating func hear(_ moment: Timestamp) -> Timestamp {
    let now = max(moment, clock ?? moment)
    clock = now
    return now
  }

  func table(of number: Int32) -> RateTable {
    let story = stories[Int(number)]
    return book.table(host: hosts[Int(story.host)].name, choice: story.choice)
  }

  /// Sets when a story that waits is due, or ends it.
  mutating func schedule(_ number: Int32, at now: Timestamp) {
    let place = Int(number)
    guard stories[place].asked == nil else { return }
    unqueue(number)
    if let ending = stories[place].rhythm.ending(at: now, policy: policy) {
      stories[place].state = .ended(ending)
      return
    }
    stories[place].state = .waiting
    let due = stories[place].rhythm.nextLook(
      table: table(of: number), policy: policy, care: stories[place].care, scale: budget.scale,
      seed: stories[place].slug.seed)
    queue(number, due: due ?? now)
  }

  /// How long a story that is due at a moment waits in all, in seconds.
  func waitingSeconds(_ number: Int32, due: Timestamp) -> Double {
    let from = stories[Int(number)].rhythm.lastTry ?? due
    return max(policy.floor * 3600, due.hours(since: from) * 3600)
  }

  /// Puts a story among those of its host that wait.
  mutating func queue(_ number: Int32, due: Timestamp) {
    let share = Int64(budget.scale / waitingSeconds(number, due: due) * 1e9)
    wanted += share - stories[Int(number)].wanted
    stories[Int(number)].wanted = share
    let host = stories[Int(number)].host
    hosts[Int(host)].queue.put(number, due: due)
    place(host)
  }

  /// Makes a story due later; its share of all looks stays as it is.
  mutating func postpone(_ number: Int32, to due: Timestamp) {
    let host = stories[Int(number)].host
    hosts[Int(host)].queue.put(number, due: due)
    place(host)
  }

  /// Takes a story from among those that wait.
  mutating func unqueue(_ number: Int32) {
    wanted -= stories[Int(number)].wanted
    stories[Int(number)].wanted = 0
    let host = stories[Int(number)].host
    hosts[Int(host)].queue.remove(number)
    place(host)
  }

  private mutating func release(_ host: Int32, until free: Timestamp) {
    hosts[Int(host)].isAsked = false
    hosts[Int(host)].free = free
    place(host)
  }

  /// Puts a host where it belongs among those that may be asked.
  private mutating func place(_ number: Int32) {
    let host = hosts[Int(number)]
    if !host.isAsked, let first = host.queue.first {
      ready.put(number, due: max(first.due, host.free ?? first.due))
    } else {
      ready.remove(number)
    }
  }

  private mutating func confirmSignals(_ number: Int32, changed: Bool) {
    let story = stories[Int(number)]
    for signal in Signal.allCases where story.signals & signal.bit != 0 {
      hosts[Int(story.host)].record.confirm(signal, changed: changed)
    }
  }

  /// The number of a host, new or known.
  mutating func host(_ name: String) -> Int32 {
    if let number = hostNumbers[name] { return number }
    let number = Int32(hosts.count)
    hosts.append(Host(name: name))
    hostNumbers[name] = number
    return number
  }
}
