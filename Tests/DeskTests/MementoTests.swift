// Memento clients find the version nearest to a time.

import Foundation
import Newsroom
import Story
import Testing

@testable import Desk

@Suite struct MementoTests {
  private static let address = "https://news.example/flood?page=1"

  /// A story of two files that was then given an address.
  private func desk() async throws -> TestDesk {
    let desk = try await TestDesk()
    _ = try await desk.newsroom.add([Self.address], name: Slug("flood"))
    return desk
  }

  @Test(
    arguments: [
      (nil, 2), ("Thu, 15 Jul 2021 06:10:00 GMT", 1), ("Thu, 15 Jul 2021 08:50:00 GMT", 2),
      ("Mon, 01 Jan 2001 00:00:00 GMT", 1), ("Fri, 01 Jan 2100 00:00:00 GMT", 2),
    ] as [(String?, Int)])
  func `a time gate goes to the nearest version`(time: String?, version: Int) async throws {
    let desk = try await desk()
    defer { desk.remove() }
    let page = try await desk.get(
      "/timegate/" + Self.address, headers: time.map { ["accept-datetime": $0] } ?? [:])
    #expect(page.status == 302)
    #expect(page.header("Location") == "http://localhost:8384/stories/flood/v\(version)")
    #expect(page.header("Vary") == "accept-datetime")
    #expect(page.header("Link")?.contains("rel=\"original\"") ?? false)
  }

  @Test func `a time map lists all versions`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    let page = try await desk.get("/timemap/link/" + Self.address)
    #expect(page.type == "application/link-format")
    #expect(page.text.contains("rel=\"first memento\"; datetime=\"Thu, 15 Jul 2021 06:00:00 GMT\""))
    #expect(page.text.contains("rel=\"last memento\"; datetime=\"Thu, 15 Jul 2021 09:00:00 GMT\""))
    let memento = try await desk.get("/stories/flood/v1")
    #expect(memento.header("Memento-Datetime") == "Thu, 15 Jul 2021 06:00:00 GMT")
  }

  @Test func `what is not kept is not found, and no time is no time`() async throws {
    let desk = try await desk()
    defer { desk.remove() }
    #expect(try await desk.get("/timegate/https://news.example/other").status == 404)
    let page = try await desk.get("/timegate/" + Self.address, headers: ["accept-datetime": "yesterday"])
    #expect(page.status == 400)
  }

  @Test func `an address cannot end a header`() {
    #expect(Memento.quotable("https://x/\r\nSet-Cookie: a>;\"") == "https://x/%0D%0ASet-Cookie:%20a%3E;%22")
  }
}
