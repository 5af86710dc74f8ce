// Stories that have something in common are found without reading them.

import Archive
import Foundation
import Story
import Testing

@Suite struct TraceIndexTests {
  private static func traces(_ kind: TraceIndex.Kind, _ numbers: UInt64...) -> Set<TraceIndex.Trace> {
    Set(numbers.map { TraceIndex.Trace(kind, $0) })
  }

  @Test func `who shares what is counted by its kind`() throws {
    let index = try TraceIndex()
    try index.add(
      [
        .init(harbour, day: 10, traces: Self.traces(.quote, 1).union(Self.traces(.name, 7, 8))),
        .init(budget, day: 10, traces: Self.traces(.passage, 1)),
      ], upTo: "a")
    // The same number of another kind is another trace.
    let found = try index.matches(Self.traces(.quote, 1).union(Self.traces(.name, 8)))
    #expect(found.map(\.story) == [harbour])
    #expect(found[0].quotes == 1 && found[0].names == 1 && found[0].passages == 0)
    #expect(index.mark == "a")
  }

  @Test func `only stories of some days are found, also when an older capture came late`() throws {
    let index = try TraceIndex()
    let traces = Self.traces(.name, 5)
    try index.add([.init(harbour, day: 10, traces: traces)], upTo: "a")
    #expect(try index.matches(traces, days: 7...9).isEmpty)
    try index.add([.init(harbour, day: 8, traces: Self.traces(.name, 6))], upTo: "b")
    #expect(try index.matches(traces, days: 7...9).map(\.story) == [harbour])
    #expect(try index.matches(Self.traces(.name, 6), days: 8...8).map(\.story) == [harbour])
  }

  @Test func `what too many have says nothing, and who is gone is not found`() throws {
    let index = try TraceIndex()
    let traces = Self.traces(.passage, 1)
    let stories = (0..<20).map { Slug(nearest: "story-\($0)")! }
    try index.add(stories.map { .init($0, day: 3, traces: traces) }, upTo: "a")
    #expect(try index.matches(traces, common: 19).isEmpty)
    #expect(try index.matches(traces, common: 20).count == 20)
    try index.add([], removing: [stories[4]], upTo: "b")
    #expect(try index.matches(traces, common: 19).count == 19)
  }

  @Test func `a damaged index is made anew, and one that cannot be written is in memory`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    try sample.write(Array(repeating: 0x78, count: 9000), to: "traces.sqlite")
    let index = try TraceIndex(of: sample.path)
    #expect(index.mark == nil)
    try index.add([.init(harbour, day: 1, traces: Self.traces(.name, 1))], upTo: "a")
    #expect(try TraceIndex(of: sample.path).mark == "a")
    #expect(try TraceIndex(of: "/nonexistent/archive").mark == nil)
  }

  @Test func `with the catalog it is made again`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    try TraceIndex(of: sample.path).add([.init(harbour, day: 1, traces: Self.traces(.name, 1))], upTo: "a")
    let writer = try sample.writer()
    _ = try await writer.reindex()
    try await writer.close()
    #expect(try TraceIndex(of: sample.path).mark == nil)
  }

  @Test func `the archive tells what came since a mark`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    let all = try #require(try sample.reader().versions(since: nil))
    #expect(all.versions[harbour]?.map(\.number) == [1])
    try await sample.record([
      version(minute: 5, "Four boats burnt."), version(budget, minute: 6, "It passed."),
    ])
    let news = try #require(try sample.reader().versions(since: all.mark))
    #expect(news.versions[harbour]?.map(\.number) == [2] && news.versions[budget]?.count == 1)
    #expect(try sample.reader().versions(since: news.mark)?.versions.isEmpty == true)
    #expect(try sample.reader().versions(since: String(repeating: "1", count: 40)) == nil)
    let writer = try sample.writer()
    try await writer.remove(budget, reason: "A court's order.")
    try await writer.close()
    #expect(try sample.reader().versions(since: news.mark)?.gone == [budget])
  }
}
