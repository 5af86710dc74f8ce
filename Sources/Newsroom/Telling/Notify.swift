// Trying channels out: what would be sent, and whether a message arrives.

import Archive
public import Story
import Telling

/// A message as it is shown to people and programs.
public struct MessageText: Sendable {
  /// When what it tells of was seen.
  public var time: Timestamp
  /// For people.
  public var text: String
  /// For programs, on one line.
  public var json: String

  init(_ message: Message) {
    (time, text, json) = (message.time, message.text, message.json)
  }
}

extension Newsroom {
  /// What settings would have told of the last changes, without sending anything.
  ///
  /// - Parameters:
  ///   - since: from when; nil for the last 50 captures.
  /// - Returns: the messages of each channel, by its name.
  public func dryRun(since: Timestamp?, config: String?) throws -> [(
    channel: String, messages: [MessageText]
  )] {
    let settings = try settings(in: config)
    let archive = try open()
    let last = try archive.lastSequence()
    let looks = try archive.captures(after: since == nil ? max(0, last - 50) : 0, atMost: .max)
      .filter { look in since.map { $0 <= look.time } ?? true }
    var told = settings.telling
    told.settle = 0
    let all = try looks.map { try news(of: $0, settings: told, in: archive) }
    return try channels(settings).map { ready in
      let messages = all.filter { $0.standing == .edit }.compactMap { ready.message(of: $0) }
      return (ready.channel.name, ready.settings.tellsEach ? messages.map(MessageText.init) : [])
    }
  }

  /// Sends a test message on channels.
  ///
  /// - Parameter name: the channel; nil for all.
  /// - Returns: for each channel what went wrong; nil when the message was taken.
  /// - Throws: ``Failure``: `usage` when there is no such channel.
  public func testChannels(_ name: String?, config: String?) async throws -> [(
    channel: String, problem: String?
  )] {
    let all = try channels(settings(in: config)).filter { name == nil || $0.channel.name == name }
    guard !all.isEmpty else {
      throw Failure(
        .usage,
        name.map { "there is no channel \(shown($0)): see telling.channels in the settings" }
          ?? "no channel is set: see telling.channels in the settings")
    }
    var results: [(String, String?)] = []
    for ready in all {
      let time = now()
      let message = Message(
        .test, parts: [ready.channel.name, time.description], time: time,
        summary: "This is a test of the channel \(ready.channel.name); nothing has changed.")
      do throws(SendingError) {
        try await ready.channel.send(message)
        results.append((ready.channel.name, nil))
      } catch {
        results.append((ready.channel.name, error.description))
      }
    }
    return results
  }

  /// What waits to be handed over, by channel, and how many nobody took.
  public func waitingMessages(config: String?) throws -> [(channel: String, waiting: [MessageText])] {
    try channels(settings(in: config)).map {
      ($0.channel.name, try outbox.waiting(on: $0.channel.name).map(MessageText.init))
    }
  }
}
