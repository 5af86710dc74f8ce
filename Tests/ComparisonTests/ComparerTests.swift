// Tests what holds of every comparison, whatever the texts.

import Language
import Story
import Testing

@testable import Comparison

@Suite struct ComparerTests {
  /// What a type is called when the two sides are exchanged; nil where nothing more can be said.
  private func mirrored(_ type: ChangeType) -> ChangeType {
    let pairs: [(ChangeType, ChangeType)] = [
      (.quoteAdded, .quoteRemoved), (.quoteParaphrased, .quoteRestored), (.hedgeAdded, .hedgeRemoved),
      (.sourceNamed, .sourceAnonymised), (.sentenceAdded, .sentenceRemoved),
      (.sentenceSplit, .sentenceMerged),
      (.developingAdded, .developingRemoved), (.correctionAdded, .noticeRemoved),
    ]
    for (one, other) in pairs {
      if type == one { return other }
      if type == other { return one }
    }
    return type
  }

  private func sorted(_ types: [ChangeType]) -> [String] { types.map(\.rawValue).sorted() }

  @Test(arguments: 0..<60)
  func `The mirrored comparison gives the mirrored changes`(seed: UInt64) {
    var news = RandomNews(seed: seed)
    let story = news.story()
    let old = story.joined(separator: "\n")
    let new = news.edited(story).joined(separator: "\n")
    let there = Example.difference(old, new)
    let back = Example.difference(new, old)
    #expect(
      sorted(back.changes.map(\.type)) == sorted(there.changes.map { mirrored($0.type) }),
      "\(old)\n---\n\(new)")
    #expect(back.links.map { Link($0.new, $0.old) }.sorted() == there.links)
  }

  @Test(arguments: 0..<60)
  func `Spans lie inside, links are in range, ids are unique, and every run gives the same`(seed: UInt64) {
    var news = RandomNews(seed: 1_000 + seed)
    let isNoise = seed % 3 == 0
    let story = isNoise ? [news.noise(400), news.noise(300)] : news.story()
    let edit = isNoise ? [news.noise(350), story[0]] : news.edited(story)
    let old = Example.reader.read(story.joined(separator: "\n"))
    let new = Example.reader.read(edit.joined(separator: "\n"))
    let difference = Example.comparer.difference(from: old, to: new)
    for change in difference.changes {
      if let span = change.oldSpan { #expect(old.text.range.contains(span) && span.start <= span.end) }
      if let span = change.newSpan { #expect(new.text.range.contains(span) && span.start <= span.end) }
      #expect(change.oldSpan != nil || change.newSpan != nil)
    }
    #expect(difference.links == difference.links.sorted())
    #expect(
      difference.links.allSatisfy {
        old.sentences.indices.contains($0.old) && new.sentences.indices.contains($0.new)
      })
    #expect(difference.moved.allSatisfy { moved in difference.links.contains { $0.new == moved } })
    #expect(Set(difference.changes.map(\.id)).count == difference.changes.count)
    #expect(Example.comparer.difference(from: old, to: new) == difference)
  }

  @Test(arguments: 0..<40)
  func `A text has no changes against itself`(seed: UInt64) {
    var news = RandomNews(seed: 2_000 + seed)
    let text = news.story().joined(separator: "\n") + "\n" + news.noise(200)
    #expect(Example.changes(text, text).isEmpty)
    #expect(Example.difference(text, text).moved.isEmpty)
  }

  @Test func `Empty texts`() {
    #expect(Example.changes("", "").isEmpty)
    #expect(Example.types("", "The dam held.") == [.sentenceAdded])
    #expect(Example.types("The dam held.", " \n\t") == [.sentenceRemoved])
  }
}
