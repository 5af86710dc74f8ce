// Hands messages over, again and again until the other side has them.

import Story

/// Takes the messages of an outbox to their channels. What cannot be handed over is tried again after some seconds, twice
/// as many, four times … up to an hour, or when the other side asks for it; after three days it is put aside. A message that is refused
/// does not hold up the others; where nobody answers, the others wait too.
public actor Postman {
  /// What became of a message.
  public enum News: Sendable, Hashable {
    /// It was handed over.
    case sent(channel: String, message: Message)
    /// It could not be handed over yet.
    case delayed(channel: String, message: Message, problem: String, wait: Duration)
    /// It could not be handed over for three days and was put aside.
    case putAside(channel: String, message: Message, problem: String)
  }

  private struct Attempt {
    var failures = 0
    var first: ContinuousClock.Instant
    var next: ContinuousClock.Instant
  }

  private let outbox: Outbox
  private let firstWait: Duration
  private let tell: @Sendable (News) -> Void
  private var attempts: [String: Attempt] = [:]
  private var paused: [String: ContinuousClock.Instant] = [:]
  private var busy: Set<String> = []

  /// A postman for an outbox.
  ///
  /// - Parameter firstWait: how long the first wait is after a failure.
  public init(
    _ outbox: Outbox, firstWait: Duration = .seconds(10), tell: @escaping @Sendable (News) -> Void = { _ in }
  ) {
    self.outbox = outbox
    self.firstWait = firstWait
    self.tell = tell
  }

  /// Hands over what waits on some channels and may be tried now, each channel on its own.
  ///
  /// - Returns: when there is something to be tried again; nil when nothing waits.
  public func deliver(on channels: [any Channel]) async throws(OutboxError) -> ContinuousClock.Instant? {
    let results = await withTaskGroup(of: Result<ContinuousClock.Instant?, OutboxError>.self) { group in
      for channel in channels {
        group.addTask { await Result { () async throws(OutboxError) in try await self.deliver(on: channel) } }
      }
      var results: [Result<ContinuousClock.Instant?, OutboxError>] = []
      for await result in group { results.append(result) }
      return results
    }
    var next: ContinuousClock.Instant?
    for result in results {
      if let time = try result.get() { next = next.map { min($0, time) } ?? time }
    }
    return next
  }

  private func deliver(on channel: any Channel) async throws(OutboxError) -> ContinuousClock.Instant? {
    // Two rounds at once would send twice.
    guard busy.insert(channel.name).inserted else { return nil }
    defer { busy.remove(channel.name) }
    var next: ContinuousClock.Instant?
    for message in try outbox.waiting(on: channel.name) {
      if Task.isCancelled { return nil }
      let key = "\(channel.name) \(message.id)"
      let now = ContinuousClock.now
      let due = max(paused[channel.name] ?? now, attempts[key]?.next ?? now)
      guard due <= now else {
        next = next.map { min($0, due) } ?? due
        continue
      }
      do throws(SendingError) {
        try await channel.send(message)
      } catch {
        if Task.isCancelled { return nil }
        let time = try note(error, message, key, channel)
        if let time { next = next.map { min($0, time) } ?? time }
        continue
      }
      try outbox.remove(message, from: channel.name)
      (attempts[key], paused[channel.name]) = (nil, nil)
      tell(.sent(channel: channel.name, message: message))
    }
    return next
  }

  /// Notes a failure, and says when to try again; nil when it is given up.
  private func note(
    _ error: SendingError, _ message: Message, _ key: String, _ channel: any Channel
  ) throws(OutboxError) -> ContinuousClock.Instant? {
    let now = ContinuousClock.now
    var attempt = attempts[key] ?? Attempt(first: now, next: now)
    attempt.failures += 1
    let wait = max(error.wait ?? .zero, Self.wait(after: attempt.failures, first: firstWait))
    attempt.next = now.advanced(by: wait)
    guard attempt.first.duration(to: now) < Self.patience else {
      try outbox.putAside(message, from: channel.name)
      attempts[key] = nil
      tell(.putAside(channel: channel.name, message: message, problem: error.description))
      return nil
    }
    attempts[key] = attempt
    if !error.isOfMessage { paused[channel.name] = attempt.next }
    tell(.delayed(channel: channel.name, message: message, problem: error.description, wait: wait))
    return attempt.next
  }

  /// The wait after so many failures.
  static func wait(after failures: Int, first: Duration = .seconds(10)) -> Duration {
    min(first * (1 << min(max(failures - 1, 0), 20)), longestWait)
  }

  private static let longestWait = Duration.seconds(3600)
  private static let patience = Duration.seconds(3 * 86_400)
}

extension Result where Success: Sendable {
  /// The result of asynchronous work.
  fileprivate init(_ work: () async throws(Failure) -> Success) async {
    do {
      self = .success(try await work())
    } catch {
      self = .failure(error)
    }
  }
}
