// The time of capture that a file's name gives.

import Story
import Testing

@testable import Newsroom

@Suite struct CaptureTimeTests {
  @Test(arguments: [
    ("2020-01-06T2200Z.html", "2020-01-06T22:00:00Z"), ("2020-01-06T22:00Z.txt", "2020-01-06T22:00:00Z"),
    ("2020-01-06T220030Z.html", "2020-01-06T22:00:30Z"), ("20200106220030.html", "2020-01-06T22:00:30Z"),
    ("20200106220030_page.html", "2020-01-06T22:00:30Z"), ("2020-01-06.txt", "2020-01-06T00:00:00Z"),
    ("2020-01-06T2200Z-amp.html", "2020-01-06T22:00:00Z"),
  ])
  func `a name that begins with a time gives it`(name: String, time: String) {
    #expect(CaptureTime(fileName: name)?.time.description == time)
    #expect(CaptureTime(fileName: name)?.source == .fileName)
  }

  @Test(arguments: [
    "page.html", "report.txt", "2020-13-06T2200Z.html", "12345.html", "v2020-01-06.html", "",
    "2020-01-06T2560Z.html",
  ])
  func `other names give none`(name: String) {
    #expect(CaptureTime(fileName: name) == nil)
  }
}
