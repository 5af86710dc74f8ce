// The same pages as files.

import Foundation
import Newsroom
import Testing

@testable import Desk

@Suite struct PublisherTests {
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
