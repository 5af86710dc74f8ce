// Joining packs by copying: every object stays what it was, wherever it came from.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct PackJoinTests {
  private func filled(_ count: Int64) async throws -> Sample {
    let sample = Sample()
    let writer = try sample.writer()
    for minute in 0..<count {
      _ = try await writer.record([version(minute: minute, "\(minute) boats burnt at the quay.")])
    }
    try await writer.close()
    return sample
  }

  @Test func `many packs are joined without being asked for`() async throws {
    let sample = try await filled(Int64(Recorder.mostPacks) + 3)
    #expect(sample.packs(".pack").count <= Recorder.mostPacks)
    #expect(sample.packs(".pack").count == sample.packs(".idx").count)
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `small packs become one, and readers go on`() async throws {
    let sample = try await filled(6)
    let reader = try sample.reader()
    let versions = try reader.versions(of: harbour)
    _ = try reader.text(of: versions[0])
    let writer = try sample.writer()
    #expect(try await writer.compact().packsAfter == 1)
    for version in versions {
      #expect(try reader.text(of: version).contains("\(version.number - 1) boats burnt"))
    }
    #expect(try await writer.record([version(minute: 90, "The fire is out.")])[0]?.number == 7)
    try await writer.close()
    #expect(try verify(at: sample.path).damages == [])
  }

  // What a merger tells as differences stands before what differs: copied whole, a pack keeps its distances.
  @Test func `a pack of differences is copied with its distances`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    let words = (0..<2000).map { "berth \($0)" }.joined(separator: ", ")
    for minute in 0..<6 as Range<Int64> {
      _ = try await writer.record([version(minute: minute, "\(words), and \(minute) more.")])
    }
    try await writer.compact(all: true)
    for minute in 10..<16 as Range<Int64> {
      _ = try await writer.record([version(minute: minute, "\(minute): \(words), and no more.")])
    }
    #expect(try await writer.compact().packsAfter == 1)
    try await writer.close()
    let chains = try sample.git(
      "verify-pack", "-v", sample.path + "/" + sample.packs(".idx")[0])
    #expect(chains.status == 0 && chains.output.contains("chain length"))
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `a pack with a flipped bit is named, and nothing goes`() async throws {
    let sample = try await filled(3)
    let packs = try Pack.all(in: sample.path + "/stories.git/objects/pack")
    let damaged = packs[1].path
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: damaged)))
    bytes[bytes.count / 2] ^= 4
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: damaged)
    try Data(bytes).write(to: URL(fileURLWithPath: damaged))
    #expect(throws: ArchiveError.self) { _ = try PackJoin(of: packs) }
  }

  @Test func `packs that share an object are left to merging`() async throws {
    let sample = try await filled(3)
    let folder = sample.path + "/stories.git/objects/pack"
    let packs = try Pack.all(in: folder)
    _ = try mergePacks(packs.map(\.name), at: sample.path)
    #expect(try PackJoin(of: Pack.all(in: folder)) == nil)
    #expect(try PackJoin(of: packs) != nil)
  }

  @Test func `large packs stand alone, and a small one does not keep larger ones from being joined`() {
    func pack(_ name: String, _ bytes: Int) -> Pack { Pack(name: name, bytes: bytes) }
    let few = Recorder.joinable([pack("page", 400), pack("a", 9000), pack("b", 9000), pack("c", 9000)])
    #expect(few.map { $0.map(\.name) } == [["page", "a", "b", "c"]])
    let large = Recorder.joinable([pack("old", 900 << 20), pack("a", 9000), pack("b", 9000)])
    #expect(large.map { $0.map(\.name) } == [["a", "b"]])
    let half = Recorder.joinedBytes / 2
    #expect(Recorder.joinable((0..<6).map { pack("\($0)", half - $0) }).map(\.count) == [2, 2, 2])
    #expect(Recorder.joinable([pack("a", 9000)]) == [])
  }
}
