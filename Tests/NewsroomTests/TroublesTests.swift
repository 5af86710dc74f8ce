// When a story or host that gives nothing is told of.

import Story
import Testing

@testable import Newsroom

@Suite struct TroublesTests {
  private static let start = Timestamp(seconds: 1_600_000_000)

  private static func after(hours: Int64) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + hours * 3_600_000)
  }

  @Test func `a story that cannot be seen is told once, and once more when it is back`() {
    var troubles = Troubles()
    for hour in 0..<6 as Range<Int64> {
      troubles.failed("dock-fire", at: Self.after(hours: hour), problem: "the server answered 503")
      #expect(troubles.overdue(at: Self.after(hours: hour)) == [])
    }
    let trouble = ServiceStatus.Trouble(
      subject: "dock-fire", since: Self.start, problem: "the server answered 503")
    #expect(troubles.overdue(at: Self.after(hours: 6)) == [.silent(trouble)])
    #expect(troubles.overdue(at: Self.after(hours: 7)) == [])
    #expect(troubles.told == [trouble])
    #expect(troubles.seen("dock-fire") == .back(subject: "dock-fire", since: Self.start))
    #expect(troubles.told == [])
  }

  @Test func `one that comes back in time is never told`() {
    var troubles = Troubles()
    troubles.failed("news.example", at: Self.start, problem: "timed out")
    #expect(troubles.seen("news.example") == nil)
    troubles.failed("news.example", at: Self.after(hours: 5), problem: "timed out")
    #expect(troubles.overdue(at: Self.after(hours: 10)) == [])
  }

  @Test func `the last problem is the one told, since the first`() {
    var troubles = Troubles()
    troubles.failed("news.example", at: Self.start, problem: "timed out")
    troubles.failed("news.example", at: Self.after(hours: 6), problem: "the certificate has expired")
    #expect(
      troubles.overdue(at: Self.after(hours: 6))
        == [
          .silent(
            .init(subject: "news.example", since: Self.start, problem: "the certificate has expired"))
        ])
  }
}
