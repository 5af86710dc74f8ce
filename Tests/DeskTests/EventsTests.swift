// New versions are told as they come.

import Foundation
import Newsroom
import Story
import Testing

@testable import Desk

@Suite struct EventsTests {
  @Test func `a version that comes is told to whoever listens, and one that was missed too`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    guard case .events(let stream) = await desk.desk.answer(Asked(path: "/api/v1/events", host: "localhost"))
    else {
      Issue.record("no events")
      return
    }
    let teller = Task { await desk.desk.events.run() }
    defer { teller.cancel() }
    let first = try desk.newsroom.versions(of: Slug("flood"))[0]
    let file = desk.folder.appendingPathComponent("2021-07-15T1200Z.txt")
    try Data("Six dead in flood\n\nSix people have died after the river burst its banks.".utf8).write(
      to: file)
    _ = try await desk.newsroom.importFiles([file.path], into: Slug("flood"))
    var told: String?
    for await text in stream where text.hasPrefix("event: version") {
      told = text
      break
    }
    #expect(told?.contains("\"version\":3") ?? false)
    #expect(told?.contains("/stories/flood/compare/v2..v3") ?? false)

    let again = Asked(
      path: "/api/v1/events", host: "localhost", headers: ["last-event-id": first.capture.text])
    guard case .events(let missed) = await desk.desk.answer(again) else {
      Issue.record("no events")
      return
    }
    var versions: [String] = []
    for await text in missed where text.hasPrefix("event: version") {
      versions.append(text)
      if versions.count == 2 { break }
    }
    #expect(versions[0].contains("\"version\":2") && versions[1].contains("\"version\":3"))
  }
}
