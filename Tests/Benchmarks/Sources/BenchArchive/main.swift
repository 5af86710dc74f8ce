// Measures the archive: synced captures against git's own ways on the same content, sizes, growth, one story's history.
//
// BenchArchive compare [VERSIONS]     against fast-import, git commit, git gc --aggressive
// BenchArchive growth [VERSIONS…]     a table
// BenchArchive history ARCHIVE STORY  milliseconds and memory of reading one story's history
//
// With `--figures FILE.json` at the end the figures are kept there too.

import Archive
import Foundation
import Story

let clock = ContinuousClock()

func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// Runs a line of shell and waits.
@discardableResult
func shell(_ line: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = ["-c", line]
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { fatalError("failed: \(line)") }
  return String(decoding: data, as: UTF8.self)
}

func bytes(of folder: String) throws -> Int {
  Int(try shell("du -sb '\(folder)' | cut -f1").dropLast()) ?? 0
}

/// The most memory this process has had so far, in megabytes.
func peak() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
  return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
}

/// Fills an archive in batches of 100, version after version over all stories; the seconds the archive took.
func fill(
  _ path: String, stories: Int, versions: Int, from first: Int = 0, _ content: inout Content
) async throws -> (wall: Double, processor: Double) {
  let writer = try ArchiveWriter(at: path)
  var spent = Duration.zero
  var used = 0.0
  var batch: [Entry] = []
  for index in first..<versions {
    batch.append(content.next(story: index % stories, minute: Int64(index)))
    if batch.count == 100 || index == versions - 1 {
      let (start, before) = (clock.now, processor(RUSAGE_SELF))
      _ = try await writer.record(batch)
      spent += start.duration(to: clock.now)
      used += processor(RUSAGE_SELF) - before
      batch = []
    }
  }
  let start = clock.now
  try await writer.close()
  return (seconds(spent + start.duration(to: clock.now)), used)
}

func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

/// The quickest of some reads of one story's history, in milliseconds, by a reader that has not seen it.
func history(_ path: String, story: Int) throws -> Double {
  var best = Double.infinity
  for _ in 0..<5 {
    let reader = try ArchiveReader(at: path)
    _ = try reader.story(Slug(nearest: "story-0")!)
    let start = clock.now
    _ = try reader.versions(of: Slug(nearest: "story-\(story)")!)
    best = min(best, seconds(start.duration(to: clock.now)) * 1000)
  }
  return best
}

