// Mending an archive, and copies of it.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct RepairTests {
  private func filled() async throws -> Sample {
    let sample = Sample()
    let writer = try sample.writer()
    for minute in 0..<4 as Range<Int64> {
      _ = try await writer.record([
        version(minute: minute, "\(minute) boats burnt."),
        version(budget, minute: minute, "\(minute) votes."),
      ])
    }
    try await writer.remove(budget, reason: "a mistake")
    try await writer.close()
    return sample
  }

  private func cloned(_ sample: Sample) async throws -> (remote: String, Sample) {
    let remote = (sample.path as NSString).deletingLastPathComponent + "/copy.git"
    try Backup.push(sample.path, to: remote)
    let clone = Sample()
    try await Backup.clone(remote, to: clone.path)
    return (remote, clone)
  }

  @Test func `a backup comes back as a working archive`() async throws {
    let sample = try await filled()
    let (remote, clone) = try await cloned(sample)
    #expect(try verify(at: clone.path).damages == [])
    #expect(try clone.git("verify-commit", "refs/writethru/journal").status == 0)
    #expect(try clone.reader().versions(of: harbour) == sample.reader().versions(of: harbour))
    #expect(try clone.reader().removals() == sample.reader().removals())
    try await clone.record([version(minute: 9, "The fire is out.")])
    #expect(try clone.reader().versions(of: harbour).count == 5)
    #expect(try verify(at: clone.path).damages == [])
    // And on: what came since goes to the same place.
    try await sample.record([version(minute: 9, "The fire is out.")])
    try Backup.push(sample.path, to: remote)
    #expect(await refusal { try await Backup.clone(remote, to: clone.path) }?.kind == .badInput)
  }

  @Test(arguments: ["", "-x", "ext::sh -c true"])
  func `what is no remote is refused`(_ remote: String) async throws {
    let sample = try await filled()
    #expect(await refusal { try Backup.push(sample.path, to: remote) }?.kind == .badInput)
  }

  @Test func `damaged and missing packs are mended from a clone`() async throws {
    let sample = try await filled()
    let (_, clone) = try await cloned(sample)
    let packs = sample.packs(".pack")
    for (index, pack) in packs.enumerated() {
      if index == 0 {
        try sample.remove(pack)
      } else if index % 2 == 0 {
        var bytes = try sample.bytes(pack)
        for at in stride(from: 20, to: bytes.count, by: 9) { bytes[at] ^= 0x55 }
        try sample.write(bytes, to: pack)
      }
    }
    #expect(try !verify(at: sample.path).damages.isEmpty)
    let repair = try repair(at: sample.path, from: clone.path)
    #expect(repair.lost == [] && repair.fromClone > 0 && !repair.setAside.isEmpty)
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full").status == 0)
    try await sample.record([version(minute: 9, "The fire is out.")])
    #expect(try sample.reader().versions(of: harbour).count == 5)
  }

  @Test func `without a clone, what can be read is saved and what is lost is named`() async throws {
    let sample = try await filled()
    let blob = try sample.git("rev-parse", "harbour-fire:harbour-fire.html").output.dropLast()
    for pack in sample.packs(".pack") {
      let listing = try sample.shell("git verify-pack -v ../\(pack)").split(separator: "\n")
      guard let line = listing.first(where: { $0.hasPrefix(blob) }) else { continue }
      // Name, kind, size, size in the pack, place in the pack.
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      var bytes = try sample.bytes(pack)
      bytes[numbers[2] + numbers[1] - 4] ^= 0x11
      try sample.write(bytes, to: pack)
    }
    let repair = try repair(at: sample.path)
    #expect(repair.lost == [String(blob)] && !repair.setAside.isEmpty)
    #expect(try sample.reader().versions(of: harbour).count == 4)
  }

  @Test func `branches are set after the journal`() async throws {
    let sample = try await filled()
    let tip = try sample.git("rev-parse", "harbour-fire").output
    try sample.write(Array("garbage".utf8), to: "stories.git/refs/heads/harbour-fire")
    #expect(try repair(at: sample.path).setAside == ["branch-harbour-fire"])
    #expect(try sample.git("rev-parse", "harbour-fire").output == tip)
    #expect(try verify(at: sample.path).damages == [])
  }
}
