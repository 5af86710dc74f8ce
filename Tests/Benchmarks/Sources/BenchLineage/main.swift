// Times where the words of stories come from, from their texts in memory to their origins in memory.
//
// usage: BenchLineage CHAINS.jsonl, a line a story: {"id", "versions": [{"captured", "text"}, …]}. Prints the CPU seconds
// that the lineages of all took: of the first round, and the least of five, for what else the machine does only ever adds.

import Foundation
import Language
import Provenance
import Story

private struct Chain: Decodable {
  struct Member: Decodable {
    var captured: String
    var text: String
  }

  var id: String
  var versions: [Member]
}

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let lines = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8).split(separator: "\n")
let slug = try Slug("story")
let chains = try lines.map { line in
  let chain = try JSONDecoder().decode(Chain.self, from: Data(line.utf8))
  return chain.versions.enumerated().map { place, member in
    let captured = Timestamp(member.captured) ?? Timestamp(seconds: 0)
    let version = Version(
      number: place + 1, story: slug,
      capture: CaptureID(time: captured, bits: Array(repeating: 0, count: 8)),
      captured: captured, timeSource: .typed, commit: "", payloadSHA256: "", extractor: "")
    return (version, member.text)
  }
}
let reader = SentenceReader()
@MainActor func round() -> Double {
  let start = cpuSeconds()
  for chain in chains {
    var keeper = LineageKeeper(story: slug)
    var known = ReadParagraphs()
    for (version, text) in chain { keeper.add(version, reader.read(text, knowing: &known)) }
    precondition(keeper.lineage.versions.count == chain.count)
  }
  return cpuSeconds() - start
}
let rounds = (0..<5).map { _ in round() }
print(rounds[0], rounds.min() ?? 0)
