// Packages: ZIP and WACZ.

import Archive
import Foundation
import Story
import Testing

@testable import Evidence

@Suite struct PackageTests {
  private func zip(_ files: [(String, [UInt8])], in folder: Folder) throws -> String {
    let path = folder.put("package.zip", [])
    let handle = try there(FileHandle(forWritingAtPath: path))
    var writer = ZIPWriter(writingTo: handle)
    for (name, bytes) in files { try writer.add(name, bytes) }
    try writer.finish()
    try handle.close()
    return path
  }

  private func read(_ member: ZIPReader.Member, of reader: ZIPReader) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try reader.read(member) { bytes += $0 }
    return bytes
  }

  @Test func `what is packed is unpacked`() throws {
    let folder = try Folder()
    let files = [
      ("a.txt", Array("one".utf8)), ("b/c.bin", [UInt8](repeating: 7, count: 200_000)), ("empty", []),
    ]
    let reader = try ZIPReader(path: zip(files, in: folder))
    #expect(reader.members.map(\.name) == files.map(\.0))
    for (member, file) in Swift.zip(reader.members, files) { #expect(try read(member, of: reader) == file.1) }
  }

  @Test(arguments: ["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "a\\..\\b"])
  func `a name that leads out is left out, the rest is read`(_ name: String) throws {
    let folder = try Folder()
    let reader = try ZIPReader(path: zip([(name, [1]), ("archive/a.warc", [2])], in: folder))
    #expect(reader.members.map(\.name) == ["archive/a.warc"])
    #expect(reader.problems.map(\.kind) == [.pathTraversal])
  }

  @Test func `a package cut off or changed is refused`() throws {
    let folder = try Folder()
    let path = try zip([("a", Array("some bytes".utf8))], in: folder)
    var bytes = Array(try there(FileManager.default.contents(atPath: path)))
    let cut = folder.put("cut.zip", Array(bytes.dropLast(30)))
    #expect(throws: EvidenceError.self) { try ZIPReader(path: cut) }
    bytes[33] ^= 1
    let reader = try ZIPReader(path: folder.put("hurt.zip", bytes))
    #expect(throws: EvidenceError.self) { try read(reader.members[0], of: reader) }
  }

  @Test func `a bag lists every file`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/data/x", withIntermediateDirectories: true)
    _ = folder.put("data/x/a.txt", Array("one".utf8))
    try Bag.seal(folder.path, description: "d", day: Timestamp(seconds: 0), software: "test")
    let manifest = String(
      decoding: try there(FileManager.default.contents(atPath: folder.path + "/manifest-sha256.txt")),
      as: UTF8.self)
    #expect(manifest == "\(sha256Hex(Array("one".utf8)))  data/x/a.txt\n")
  }
}
