// Times the whole semantic report of pairs of texts: reading both sides and comparing them.
//
// usage: BenchComparison PAIRS.jsonl, a line a pair: {"size","old","new"}. Prints `size` and the CPU time of a pair in
// milliseconds, a line a size: the least mean of several rounds, for what else the machine does only ever adds.

import Comparison
import Foundation
import Language

struct Pair: Decodable {
  var size: Int
  var old: String
  var new: String
}

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let lines = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8).split(separator: "\n")
let pairs = try lines.map { try JSONDecoder().decode(Pair.self, from: Data($0.utf8)) }
let reader = Reader()
let comparer = Comparer()

@MainActor func time(_ pairs: [Pair]) -> Double {
  let start = cpuSeconds()
  for pair in pairs {
    let difference = comparer.difference(from: reader.read(pair.old), to: reader.read(pair.new))
    precondition(difference.links.count >= 0)
  }
  return (cpuSeconds() - start) / Double(pairs.count) * 1_000
}

for size in Set(pairs.map(\.size)).sorted() {
  let own = pairs.filter { $0.size == size }
  let first = time(own)
  let rounds = max(2, min(20, Int(1_500 / (first * Double(own.count)))))
  let best = (0..<rounds).map { _ in time(own) }.min() ?? first
  print(size, best)
}
