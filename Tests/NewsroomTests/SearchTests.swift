// A search finds what stands in the stories and what ever stood there, without their being read each time.

import Foundation
import Report
import Story
import Testing

@testable import Newsroom

@Suite struct SearchTests {
  /// An archive of two stories.
  private final class Sample {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("search-\(UUID().uuidString)")
    lazy var newsroom = Newsroom(archive: folder.appendingPathComponent("archive").path)
    private var count = 0

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Imports the next version of a story.
    func add(_ story: String, _ text: String) async throws {
      count += 1
      let place = folder.appendingPathComponent(story)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let file = place.appendingPathComponent("2021-07-15T06\(count < 10 ? "0" : "")\(count)Z.txt")
      try Data(text.utf8).write(to: file)
      _ = try await newsroom.importFiles([file.path], into: Slug(story))
    }

    /// What a query finds, a line each.
    func found(_ query: String, in place: Newsroom.SearchPlace = .all) throws -> [String] {
      try newsroom.search(query, in: place).passages.map { passage in
        "\(passage.story) \(passage.kind.rawValue) v\(passage.first.number)-v\(passage.last.number)"
          + (passage.stands ? "" : " gone") + (passage.speaker.map { " by \($0)" } ?? "")
      }
    }
  }

  private static let gate = "The gate at the dam was allegedly left open in the spring."
  private static let quote = "“We heard the water before we saw it,” said Ruth Calder, who owns the mill."

  @Test func `later searches find what came since, and the first version of it`() async throws {
    let sample = Sample()
    try await sample.add("flood", "Three dead in flood\n\n\(Self.gate)\n\n\(Self.quote)")
    #expect(try sample.found("gate allegedly") == ["flood sentence v1-v1"])
    #expect(
      try sample.found("water", in: .quotes) == ["flood quote v1-v1 by Ruth Calder"])
    #expect(try sample.found("calder", in: .speakers) == ["flood quote v1-v1 by Ruth Calder"])
    #expect(try sample.found("speaker:Calder water heard").first == "flood quote v1-v1 by Ruth Calder")
    try await sample.add("flood", "Five dead in flood\n\n\(Self.quote)\n\nThe search went on.")
    #expect(try sample.found("gate allegedly") == ["flood sentence v1-v1 gone"])
    #expect(try sample.found("water", in: .quotes) == ["flood quote v1-v2 by Ruth Calder"])
    try await sample.add("gate", "A new gate\n\nEngineers looked at the gate on Monday.")
    #expect(
      try sample.found("gate") == [
        "gate sentence v1-v1", "gate sentence v1-v1", "flood sentence v1-v1 gone",
      ])
    #expect(try sample.found("gate story:flood") == ["flood sentence v1-v1 gone"])
    #expect(try sample.found("gate outlet:news.example").isEmpty)
    let one = try sample.newsroom.search("gate", in: .all, most: 1)
    #expect(one.passages.count == 1 && one.total == 3 && one.stories == 2)
    #expect(one.summary == "3 passages in 2 stories; the first 1 are shown.")
  }

  @Test func `an index that is lost, of another archive or begun only is made again`() async throws {
    let sample = Sample()
    try await sample.add("flood", "Three dead in flood\n\n\(Self.gate)")
    try await sample.add("fire", "Fire in the harbour\n\nThe gate stood open.")
    let whole = try sample.found("gate")
    #expect(whole.count == 2)
    let file = sample.newsroom.path + "/search.sqlite"
    try FileManager.default.removeItem(atPath: file)
    #expect(try sample.found("gate") == whole)
    // Broken off after the first stories had gone in.
    try FileManager.default.removeItem(atPath: file)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try sample.newsroom.prepareSearch { _ in throw Stop() } }
    #expect(try sample.found("gate") == whole)
    let other = Sample()
    try await other.add("other", "Another\n\nThe gate of another story.")
    _ = try other.found("gate")
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.copyItem(atPath: other.newsroom.path + "/search.sqlite", toPath: file)
    #expect(try sample.found("gate") == whole)
  }

  @Test(arguments: [" ", "\"\"", "*", "story:flood", "(", "\0"])
  func `without words there is nothing to search for`(query: String) async throws {
    let sample = Sample()
    try await sample.add("flood", "Three dead in flood\n\n\(Self.gate)")
    #expect(throws: Failure.self) { try sample.newsroom.search(query, in: .all) }
  }

  @Test func `writing without spaces is found by its letters`() async throws {
    let sample = Sample()
    try await sample.add("kaji", "港で火事\n\n昨夜、港で火事があり三隻の船が燃えた。消防が出動した。")
    #expect(try sample.found("火事") == ["kaji sentence v1-v1", "kaji sentence v1-v1"])
    #expect(try sample.found("船が燃えた") == ["kaji sentence v1-v1"])
    #expect(try sample.found("燃船").isEmpty)
  }
}
