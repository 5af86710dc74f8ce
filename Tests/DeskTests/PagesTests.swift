// The pages tell what the reports tell, and none is missing.

import Foundation
import Newsroom
import Story
import Testing

@testable import Desk

@Suite struct PagesTests {
  @Test func `every page that a page leads to is there`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    try desk.desk.records.readSayings()
    var seen: Set<String> = ["/"]
    var waiting = ["/"]
    while let path = waiting.popLast() {
      let page = try await desk.get(path)
      #expect([200, 303].contains(page.status), "\(path) answers \(page.status)")
      guard page.type.hasPrefix("text/html") else { continue }
      for match in page.text.matches(of: /href="(\/[^"#]*)"/) {
        let link = String(match.1)
        if seen.insert(link).inserted { waiting.append(link) }
      }
    }
    for path in [
      "/stories/flood/compare/v1..v2", "/stories/flood/v2/evidence", "/speakers/Peter%20Lowe",
      "/feeds/all.atom",
    ] {
      #expect(seen.contains(path), "\(path) is linked from nowhere")
    }
  }

  @Test func `a comparison marks words, joins what moved, and lists changes by how much they matter`()
    async throws
  {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let page = try await desk.get("/stories/flood/compare/v1..v2").text
    #expect(page.contains("<del>Three</del><ins>Five</ins>"))
    #expect(page.contains("movedmark") && page.contains("moved from here"))
    #expect(page.contains("quote added") && page.contains("Peter Lowe"))
    let side = try await desk.get("/stories/flood/compare/v1..v2/side").text
    #expect(side.contains("role=\"table\"") && side.contains("data-to=\"r"))
  }

  @Test func `the list of changes leads to rows that are there`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for view in ["", "/side"] {
      let page = try await desk.get("/stories/flood/compare/v1..v2" + view).text
      let links = page.matches(of: /href="#([^"]+)"/).map { String($0.1) }
      #expect(links.count > 4)
      for link in links { #expect(page.contains("id=\"\(link)\""), "nothing is called \(link)") }
    }
  }

  @Test func `what is not there is a page that says so`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for path in [
      "/nothing", "/stories/none", "/stories/flood/v9", "/stories/flood/compare/v1..v9",
      "/stories/flood/quotes/x", "/feeds/kind/none.atom", "/page/2",
    ] {
      let page = try await desk.get(path)
      #expect(page.status == 404, "\(path)")
      #expect(page.text.contains("<h1>Not found</h1>"))
    }
  }

  @Test func `a page is not sent again while nothing changed`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let first = try await desk.get("/")
    let tag = try #require(first.header("ETag"))
    let again = try await desk.get("/", headers: ["if-none-match": tag])
    #expect(again.status == 304 && again.body.isEmpty)
    _ = try await desk.newsroom.add(["https://news.example/new-story"])
    let changed = try await eventually {
      try await desk.get("/", headers: ["if-none-match": tag])
    } until: {
      $0.status == 200
    }
    #expect(changed.text.contains("new-story"))
  }

  @Test func `words are found in what is gone`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let page = try await desk.get("/search?q=allegedly").text
    #expect(page.contains("<mark>allegedly</mark>") && page.contains("gone since v1"))
  }

  @Test func `an archive that is not there yet is an empty front page`() async throws {
    let desk = try await TestDesk([:])
    defer { desk.remove() }
    #expect(try await desk.get("/").text.contains("No story yet"))
  }
}

/// Asks again until an answer passes; a minute at most.
func eventually<Value>(
  _ ask: () async throws -> Value, until passes: (Value) -> Bool
) async throws -> Value {
  let start = ContinuousClock.now
  while true {
    let value = try await ask()
    if passes(value) || start.duration(to: .now) > .seconds(60) { return value }
    try await Task.sleep(for: .milliseconds(20))
  }
}
