// Times in words.

import Foundation
import Story
import Testing

@testable import Report

@Suite struct TimeWordsTests {
  private let times = TimeWords(zone: .gmt)
  private func at(_ text: String) -> Timestamp { Timestamp(text)! }

  @Test(arguments: [
    ("2020-01-06T22:00:00Z", "6 Jan 2020 22:00 UTC"),
    ("2020-01-06T22:00:00.5+02:00", "6 Jan 2020 20:00 UTC"),
    ("6 January 2020", "6 January 2020"),
    ("2020-01-06", "2020-01-06"),
  ])
  func `a page's date is told in the reader's zone where it is a time`(text: String, expected: String) {
    #expect(times.published(text) == expected)
  }

  @Test(arguments: [
    ("2020-01-06T22:00:00Z", "2020-01-06T23:00:00Z", "6 Jan 2020 22:00 → 23:00 UTC"),
    ("2020-01-06T22:00:00Z", "2020-01-07T01:05:00Z", "6 Jan 2020 22:00 → 7 Jan 2020 01:05 UTC"),
    ("2020-01-06T22:00:07Z", "2020-01-06T22:00:41Z", "6 Jan 2020 22:00:07 → 22:00:41 UTC"),
    ("2019-12-31T22:00:00Z", "2020-12-31T22:00:00Z", "31 Dec 2019 22:00 → 31 Dec 2020 22:00 UTC"),
  ])
  func `a stretch of time is told as short as it can be`(one: String, other: String, expected: String) {
    #expect(times.stretch(at(one), at(other)) == expected)
  }

  @Test(arguments: [
    ("2020-01-06T22:00:00Z", "2020-01-06T23:00:00Z", "First seen with 23:00, last seen without 22:00."),
    (
      "2020-01-06T22:00:00Z", "2020-01-07T01:05:00Z",
      "First seen with 7 Jan 2020 01:05, last seen without 6 Jan 2020 22:00."
    ),
    ("2020-01-06T22:00:07Z", "2020-01-06T22:00:41Z", "First seen with 22:00:41, last seen without 22:00:07."),
  ])
  func `a change is put between two checks`(one: String, other: String, expected: String) {
    #expect(times.bracket(without: at(one), with: at(other)) == expected)
  }

  @Test func `another zone is named and its day may be another`() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    #expect(TimeWords(zone: zone).zoned(at("2020-01-06T23:30:00Z")) == "7 Jan 2020 00:30 Europe/Berlin")
  }

  @Test(arguments: [
    ([TimeSource.fileName, .fileName], "Times come from file names; not witnessed by us."),
    ([.fileName], "The time comes from a file name; not witnessed by us."),
    ([.fetched, .fetched], "Times come from our own checks."),
    ([.fileName, .fetched], "Times come from a file name (not witnessed by us) and from our own check."),
    ([], ""),
  ])
  func `what we did not witness we do not claim`(sources: [TimeSource], expected: String) {
    #expect(TimeSource.words(sources) == expected)
  }

  @Test(arguments: TimeSource.allCases)
  func `only what was fetched counts as witnessed`(source: TimeSource) {
    #expect(TimeSource.words([source, source]).contains("not witnessed by us") == (source != .fetched))
  }
}
