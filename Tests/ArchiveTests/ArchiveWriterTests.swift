// Recording: what goes in, in which order, and what is refused.

import Archive
import Dispatch
import Foundation
import Story
import Testing

@Suite struct ArchiveWriterTests {
  @Test func `a version is a commit that stock git reads back byte for byte`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let made = try await sample.record([entry])
    let version = try #require(made[0])
    #expect(version.number == 1)
    #expect(!version.late)

    #expect(try sample.git("rev-parse", "refs/heads/harbour-fire").output == version.commit + "\n")
    #expect(
      try sample.git("ls-tree", "--name-only", "harbour-fire").output == """
        harbour-fire.capture.json
        harbour-fire.html
        harbour-fire.http
        harbour-fire.json
        harbour-fire.txt

        """)
    #expect(
      try sample.git("show", "harbour-fire:harbour-fire.html").output
        == "<html><body><p>Ten boats burnt.</p></body></html>\n")
    #expect(
      try sample.git("show", "harbour-fire:harbour-fire.http").output.utf8.elementsEqual(
        "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n".utf8))
    #expect(
      try sample.git("show", "harbour-fire:harbour-fire.txt").output
        == "Fire in the harbour\n\nTen boats burnt.\n")
    let fsck = try sample.git("fsck", "--full", "--strict")
    #expect(fsck.status == 0 && fsck.output.isEmpty, "\(fsck.output)")
  }

  @Test func `the commit says who made it, when the page was captured and by what`() async throws {
    let sample = Sample()
    let entry = version(minute: 3, "Ten boats burnt.")
    try await sample.record([entry])
    #expect(
      try sample.git("log", "-1", "--format=%an <%ae> %aI %cI", "harbour-fire").output
        == "Writethru <writethru@localhost> 2020-01-06T22:03:00+00:00 2020-01-06T22:03:00+00:00\n")
    let manifest = try sample.git("show", "harbour-fire:harbour-fire.capture.json").output
    let capture = try #require(entry.capture)
    #expect(
      try sample.git("log", "-1", "--format=%B", "harbour-fire").output == """
        Fire in the harbour

        Capture-Id: \(capture.manifest.id)
        Captured-By: writethru 0.1.0
        Time-Source: file-name
        Payload-Sha256: \(capture.manifest.payloadSHA256)
        Manifest-Sha256: \(sha256Hex(Array(manifest.utf8)))
        Extractor: html 1 libxml2 2.9.14


        """)
  }

  @Test func `git diff speaks in sentences`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 60, "Twelve boats burnt."),
    ])
    let diff = try sample.git("diff", "harbour-fire~1", "harbour-fire", "--", "harbour-fire.txt").output
    #expect(diff.contains("\n-Ten boats burnt.\n+Twelve boats burnt.\n"))
  }

  @Test func `the same captures make the same commits in another archive`() async throws {
    let entries = [version(minute: 0, "Ten boats burnt."), version(minute: 60, "Twelve boats burnt.")]
    let one = try await Sample().record(entries)
    let other = Sample()
    let first = try await other.record([entries[0]])
    let second = try await other.record([entries[1]])
    #expect(one == first + second)
  }

  @Test func `recording an entry again changes nothing`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let first = try await sample.record([entry])
    let refs = try sample.git("for-each-ref").output
    #expect(try await sample.record([entry]) == first)
    #expect(try sample.git("for-each-ref").output == refs)
    #expect(try sample.reader().looks(of: harbour).count == 1)
  }

  @Test func `an entry twice in one batch is kept once`() async throws {
    let sample = Sample()
    let entry = version(minute: 0, "Ten boats burnt.")
    let versions = try await sample.record([entry, entry])
    #expect(versions[0] == versions[1])
    #expect(try sample.reader().versions(of: harbour).count == 1)
  }

  @Test func `one capture in two stories is a version of each`() async throws {
    let sample = Sample()
    let here = version(harbour, minute: 0, "Ten boats burnt.")
    let there = version(budget, minute: 0, "Ten boats burnt.")
    let versions = try await sample.record([here, there])
    #expect(versions[0]?.capture == versions[1]?.capture)
    #expect(versions.map { $0?.story } == [harbour, budget])
  }

  @Test func `a story that goes back to its old wording has three versions`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 10, "Twelve boats burnt."),
      version(minute: 20, "Ten boats burnt."),
    ])
    #expect(try sample.reader().versions(of: harbour).map(\.number) == [1, 2, 3])
  }

  @Test func `a late import is appended and marked, and so is one that lies between`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 60, "Ten boats burnt.")])
    try await sample.record([version(minute: 0, "A boat burns.")])
    try await sample.record([
      version(minute: 30, "Some boats burn."), version(minute: 90, "The fire is out."),
    ])
    let versions = try sample.reader().versions(of: harbour)
    #expect(versions.map(\.number) == [1, 2, 3, 4])
    #expect(versions.map(\.late) == [false, true, true, false])
    #expect(try sample.git("rev-list", "--count", "harbour-fire").output == "4\n")
  }

  @Test func `more than a hundred entries go in batches, in their order`() async throws {
    let sample = Sample()
    let entries = (0..<250).map { version(minute: Int64($0), "Boat \($0) burns.") }
    let versions = try await sample.record(entries)
    #expect(versions.map { $0?.number } == (1...250).map { $0 })
    #expect(try sample.git("rev-list", "--count", "refs/writethru/journal").output == "3\n")
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `a batch makes one pack and no loose object`() async throws {
    let sample = Sample()
    try await sample.record((0..<20).map { version(minute: Int64($0), "Boat \($0) burns.") })
    // One more pack is that of the page that explains the archive.
    #expect(sample.packs(".pack").count == 2)
    #expect(sample.packs(".idx").count == 2)
    #expect(try sample.git("count-objects", "-v").output.hasPrefix("count: 0\n"))
  }

  @Test func `a body that made no version is kept in the journal, with its manifest and head`() async throws {
    let sample = Sample()
    let wall = capture(minute: 5, "Accept all cookies to read on.")
    var look = look(wall, .noArticle)
    look.verdict = .consent
    #expect(try await sample.record([Entry(look: look, capture: wall)]) == [nil])
    let payload = "refs/writethru/journal:payloads/"
    #expect(
      try sample.git("show", payload + wall.manifest.payloadSHA256).output
        == String(decoding: wall.body, as: UTF8.self))
    #expect(try sample.git("show", payload + "\(wall.manifest.id).capture.json").status == 0)
    #expect(try sample.git("show", payload + "\(wall.manifest.id).http").status == 0)
    #expect(try sample.git("rev-parse", "--verify", "refs/heads/harbour-fire").status != 0)
  }

  @Test func `the journal keeps each look as a line of JSON`() async throws {
    let sample = Sample()
    try await sample.record([Entry(look: notModified(minute: 1)), Entry(look: notModified(minute: 2))])
    #expect(
      try sample.git("show", "refs/writethru/journal:looks.jsonl").output == """
        {"outcome":"not_modified","sequence":1,"status":304,"story":"harbour-fire","time":"2020-01-06T22:01:00Z","timeSource":"fetched"}
        {"outcome":"not_modified","sequence":2,"status":304,"story":"harbour-fire","time":"2020-01-06T22:02:00Z","timeSource":"fetched"}

        """)
  }

  @Test func `registrations are carried on from batch to batch`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    await writer.register(
      Story(slug: harbour, addresses: ["https://news.example/fire"], registered: Timestamp(seconds: 5)))
    _ = try await writer.record([])
    _ = try await writer.record([Entry(look: notModified(budget, minute: 1))])
    try await writer.close()
    // The first two digits of `printf harbour-fire | sha256sum`.
    let shelf = sha256Hex(Array("harbour-fire".utf8)).prefix(2)
    let file = try sample.git("show", "refs/writethru/journal:stories/\(shelf)/harbour-fire.json")
    #expect(file.output.contains("https://news.example/fire"))
    #expect(try sample.reader().stories().map(\.slug) == [budget, harbour])
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `closing writes registrations that wait`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    await writer.register(Story(slug: harbour, registered: Timestamp(seconds: 5)))
    try await writer.close()
    #expect(try sample.reader().story(harbour)?.registered == Timestamp(seconds: 5))
    #expect(await refusal { _ = try await writer.record([]) } != nil)
  }

  @Test func `a registration that says nothing new makes no commit`() async throws {
    let sample = Sample()
    let story = Story(slug: harbour, registered: Timestamp(seconds: 5))
    for _ in 1...2 {
      let writer = try sample.writer()
      await writer.register(story)
      try await writer.close()
    }
    #expect(try sample.git("rev-list", "--count", "refs/writethru/journal").output == "1\n")
  }

  @Test(arguments: ["digest", "length", "story", "capture", "outcome", "no capture"])
  func `an entry that contradicts itself is refused and nothing is kept`(_ fault: String) async throws {
    let sample = Sample()
    var entry = version(minute: 0, "Ten boats burnt.")
    switch fault {
    case "digest": entry.capture?.body[0] = UInt8(ascii: "?")
    case "length": entry.capture?.manifest.payloadLength += 1
    case "story": entry.capture?.manifest.story = budget
    case "capture": entry.look.capture = nil
    case "outcome": entry.look.outcome = .unchanged
    default: entry.capture = nil
    }
    let writer = try sample.writer()
    let good = version(minute: 1, "Twelve boats burnt.")
    let error = await refusal { _ = try await writer.record([good, entry]) }
    #expect(error?.kind == .badInput)
    #expect(try sample.reader().versions(of: harbour).isEmpty)
  }

  @Test func `a second writer is told who has the archive`() throws {
    let sample = Sample()
    let writer = try sample.writer()
    let error = #expect(throws: ArchiveError.self) { try sample.writer(patience: .milliseconds(120)) }
    #expect(error?.kind == .locked)
    #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
    withExtendedLifetime(writer) {}
  }

  @Test func `a second writer gets the archive when the first is done with it in time`() async throws {
    let sample = Sample()
    let first = try sample.writer()
    let later = Task.detached {
      try await Task.sleep(for: .milliseconds(200))
      try await first.close()
    }
    // Waiting blocks a thread: not one of those that run the tests, or the first could not go on.
    let path = sample.path
    let second = try await withCheckedThrowingContinuation { waiting in
      DispatchQueue(label: "second writer").async {
        waiting.resume(with: Result { try ArchiveWriter(at: path, patience: .seconds(600)) })
      }
    }
    try await later.value
    try await second.close()
  }

  @Test func `an archive that is not there is made only when that is asked for`() throws {
    let sample = Sample()
    let error = #expect(throws: ArchiveError.self) { try sample.writer(create: false) }
    #expect(error?.kind == .notFound)
    #expect(!FileManager.default.fileExists(atPath: sample.path))
  }

  @Test func `a new archive explains itself to whoever clones it`() async throws {
    let sample = Sample()
    try await sample.writer().close()
    #expect(try sample.git("symbolic-ref", "HEAD").output == "refs/heads/README\n")
    #expect(try sample.git("show", "HEAD:README.md").output.contains("git log <story>"))
    for (name, value) in [
      ("gc.auto", "0"), ("gc.pruneExpire", "never"), ("core.logAllRefUpdates", "false"),
    ] {
      #expect(try sample.git("config", name).output == value + "\n")
    }
  }

  @Test func `a body that is no web page is kept as source`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.", mediaType: "text/plain")])
    #expect(try sample.git("cat-file", "-e", "harbour-fire:harbour-fire.source").status == 0)
    #expect(try sample.git("cat-file", "-e", "harbour-fire:harbour-fire.html").status != 0)
  }

  @Test func `a time before 1970 is kept in the manifest and is 1970 to git`() async throws {
    let sample = Sample()
    let versions = try await sample.record([version(minute: -40_000_000, "The pier opens.")])
    let version = try #require(versions[0])
    #expect(version.captured.seconds < 0)
    #expect(try sample.reader().manifest(of: version).captured == version.captured)
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }
}
