// `writethru reindex` and `writethru verify`.

import Foundation
import Testing

@Suite struct UpkeepTests {
  @Test func `the answers are the same after the index was deleted and made again`() throws {
    let program = try Program()
    try program.run("demo", "--archive", "writethru-archive")
    let verbs = [
      ["stories", "--json"], ["log", "us-iraq-letter", "--json"], ["diff", "us-iraq-letter", "--json"],
      ["quotes", "alder-valley-flood", "--json"],
    ]
    let before = try verbs.map { try program.start($0).end().output }
    let catalog = program.folder.appendingPathComponent("writethru-archive/catalog.sqlite")
    try FileManager.default.removeItem(at: catalog)
    #expect(try verbs.map { try program.start($0).end().output } == before)
    #expect(try program.run("reindex").output.hasPrefix("2 stories, 7 versions"))
    #expect(FileManager.default.fileExists(atPath: catalog.path))
    #expect(try verbs.map { try program.start($0).end().output } == before)
  }

  @Test func `verify names a flipped byte`() throws {
    let program = try Program()
    try program.run("demo", "--archive", "writethru-archive")
    #expect(try program.run("verify").status == 0)
    let packs = program.folder.appendingPathComponent("writethru-archive/stories.git/objects/pack")
    let largest = try FileManager.default.contentsOfDirectory(atPath: packs.path).filter {
      $0.hasSuffix(".pack")
    }
    .max { try size($0, in: packs) < size($1, in: packs) }
    let pack = packs.appendingPathComponent(try #require(largest))
    var bytes = try Data(contentsOf: pack)
    bytes[bytes.count / 2] ^= 0x10
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: pack.path)
    try bytes.write(to: pack)
    let run = try program.run("verify")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("writethru: "))
  }

  private func size(_ name: String, in folder: URL) throws -> Int {
    try Data(contentsOf: folder.appendingPathComponent(name)).count
  }
}
