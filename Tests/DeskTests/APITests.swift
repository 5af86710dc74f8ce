// The interface for programs gives what the command prints, and its description names every address there is.

import Foundation
import Newsroom
import Report
import Story
import Testing

@testable import Desk

@Suite struct APITests {
  private func object(_ page: Page) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(page.body)) as? [String: Any])
  }

  @Test func `shapes are those that the command prints`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let (newsroom, slug) = (desk.newsroom, try Slug("flood"))
    let expected: [(String, String)] = try [
      ("/api/v1/stories/flood", newsroom.log(slug).rendered(as: .json)),
      ("/api/v1/stories/flood/quotes", newsroom.quotes(slug).rendered(as: .json)),
      ("/api/v1/stories/flood/versions/v2", newsroom.show(slug, "v2").rendered(as: .json)),
      (
        "/api/v1/stories/flood/compare/v1..v2",
        newsroom.diff(slug, "v1..v2", options: .init()).rendered(as: .json)
      ),
      ("/api/v1/search?q=gate", newsroom.search("gate", in: .all).rendered(as: .json)),
    ]
    for (path, text) in expected {
      let page = try await desk.get(path)
      #expect(page.text == text, "\(path)")
      #expect(page.type == "application/json" && page.header("ETag") != nil)
    }
  }

  @Test func `stories come a page at a time`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    _ = try await desk.newsroom.add((1...4).map { (address: "https://news.example/s\($0)", name: nil) })
    var path: String? = "/api/v1/stories?limit=2"
    var names: [String] = []
    while let asked = path {
      let page = try await desk.get(asked)
      let stories = try #require(object(page)["stories"] as? [[String: Any]])
      #expect(stories.count <= 2)
      names += stories.compactMap { $0["story"] as? String }
      path = page.header("Link").flatMap { $0.firstMatch(of: /<([^>]+)>; rel="next"/) }.map { String($0.1) }
    }
    #expect(names == ["flood", "s1", "s2", "s3", "s4"])
  }

  @Test(
    arguments: [
      ("/api/v1/stories?limit=0", 400), ("/api/v1/stories?limit=x", 400), ("/api/v1/stories?after=A", 400),
      ("/api/v1/search", 400), ("/api/v1/search?q=x&in=y", 400), ("/api/v1/changes?type=none", 400),
      ("/api/v1/changes?after=x", 400), ("/api/v1/stories/none", 404),
      ("/api/v1/stories/flood/versions/v9", 404),
      ("/api/v1/stories/flood/versions/x", 400), ("/api/v1/none", 404), ("/api/v2/stories", 404),
    ])
  func `what is asked wrongly is told as a problem`(path: String, status: Int) async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let page = try await desk.get(path)
    #expect(page.status == status)
    #expect(page.type == "application/problem+json")
    #expect(try object(page)["detail"] is String)
  }

  @Test func `a change is marked and the mark stands beside it`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let changes = try #require(
      object(try await desk.get("/api/v1/changes?type=quote_added"))["changes"] as? [[String: Any]])
    let id = try #require((changes.first?["change"] as? [String: Any])?["id"] as? String)
    let json = ["content-type": "application/json"]
    let marked = try await desk.post(
      "/api/v1/changes/\(id)/marks",
      #"{"story":"flood","verdict":"false_alarm","by":"Ann","note":"<b>no</b>"}"#, headers: json)
    #expect(marked.status == 201)
    let told = try await eventually {
      try await desk.get("/changes/dismissed").text
    } until: {
      $0.contains("false alarm")
    }
    #expect(told.contains("&lt;b&gt;no&lt;/b&gt;") && told.contains("Ann"))
    for bad in ["", "{}", "[]", #"{"story":"flood","by":""}"#, #"{"story":"flood","by":"x","verdict":"y"}"#] {
      #expect(try await desk.post("/api/v1/changes/\(id)/marks", bad, headers: json).status == 400, "\(bad)")
    }
  }

  @Test func `the description names addresses that are there`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let description = try object(try await desk.get("/api/v1/openapi.json"))
    #expect(description["openapi"] as? String == "3.1.0")
    let paths = try #require(description["paths"] as? [String: [String: Any]])
    for (path, methods) in paths where methods["get"] != nil {
      var path = path.replacing("{story}", with: "flood").replacing("{version}", with: "v1")
      path = path.replacing("{range}", with: "v1..v2") + (path.hasSuffix("search") ? "?q=gate" : "")
      #expect(try await desk.get(path).status == 200, "\(path)")
    }
  }
}
