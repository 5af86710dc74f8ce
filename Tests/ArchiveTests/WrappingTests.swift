// A page whose bytes git refuses to name is kept all the same.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct WrappingTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
  func `gunzip gives the bytes that were wrapped`(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let sample = Sample()
    try sample.write(Wrapping.wrap(bytes), to: "stories.git/member.gz")
    #expect(Wrapping.unwrap(Wrapping.wrap(bytes)) == bytes)
    #expect(try sample.shell("gunzip -c member.gz | sha256sum").prefix(64) == sha256Hex(bytes))
  }

  @Test func `a changed member is refused`() {
    let member = Wrapping.wrap(Array("ten boats".utf8))
    for at in member.indices where !(4..<10).contains(at) {
      var changed = member
      changed[at] ^= 1
      #expect(Wrapping.unwrap(changed) == nil)
    }
  }

  @Test func `a version and a payload that look like a collision are kept, flagged, and read back`()
    async throws
  {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let body = try #require(entry.capture?.body)
    let wall = capture(minute: 5, "Accept all cookies to read on.")
    let refused = [body, wall.body]
    try await Git.$collides.withValue({ refused.contains($0) }) {
      let writer = try sample.writer()
      _ = try await writer.record([entry, Entry(look: look(wall, .noArticle), capture: wall)])
      try await writer.close()
    }
    let reader = try sample.reader()
    let version = try #require(reader.versions(of: harbour).first)
    #expect(try reader.body(of: version) == body)
    #expect(
      try sample.git("log", "-1", "--format=%B", "harbour-fire").output.contains("Wrapped: git refused"))
    #expect(
      try sample.shell("git show harbour-fire:harbour-fire.html.gz | gunzip | sha256sum").prefix(64)
        == sha256Hex(body))
    #expect(
      try sample.git("ls-tree", "--name-only", "refs/writethru/journal:payloads").output
        .contains("\(sha256Hex(wall.body)).gz"))
    #expect(try verify(at: sample.path).damages == [])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }
}
