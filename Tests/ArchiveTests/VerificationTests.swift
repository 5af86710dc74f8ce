// Every damage is found and named; none makes the program crash or hang.

import Archive
import Foundation
import Story
import Testing

@Suite struct VerificationTests {
  /// Two stories with three versions, an unchanged look and a page that was a consent wall.
  private func filled() async throws -> (sample: Sample, versions: [Version]) {
    let sample = Sample()
    let wall = capture(minute: 5, "Accept all cookies to read on.")
    let made = try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(budget, minute: 1, "The vote is on."),
      Entry(look: notModified(minute: 3)), Entry(look: look(wall, .noArticle), capture: wall),
      version(minute: 60, "Twelve boats burnt."),
    ])
    return (sample, made.compactMap { $0 })
  }

  /// The pack that holds the stories: the largest.
  private func pack(_ sample: Sample, _ ending: String) throws -> String {
    let sizes = try sample.packs(ending).map { ($0, try sample.bytes($0).count) }
    return try #require(sizes.max { $0.1 < $1.1 }).0
  }

  @Test func `a whole archive has no damage, and everything in it is counted`() async throws {
    let (sample, _) = try await filled()
    let found = try verify(at: sample.path)
    #expect(found.damages == [])
    #expect(found.stories == 2)
    #expect(found.versions == 3)
    #expect(found.looks == 5)
    // 4 commits and the page's, 4 trees, the journal's 5, 15 files of versions, the page, journal and payload files.
    #expect(found.objects > 25)
  }

  @Test(arguments: [
    "pack truncated", "pack garbage", "pack empty", "pack removed", "index truncated", "index garbage",
    "index empty", "index removed",
  ])
  func `a damaged pack is named and the reader says that the archive is damaged`(_ fault: String) async throws
  {
    let (sample, versions) = try await filled()
    let file = try pack(sample, fault.hasPrefix("pack") ? ".pack" : ".idx")
    let bytes = try sample.bytes(file)
    switch fault.split(separator: " ")[1] {
    case "truncated": try sample.write(bytes.prefix(bytes.count / 2), to: file)
    case "garbage":
      try sample.write(bytes.indices.map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }, to: file)
    case "empty": try sample.write([], to: file)
    default: try sample.remove(file)
    }
    let found = try verify(at: sample.path)
    #expect(!found.damages.isEmpty)
    if fault != "pack removed" && fault != "index removed" {
      #expect(found.damages.contains { $0.object == file })
    }
    #expect(
      await refusal {
        let reader = try sample.reader()
        for version in versions {
          _ = try reader.body(of: version)
          _ = try reader.article(of: version)
        }
      }?.kind == .damaged)
    #expect(await refusal { _ = try sample.writer() }?.kind == .damaged)
  }

  @Test(arguments: [65_536, 0x1000_0000, 0x1800_0000, 0x7000_0000, 0x8000_0000, 0xFFFF_FFFF] as [UInt32])
  func `an index that points outside its pack is a damage, and no crash`(_ offset: UInt32) async throws {
    let (sample, versions) = try await filled()
    let file = try pack(sample, ".idx")
    var bytes = try sample.bytes(file)
    // The last of the 256 counts is of all objects; the offsets stand last but for two checksums.
    let count = bytes[1028..<1032].reduce(0) { $0 << 8 | Int($1) }
    let offsets = bytes.count - 40 - count * 4
    for byte in 0..<(count * 4) {
      bytes[offsets + byte] = UInt8(truncatingIfNeeded: offset >> (24 - byte % 4 * 8))
    }
    try sample.write(bytes, to: file)
    #expect(try verify(at: sample.path).damages.contains { $0.object == file })
    let refusal = await refusal {
      let reader = try sample.reader()
      for version in versions { _ = try reader.body(of: version) }
    }
    #expect(refusal?.kind == .damaged)
  }

  @Test func `each of many flipped bits is found, and crashes nothing`() async throws {
    let (sample, versions) = try await filled()
    for ending in [".pack", ".idx"] {
      let file = try pack(sample, ending)
      let whole = try sample.bytes(file)
      for turn in 0..<25 {
        var bytes = whole
        let place = (turn &* 7919 &+ turn * turn * 31) % bytes.count
        bytes[place] ^= 1 << UInt8(turn % 8)
        try sample.write(bytes, to: file)
        #expect(try !verify(at: sample.path).damages.isEmpty, "\(ending) byte \(place)")
        let reader = try sample.reader()
        for version in versions {
          // Either what was put there, or an error.
          guard let body = try? reader.body(of: version) else { continue }
          #expect(sha256Hex(body) == version.payloadSHA256)
        }
      }
      try sample.write(whole, to: file)
    }
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test(arguments: [
    "garbage", "empty", "points nowhere", "points at a file", "removed", "points at another story",
  ])
  func `a damaged branch is named, and other stories go on`(_ fault: String) async throws {
    let (sample, versions) = try await filled()
    try breakBranch(of: sample, fault, versions)
    let found = try verify(at: sample.path)
    #expect(!found.damages.isEmpty)
    #expect(found.damages.allSatisfy { $0.story == harbour || $0.object == "refs/heads/harbour-fire" })
    #expect(found.versions >= 3)
    #expect(try sample.reader().article(of: versions[0]).text == "Ten boats burnt.")
    let writer = try sample.writer()
    #expect(try await writer.record([version(budget, minute: 9, "The vote is over.")])[0]?.number == 2)
    let error = await refusal { _ = try await writer.record([version(minute: 90, "The fire is out.")]) }
    #expect(error?.kind == .damaged)
  }

  @Test(arguments: ["garbage", "empty", "removed"])
  func `a branch that a power cut spoilt is set right at the next start`(_ fault: String) async throws {
    let (sample, versions) = try await filled()
    // As if the writer had been killed before it noted that its branches were synced.
    _ = try sample.git("update-ref", "-d", "refs/writethru/settled")
    try breakBranch(of: sample, fault, versions)
    try await sample.writer().close()
    #expect(try sample.git("rev-parse", "harbour-fire").output == versions[2].commit + "\n")
    #expect(try verify(at: sample.path).damages == [])
  }

  private func breakBranch(of sample: Sample, _ fault: String, _ versions: [Version]) throws {
    let branch = "stories.git/refs/heads/harbour-fire"
    switch fault {
    case "garbage": try sample.write([0xFF, 0, 0x1B, 0x0A], to: branch)
    case "empty": try sample.write([], to: branch)
    case "points nowhere": try sample.write(Array("\(String(repeating: "5", count: 40))\n".utf8), to: branch)
    case "points at a file":
      let id = try sample.git("rev-parse", "harbour-fire:harbour-fire.txt").output
      try sample.write(Array(id.utf8), to: branch)
    case "removed": try sample.remove(branch)
    default: try sample.write(Array("\(versions[1].commit)\n".utf8), to: branch)
    }
  }

  @Test func `a branch that lost versions of an older batch is damaged`() async throws {
    let (sample, versions) = try await filled()
    try await sample.record([Entry(look: notModified(minute: 90))])
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", versions[0].commit)
    #expect(try verify(at: sample.path).damages.map(\.object) == ["refs/heads/harbour-fire"])
  }

  @Test(arguments: ["garbage", "points nowhere", "empty"])
  func `a damaged journal is named, by reader, writer and verification`(_ fault: String) async throws {
    let (sample, _) = try await filled()
    let journal = "stories.git/refs/writethru/journal"
    switch fault {
    case "garbage": try sample.write(Array("garbage\n".utf8), to: journal)
    case "empty": try sample.write([], to: journal)
    default: try sample.write(Array("\(String(repeating: "5", count: 40))\n".utf8), to: journal)
    }
    #expect(try verify(at: sample.path).damages.isEmpty == false)
    #expect(await refusal { _ = try sample.reader().stories() }?.kind == .damaged)
    #expect(await refusal { _ = try sample.writer() }?.kind == .damaged)
  }

  @Test func `a journal that was set back no longer fits the branches`() async throws {
    let (sample, _) = try await filled()
    let before = try sample.git("rev-parse", "refs/writethru/journal").output.dropLast()
    try await sample.record([version(minute: 90, "The fire is out.")])
    try await sample.record([version(minute: 95, "The fire is really out.")])
    _ = try sample.git("update-ref", "refs/writethru/journal", String(before))
    #expect(try verify(at: sample.path).damages.contains { $0.object == "refs/heads/harbour-fire" })
  }

  @Test(.timeLimit(.minutes(1)), arguments: [0, 2, 10, 19, 40])
  func `a loose object, cut or whole, is named and never read`(_ length: Int) async throws {
    let (sample, _) = try await filled()
    let blob = sample.path + "/text"
    try Data("a text of some length, so that it can be cut".utf8).write(to: URL(fileURLWithPath: blob))
    let id = try sample.git("hash-object", "-w", blob).output.dropLast()
    let file = "stories.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try sample.write(sample.bytes(file).prefix(length), to: file)
    #expect(try verify(at: sample.path).damages.map(\.object) == [file])
    // A journal that names it is damaged, not waited for.
    try sample.write(Array("\(id)\n".utf8), to: "stories.git/refs/writethru/journal")
    #expect(await refusal { _ = try sample.writer() }?.kind == .damaged)
    #expect(try verify(at: sample.path).damages.count > 1)
  }

  @Test func `a body put in another's place is found by its digest`() async throws {
    let (sample, versions) = try await filled()
    // The same files and message, but another body.
    let message = try sample.git("log", "-1", "--format=%B", versions[0].commit).output
    let listing = try sample.git("ls-tree", versions[0].commit).output
    let (old, new) = (
      try sample.git("rev-parse", "\(versions[0].commit):harbour-fire.html").output.dropLast(),
      try sample.git("rev-parse", "\(versions[2].commit):harbour-fire.html").output.dropLast()
    )
    try sample.write(Array(listing.replacing(old, with: new).utf8), to: "listing")
    let tree = try sample.shell("git mktree < ../listing")
    try sample.write(Array(message.utf8), to: "message")
    let commit = try sample.shell(
      "git -c user.name=x -c user.email=x@x commit-tree \(tree) -F ../message")
    _ = try sample.git("update-ref", "refs/heads/harbour-fire", commit)
    _ = try sample.git("repack", "-a", "-d", "-q")
    let found = try verify(at: sample.path).damages
    #expect(found.contains { $0.object == commit && $0.problem.contains("SHA-256") })
    #expect(found.contains { $0.object == "refs/heads/harbour-fire" })
  }

  @Test func `a catalog that says something else than git is named`() async throws {
    let (sample, _) = try await filled()
    let other = Sample()
    try await other.record([version(minute: 5, "No boat burns.")])
    try sample.write(other.bytes("catalog.sqlite"), to: "catalog.sqlite")
    #expect(try verify(at: sample.path).damages.map(\.object) == ["catalog.sqlite"])
    let writer = try sample.writer()
    let counts = try await writer.reindex()
    #expect(counts == (2, 3, 5))
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `a missing catalog is no damage`() async throws {
    let (sample, _) = try await filled()
    try sample.remove("catalog.sqlite")
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `reindexing makes the same catalog again, byte for byte`() async throws {
    let (sample, _) = try await filled()
    let writer = try sample.writer()
    try await writer.reindex()
    let first = try sample.bytes("catalog.sqlite")
    try sample.remove("catalog.sqlite")
    try await writer.reindex()
    #expect(try sample.bytes("catalog.sqlite") == first)
    // And the writer goes on with it.
    #expect(try await writer.record([version(minute: 90, "The fire is out.")])[0]?.number == 3)
    #expect(try verify(at: sample.path).damages == [])
  }
}
