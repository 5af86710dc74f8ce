// Stories come to the agenda, rest, end, become one and leave it.

public import Story

extension Agenda {
  /// Puts a story on the agenda, due at once if nobody has looked yet. One that is there is left as it is.
  ///
  /// - Parameter rhythm: what is known of it, as a ``Replay`` gives it.
  public mutating func add(
    _ slug: Slug, host: String, choice: Choice, care: Care = Care(), rhythm: Rhythm, at now: Timestamp
  ) {
    if let number = numbers[slug] {
      stories[Int(number)].leaves = false
      return
    }
    let now = hear(now)
    let story = Item(slug: slug, host: self.host(host), choice: choice, care: care, rhythm: rhythm)
    let number: Int32
    if let free = vacant.popLast() {
      number = free
      stories[Int(number)] = story
    } else {
      number = Int32(stories.count)
      stories.append(story)
    }
    numbers[slug] = number
    schedule(number, at: now)
  }

  /// How many stories are on the agenda, whatever their state.
  public var count: Int { numbers.count }

  /// What becomes of a story; nil when it is not on the agenda.
  public func state(of slug: Slug) -> State? { numbers[slug].map { stories[Int($0)].state } }

  /// Whether a look at a story is under way.
  public func isAsked(_ slug: Slug) -> Bool { numbers[slug].map { stories[Int($0)].asked != nil } ?? false }

  /// When a story is due next, if it waits; the rest of its host and the budget may make it later.
  public func due(_ slug: Slug) -> Timestamp? {
    numbers[slug].flatMap { hosts[Int(stories[Int($0)].host)].queue.due($0) }
  }

  /// How many stories are due by a moment and wait for their look.
  public func dueCount(at now: Timestamp) -> Int {
    hosts.reduce(0) { $0 + $1.queue.count(upTo: now) }
  }

  /// What is known of a story's changes; nil when it is not on the agenda.
  public func rhythm(of slug: Slug) -> Rhythm? { numbers[slug].map { stories[Int($0)].rhythm } }

  /// Stops looking at a story until ``resume(_:at:)``. A look under way still counts.
  public mutating func pause(_ slug: Slug) { leave(slug, as: .paused) }

  /// Ends a story by hand. A look under way still counts.
  public mutating func end(_ slug: Slug) { leave(slug, as: .ended(.byHand)) }

  private mutating func leave(_ slug: Slug, as state: State) {
    guard let number = numbers[slug] else { return }
    unqueue(number)
    stories[Int(number)].state = state
  }

  /// Looks again at a story that was paused or has ended, as is due by now.
  public mutating func resume(_ slug: Slug, at now: Timestamp) {
    guard let number = numbers[slug], stories[Int(number)].state != .waiting else { return }
    let now = hear(now)
    stories[Int(number)].rhythm.wake(at: now)
    stories[Int(number)].state = .waiting
    schedule(number, at: now)
  }

  /// Takes a story off the agenda; one that is being looked at leaves when the look ends.
  public mutating func remove(_ slug: Slug) {
    guard let number = numbers[slug] else { return }
    unqueue(number)
    if stories[Int(number)].asked == nil { vacate(slug) } else { stories[Int(number)].leaves = true }
  }

  /// Frees the place of a story that leaves.
  mutating func vacate(_ slug: Slug) {
    guard let number = numbers.removeValue(forKey: slug) else { return }
    vacant.append(number)
  }

  /// Makes one story of two: `other` leaves the agenda, and its age and care go to `slug`.
  public mutating func merge(_ other: Slug, into slug: Slug, at now: Timestamp) {
    guard other != slug, let from = numbers[other], let number = numbers[slug] else { return }
    let old = stories[Int(from)]
    remove(other)
    let place = Int(number)
    stories[place].rhythm.learn(published: old.rhythm.published)
    stories[place].care.weight = max(stories[place].care.weight, old.care.weight)
    stories[place].care.isPinned = stories[place].care.isPinned || old.care.isPinned
    reschedule(number, at: now)
  }

  /// Sets what is wanted of a story.
  public mutating func care(for slug: Slug, _ care: Care, at now: Timestamp) {
    guard let number = numbers[slug], stories[Int(number)].care != care else { return }
    stories[Int(number)].care = care
    reschedule(number, at: now)
  }

  /// Tells a story's host after its page has moved.
  public mutating func move(_ slug: Slug, to host: String, at now: Timestamp) {
    guard let number = numbers[slug] else { return }
    unqueue(number)
    stories[Int(number)].host = self.host(host)
    reschedule(number, at: now)
  }

  /// Tells when a story was published, once its page says so; holds from its next look on.
  public mutating func learn(published: Timestamp, of slug: Slug) {
    guard let number = numbers[slug] else { return }
    stories[Int(number)].rhythm.learn(published: published)
  }

  /// Takes in a signal that a story may have changed. It wakes a story that ended by rule. The same signal again before
  /// the next look says nothing new.
  public mutating func signal(_ signal: Signal, for slug: Slug, at now: Timestamp) {
    guard let number = numbers[slug] else { return }
    let place = Int(number)
    guard stories[place].signals & signal.bit == 0 else { return }
    stories[place].signals |= signal.bit
    let record = hosts[Int(stories[place].host)].record
    stories[place].rhythm.signal(precision: record.precision(of: signal))
    switch stories[place].state {
    case .waiting, .ended(.quiet), .ended(.old): schedule(number, at: hear(now))
    case .paused, .ended(.byHand): return
    }
  }

  /// Makes a story that waits due at a moment, whatever its rhythm says: its last look left something open. One that is
  /// due before stays so, and one that is being looked at is not asked twice.
  public mutating func lookAgain(_ slug: Slug, at due: Timestamp) {
    guard let number = numbers[slug], stories[Int(number)].state == .waiting,
      stories[Int(number)].asked == nil,
      let known = self.due(slug), due < known
    else { return }
    queue(number, due: due)
  }

  /// How often a host's signals were right.
  public func signals(of host: String) -> SignalRecord? { hostNumbers[host].map { hosts[Int($0)].record } }

  private mutating func reschedule(_ number: Int32, at now: Timestamp) {
    if stories[Int(number)].state == .waiting, !stories[Int(number)].leaves {
      schedule(number, at: hear(now))
    }
  }
}

extension Signal {
  /// Its bit in a set of signals.
  var bit: UInt8 {
    switch self {
    case .feed: 1
    case .sitemap: 2
    case .head: 4
    }
  }
}
