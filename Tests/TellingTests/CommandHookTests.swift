// Messages to commands.

import Foundation
import Report
import Story
import Testing

@testable import Telling

@Suite struct CommandHookTests {
  static func hook(_ script: String, timeout: Duration = .seconds(30), _ arguments: String...) -> CommandHook
  {
    CommandHook(name: "own", arguments: ["/bin/sh", "-c", script, "hook"] + arguments, timeout: timeout)
  }

  @Test func `the message is on its input, its id in its environment, and nothing else of ours`() async throws
  {
    let path = NSTemporaryDirectory() + "hook-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    setenv("WRITETHRU_TEST_SECRET", "geheim", 1)
    try await Self.hook("{ cat; env; echo \"$1\"; } > \"$2\"", "$(echo no shell)", path).send(
      message([okafor]))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix(message([okafor]).json + "\n"))
    #expect(text.contains("WRITETHRU_MESSAGE_ID=\(message([okafor]).id)\n"))
    #expect(text.hasSuffix("$(echo no shell)\n"))
    #expect(!text.contains("geheim"))
  }

  @Test func `a large message is no trouble for a command that reads nothing`() async throws {
    var large = message([okafor])
    large.summary = String(repeating: "x", count: 1 << 20)
    try await Self.hook("exit 0").send(large)
  }

  @Test(arguments: [
    ("exit 3", "ended with 3"), ("kill -9 $$", "signal 9"), ("sleep 60", "longer"),
    ("sleep 60 & wait", "longer"),
  ])
  func `a command that fails or stays is an error`(script: String, says: String) async {
    let error = await #expect(throws: SendingError.self) {
      try await Self.hook(script, timeout: says == "longer" ? .milliseconds(200) : .seconds(30)).send(
        message([okafor]))
    }
    #expect(error?.description.contains(says) == true)
    #expect(error?.isOfMessage == true)
  }

  @Test func `a command that is not there is an error`() async {
    await #expect(throws: SendingError.self) {
      try await CommandHook(name: "own", arguments: ["/nonexistent/hook"]).send(message([okafor]))
    }
  }
}
