// The same pages as files.

import Foundation
import Newsroom
import Testing

@testable import Desk

@Suite struct PublisherTests {
  @Test func `each version of a short story is compared with each other`() async throws {
    let desk = try await TestDesk([
      "bridge": ["three", "four", "five", "six"].enumerated().map { place, toll in
        (
          "2021-07-15T0\(place)00Z.txt",
          "Bridge closed\n\nThe bridge was closed after \(toll) lorries had collided on it on Monday."
        )
      }
    ])
    defer { desk.remove() }
    let folder = desk.folder.appendingPathComponent("site")
    _ = try Publisher(desk.newsroom, into: folder.path).publish()
    for (old, new) in [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)] {
      let file = folder.appendingPathComponent("stories/bridge/compare/v\(old)..v\(new)/index.html")
      #expect(FileManager.default.fileExists(atPath: file.path), "v\(old)..v\(new)")
    }
  }

  @Test func `every link of the site leads to a file of it, and no form is left`() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let folder = desk.folder.appendingPathComponent("site")
    #expect(try Publisher(desk.newsroom, into: folder.path).publish() > 15)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".html")
    }
    #expect(files.contains("stories/flood/compare/v1..v2/index.html"))
    for file in files {
      let html = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      #expect(!html.contains("<form"), "\(file)")
      for match in html.matches(of: /(?:href|src)="([^"#:]+)(?:#[^"]*)?"/) {
        let target = folder.appendingPathComponent(file).deletingLastPathComponent().appendingPathComponent(
          String(match.1))
        #expect(
          FileManager.default.fileExists(atPath: target.standardizedFileURL.path), "\(match.1) in \(file)")
      }
    }
    // Written again over itself, and over nothing else.
    _ = try Publisher(desk.newsroom, into: folder.path).publish()
    #expect(throws: Failure.self) { try Publisher(desk.newsroom, into: desk.newsroom.path).publish() }
  }
}
