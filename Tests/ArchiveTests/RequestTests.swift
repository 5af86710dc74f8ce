// What processes leave for the one that holds the archive.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct RequestTests {
  @Test func `the holder takes captures and requests that others leave`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    let inbox = try ArchiveInbox(at: sample.path)
    let capture = capture(minute: 0, "Ten boats burnt.")
    var story = Story(
      slug: harbour, addresses: ["https://news.example/fire"], registered: Timestamp(seconds: 5))
    story.paused = Timestamp(seconds: 6)
    let requests = [
      Request(.register(story), at: Timestamp(seconds: 1)),
      Request(.note(notModified(minute: 1)), at: Timestamp(seconds: 2)),
      Request(.other("look", ["harbour-fire"]), at: Timestamp(seconds: 3)),
    ]
    try inbox.leave(capture)
    for request in requests { try inbox.leave(request) }
    #expect(try !inbox.isTaken(capture.manifest.id) && !requests.contains { try inbox.isDone($0) })

    let others = try await writer.takeRequests()
    #expect(others == [requests[2]])
    #expect(try await writer.pendingCaptures() == [capture])
    _ = try await writer.record([Entry(look: look(capture, .unchanged), capture: capture)])
    try await writer.end(requests[2])
    #expect(try inbox.isTaken(capture.manifest.id) && requests.allSatisfy { try inbox.isDone($0) })
    #expect(try sample.reader().story(harbour)?.paused == Timestamp(seconds: 6))
    #expect(try sample.reader().looks(of: harbour).count == 2)
  }

  @Test func `an event that another process leaves is kept once, though its request be taken twice`()
    async throws
  {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let writer = try sample.writer()
    var event = JournalEvent(.mark, time: Timestamp(seconds: 9))
    event.mark = Mark(change: "5DGHB", story: harbour, verdict: .falseAlarm, by: "Rosa")
    let request = Request(.log(event), at: Timestamp(seconds: 3))
    for _ in 0..<2 {
      // As after a kill between keeping it and letting go of the request.
      try ArchiveInbox(at: sample.path).leave(request)
      #expect(try await writer.takeRequests().isEmpty)
      #expect(try ArchiveInbox(at: sample.path).isDone(request))
    }
    let marks = try sample.reader().events().filter { $0.kind == .mark }
    #expect(marks.map(\.mark) == [event.mark])
    #expect(marks.map(\.id) == [request.id])
    try await writer.close()
  }

  @Test func `captures are told in order of arrival from a place on, those of all stories`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 5, "Twelve boats burnt."),
    ])
    let reader = try sample.reader()
    let all = try reader.captures(after: 0)
    #expect(all.compactMap(\.sequence) == [1, 2])
    #expect(try reader.captures(after: 1).map(\.sequence) == [2])
    #expect(try reader.captures(after: 2).isEmpty)
    #expect(try reader.captures(after: 0, atMost: 1).count == 1)
    #expect(try reader.lastSequence() == 2)
  }

  @Test func `a request that cannot be done is answered, and the writer goes on`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let writer = try sample.writer()
    let inbox = try ArchiveInbox(at: sample.path)
    let request = Request(.remove(budget, reason: "a mistake", erases: false))
    try inbox.leave(request)
    #expect(try await writer.takeRequests() == [])
    #expect(
      await refusal { _ = try inbox.isDone(request) }?.message.contains("no story “budget-vote”") == true)
    #expect(try await writer.record([version(minute: 5, "Twelve boats burnt.")])[0]?.number == 2)
  }

  @Test func `a look that was taken and not let go of is not kept twice`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let request = Request(.note(notModified(minute: 1)))
    let inbox = try ArchiveInbox(at: sample.path)
    let writer = try ArchiveWriter(
      at: sample.path, patience: .seconds(5), clock: { Timestamp(seconds: 1_578_348_000 + 61) })
    for _ in 0..<2 {
      try inbox.leave(request)
      _ = try await writer.takeRequests()
    }
    #expect(try sample.reader().looks(of: harbour).count == 2)
  }

  @Test func `a draft that another process is writing is not swept`() throws {
    let sample = Sample()
    let inbox = try ArchiveInbox(at: sample.path)
    try inbox.leave(capture(minute: 0, "Ten boats burnt."))
    let folder = sample.path + "/spool"
    try sample.write([1], to: "spool/x.1.tmp")
    try sample.write([1], to: "spool/y.2.tmp")
    let held = open(folder + "/x.1.tmp", O_RDONLY)
    defer { close(held) }
    #expect(flock(held, LOCK_EX) == 0)
    try Disk.sweepDrafts(in: folder)
    #expect(try Disk.names(in: folder).filter { $0.hasSuffix(".tmp") } == ["x.1.tmp"])
  }

  @Test func `a damaged request is put aside and named`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let inbox = try ArchiveInbox(at: sample.path)
    let request = Request(.note(notModified(minute: 1)))
    try inbox.leave(request)
    let file = "spool/requests/\(request.id).json"
    var bytes = try sample.bytes(file)
    bytes[80] ^= 1
    try sample.write(bytes, to: file)
    #expect(try verify(at: sample.path).damages.map(\.object) == [file])
    let writer = try sample.writer()
    #expect(try await writer.takeRequests() == [])
    #expect(try verify(at: sample.path).damages.map(\.object) == [file + ".damaged"])
  }
}
