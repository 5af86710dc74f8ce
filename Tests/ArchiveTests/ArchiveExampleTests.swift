// The example in the room's article, run: Sources/Archive/Documentation.docc/Archive.md.

import Archive
import Story
import Testing

@Suite struct ArchiveExampleTests {
  @Test func `the article's example does what it says`() async throws {
    let sample = Sample()
    let folder = sample.path

    let slug = try Slug("harbour-fire")
    let time = Timestamp(seconds: 1_578_348_000)
    let writer = try ArchiveWriter(at: folder)
    await writer.register(Story(slug: slug, addresses: ["https://news.example/fire"], registered: time))
    let look = Look(story: slug, time: time, timeSource: .fetched, outcome: .unreachable)
    _ = try await writer.record([Entry(look: look)])
    try await writer.close()

    let outcomes = try ArchiveReader(at: folder).looks(of: slug).map(\.outcome)
    let damages = try verify(at: folder).damages

    #expect(outcomes == [.unreachable])
    #expect(damages == [])
  }
}
