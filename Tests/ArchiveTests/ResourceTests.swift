// What goes with a version: kept once, found again from git alone, gone with its story.

import Archive
import Foundation
import Story
import Testing

@Suite struct ResourceTests {
  /// An image that a version's page shows, asked for some minutes later.
  private func image(
    of version: Capture, _ name: String, _ bytes: String, minute: Int64
  ) throws -> ResourceEntry {
    let body = Array(bytes.utf8)
    let time = Timestamp(seconds: 1_578_348_000 + minute * 60)
    let digest = sha256Hex(body)
    var manifest = Manifest(
      id: CaptureID(
        time: time, bits: Array(sha256Hex(Array("\(name)\(bytes)\(minute)".utf8)).utf8.prefix(10))),
      story: version.manifest.story, captured: time, timeSource: .fetched,
      address: "https://news.example/\(name)", wireSHA256: digest, wireLength: body.count,
      payloadSHA256: digest, payloadLength: body.count, verdict: .failed, capturedBy: "writethru 0.1.0")
    manifest.partOf = version.manifest.id
    manifest.status = 200
    manifest.mediaType = "image/png"
    manifest.etag = "\"\(name)\""
    return try #require(
      ResourceEntry(Capture(manifest: manifest, head: Array("HTTP/1.1 200 OK\r\n\r\n".utf8), body: body)))
  }

  /// The same, unchanged on the server.
  private func unchanged(_ old: ResourceEntry, with version: Capture) -> ResourceEntry {
    var resource = old.resource
    resource.version = version.manifest.id
    resource.outcome = .notModified
    return ResourceEntry(resource)
  }

  @Test func `an image goes with its version, and makes none`() async throws {
    let sample = Sample()
    let (one, two) = (version(minute: 0, "Ten boats burnt."), version(minute: 60, "Twelve boats burnt."))
    let (first, second) = (try #require(one.capture), try #require(two.capture))
    let picture = try image(of: first, "a.png", "pixels", minute: 1)
    let same = unchanged(picture, with: second)
    let twin = try image(of: second, "b.png", "pixels", minute: 62)
    let writer = try sample.writer()
    _ = try await writer.record([one])
    try await writer.spool(#require(picture.capture))
    #expect(try await writer.pendingCaptures() == [picture.capture])
    try await writer.record(resources: [picture])
    #expect(sample.files(below: "spool") == [])
    _ = try await writer.record([two])
    try await writer.record(resources: [same, twin])
    // Once more, as after a kill between recording and letting go of the spool.
    try await writer.spool(#require(twin.capture))
    #expect(try await writer.pendingCaptures() == [])
    try await writer.record(resources: [same, twin])
    try await writer.close()

    for hasCatalog in [true, false] {
      if !hasCatalog { try sample.remove("catalog.sqlite") }
      let reader = try sample.reader()
      #expect(try reader.versions(of: harbour).count == 2)
      #expect(try reader.looks(of: harbour).count == 2)
      #expect(
        try reader.resources(of: harbour) == [picture.resource, same.resource, twin.resource])
      let versions = try reader.versions(of: harbour)
      #expect(try reader.resources(of: versions[0]) == [picture.resource])
      #expect(try reader.resources(of: versions[1]) == [same.resource, twin.resource])
      let saved = try reader.savedLooks(of: harbour)
      #expect(saved.map { $0.resources.map(\.resource.outcome) } == [[.kept], [.notModified, .kept]])
      #expect(try reader.capture(of: saved[0].resources[0]) == picture.capture)
      #expect(try reader.capture(of: saved[1].resources[0]) == nil)
      #expect(try reader.body(of: same.resource) == Array("pixels".utf8))
      // The Merkle tree is over them too.
      let checkpoint = try #require(try reader.checkpoint())
      let id = try #require(picture.capture).manifest.id
      #expect(checkpoint.captures == 4)
      #expect(try reader.inclusion(of: [id], at: checkpoint.commit)[id]?.size == 4)
    }
    // The same bytes are in git once.
    let blobs = try sample.shell(
      "git cat-file --batch-all-objects --batch-check | grep -c \"$(printf pixels | git hash-object --stdin)\""
    )
    #expect(blobs == "1")
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `the index made again is the same`() async throws {
    let sample = Sample()
    let one = version(minute: 0, "Ten boats burnt.")
    let writer = try sample.writer()
    _ = try await writer.record([one])
    try await writer.record(resources: [image(of: #require(one.capture), "a.png", "pixels", minute: 1)])
    let before = try sample.reader().dump()
    #expect(before.contains { $0.hasPrefix("resources ") })
    try await writer.reindex()
    #expect(try sample.reader().dump() == before)
    try await writer.close()
  }

  @Test func `an image goes when its story is taken out, and none comes after`() async throws {
    let sample = Sample()
    let one = version(minute: 0, "Ten boats burnt.")
    let picture = try image(of: #require(one.capture), "a.png", "pixels", minute: 1)
    let writer = try sample.writer()
    _ = try await writer.record([one])
    try await writer.record(resources: [picture])
    try await writer.remove(harbour, reason: "A court has ordered it.", erases: true)
    try await writer.record(resources: [image(of: #require(one.capture), "b.png", "more", minute: 2)])
    _ = try await writer.compact(all: true)
    try await writer.close()
    #expect(try sample.reader().resources(of: harbour) == [])
    let found = try sample.git("cat-file", "-t", sample.shell("printf pixels | git hash-object --stdin"))
    #expect(found.status != 0)
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `bytes that are not those of the manifest are refused`() async throws {
    let sample = Sample()
    let one = version(minute: 0, "Ten boats burnt.")
    var picture = try image(of: #require(one.capture), "a.png", "pixels", minute: 1)
    picture.capture?.body.append(0)
    let writer = try sample.writer()
    let wrong = picture
    await #expect(throws: ArchiveError.self) { try await writer.record(resources: [wrong]) }
  }
}