/// Processor time used so far, by this process or by those it ran, in seconds.
func processor(_ who: __rusage_who) -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(who.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

/// The least of a work's wall and processor time over some rounds, in seconds.
struct Best {
  var wall = Double.infinity
  var processor = Double.infinity

  mutating func note(_ wall: Double, _ processor: Double) {
    self.wall = min(self.wall, wall)
    self.processor = min(self.processor, processor)
  }
}

func compare(_ versions: Int, in folder: String) async throws {
  let archive = folder + "/archive"
  let stories = max(1, versions / 5)
  let few = min(versions, 100)
  var (ours, imported, plain) = (Best(), Best(), Best())
  // In turns, so that what else the machine does falls on all alike.
  for round in 1...3 {
    try shell("rm -rf \(folder)/*")
    var content = Content()
    let (wall, time) = try await fill(archive, stories: stories, versions: versions, &content)
    ours.note(wall, time)
    // The same commits and files, given to git in its own quickest form.
    try shell("git -C \(archive)/stories.git fast-export --branches --signed-tags=strip > \(folder)/stream")
    try shell("git init -q --bare \(folder)/imported.git")
    var (start, used) = (clock.now, processor(RUSAGE_CHILDREN))
    try shell("git -C \(folder)/imported.git fast-import --quiet < \(folder)/stream")
    imported.note(seconds(start.duration(to: clock.now)), processor(RUSAGE_CHILDREN) - used)
    // The same files, one commit a version by git's own commands.
    try shell(
      "git init -q \(folder)/plain && cd \(folder)/plain && git config user.name x && git config user.email x@x"
    )
    (start, used) = (clock.now, processor(RUSAGE_CHILDREN))
    try shell(
      """
      cd \(folder)/plain; for commit in $(git -C \(archive)/stories.git rev-list --branches=story-* -n \(few)); do
      git -C \(archive)/stories.git archive $commit | tar x; done
      """)
    let unpacking = (seconds(start.duration(to: clock.now)), processor(RUSAGE_CHILDREN) - used)
    try shell("rm -rf \(folder)/plain/story-*")
    (start, used) = (clock.now, processor(RUSAGE_CHILDREN))
    try shell(
      """
      cd \(folder)/plain; for commit in $(git -C \(archive)/stories.git rev-list --branches=story-* -n \(few)); do
      git -C \(archive)/stories.git archive $commit | tar x; git add .; git commit -q -m version; done
      """)
    plain.note(
      seconds(start.duration(to: clock.now)) - unpacking.0, processor(RUSAGE_CHILDREN) - used - unpacking.1)
    print("round \(round): \(fixed(wall, 1)) s")
  }
  func rates(_ count: Int, _ best: Best) -> (Double, Double) {
    (Double(count) / best.wall, Double(count) / best.processor)
  }
  let (a, f, g) = (rates(versions, ours), rates(versions, imported), rates(few, plain))
  print("versions a second, the best of three, by the wall clock (by processor time):")
  print("  archive, synced, batches of 100: \(fixed(a.0, 0)) (\(fixed(a.1, 0)))")
  print("  git fast-import, not synced: \(fixed(f.0, 0)) (\(fixed(f.1, 0)))")
  print("  git add and commit, not synced: \(fixed(g.0, 1)) (\(fixed(g.1, 1)))")
  print("  archive / fast-import: \(fixed(a.0 / f.0, 2)) (\(fixed(a.1 / f.1, 2)))")
  print("  archive / git commit: \(fixed(a.0 / g.0, 1)) (\(fixed(a.1 / g.1, 1)))")
  // Sizes: the same repository, merged by us and by git.
  try shell("cp -r \(archive)/stories.git \(folder)/gc.git")
  try shell("git -C \(folder)/gc.git -c gc.pruneExpire=now gc --aggressive --quiet")
  let writer = try ArchiveWriter(at: archive)
  let before = try bytes(of: archive + "/stories.git/objects")
  let start = clock.now
  try await writer.compact(all: true)
  let time = seconds(start.duration(to: clock.now))
  try await writer.close()
  let (after, gc) = (
    try bytes(of: archive + "/stories.git/objects"), try bytes(of: folder + "/gc.git/objects")
  )
  print(
    "bytes a version: before \(before / versions); after compact \(after / versions) (\(fixed(time, 1)) s); "
      + "after git gc --aggressive \(gc / versions); ratio \(fixed(Double(after) / Double(gc), 3))")
  func told(_ rates: (Double, Double)) -> [String: Double] { ["wall": rates.0, "processor": rates.1] }
  try keep([
    "versions": versions, "archive": told(a), "fast_import": told(f), "commit": told(g),
    "bytes": ["before": before / versions, "after": after / versions, "gc": gc / versions],
    "compact_seconds": time,
  ])
}

/// What reading one story's history takes in a process of its own: `<milliseconds> <megabytes>`.
func historyAlone(_ path: String, story: Int) throws -> [Substring] {
  try shell("'\(CommandLine.arguments[0])' history '\(path)' \(story)").split(separator: " ")
}

func growth(_ sizes: [Int], in folder: String) async throws {
  let archive = folder + "/archive"
  var content = Content()
  var done = 0
  var rows: [[String: Any]] = []
  print(
    """
    | versions | stories | ms/version | CPU ms/version | bytes/version | after compact | catalog, bytes/version | \
    packs | open and close, ms | one history, ms | its memory, MB | writer's peak, MB |
    |---|---|---|---|---|---|---|---|---|---|---|---|
    """)
  for size in sizes.sorted() {
    // Ten versions a story in the end; stories come as the archive grows.
    let stories = size / 10
    let taken = try await fill(archive, stories: stories, versions: size, from: done, &content)
    let added = Double(size - done)
    done = size
    let start = clock.now
    try await ArchiveWriter(at: archive).close()
    let opening = seconds(start.duration(to: clock.now)) * 1000
    let packs = try FileManager.default.contentsOfDirectory(atPath: archive + "/stories.git/objects/pack")
      .count { $0.hasSuffix(".pack") }
    let room = try bytes(of: archive + "/stories.git/objects") / size
    let catalog = try bytes(of: archive + "/catalog.sqlite") / size
    let alone = try historyAlone(archive, story: stories / 2)
    let peak = try peak()
    // A copy is compacted, so that the archive grows on as it would.
    try shell("cp -r \(archive) \(folder)/compacted")
    let copy = try ArchiveWriter(at: folder + "/compacted")
    try await copy.compact(all: true)
    try await copy.close()
    let compacted = try bytes(of: folder + "/compacted/stories.git/objects") / size
    try shell("rm -rf \(folder)/compacted")
    print(
      "| \(size) | \(stories) | \(fixed(taken.wall * 1000 / added, 2)) | "
        + "\(fixed(taken.processor * 1000 / added, 2)) | \(room) | \(compacted) | \(catalog) | \(packs) | "
        + "\(fixed(opening, 1)) | \(alone[0]) | \(alone[1].trimmingCharacters(in: .newlines)) | \(peak) |")
    rows.append([
      "versions": size, "stories": stories, "wall_ms": taken.wall * 1000 / added,
      "processor_ms": taken.processor * 1000 / added, "bytes": room, "compacted": compacted,
      "catalog": catalog, "packs": packs, "opening_ms": opening, "history_ms": Double(alone[0]) ?? 0,
      "history_MB": Int(alone[1].trimmingCharacters(in: .newlines)) ?? 0, "peak_MB": peak,
    ])
  }
  try keep(["rows": rows])
}

let arguments = CommandLine.arguments.dropFirst()
let folder = NSTemporaryDirectory() + "bench-archive-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
let numbers = arguments.dropFirst().compactMap { Int($0) }
switch arguments.first {
case "compare": try await compare(numbers.first ?? 2000, in: folder)
case "growth": try await growth(numbers.isEmpty ? [1000, 10_000, 100_000] : numbers, in: folder)
case "history":
  let (path, story) = (arguments.dropFirst().first ?? "", Int(arguments.dropFirst(2).first ?? "") ?? 0)
  print("\(fixed(try history(path, story: story), 2)) \(try peak())")
default:
  print("BenchArchive compare [VERSIONS] | growth [VERSIONS…] [--figures FILE.json]")
  exit(64)
}
