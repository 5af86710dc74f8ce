// Jumps of the wall clock are told from time that passed.

import Story
import Testing

@testable import Archive

@Suite struct ClockWatchTests {
  @Test(arguments: [
    (86_400_000, true), (-86_400_000, true), (30_000, true), (-1_500, true), (900, false), (0, false),
  ])
  func `a jump of more than a second is an event`(_ jump: Int64, _ isTold: Bool) {
    let start = ContinuousClock.now
    var watch = ClockWatch(wall: Timestamp(seconds: 1_000_000), steady: start)
    let now = Timestamp(milliseconds: 1_000_000_000 + 60_000 + jump)
    let event = watch.jump(wall: now, steady: start + .seconds(60))
    #expect(event == (isTold ? JournalEvent(.clockJump, time: now, milliseconds: jump) : nil))
    // Told once.
    let later = Timestamp(milliseconds: now.milliseconds + 5_000)
    #expect(watch.jump(wall: later, steady: start + .seconds(65)) == nil)
  }

  @Test func `events are kept in the journal`() async throws {
    let sample = Sample()
    let writer = try sample.writer()
    let event = JournalEvent(.started, time: Timestamp(seconds: 5), note: "watch")
    await writer.log(event)
    try await writer.tick()
    #expect(try sample.reader().events() == [event])
    try await writer.close()
    try sample.remove("catalog.sqlite")
    #expect(try sample.reader().events() == [event])
    #expect(try verify(at: sample.path).damages == [])
  }
}
