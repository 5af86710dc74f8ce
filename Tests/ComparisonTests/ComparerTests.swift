// Tests what holds of every comparison, whatever the texts.

import Foundation
import Language
import Story
import Testing

@testable import Comparison

@Suite struct ComparerTests {
  @Test(arguments: 0..<60)
  func `The mirrored comparison gives the mirrored changes`(seed: UInt64) {
    var news = RandomNews(seed: seed)
    let story = news.story()
    let old = story.joined(separator: "\n")
    let new = news.edited(story).joined(separator: "\n")
    let there = Example.difference(old, new)
    let back = Example.difference(new, old)
    #expect(Mirror.types(back) == Mirror.mirroredTypes(there), "\(old)\n---\n\(new)")
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

  @Test(arguments: 0..<30)
  func `The order of sentences is nothing but moves`(seed: UInt64) {
    var news = RandomNews(seed: 3_000 + seed)
    let story = Array(Set(news.story())).sorted()
    let shuffled = seed % 2 == 0 ? Array(story.reversed()) : Array(story.dropFirst(2) + story.prefix(2))
    let types = Example.types(story.joined(separator: "\n"), shuffled.joined(separator: "\n"))
    #expect(types.allSatisfy { $0 == .sentenceMoved })
  }

  @Test(arguments: [
    // Found by fuzzing.
    (
      "Bemoaning the “old pipes”, Lena Ortiz left.",
      "In a statement on Monday, Lena Ortiz said: “The pipes are old.”"
    ),
    ("“We “", "“ “We"), ("\n/\n \n10", "10\n\n/\n"),
  ])
  func `Odd texts mirror too`(old: String, new: String) {
    #expect(Mirror.types(Example.difference(new, old)) == Mirror.mirroredTypes(Example.difference(old, new)))
  }

  @Test func `What fuzzing found mirrors now`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Examples/found-by-fuzzing.txt")
    let inputs = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(inputs.count > 20)
    for input in inputs {
      // As the fuzzer cuts its inputs: at the byte 0xFF, else the halves exchanged.
      let bytes = Array(try #require(Data(base64Encoded: String(input))))
      let half = bytes.count / 2
      let cut = bytes.firstIndex(of: 0xFF)
      let new = cut.map { Array(bytes[($0 + 1)...]) } ?? Array(bytes[half...] + bytes[..<half])
      let old = String(decoding: bytes[..<(cut ?? bytes.count)], as: UTF8.self)
      let there = Example.difference(old, String(decoding: new, as: UTF8.self))
      let back = Example.difference(String(decoding: new, as: UTF8.self), old)
      #expect(Mirror.types(back) == Mirror.mirroredTypes(there), "\(input)")
    }
  }

  @Test func `Empty texts`() {
    #expect(Example.changes("", "").isEmpty)
    #expect(Example.types("", "The dam held.") == [.sentenceAdded])
    #expect(Example.types("The dam held.", " \n\t") == [.sentenceRemoved])
  }
}
