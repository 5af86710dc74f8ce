// Does one piece of work some times over, for its instructions to be counted from outside: `make gate`.
//
// usage: BenchInstructions FOLDER WORK ROUNDS. FOLDER holds what gate.py made. What is made once (word lists, tables) is
// made in the first round; the instructions of a round are those of two rounds less those of one.

import Comparison
import Extraction
import Foundation
import Language
import Provenance
import Schedule
import Story

/// What a round came to: printed, so that no compiler leaves the work out, and so that a change of results shows.
typealias Work = () throws -> Int

func text(_ name: String) throws -> String {
  try String(contentsOfFile: CommandLine.arguments[1] + "/" + name, encoding: .utf8)
}

/// The whole semantic report of a pair.
func comparing(_ size: String) throws -> Work {
  let (old, new) = (try text("old-\(size).txt"), try text("new-\(size).txt"))
  let (reader, comparer) = (Reader(), Comparer())
  return { comparer.difference(from: reader.read(old), to: reader.read(new)).changes.count }
}

func reading() throws -> Work {
  let words = try text("words.txt")
  let reader = Reader()
  return {
    let reading = reader.read(words)
    return reading.sentences.count + reading.quotes.count + reading.figures.count
  }
}

func extracting() throws -> Work {
  let body = Array(try text("page.html").utf8)
  let extractor = Extractor()
  return {
    let page = try extractor.extract(body, mediaType: "text/html", address: "https://news.example/story")
    return page.article.blocks.count
  }
}

/// Where the words of thirty versions come from.
func following() throws -> Work {
  let versions = try JSONDecoder().decode([String].self, from: Data(try text("versions.json").utf8))
  let reader = SentenceReader()
  let slug = try Slug("story")
  return {
    var keeper = LineageKeeper(story: slug)
    var known = ReadParagraphs()
    for (place, text) in versions.enumerated() {
      let captured = Timestamp(seconds: 1_600_000_000 + Int64(place) * 3600)
      let version = Version(
        number: place + 1, story: slug,
        capture: CaptureID(time: captured, bits: Array(repeating: 0, count: 8)),
        captured: captured, timeSource: .typed, commit: "", payloadSHA256: "", extractor: "")
      keeper.add(version, reader.read(text, knowing: &known))
    }
    return keeper.lineage.sentences.count
  }
}

/// When to look next, of a thousand stories over thirty looks each.
func scheduling() -> Work {
  let (table, policy) = (RateBook.published.picked, Policy())
  return {
    var sum: Int64 = 0
    for story in 0..<1_000 {
      let published = Timestamp(seconds: 1_600_000_000 + Int64(story) * 97)
      var rhythm = Rhythm(published: published)
      var moment = published
      for look in 0..<30 {
        rhythm.observe(changed: (story + look) % 5 == 0, at: moment, table: table, policy: policy)
        let next = rhythm.nextLook(table: table, policy: policy, seed: UInt64(story))
        moment = next ?? moment
      }
      sum += moment.milliseconds - published.milliseconds
    }
    return Int(sum)
  }
}

/// The work of a name, ready to be done; nil if there is none.
func work(named name: String) throws -> Work? {
  switch name {
  case "compare-1k": try comparing("1k")
  case "compare-4k": try comparing("4k")
  case "compare-40k": try comparing("40k")
  case "read-1000-words": try reading()
  case "extract-page": try extracting()
  case "origins-30-versions": try following()
  case "schedule-30000-looks": scheduling()
  default: nil
  }
}

guard CommandLine.arguments.count == 4, let rounds = Int(CommandLine.arguments[3]),
  let doOnce = try work(named: CommandLine.arguments[2])
else {
  FileHandle.standardError.write(Data("usage: BenchInstructions FOLDER WORK ROUNDS\n".utf8))
  exit(64)
}
var last = 0
for _ in 0..<rounds { last = try doOnce() }
print(last)
