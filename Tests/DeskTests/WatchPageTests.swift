// A story is paused, ended and watched again in the browser and by programs, by whoever may write.

import Foundation
import Newsroom
import Report
import Story
import Testing

@testable import Desk

@Suite struct WatchPageTests {
  private static let path = "/stories/bridge/watch"

  private func desk(tokens: Bool = false) async throws -> TestDesk {
    let desk = try await TestDesk([:], tokens: tokens)
    _ = try await desk.newsroom.add(["https://news.example/bridge"])
    return desk
  }

  private func story(_ desk: TestDesk) throws -> Story {
    try #require(try desk.newsroom.stories().rows.first { $0.story.slug.text == "bridge" }?.story)
  }

  @Test func `buttons do what the verbs do`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    func press(_ action: String) async throws -> Page {
      let answer = try await desk.post(Self.path, "key=\(desk.formKey)&do=\(action)")
      #expect(answer.status == 303 && answer.header("Location") == Self.path)
      return try await desk.get(Self.path)
    }
    #expect(try await desk.get(Self.path).text.contains("value=\"pause\""))
    // The page that a button leads to shows what it did, however quickly it is asked for.
    let paused = try await press("pause").text
    #expect(paused.contains("value=\"resume\"") && paused.contains("aused since"))
    #expect(try story(desk).paused != nil && story(desk).ended == nil)
    #expect(try await press("end").text.contains("nded since"))
    #expect(try story(desk).ended != nil)
    #expect(try await press("resume").text.contains("value=\"pause\""))
    #expect(try story(desk).paused == nil && story(desk).ended == nil)
    #expect(try await desk.post(Self.path, "key=\(desk.formKey)&do=burn").status == 400)
    #expect(try await desk.post("/stories/none/watch", "key=\(desk.formKey)&do=end").status == 404)
  }

  @Test func `no other site presses them`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    let good = "key=\(desk.formKey)&do=end"
    for (form, headers) in [
      ("do=end", [:]), ("key=0&do=end", [:]), (good, ["origin": "https://evil.example"]),
      (good, ["sec-fetch-site": "cross-site"]), (good, ["origin": "http://localhost:8385"]),
    ] {
      #expect(try await desk.post(Self.path, form, headers: headers).status == 403, "\(form) \(headers)")
    }
    _ = try await desk.get(Self.path + "?" + good)
    #expect(try story(desk).ended == nil)
  }

  @Test func `a token that reads only presses nothing`() async throws {
    let desk = try await desk(tokens: true)
    defer { desk.remove() }
    let file = TokenFile(archive: desk.newsroom.path)
    let token = try file.make("reader", scope: .read, days: 1, now: Timestamp(Date()))
    let reader = ["authorization": "Bearer \(token)"]
    let page = try await desk.get(Self.path, headers: reader).text
    #expect(!page.contains("<button") && page.contains("reads only"))
    #expect(!(try await desk.get("/settings", headers: reader).text.contains("<button")))
    let json = reader.merging(["content-type": "application/json"]) { $1 }
    #expect(try await desk.post(Self.path, "do=end", headers: reader).status == 403)
    #expect(try await desk.post("/settings", "address=https://a.example/f", headers: reader).status == 403)
    #expect(
      try await desk.post("/api/v1/stories/bridge/watch", #"{"do":"end"}"#, headers: json).status == 403)
    #expect(try await desk.post(Self.path, "do=end").status == 401)
    #expect(try story(desk).ended == nil)
  }

  @Test func `programs do it too`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    let json = ["content-type": "application/json"]
    let path = "/api/v1/stories/bridge/watch"
    let answer = try await desk.post(path, #"{"do":"pause"}"#, headers: json)
    #expect(answer.status == 200 && answer.text.contains("\"paused\""))
    for bad in ["", "{}", #"{"do":"burn"}"#, #"{"do":1}"#] {
      #expect(try await desk.post(path, bad, headers: json).status == 400, "\(bad)")
    }
    #expect(try await desk.post("/api/v1/stories/none/watch", #"{"do":"end"}"#, headers: json).status == 404)
  }

  @Test func `feeds come on the list and go off it`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    let feed = "https%3A%2F%2Fnews.example%2Ffeed"
    func send(_ form: String) async throws -> Page {
      try await desk.post("/settings", "key=\(desk.formKey)&address=\(form)")
    }
    #expect(try await send("\(feed)&keywords=fire%2C+flood&do=add").status == 303)
    #expect(try desk.newsroom.feeds().map(\.keywords) == [["fire", "flood"]])
    #expect(try await desk.get("/settings").text.contains("https://news.example/feed"))
    #expect(try await send("javascript%3Aalert(1)&do=add").status == 422)
    #expect(try await send("https%3A%2F%2Fother.example%2F&do=remove").status == 422)
    #expect(try await send("\(feed)&do=remove").status == 303)
    #expect(try desk.newsroom.feeds().isEmpty)
  }
}
