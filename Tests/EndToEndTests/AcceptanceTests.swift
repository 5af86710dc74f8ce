// The promise of the whole: stories with planted changes are served and watched, and what is told is scored.

import Acceptance
import Foundation
import LocalServer
import Synchronization
import Testing

@Suite struct AcceptanceTests {
  /// The whole measure takes minutes and the fast program: `make acceptance`.
  static let isWhole = ProcessInfo.processInfo.environment["ACCEPTANCE"] == "whole"

  /// The part of a webhook's message that is scored.
  struct Message: Decodable {
    struct Change: Decodable {
      var type: String
      var text, old, new, speaker, newSpeaker: String?
      enum CodingKeys: String, CodingKey {
        case type, text, old, new, speaker
        case newSpeaker = "new_speaker"
      }
    }
    var id: String
    var story: String?
    var changes: [Change]
  }

  @Test(.timeLimit(.minutes(15)))
  func `planted changes are told with the right speaker, once, and next to nothing else`() async throws {
    let stories = Planter.stories(
      Self.isWhole ? 60 : 6, changes: Self.isWhole ? 200 : 20, seed: Self.isWhole ? 20_260_302 : 7)
    let stand = Newsstand(stories, seed: 11)
    let received = Mutex<[Message]>([])
    let desk = TestServer.answering { request in
      let body = request.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
      if let message = try? JSONDecoder().decode(Message.self, from: Data(body.utf8)) {
        received.withLock { $0.append(message) }
      }
      return [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    }
    let server = TestServer(at: "0.0.0.0") { stand.answer($0) }
    let program = try Program()
    try program.write(
      """
      fetch:
        host-rest: 0
        allow-addresses: [127.0.0.0/8]
      telling:
        channels:
          desk:
            kind: webhook
            address: \(desk.address("/desk"))
            allow-addresses: [127.0.0.1]
            secret: geheim
      """, to: "writethru-archive/writethru.yaml")
    // Each story stands on a host of its own, as stories of many outlets do.
    let addresses = stories.map { server.address("/news/\($0.name)", host: "127.0.0.\($0.number % 250 + 1)") }
    try program.write(addresses.joined(separator: "\n"), to: "urls.csv")
    let added = try program.run("add", "--from", "urls.csv")
    #expect(added.status == 0, "\(added.errors)")
    let watch = try program.start(["watch", "--every", Self.isWhole ? "2s" : "1s", "--all"])
    while !stand.isOver, watch.process.isRunning { try await Task.sleep(for: .milliseconds(200)) }
    // What is told comes shortly after; how long that takes on a busy machine is not what is measured.
    var last = -1
    for _ in 0..<60 where received.withLock({ $0.count }) != last {
      last = received.withLock { $0.count }
      try await Task.sleep(for: .seconds(2))
    }
    watch.process.terminate()
    let run = try watch.end()
    #expect(run.status == 0, "\(run.errors)")

    let messages = received.withLock { $0 }
    let told = messages.flatMap { message in
      message.changes.map { change in
        Told(
          message: message.id, story: message.story ?? "", type: change.type,
          text: [change.text, change.old, change.new].compactMap { $0 }.joined(separator: " | "),
          speaker: change.type == "quote_reattributed" ? change.newSpeaker ?? "" : change.speaker ?? "")
      }
    }
    let score = Score(told, messages: messages.map(\.id), of: stories, looks: stand.looks)
    print("acceptance: \(score)")
    for error in score.errors { print("  \(error)") }
    #expect(
      score.f1 >= 0.9,
      "\(score)\n\(score.errors.joined(separator: "\n"))\n\(stand.left)\n\(run.errors.suffix(2000))")
    #expect(score.falseShare <= 0.01)
    #expect(score.doubles == 0)
    #expect(try program.run("verify").status == 0)
  }
}
