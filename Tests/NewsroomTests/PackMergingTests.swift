// What merges packs gives way to all other work on the machine.

import Foundation
import Glibc
import Testing

@testable import Newsroom

@Suite struct PackMergingTests {
  @Test func `the merging thread has only the time that nobody else wants`() async {
    // On a thread of its own, as the others are to stay as they are.
    let policies = await withCheckedContinuation { continuation in
      Thread {
        let before = sched_getscheduler(0)
        PackMergingWorker.giveWay()
        continuation.resume(returning: (before, sched_getscheduler(0)))
      }.start()
    }
    #expect(policies.0 == SCHED_OTHER)
    #expect(policies.1 == PackMergingWorker.idle)
  }
}
