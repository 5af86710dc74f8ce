// Messages go out at least once, whatever happens in between.

import Foundation
import Report
import Story
import Synchronization
import Testing

@testable import Telling

/// A channel that fails when it is told to, and keeps what it took.
private final class Recording: Channel {
  let name = "desk"
  private let fails: @Sendable (Message, Int) -> SendingError?
  private let state = Mutex((calls: 0, taken: [String]()))
  var taken: [String] { state.withLock { $0.taken } }

  init(fails: @escaping @Sendable (Message, Int) -> SendingError? = { _, _ in nil }) { self.fails = fails }

  func send(_ message: Message) async throws(SendingError) {
    let call = state.withLock { state in
      state.calls += 1
      return state.calls
    }
    if let error = fails(message, call) { throw error }
    state.withLock { $0.taken.append(message.id) }
  }
}

@Suite struct OutboxTests {
  static func folder() -> String { NSTemporaryDirectory() + "outbox-\(UUID().uuidString)" }

  static let three = (1...3).map { number in
    var one = message([change(.quoteAdded, "Quote \(number)", id: "c\(number)")])
    one.time = time("2020-01-06T23:0\(number):00Z")
    return one
  }

  @Test func `what was put is there after a start anew, in order, and goes out once`() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Outbox(folder: folder).put(Self.three.reversed(), on: "desk", cursor: .init(sequence: 7, held: [5]))
    let outbox = Outbox(folder: folder)
    #expect(try outbox.cursor(of: "desk") == .init(sequence: 7, held: [5]))
    #expect(try outbox.waiting(on: "desk") == Self.three)
    let channel = Recording()
    #expect(try await Postman(outbox).deliver(on: [channel]) == nil)
    #expect(channel.taken == Self.three.map(\.id))
    #expect(try outbox.waiting(on: "desk").isEmpty)
    #expect(try outbox.cursor(of: "desk")?.sequence == 7)
    #expect(try outbox.cursor(of: "other") == nil)
  }

  @Test func `a channel counts as told once its messages are handed over`() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    #expect(try outbox.told().isEmpty)
    try outbox.put([], on: "new", cursor: .init(sequence: 3))
    try outbox.put(Self.three, on: "desk", cursor: .init(sequence: 7))
    #expect(try outbox.told() == ["new": .init(sequence: 3)])
    _ = try await Postman(outbox).deliver(on: [Recording()])
    #expect(try outbox.told() == ["new": .init(sequence: 3), "desk": .init(sequence: 7)])
  }

  @Test func `a message put twice is one message`() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    for _ in 0..<2 { try outbox.put(Self.three, on: "desk", cursor: .init(sequence: 1)) }
    #expect(try outbox.waiting(on: "desk").count == 3)
  }

  @Test func `drafts of a killed process go, damaged messages stand in nobody's way`() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    try outbox.put(Self.three, on: "desk", cursor: .init(sequence: 1))
    try Data("half a mess".utf8).write(
      to: URL(fileURLWithPath: outbox.folder(of: "desk") + "/x.message.9.tmp"))
    try Data("half a mess".utf8).write(to: URL(fileURLWithPath: outbox.folder(of: "desk") + "/x.message"))
    try outbox.sweep("desk")
    #expect(try outbox.waiting(on: "desk") == Self.three)
    let names = try FileManager.default.contentsOfDirectory(atPath: outbox.folder(of: "desk"))
    #expect(names.contains("x.message.damaged"))
    #expect(!names.contains { $0.hasSuffix(".tmp") })
  }

  @Test func `a message that is refused does not hold up the others`() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    try outbox.put(Self.three, on: "desk", cursor: .init(sequence: 1))
    let first = Self.three[0].id
    let channel = Recording { message, _ in message.id == first ? SendingError("no", isOfMessage: true) : nil
    }
    let next = try await Postman(outbox).deliver(on: [channel])
    #expect(next != nil)
    #expect(channel.taken == Self.three.dropFirst().map(\.id))
    #expect(try outbox.waiting(on: "desk").map(\.id) == [first])
  }

  @Test func `where nobody answers, the others wait too, and go out in order later`() async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    try outbox.put(Self.three, on: "desk", cursor: .init(sequence: 1))
    let channel = Recording { _, call in call == 1 ? SendingError("nobody answers") : nil }
    let news = Mutex<[Postman.News]>([])
    let postman = Postman(outbox) { one in news.withLock { $0.append(one) } }
    #expect(try await postman.deliver(on: [channel]) != nil)
    #expect(channel.taken.isEmpty)
    #expect(news.withLock { $0.count } == 1)
    // Another process, or this one later.
    #expect(try await Postman(outbox).deliver(on: [channel]) == nil)
    #expect(channel.taken == Self.three.map(\.id))
  }

  @Test(arguments: [(1, 10), (2, 20), (3, 40), (9, 2560), (10, 3600), (100, 3600)])
  func `waits double up to an hour`(failures: Int, seconds: Int) {
    #expect(Postman.wait(after: failures) == .seconds(seconds))
  }
}
