// Dates of feeds, right and wrong.

import Story
import Testing

@testable import Fetch

@Suite struct FeedDateTests {
  @Test(arguments: [
    ("Mon, 06 Jan 2020 22:00:00 GMT", "2020-01-06T22:00:00Z"),
    ("Mon, 6 Jan 2020 22:00 +0100", "2020-01-06T21:00:00Z"),
    ("06 Jan 20 22:00:00 Z", "2020-01-06T22:00:00Z"),
    ("06 Jan 97 22:00:00 UT", "1997-01-06T22:00:00Z"),
    // The wrong weekday, in another language, and none.
    ("Sun, 06 Jan 2020 22:00:00 EST", "2020-01-07T03:00:00Z"),
    ("lun., 06 Jan 2020 22:00:00 GMT", "2020-01-06T22:00:00Z"),
    ("06 January 2020 22:00:00 BST", "2020-01-06T21:00:00Z"),
    ("Mon,06 Jan 2020 22:00:00 GMT+2", "2020-01-06T20:00:00Z"),
    ("Mon, 06 Jan 2020 22:00:00 +01:00", "2020-01-06T21:00:00Z"),
    ("Mon, 06 Jan 2020 22:00:00 -0330", "2020-01-07T01:30:00Z"),
    // A zone nobody knows, and none at all, are UTC.
    ("Mon, 06 Jan 2020 22:00:00 XYZ", "2020-01-06T22:00:00Z"),
    ("Mon, 06 Jan 2020 22:00:00", "2020-01-06T22:00:00Z"),
    ("Mon, 06 Jan 2020", "2020-01-06T00:00:00Z"),
    ("Monday, January 6, 2020 5:00 PM EST", "2020-01-06T22:00:00Z"),
    ("Jan 6, 2020 12:30 am", "2020-01-06T00:30:00Z"),
    ("06-Jan-2020 22:00:00 GMT", "2020-01-06T22:00:00Z"),
    ("2020-01-06T22:00:00Z", "2020-01-06T22:00:00Z"),
    ("2020-01-06T22:00:00.250+01:00", "2020-01-06T21:00:00.250Z"),
    ("2020-01-06T22:00+0100", "2020-01-06T21:00:00Z"),
    ("2020-01-06 22:00:00", "2020-01-06T22:00:00Z"),
    ("2020-01-06 22:00:00 EST", "2020-01-07T03:00:00Z"),
    ("2020-01-06", "2020-01-06T00:00:00Z"),
    ("2020-02", "2020-02-01T00:00:00Z"),
    ("2020-01-06T24:00:00Z", "2020-01-07T00:00:00Z"),
    ("1578348000", "2020-01-06T22:00:00Z"),
    ("1578348000250", "2020-01-06T22:00:00.250Z"),
    ("Sat, 29 Feb 2020 10:00:00 GMT", "2020-02-29T10:00:00Z"),
  ])
  func `dates that name a moment`(text: String, moment: String) {
    #expect(FeedDate.read(text) == Timestamp(moment))
  }

  @Test(arguments: [
    "", "yesterday", "Mon, 31 Feb 2020 10:00:00 GMT", "2020-13-01", "2019-02-29", "0000-00-00T00:00:00Z",
    "1970-01-01",
    "0", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "31/12/2020", "-2020-01-01",
    "2020-01-06T99:00:00Z",
    "Jan", "Jan Jan Jan", "6 6 6", "9999-12-31",
  ])
  func `dates that name none`(text: String) {
    #expect(FeedDate.read(text) == nil)
  }

  @Test func `any text is read without a fault`() {
    var random = SeededNumbers(seed: 7)
    let pieces = [
      "Mon", ",", " ", "06", "Jan", "2020", "22:00", ":", "-", "T", "Z", "+01:00", "GMT", "\u{0}", "é",
      "99999", ".",
    ]
    for _ in 0..<20_000 {
      let text = (0..<(random.next() % 12)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
        .joined()
      if let moment = FeedDate.read(text) { #expect(moment.seconds > 631_000_000) }
    }
  }
}
