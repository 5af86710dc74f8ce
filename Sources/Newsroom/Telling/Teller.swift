// Tells people what changed, as the journal grows.

import Archive
import Foundation
import Report
public import Story
import Telling

/// Makes messages of what is new in the journal and sees them to their channels, until its task is cancelled.
///
/// It learns everything from the archive: what it has not told when its process ends, the next one tells. A channel
/// that is new begins with what comes from now on.
public actor Teller {
  /// What became of a message, for a log.
  public enum News: Sendable, Hashable {
    /// It was handed over.
    case sent(channel: String, subject: String)
    /// It could not be handed over, and is tried again.
    case delayed(channel: String, problem: String, wait: Duration)
    /// Nobody took it for days, and it was put aside.
    case putAside(channel: String, problem: String)
  }

  /// What is done about a story in doubt: it is looked at again at once.
  public typealias LookAgain = @Sendable (Slug) async -> Void

  private let newsroom: Newsroom
  private let settings: Settings
  private let channels: [Newsroom.ReadyChannel]
  private let witnesses: [WitnessChannel]
  private let archive: ArchiveReader
  private let postman: Postman
  private let lookAgain: LookAgain
  /// What is in doubt and was asked to be looked at again, by place in the journal.
  private var asked: [Int: Int] = [:]
  /// What there is to tell of looks in doubt, by place in the journal.
  private var doubtful: [Int: Newsroom.News] = [:]
  /// Captures whose taking turns is in the journal.
  private var knownTurns: Set<CaptureID> = []

  /// A teller for an archive that is there.
  ///
  /// - Parameters:
  ///   - lookAgain: has a story looked at again at once.
  ///   - tell: hears what became of messages.
  public init(
    _ newsroom: Newsroom, settings: Settings, lookAgain: @escaping LookAgain = { _ in },
    tell: @escaping @Sendable (News) -> Void = { _ in }
  ) throws {
    self.newsroom = newsroom
    self.settings = settings
    self.lookAgain = lookAgain
    channels = try newsroom.channels(settings)
    witnesses = try newsroom.witnesses(settings)
    archive = try ArchiveReader(at: newsroom.path)
    postman = Postman(newsroom.outbox, firstWait: .seconds(settings.telling.retry)) { tell(News($0)) }
    knownTurns = Set(try archive.events().compactMap { $0.flapping?.capture })
  }

  /// Whether there is anybody to tell.
  public var hasChannels: Bool { !channels.isEmpty || !witnesses.isEmpty }

  /// Tells until the task is cancelled.
  public func run() async throws {
    guard hasChannels else { return }
    let all: [any Channel] = channels.map(\.channel) + witnesses
    for channel in all { try newsroom.outbox.sweep(channel.name) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          try await self.makeMessages()
          try? await Task.sleep(for: .milliseconds(300))
        }
      }
      // A channel that hangs holds up itself only.
      for channel in all {
        group.addTask { [postman] in
          while !Task.isCancelled {
            _ = try await postman.deliver(on: [channel])
            try? await Task.sleep(for: .milliseconds(300))
          }
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Makes messages of what is new, and hands over what waits, once.
  ///
  /// - Returns: when there is something to be tried again; nil when nothing waits.
  @discardableResult
  public func round() async throws -> ContinuousClock.Instant? {
    try await makeMessages()
    return try await postman.deliver(on: channels.map(\.channel) + witnesses)
  }

  // MARK: Making

  /// Has channels that are new in this archive begin where somebody else left them, else with what comes from now on.
  ///
  /// - Returns: how far each channel has been told.
  @discardableResult
  func begin(from told: [String: Outbox.Cursor] = [:]) throws -> [String: Outbox.Cursor] {
    let outbox = newsroom.outbox
    var cursors: [String: Outbox.Cursor] = [:]
    for name in channels.map(\.channel.name) + witnesses.map(\.name) {
      if let known = try outbox.cursor(of: name) {
        cursors[name] = known
      } else {
        let fresh =
          try told[name] ?? Outbox.Cursor(sequence: archive.lastSequence(), digest: newsroom.now())
        try outbox.put([], on: name, cursor: fresh)
        cursors[name] = fresh
      }
    }
    return cursors
  }

  private func makeMessages() async throws {
    let outbox = newsroom.outbox
    let cursors = try begin()
    let from = cursors.values.map(\.sequence).min() ?? 0
    let new = try archive.captures(after: from)
    let held = Set(cursors.values.flatMap(\.held))
    let waiting =
      held.isEmpty
      ? []
      : try archive.captures(after: (held.min() ?? 1) - 1).filter { look in
        look.sequence.map(held.contains) ?? false
      }
    var known: [Int: Newsroom.News] = [:]
    for look in waiting + new {
      guard let sequence = look.sequence, known[sequence] == nil else { continue }
      if var news = doubtful[sequence] {
        news.standing = try newsroom.standing(of: look, settings: settings.telling, in: archive)
        known[sequence] = news
      } else {
        known[sequence] = try newsroom.news(of: look, settings: settings.telling, in: archive)
      }
      if let news = known[sequence] { try await settle(news, of: look) }
    }
    doubtful = known.filter { if case .open = $0.value.standing { true } else { false } }
    for ready in channels {
      guard let cursor = cursors[ready.channel.name] else { continue }
      try put(ready, cursor, new: new, known: known)
    }
    for witness in witnesses {
      guard let cursor = cursors[witness.name] else { continue }
      var next = cursor
      let messages = new.filter { $0.sequence ?? 0 > cursor.sequence }.compactMap { look in
        known[look.sequence ?? 0].flatMap { witness.message(of: look, $0) }
      }
      next.sequence = max(cursor.sequence, new.last?.sequence ?? 0)
      if next != cursor { try outbox.put(messages, on: witness.name, cursor: next) }
    }
  }

  /// Has a story in doubt looked at again, and keeps in the journal that versions take turns.
  private func settle(_ news: Newsroom.News, of look: Look) async throws {
    switch news.standing {
    case .edit: return
    case .open:
      let sequence = look.sequence ?? 0
      // Once when it comes up, and once more: a cache has to be asked more than once.
      guard asked[sequence, default: 0] < 3 else { return }
      asked[sequence, default: 0] += 1
      await lookAgain(look.story)
    case .turn(let cause, let other):
      guard let capture = look.capture, knownTurns.insert(capture).inserted, let number = news.version?.number
      else {
        return
      }
      var event = JournalEvent(.flapping, time: newsroom.now())
      event.flapping = Flapping(
        story: look.story, cause: cause, capture: capture, versions: [min(number, other), max(number, other)])
      try ArchiveInbox(at: newsroom.path).leave(Request(.log(event)))
    }
  }

  private func put(
    _ ready: Newsroom.ReadyChannel, _ cursor: Outbox.Cursor, new: [Look], known: [Int: Newsroom.News]
  ) throws {
    var next = cursor
    var messages: [Message] = []
    let fresh = new.compactMap(\.sequence).filter { $0 > cursor.sequence }
    next.held = []
    for sequence in cursor.held + fresh {
      guard let news = known[sequence] else { continue }
      if case .open = news.standing {
        next.held.append(sequence)
      } else if case .edit = news.standing, ready.settings.tellsEach,
        let message = ready.message(of: news)
      {
        messages.append(message)
      }
    }
    next.sequence = max(cursor.sequence, fresh.last ?? 0)
    if let digest = try digest(on: ready, last: cursor.digest) {
      messages.append(digest)
      next.digest = digest.time
    }
    if next != cursor { try newsroom.outbox.put(messages, on: ready.channel.name, cursor: next) }
  }

  /// The digest that has fallen due on a channel since the last.
  private func digest(on ready: Newsroom.ReadyChannel, last: Timestamp?) throws -> Message? {
    guard let minute = ready.settings.digestMinute else { return nil }
    let now = newsroom.now()
    let zone = TimeZone(identifier: settings.telling.zone) ?? .gmt
    guard let due = DigestTime.last(minute: minute, zone: zone, upTo: now), let last, last < due else {
      return nil
    }
    return try newsroom.digestMessage(
      since: last, until: due, channel: ready.channel.name, settings: settings)
  }
}

extension Newsroom.ReadyChannel {
  /// The message for this channel; nil when its rule lets nothing through.
  func message(of news: Newsroom.News) -> Message? {
    guard let given = news.message, var message = settings.rule.part(of: given) else { return nil }
    message.id =
      Message(
        .change, parts: [channel.name, given.story ?? ""] + news.changes.sorted(), time: given.time,
        summary: ""
      ).id
    return message
  }
}

/// When digests fall due.
enum DigestTime {
  /// The last moment, up to one, at which a clock in a zone showed a time of day. On the day that a clock is set forward
  /// over it, it falls due when the clock goes on.
  static func last(minute: Int, zone: TimeZone, upTo now: Timestamp) -> Timestamp? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    for days in [0, -1, -2] {
      guard let day = calendar.date(byAdding: .day, value: days, to: now.date),
        let due = calendar.date(
          bySettingHour: minute / 60, minute: minute % 60, second: 0, of: day, matchingPolicy: .nextTime)
      else { continue }
      if due <= now.date { return Timestamp(due) }
    }
    return nil
  }
}

extension Teller.News {
  fileprivate init(_ news: Postman.News) {
    switch news {
    case .sent(let channel, let message): self = .sent(channel: channel, subject: message.subject)
    case .delayed(let channel, _, let problem, let wait):
      self = .delayed(channel: channel, problem: problem, wait: wait)
    case .putAside(let channel, _, let problem): self = .putAside(channel: channel, problem: problem)
    }
  }
}
