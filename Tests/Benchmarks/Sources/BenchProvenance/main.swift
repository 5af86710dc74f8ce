// Times what an archive of very many stories is asked, as a library: `make bench-provenance`.

import Foundation

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

switch CommandLine.arguments.dropFirst().first {
case "related":
  try timeRelated(in: CommandLine.arguments[2], stories: Int(CommandLine.arguments[3]) ?? 100_000)
case "asking":
  try await timeAsking(in: CommandLine.arguments[2], stories: Int(CommandLine.arguments[3]) ?? 100_000)
default:
  FileHandle.standardError.write(
    Data(
      "usage: BenchProvenance related FOLDER STORIES | asking FOLDER STORIES\n".utf8))
  exit(64)
}
