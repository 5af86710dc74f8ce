// Versions that a later extractor read again: commits that are no versions.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct RereadingTests {
  private func reread(of number: Int, _ sentence: String, learnt: String = "") -> RereadContent {
    RereadContent(
      of: number,
      VersionContent(
        article: Article(blocks: [Block(.paragraph, sentence)]), text: "\(sentence)\n",
        extractor: "html 2 libxml2 2.9.14", learnt: Array(learnt.utf8)))
  }

  private func changed(_ entry: Entry, rereading content: RereadContent) -> Entry {
    var entry = entry
    entry.reread = content
    return entry
  }

  /// Two versions, the first of which was read again before the second came.
  private func filled() async throws -> Sample {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    try await sample.record([
      changed(
        version(minute: 5, "Twelve boats burnt."),
        rereading: reread(of: 1, "Ten boats were burnt.", learnt: "Read us every day.\n"))
    ])
    return sample
  }

  @Test func `a newer reading is a commit between versions, with the bytes as they were`() async throws {
    let sample = try await filled()
    #expect(
      try sample.git("log", "--reverse", "--format=%s %(trailers:key=Kind,valueonly)", "harbour-fire").output
        .split(separator: "\n").map(String.init)
        == ["Fire in the harbour ", "Version 1 read again reread", "Fire in the harbour "])
    #expect(
      try sample.git("diff", "--name-only", "harbour-fire~2", "harbour-fire~1").output
        == "harbour-fire.json\nharbour-fire.learnt\nharbour-fire.txt\n")
    #expect(try sample.git("show", "harbour-fire~1:harbour-fire.learnt").output == "Read us every day.\n")
    // The same time of capture, whenever it was read again.
    #expect(
      try sample.git("log", "-1", "--format=%cI", "harbour-fire~1").output == "2020-01-06T22:00:00+00:00\n")
    #expect(try sample.git("fsck", "--full", "--strict").output == "")
    let result = try verify(at: sample.path)
    #expect(result.damages == [])
    #expect(result.versions == 2)
  }

  @Test func `there are as many versions as before, and each is asked for as it was read last`() async throws
  {
    let sample = try await filled()
    for catalogIsThere in [true, false] {
      if !catalogIsThere { try sample.remove("catalog.sqlite") }
      let reader = try sample.reader()
      let versions = try reader.versions(of: harbour)
      #expect(versions.map(\.number) == [1, 2])
      #expect(versions.map { $0.reread?.extractor } == ["html 2 libxml2 2.9.14", nil])
      #expect(try reader.version(of: harbour, capture: versions[0].capture) == versions[0])
      #expect(try reader.article(of: versions[0]).text == "Ten boats burnt.")
      let reading = try reader.reading(of: versions[0])
      #expect(reading.article.text == "Ten boats were burnt.")
      #expect(reading.extractor == "html 2 libxml2 2.9.14")
      #expect(String(decoding: reading.learnt, as: UTF8.self) == "Read us every day.\n")
      #expect(try reader.reading(of: versions[1]).article.text == "Twelve boats burnt.")
      #expect(try reader.looks(of: harbour).count == 2)
    }
  }

  @Test func `an unchanged look can bring a newer reading, and another extractor a newer one yet`()
    async throws
  {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    for (minute, sentence) in [(1, "Ten boats were burnt."), (2, "Ten boats have burnt.")] {
      try await sample.record([
        changed(Entry(look: notModified(minute: Int64(minute))), rereading: reread(of: 1, sentence))
      ])
    }
    let reader = try sample.reader()
    #expect(try reader.reading(of: reader.versions(of: harbour)[0]).article.text == "Ten boats have burnt.")
    try await sample.record([version(minute: 5, "Twelve boats burnt.")])
    #expect(try sample.git("rev-list", "--count", "harbour-fire").output == "4\n")
    #expect(try sample.reader().versions(of: harbour).map(\.number) == [1, 2])
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a reading that comes too late, or twice in a batch, is not kept`() async throws {
    let sample = try await filled()
    let late = changed(Entry(look: notModified(minute: 6)), rereading: reread(of: 1, "Ten boats in flames."))
    let new = changed(
      Entry(look: notModified(minute: 7)), rereading: reread(of: 2, "Twelve boats in flames."))
    let again = changed(Entry(look: notModified(minute: 8)), rereading: reread(of: 2, "Twelve boats went."))
    try await sample.record([late, new, again])
    #expect(try sample.git("rev-list", "--count", "harbour-fire").output == "4\n")
    let reader = try sample.reader()
    let readings = try reader.versions(of: harbour).map { try reader.reading(of: $0).article.text }
    #expect(readings == ["Ten boats were burnt.", "Twelve boats in flames."])
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `an index made anew says the same`() async throws {
    let sample = try await filled()
    let before = try sample.reader().dump()
    let writer = try sample.writer()
    #expect(try await writer.reindex().versions == 2)
    try await writer.close()
    #expect(try sample.reader().dump() == before)
  }

  @Test func `a writer killed before it moved the branch is gone on from`() async throws {
    let sample = try await filled()
    let tip = try sample.git("rev-parse", "harbour-fire").output
    for kept in ["harbour-fire~2", "harbour-fire~1"] {
      try await sample.record([notModified(minute: 9)].map { Entry(look: $0) })
      let old = try sample.git("rev-parse", kept).output.dropLast()
      #expect(try sample.git("update-ref", "refs/heads/harbour-fire", String(old)).status == 0)
      #expect(try sample.git("update-ref", "-d", "refs/writethru/settled").status == 0)
      try await sample.writer().close()
      #expect(try sample.git("rev-parse", "refs/heads/harbour-fire").output == tip)
      #expect(try verify(at: sample.path).damages == [])
      #expect(try sample.git("update-ref", "refs/heads/harbour-fire", String(tip.dropLast())).status == 0)
    }
  }

  @Test func `a lost branch is mended to its newest reading`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    try await sample.record([
      changed(Entry(look: notModified(minute: 1)), rereading: reread(of: 1, "Ten boats were burnt."))
    ])
    let tip = try sample.git("rev-parse", "harbour-fire").output
    try sample.write(Array("garbage".utf8), to: "stories.git/refs/heads/harbour-fire")
    _ = try repair(at: sample.path)
    try await sample.writer().close()
    #expect(try sample.git("rev-parse", "harbour-fire").output == tip)
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a story taken out is gone with its newer readings`() async throws {
    let sample = try await filled()
    let reading = try sample.git("rev-parse", "harbour-fire~1:harbour-fire.txt").output.dropLast()
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "a court's order", erases: true)
    try await writer.compact(all: true)
    try await writer.close()
    #expect(try sample.git("cat-file", "-e", String(reading)).status != 0)
    #expect(try sample.reader().removals()[0].commits.count == 3)
    #expect(try verify(at: sample.path).damages == [])
  }
}
