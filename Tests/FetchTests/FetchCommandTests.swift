// Tests of commands that give a page.

import Foundation
import Glibc
import LocalServer
import Testing

@testable import Fetch

@Suite struct FetchCommandTests {
  static let address = "http://127.0.0.1/harbour-fire?x=$(id)&y=';'"

  static func run(
    _ arguments: [String], timeout: Duration = .seconds(60), maxBytes: Int = 1 << 20,
    screenshot: [String]? = nil,
    _ change: (inout FetchSettings) -> Void = { _ in }
  ) async throws(FetchError) -> Answer {
    let command = FetchCommand(arguments, screenshot: screenshot, timeout: timeout, maxBytes: maxBytes)
    return try await Fetcher(settings: .local(change)).fetch(address, by: command)
  }

  static func detail(_ arguments: [String], timeout: Duration = .seconds(60), maxBytes: Int = 1 << 20) async
    -> String?
  {
    do {
      _ = try await run(arguments, timeout: timeout, maxBytes: maxBytes)
      return nil
    } catch {
      guard case .command(_, let detail) = error.problem else { return "\(error)" }
      return detail
    }
  }

  @Test func `what the command prints is the page, and the way it came is told`() async throws {
    let answer = try await Self.run(["/bin/echo", "-n", "<p>The fire is out.</p>"])
    #expect(String(decoding: answer.body, as: UTF8.self) == "<p>The fire is out.</p> \(answer.finalAddress)")
    #expect(answer.way == "command: echo")
    #expect(answer.hops.isEmpty && answer.head.isEmpty && answer.screenshot == nil)
  }

  @Test func `the address goes where it is wanted, and no shell reads it`() async throws {
    let answer = try await Self.run(["/bin/echo", "-n", "{url}", "end"])
    #expect(String(decoding: answer.body, as: UTF8.self) == answer.finalAddress + " end")
    // This test run has proxies in its environment; the command gets none of them.
    let clean = try await Self.run(["/bin/sh", "-c", "printf %s \"$WRITETHRU_URL$http_proxy$HTTPS_PROXY\""])
    #expect(String(decoding: clean.body, as: UTF8.self) == answer.finalAddress)
  }

  @Test func `a picture stands beside the page; one that fails is left out`() async throws {
    let answer = try await Self.run(["/bin/echo"], screenshot: ["/bin/echo", "picture"])
    #expect(answer.screenshot?.starts(with: Array("picture".utf8)) == true)
    #expect(try await Self.run(["/bin/echo"], screenshot: ["/bin/false"]).screenshot == nil)
  }

  @Test func `failures say what was wrong`() async {
    #expect(await Self.detail(["/bin/sh", "-c", "echo half; exit 3"]) == "it ended with 3")
    #expect(await Self.detail(["/bin/sh", "-c", "kill -9 $$"]) == "it was ended by signal 9")
    #expect(await Self.detail(["/bin/true"]) == "it printed nothing")
    #expect(await Self.detail(["/nowhere/browser"])?.hasPrefix("it cannot be started") == true)
    #expect(await Self.detail([]) == "it cannot be started")
    #expect(
      await Self.detail(["/bin/sh", "-c", "yes"], maxBytes: 10_000) == "it printed more than 10000 bytes")
  }

  @Test func `a command that takes too long is ended with all it started`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "writethru-\(UUID().uuidString)").path
    defer { unlink(file) }
    let script = "sleep 600 & echo $! > \(file); echo page; wait"
    #expect(
      await Self.detail(["/bin/sh", "-c", script], timeout: .seconds(3))?.contains("took longer")
        == true)
    let child = try #require(Int32(String(contentsOfFile: file, encoding: .utf8).filter(\.isNumber)))
    // Gone, or dead and not yet collected by init.
    var patience = 200
    while isAlive(child), patience > 0 {
      usleep(10_000)
      patience -= 1
    }
    #expect(!isAlive(child))
  }

  private func isAlive(_ process: pid_t) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return !stat.contains(") Z ")
  }

  @Test(arguments: [
    "http://127.0.0.2/", "http://localhost/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.5]/",
  ])
  func `an address that may not be reached starts no command`(address: String) async {
    let file = FileManager.default.temporaryDirectory.appending(path: "writethru-\(UUID().uuidString)").path
    let command = FetchCommand(["/bin/sh", "-c", "echo ran | tee \(file)"])
    let error = await #expect(throws: FetchError.self) {
      try await Fetcher(settings: FetchSettings()).fetch(address, by: command)
    }
    guard case .refusedAddress = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(access(file, F_OK) != 0)
  }

  @Test func `a command nobody waits for is ended`() async {
    let task = Task { await Self.detail(["/bin/sleep"], timeout: .seconds(60)) }
    let long = Task { await Self.detail(["/bin/sh", "-c", "sleep 600"]) }
    long.cancel()
    #expect(await long.value?.contains("cancelled") == true)
    task.cancel()
    _ = await task.value
  }
}
