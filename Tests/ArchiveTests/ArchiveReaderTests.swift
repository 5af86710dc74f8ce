// Reading: the same answers with a catalog, without one, with a damaged one and with an old one.

import Archive
import Foundation
import Story
import Testing

@Suite struct ArchiveReaderTests {
  @Test func `what was recorded is read back`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let made = try await sample.record([entry])
    let reader = try sample.reader()
    let versions = try reader.versions(of: harbour)
    #expect(versions == made.compactMap { $0 })
    #expect(try reader.article(of: versions[0]) == entry.version?.article)
    #expect(try reader.text(of: versions[0]) == entry.version?.text)
    #expect(try reader.body(of: versions[0]) == entry.capture?.body)
    #expect(try reader.head(of: versions[0]) == entry.capture?.head)
    #expect(try reader.manifest(of: versions[0]) == entry.capture?.manifest)
    var look = entry.look
    look.sequence = 1
    #expect(try reader.looks(of: harbour) == [look])
  }

  @Test func `a version without a head has an empty one`() async throws {
    let sample = Sample()
    var entry = version(minute: 0, "Ten boats burnt.")
    entry.capture?.head = []
    try await sample.record([entry])
    let reader = try sample.reader()
    #expect(try reader.head(of: reader.versions(of: harbour)[0]) == [])
    #expect(try sample.git("cat-file", "-e", "harbour-fire:harbour-fire.http").status != 0)
  }

  @Test func `an empty archive has no stories and no errors`() async throws {
    let sample = Sample()
    try await sample.writer().close()
    let reader = try sample.reader()
    #expect(try reader.stories() == [])
    #expect(try reader.story(harbour) == nil)
    #expect(try reader.versions(of: harbour) == [])
    #expect(try reader.lastLook(of: harbour) == nil)
  }

  @Test func `a story is called by its newest headline in time, not by the one that arrived last`()
    async throws
  {
    let sample = Sample()
    try await sample.record([
      version(minute: 60, "Ten boats burnt.", headline: "Ten boats lost"),
      version(minute: 0, "A boat burns.", headline: "Boat burns"),
    ])
    #expect(try sample.reader().stories().map(\.title) == ["Ten boats lost"])
    #expect(try sample.reader().story(harbour)?.title == "Ten boats lost")
  }

  @Test func `a story without a headline keeps the title it was registered with`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    await writer.register(Story(slug: harbour, title: "The fire", registered: Timestamp(seconds: 5)))
    _ = try await writer.record([version(minute: 60, "Ten boats burnt.", headline: nil)])
    try await writer.close()
    #expect(try sample.reader().story(harbour)?.title == "The fire")
  }

  /// Everything that can be asked about the two stories of these tests.
  private func answers(_ reader: ArchiveReader) throws -> [String] {
    var answers = [String(describing: try reader.stories())]
    for slug in [budget, harbour] {
      answers.append(String(describing: try reader.story(slug)))
      answers.append(String(describing: try reader.versions(of: slug)))
      answers.append(String(describing: try reader.looks(of: slug)))
      answers.append(String(describing: try reader.lastLook(of: slug)))
    }
    return answers
  }

  private func filled() async throws -> Sample {
    let sample = Sample()
    try await sample.record([version(minute: 60, "Ten boats burnt."), Entry(look: notModified(minute: 70))])
    try await sample.record([
      version(budget, minute: 61, "The vote is tomorrow.", headline: "Vote"),
      version(minute: 0, "A boat burns.", headline: "Late"),
    ])
    return sample
  }

  @Test(arguments: [
    "deleted", "garbage", "empty", "truncated", "another archive's", "old", "of another form",
  ])
  func `a catalog that is no use changes no answer`(_ state: String) async throws {
    let sample = try await filled()
    let expected = try answers(sample.reader())
    let whole = try sample.bytes("catalog.sqlite")
    try sample.remove("catalog.sqlite")
    switch state {
    case "garbage":
      try sample.write((0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, to: "catalog.sqlite")
    case "empty": try sample.write([], to: "catalog.sqlite")
    case "truncated": try sample.write(whole.prefix(whole.count / 2), to: "catalog.sqlite")
    case "another archive's":
      let other = Sample()
      try await other.record([version(minute: 5, "No boat burns.")])
      try sample.write(other.bytes("catalog.sqlite"), to: "catalog.sqlite")
    case "old":
      try sample.write(whole, to: "catalog.sqlite")
      let before = try sample.bytes("catalog.sqlite")
      try await sample.record([
        version(minute: 90, "The fire is out."), Entry(look: notModified(budget, minute: 99)),
      ])
      let after = try answers(sample.reader())
      try sample.write(before, to: "catalog.sqlite")
      #expect(try answers(sample.reader()) == after)
      return
    case "of another form":
      // SQLite keeps `user_version` in bytes 60 to 63 of the file (its manual, “Database File Format”).
      var other = whole
      other[63] = 99
      try sample.write(other, to: "catalog.sqlite")
    default: break
    }
    #expect(try answers(sample.reader()) == expected)
    // A writer puts it right.
    try await sample.writer().close()
    #expect(try answers(sample.reader()) == expected)
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a reader that stays open sees what is recorded later`() async throws {
    let sample = try await filled()
    let reader = try sample.reader()
    #expect(try reader.versions(of: harbour).count == 2)
    try await sample.record([version(minute: 90, "The fire is out.")])
    #expect(try reader.versions(of: harbour).count == 3)
    try sample.remove("catalog.sqlite")
    try await sample.record([version(minute: 91, "The fire is really out.")])
    #expect(try reader.versions(of: harbour).map(\.number) == [1, 2, 3, 4])
    #expect(try reader.article(of: reader.versions(of: harbour)[3]).text == "The fire is really out.")
  }

  @Test func `readers at work beside a writer see each version once and in order`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    _ = try await writer.record([version(minute: 0, "Boat 0 burns.")])
    let path = sample.path
    try await withThrowingTaskGroup { group in
      for _ in 1...3 {
        group.addTask {
          let reader = try ArchiveReader(at: path)
          var last = 0
          while last < 30 {
            let versions = try reader.versions(of: harbour)
            #expect(versions.map(\.number) == Array(1...versions.count))
            #expect(versions.count >= last)
            #expect(
              try reader.article(of: versions[versions.count - 1]).text == "Boat \(versions.count - 1) burns."
            )
            last = versions.count
            await Task.yield()
          }
        }
      }
      for minute in 1..<30 {
        _ = try await writer.record([version(minute: Int64(minute), "Boat \(minute) burns.")])
      }
      try await group.waitForAll()
    }
    try await writer.close()
  }

  @Test func `no archive is not found; one without its repository is damaged`() async throws {
    let sample = Sample()
    #expect(await refusal { _ = try sample.reader() }?.kind == .notFound)
    try await sample.writer().close()
    try sample.remove("stories.git")
    #expect(await refusal { _ = try sample.reader() }?.kind == .damaged)
    #expect(await refusal { _ = try sample.writer() }?.kind == .damaged)
    #expect(await refusal { _ = try verify(at: sample.path) }?.kind == .damaged)
  }
}
