// How moments are written and read.

import Story
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2020-01-06T22:00:00Z", "2020-01-06T22:00:00Z"),
    ("2020-01-06T22:00:00+01:00", "2020-01-06T21:00:00Z"),
    ("2020-01-06T22:00:00.250Z", "2020-01-06T22:00:00.250Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ])
  func `RFC 3339 in any zone is read and written in UTC`(text: String, written: String) {
    #expect(Timestamp(text)?.description == written)
  }

  @Test(arguments: ["", "yesterday", "2020-01-06", "2020-13-06T22:00:00Z"])
  func `anything else is no time`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  /// Dates are binary fractions: about every third millisecond of our time was once read as the one before it.
  @Test(arguments: [0, 1_600_000_000_000, 1_795_689_771_000, -86_400_000])
  func `every millisecond is read as it was written`(base: Int64) {
    let wrong = (0..<2_000).map { Timestamp(milliseconds: base + $0) }
      .filter { Timestamp($0.description) != $0 }
    #expect(wrong == [])
  }

  @Test func `seconds before 1970 round down`() {
    #expect(Timestamp(milliseconds: -1).seconds == -1)
    #expect(Timestamp(milliseconds: -1000).seconds == -1)
  }
}
