// Tests of how long a server may ask to be left alone.

import Story
import Testing

@testable import Fetch

@Suite struct RetryAfterTests {
  static let now = Timestamp("2020-01-06T22:00:00Z") ?? Timestamp(seconds: 0)

  @Test(arguments: [
    ("120", 120), ("0", 0), ("86401", 86_400), ("99999999999999999999999999", 86_400),
    ("Mon, 06 Jan 2020 22:10:00 GMT", 600), ("Monday, 06-Jan-20 22:10:00 GMT", 600),
    ("Mon Jan  6 22:10:00 2020", 600),
    ("Mon, 06 Jan 2020 21:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
  ])
  func `seconds and dates are read, absurd ones are a day`(value: String, seconds: Int) {
    #expect(RetryAfter.wait(value, now: Self.now) == .seconds(seconds))
  }

  @Test(arguments: ["", "soon", "-5", "1.5", "2020-01-06", "12 minutes", "Mon, 99 Foo 2020 99:99:99 GMT"])
  func `what is neither is no wait`(value: String) {
    #expect(RetryAfter.wait(value, now: Self.now) == nil)
  }
}
