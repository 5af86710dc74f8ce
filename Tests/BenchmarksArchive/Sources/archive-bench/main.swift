// Measures the archive: synced captures against git's own ways on the same content, sizes, growth, one story's history.
//
// archive-bench compare [VERSIONS]     against fast-import, git commit, git gc --aggressive
// archive-bench growth [VERSIONS…]     a table

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
) async throws -> Double {
  let writer = try ArchiveWriter(at: path)
  var spent = Duration.zero
  var batch: [Entry] = []
  for index in first..<versions {
    batch.append(content.next(story: index % stories, minute: Int64(index)))
    if batch.count == 100 || index == versions - 1 {
      let start = clock.now
      _ = try await writer.record(batch)
      spent += start.duration(to: clock.now)
      batch = []
    }
  }
  let start = clock.now
  try await writer.close()
  return seconds(spent + start.duration(to: clock.now))
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

func compare(_ versions: Int, in folder: String) async throws {
  let archive = folder + "/archive"
  var content = Content()
  let stories = max(1, versions / 5)
  let ours = try await fill(archive, stories: stories, versions: versions, &content)
  // The same commits and files, given to git in its own quickest form.
  try shell("git -C \(archive)/stories.git fast-export --branches --signed-tags=strip > \(folder)/stream")
  try shell("git init -q --bare \(folder)/imported.git")
  var start = clock.now
  try shell("git -C \(folder)/imported.git fast-import --quiet < \(folder)/stream")
  let imported = seconds(start.duration(to: clock.now))
  // The same files, one commit a version by git's own commands.
  let few = min(versions, 100)
  var again = Content()
  try shell(
    "git init -q \(folder)/plain && git -C \(folder)/plain config user.name x && git -C \(folder)/plain config user.email x@x"
  )
  var plain = Duration.zero
  for index in 0..<few {
    let entry = again.next(story: index % stories, minute: Int64(index))
    let slug = entry.look.story
    try Data(entry.capture!.body).write(to: URL(fileURLWithPath: "\(folder)/plain/\(slug).html"))
    try Data(entry.version!.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/plain/\(slug).txt"))
    start = clock.now
    try shell("cd \(folder)/plain && git add . && git commit -q -m version")
    plain += start.duration(to: clock.now)
  }
  let rates = (Double(versions) / ours, Double(versions) / imported, Double(few) / seconds(plain))
  print(
    "versions a second: archive, synced, batches of 100: \(fixed(rates.0, 0)); git fast-import, not synced: "
      + "\(fixed(rates.1, 0)); git add and commit: \(fixed(rates.2, 1))")
  print(
    "archive / fast-import: \(fixed(rates.0 / rates.1, 2)); archive / git commit: \(fixed(rates.0 / rates.2, 1))"
  )
  // Sizes: the same repository, merged by us and by git.
  try shell("cp -r \(archive)/stories.git \(folder)/gc.git")
  try shell("git -C \(folder)/gc.git -c gc.pruneExpire=now gc --aggressive --quiet")
  let writer = try ArchiveWriter(at: archive)
  let before = try bytes(of: archive + "/stories.git/objects")
  start = clock.now
  try await writer.compact(all: true)
  let time = seconds(start.duration(to: clock.now))
  try await writer.close()
  let (after, gc) = (
    try bytes(of: archive + "/stories.git/objects"), try bytes(of: folder + "/gc.git/objects")
  )
  print(
    "bytes a version: before \(before / versions); after compact \(after / versions) (\(fixed(time, 1)) s); "
      + "after git gc --aggressive \(gc / versions); ratio \(fixed(Double(after) / Double(gc), 3))")
}

func growth(_ sizes: [Int], in folder: String) async throws {
  let archive = folder + "/archive"
  var content = Content()
  var done = 0
  print(
    "| versions | stories | captures/s | bytes/version | packs | open and close, ms | one history, ms | peak memory, MB |"
  )
  print("|---|---|---|---|---|---|---|---|")
  for size in sizes.sorted() {
    // Ten versions a story in the end; stories come as the archive grows.
    let stories = size / 10
    let taken = try await fill(archive, stories: stories, versions: size, from: done, &content)
    let rate = Double(size - done) / taken
    done = size
    let start = clock.now
    try await ArchiveWriter(at: archive).close()
    let opening = seconds(start.duration(to: clock.now)) * 1000
    let packs = try FileManager.default.contentsOfDirectory(atPath: archive + "/stories.git/objects/pack")
      .count { $0.hasSuffix(".pack") }
    let room = try bytes(of: archive + "/stories.git/objects") / size
    print(
      "| \(size) | \(stories) | \(fixed(rate, 0)) | \(room) | \(packs) | \(fixed(opening, 1)) | "
        + "\(fixed(try history(archive, story: stories / 2), 2)) | \(try peak()) |")
  }
}

let arguments = CommandLine.arguments.dropFirst()
let folder = NSTemporaryDirectory() + "archive-bench-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
let numbers = arguments.dropFirst().compactMap { Int($0) }
switch arguments.first {
case "compare": try await compare(numbers.first ?? 2000, in: folder)
case "growth": try await growth(numbers.isEmpty ? [1000, 10_000, 100_000] : numbers, in: folder)
default:
  print("archive-bench compare [VERSIONS] | growth [VERSIONS…]")
  exit(64)
}
