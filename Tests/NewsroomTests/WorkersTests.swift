// Workers that do not behave: whatever runs in their place, the page costs an error and nothing more.

import Foundation
import Story
import Testing

@testable import Newsroom

@Suite struct WorkersTests {
  private let page = PageRequest(
    Array("<p>A fire at the harbour.</p>".utf8), mediaType: "text/html", address: nil)

  private func failure(of program: [String], time: Duration = .seconds(60)) throws -> WorkerFailure? {
    var limits = WorkerPool.Limits()
    limits.time = time
    let pool = WorkerPool(program: program, limits: limits)
    return #expect(throws: WorkerFailure.self) { try pool.extract(page) }
  }

  @Test func `a program that is not there cannot be started`() throws {
    guard case .cannotStart = try failure(of: ["/nonexistent/writethru"]) else {
      Issue.record("it was started")
      return
    }
  }

  @Test func `a program that ends at once has died`() throws {
    #expect(try failure(of: ["/bin/true"]) == .died(signal: nil))
  }

  @Test func `a program that ends by a signal has died of it`() throws {
    #expect(try failure(of: ["/bin/sh", "-c", "kill -SEGV $$"]) == .died(signal: SIGSEGV))
  }

  @Test func `processor time that is used up is told as such`() throws {
    #expect(try failure(of: ["/bin/sh", "-c", "kill -XCPU $$"]) == .processorTime)
  }

  @Test func `a program that never answers is ended by the parent’s clock`() throws {
    #expect(try failure(of: ["/bin/sleep", "1000"], time: .seconds(1)) == .clock(.seconds(1)))
  }

  @Test func `a program that only takes a little of a large page is ended too`() throws {
    var large = page
    large.body = [UInt8](repeating: 0x20, count: 4 << 20)
    var limits = WorkerPool.Limits()
    limits.time = .seconds(1)
    let pool = WorkerPool(program: ["/bin/sleep", "1000"], limits: limits)
    #expect(throws: WorkerFailure.clock(.seconds(1))) { try pool.extract(large) }
  }

  @Test func `an answer that is none is refused`() throws {
    // The eight bytes say that five more come, and those are no JSON.
    #expect(
      try failure(of: [
        "/bin/sh", "-c", #"head -c 8 >/dev/null; printf '\005\0\0\0\0\0\0\0hello'; sleep 1000"#,
      ])
        == .nonsense)
  }

  @Test func `an answer of gigabytes is not waited for`() throws {
    #expect(
      try failure(of: ["/bin/sh", "-c", #"printf '\377\377\377\177\0\0\0\0'; sleep 1000"#]) == .nonsense)
  }

  @Test func `the head of a frame holds two lengths`() {
    #expect(Frame.head(5, 300) == [5, 0, 0, 0, 44, 1, 0, 0])
    #expect(Frame.numbers(Frame.head(5, 300)) == (5, 300))
    #expect(Frame.numbers(Frame.head(.init(UInt32.max))).0 == .max)
  }
}
