// Packs written here: git and libgit2 find in them what was put in.

import Foundation
import Testing

@testable import Archive

@Suite struct PackDraftTests {
  /// An empty archive's repository.
  private func repository(_ sample: Sample) async throws -> Repository {
    try await sample.writer().close()
    return try Repository(at: sample.path + "/stories.git")
  }

  /// Bytes that do not compress, always the same.
  private static func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 88
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
  }

  // Where a length needs one more byte, and where an object is larger packed than not.
  @Test(arguments: [0, 1, 15, 16, 2047, 2048, 262_143, 262_144, 5_000_000])
  func `git reads an object of any length`(count: Int) async throws {
    let sample = Sample()
    let repository = try await repository(sample)
    for bytes in [[UInt8](repeating: 0x61, count: count), Self.noise(count)] {
      var new = try PackDraft()
      let id = try repository.add(.blob, bytes, to: &new)
      try repository.write(new)
      #expect(try repository.read(.blob, id) == bytes)
      #expect(try sample.shell("git cat-file blob \(id) | git hash-object --stdin") == "\(id)")
      #expect(try sample.shell("git cat-file -s \(id)") == "\(count)")
    }
    for pack in sample.packs(".pack") {
      #expect(try sample.git("verify-pack", "-v", sample.path + "/" + pack).status == 0)
    }
  }

  @Test func `a new pack is found beside one that was left out for its index`() async throws {
    let sample = Sample()
    try await sample.writer().close()
    let file = try #require(sample.packs(".idx").first)
    var bytes = try sample.bytes(file)
    // The first of the offsets, which stand last but for two checksums.
    let count = bytes[1028..<1032].reduce(0) { $0 << 8 | Int($1) }
    bytes[bytes.count - 40 - count * 4] = 0x10
    try sample.write(bytes, to: file)
    let repository = try Repository(at: sample.path + "/stories.git")
    for text in ["Ten boats burnt.", "Twelve boats burnt."] {
      var new = try PackDraft()
      let id = try repository.add(.blob, Array(text.utf8), to: &new)
      try repository.write(new)
      #expect(try repository.read(.blob, id) == Array(text.utf8))
    }
  }

  @Test func `git finds a pack of many objects of all kinds whole`() async throws {
    let sample = Sample()
    let repository = try await repository(sample)
    var new = try PackDraft()
    var parents: [ObjectID] = []
    // More than the 256 first bytes that the index is divided by.
    for number in 0..<300 {
      let file = try repository.add(.blob, Array("Boat \(number) burnt.\n".utf8), to: &new)
      let tree = try repository.add(.tree, Tree([TreeEntry(name: "boat.txt", id: file)]).bytes, to: &new)
      let commit = Commit(
        tree: tree, parents: parents, committer: .standard, seconds: Int64(number),
        message: "Boat \(number)\n")
      parents = [try repository.add(.commit, commit.bytes, to: &new)]
    }
    let offsets = new.entries.map { (id: $0.id.description, offset: $0.offset) }
    try repository.write(new)
    try repository.move("refs/heads/boats", to: parents[0], expecting: .mustNotExist)
    #expect(try sample.git("fsck", "--full", "--strict").output == "")
    #expect(try sample.shell("git rev-list --count boats") == "300")
    let listed = Set(
      try sample.shell("for pack in objects/pack/*.pack; do git verify-pack -v $pack; done").split(
        separator: "\n"
      )
      .map { line in
        let words = line.split(separator: " ")
        return "\(words[0]) \(words[words.count - 1])"
      })
    for object in offsets { #expect(listed.contains("\(object.id) \(object.offset)")) }
    // What git's own index of the same pack says, to the last byte.
    for pack in sample.packs(".pack") {
      let path = sample.path + "/" + pack
      _ = try sample.shell("git index-pack --index-version=2 -o \(path).git \(path)")
      #expect(try sample.bytes(pack + ".git") == sample.bytes(String(pack.dropLast(5)) + ".idx"))
    }
  }

  @Test func `what the archive has is not packed again`() async throws {
    let sample = Sample()
    let repository = try await repository(sample)
    var first = try PackDraft()
    let fire = try repository.add(.blob, Array("Fire at the quay.\n".utf8), to: &first)
    // Twice in one batch is once in its pack.
    #expect(try repository.add(.blob, Array("Fire at the quay.\n".utf8), to: &first) == fire)
    #expect(first.entries.count == 1)
    try repository.write(first)
    let packs = sample.packs(".pack")
    var second = try PackDraft()
    #expect(try repository.add(.blob, Array("Fire at the quay.\n".utf8), to: &second) == fire)
    #expect(second.entries.isEmpty)
    try repository.write(second)
    #expect(sample.packs(".pack") == packs)
  }

  @Test func `half a pack is swept at the next start`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    let folder = "stories.git/objects/pack/"
    // What is there after a kill before the first rename, between the two, and while writing.
    let name = String(try #require(sample.packs(".idx").first).dropLast(4))
    try sample.write(
      sample.bytes(name + ".idx"), to: folder + "pack-\(String(repeating: "1", count: 40)).idx")
    try sample.write(Array("PACK".utf8), to: folder + "pack-\(String(repeating: "2", count: 40)).pack.99.tmp")
    let whole = Set(sample.packs("")).filter { !$0.contains("1111111") && !$0.contains("2222222") }
    try await sample.writer().close()
    #expect(Set(sample.packs("")) == whole)
    #expect(try verify(at: sample.path).damages == [])
  }
}
