// Merging packs: nothing is lost, readers go on, tiers hold.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct CompactionTests {
  /// An archive of some batches of one version each.
  private func filled(_ count: Int64) async throws -> Sample {
    let sample = Sample()
    let writer = try sample.writer()
    for minute in 0..<count {
      _ = try await writer.record([version(minute: minute, "\(minute) boats burnt at the quay.")])
    }
    try await writer.close()
    return sample
  }

  @Test func `all packs become one, and everything is there`() async throws {
    let sample = try await filled(12)
    let before = sample.packs(".pack").count
    let writer = try sample.writer()
    let result = try await writer.compact(all: true)
    #expect(result.packsBefore == before && result.packsAfter == 1 && result.bytesAfter < result.bytesBefore)
    #expect(sample.packs(".pack").count == 1 && sample.packs(".idx").count == 1)
    #expect(try await writer.record([version(minute: 90, "The fire is out.")])[0]?.number == 13)
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `a reader that is open goes on reading`() async throws {
    let sample = try await filled(8)
    let reader = try sample.reader()
    let versions = try reader.versions(of: harbour)
    _ = try reader.text(of: versions[0])
    let writer = try sample.writer()
    try await writer.compact(all: true)
    for version in versions {
      #expect(try reader.text(of: version).contains("\(version.number - 1) boats burnt"))
      #expect(try reader.body(of: version).count > 0)
    }
  }

  // A watch that went on for minutes held hundreds of deleted packs open.
  @Test func `an open reader lets go of packs that were merged`() async throws {
    let sample = try await filled(8)
    let reader = try sample.reader()
    for version in try reader.versions(of: harbour) { _ = try reader.text(of: version) }
    let writer = try sample.writer()
    try await writer.compact(all: true)
    for version in try reader.versions(of: harbour) { _ = try reader.text(of: version) }
    #expect(try openDeletedFiles(of: sample) == [])
    try await writer.close()
  }

  @Test func `an open reader lets go of packs that came and were joined while the oldest stays`() async throws
  {
    let sample = Sample()
    // Hardly to be compressed, so that its pack is too large to be joined with the others.
    let long = (0..<100_000).map { _ in String(UInt32.random(in: 0...(.max)), radix: 36) }
    try await sample.record([version(minute: 0, long.joined(separator: " "))])
    let writer = try sample.writer()
    _ = try await writer.compact(all: true)
    let oldest = try #require(sample.packs(".pack").first)
    let reader = try sample.reader()
    for version in try reader.versions(of: harbour) { _ = try reader.text(of: version) }
    for minute in 1...6 {
      let made = try await writer.record([
        version(minute: Int64(minute), "\(minute) boats burnt at the quay.")
      ])
      for made in made { _ = try reader.text(of: #require(made)) }
    }
    _ = try await writer.compact()
    #expect(sample.packs(".pack").contains(oldest) && sample.packs(".pack").count < 6)
    for version in try reader.versions(of: harbour) { _ = try reader.text(of: version) }
    #expect(try openDeletedFiles(of: sample) == [])
    try await writer.close()
  }

  private func openDeletedFiles(of sample: Sample) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
    }.filter { $0.hasPrefix(sample.path) && $0.hasSuffix(" (deleted)") }
  }

  @Test func `a second time there is nothing to do`() async throws {
    let sample = try await filled(3)
    let writer = try sample.writer()
    try await writer.compact(all: true)
    let packs = sample.packs(".pack")
    #expect(try await writer.compact(all: true).packsAfter == 1)
    #expect(try await writer.compact().packsAfter == 1)
    #expect(sample.packs(".pack") == packs)
  }

  @Test func `packs are due for merging when the archive has doubled`() async throws {
    let sample = try await filled(4)
    let writer = try sample.writer()
    // Too few objects to be worth it.
    #expect(try await writer.packsToMerge() == [])
    let names = try Pack.all(in: sample.path + "/stories.git/objects/pack").map(\.name)
    let merged = try mergePacks(names, at: sample.path)
    #expect(sample.packs(".pack").count == names.count + 1)
    try await writer.replacePacks(names, by: merged)
    #expect(sample.packs(".pack") == ["stories.git/objects/pack/\(merged).pack"])
    _ = try await writer.record([version(minute: 60, "The fire is out.")])
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `what was recorded while packs were merged stays`() async throws {
    let sample = try await filled(4)
    let writer = try sample.writer()
    let names = try Pack.all(in: sample.path + "/stories.git/objects/pack").map(\.name)
    let merged = try mergePacks(names, at: sample.path)
    _ = try await writer.record([version(minute: 60, "The fire is out.")])
    try await writer.replacePacks(names, by: merged)
    #expect(sample.packs(".pack").count == 2)
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `packs of which one lacks objects are not let go of`() async throws {
    let sample = try await filled(4)
    let writer = try sample.writer()
    let names = try Pack.all(in: sample.path + "/stories.git/objects/pack").map(\.name)
    await #expect(throws: ArchiveError.self) { try await writer.replacePacks(names, by: names[0]) }
    await #expect(throws: ArchiveError.self) { try await writer.replacePacks(names, by: "pack-none") }
    #expect(sample.packs(".pack").count == names.count)
    try await writer.close()
  }
}
