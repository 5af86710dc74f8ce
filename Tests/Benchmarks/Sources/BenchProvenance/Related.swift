// Stories on one event, found among very many: how long a search of the index takes.

import Archive
import Foundation
import Language
import Provenance
import Story

/// Indexes so many made stories and searches it for some of them, their traces being known: prints seconds of indexing,
/// the size on disk, and the milliseconds of a search.
///
/// Every tenth story takes a paragraph and a quote over from one before, and every story names some of 2,000 people, so
/// that there is something to find, and something in common that says nothing.
func timeRelated(in folder: String, stories count: Int) throws {
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  let index = try TraceIndex(of: folder)
  let reader = Reader()
  var maker = StoryMaker()
  var searched: [(day: Int, traces: Set<TraceIndex.Trace>, from: Slug?)] = []
  let start = Date()
  for first in stride(from: 0, to: count, by: 256) {
    let entries = try (first..<min(count, first + 256)).map { number in
      let (text, from) = maker.story(number)
      let traces = Traces(of: reader.read(text))
      let all = Set(
        traces.passages.map { TraceIndex.Trace(.passage, $0) }
          + traces.quotes.map { TraceIndex.Trace(.quote, $0) }
          + traces.names.map { TraceIndex.Trace(.name, $0) })
      let day = number * 365 / count
      if number % max(1, count / 500) == 10 || from != nil && searched.count < 200 {
        searched.append((day, all, try from.map { try Slug("story-\($0)") }))
      }
      return TraceIndex.Entry(try Slug("story-\(number)"), day: day, traces: all)
    }
    try index.add(entries, upTo: "mark-\(first)")
  }
  let indexed = Date().timeIntervalSince(start)
  var times: [Double] = []
  var (found, sought) = (0, 0)
  for story in searched {
    let start = Date()
    let matches = try index.matches(story.traces, days: story.day - 3...story.day + 3)
    times.append(Date().timeIntervalSince(start) * 1000)
    if let from = story.from {
      sought += 1
      found += matches.contains { $0.story == from && $0.passages >= 3 } ? 1 : 0
    }
  }
  times.sort()
  let size = ["traces.sqlite"].compactMap {
    try? FileManager.default.attributesOfItem(atPath: folder + "/" + $0)[.size] as? Int
  }.reduce(0, +)
  let (p50, p99) = (times[times.count / 2], times[times.count * 99 / 100])
  print(
    "\(count) stories indexed in \(Int(indexed)) s, \(size / 1_000_000) MB; \(times.count) searches: "
      + String(format: "p50 %.1f ms, p99 %.1f ms, most %.1f ms", p50, p99, times.last ?? 0)
      + "; of \(sought) that copied a paragraph \(found) found their source")
  print("{\"p50_ms\":\(p50),\"p99_ms\":\(p99),\"found\":\(found),\"sought\":\(sought)}")
}

/// Makes stories out of a small vocabulary, the same ones every time.
private struct StoryMaker {
  private var state: UInt64 = 88_172_645_463_325_252
  private var paragraphs: [Int: String] = [:]
  private let nouns = (0..<400).map { "place\(Character(UnicodeScalar(97 + UInt8($0 % 26))))\($0 / 26)" }
  private let verbs = [
    "closed", "opened", "reported", "moved", "mended", "counted", "planned", "watched", "flooded",
  ]
  private let first = ["Ann", "Peter", "Ruth", "Tom", "Ines", "Jonas", "Clara", "Milo", "Vera", "Hugh"]
  private let last = (0..<200).map {
    "Bar\(String(UnicodeScalar(97 + UInt8($0 % 26))))\(["ton", "well", "ford", "by", "den", "man", "ley", "rick"][$0 / 26])"
  }

  /// A story's text, and the story it took a paragraph from.
  mutating func story(_ number: Int) -> (text: String, from: Int?) {
    var lines = (0..<8).map { _ in paragraph() }
    paragraphs[number] = lines[2]
    var from: Int?
    if number % 10 == 5, let taken = paragraphs[number - 3] {
      lines[4] = taken
      from = number - 3
    }
    if number > 20 { paragraphs[number - 20] = nil }
    return (lines.joined(separator: "\n"), from)
  }

  private mutating func paragraph() -> String {
    let name = "\(pick(first)) \(pick(last))"
    return
      "The \(pick(nouns)) near the \(pick(nouns)) was \(pick(verbs)) after \(next(900) + 2) people \(pick(verbs)) the \(pick(nouns)) "
      + "and \(pick(verbs)) a \(pick(nouns)) behind the \(pick(nouns)), the council said. "
      + "“We \(pick(verbs)) the \(pick(nouns)) and nobody \(pick(verbs)) the \(pick(nouns)) on that day,” said \(name)."
  }

  private mutating func pick(_ words: [String]) -> String { words[next(words.count)] }

  /// A number below another (xorshift64, G. Marsaglia 2003).
  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
