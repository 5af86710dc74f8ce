// One child process that reads pages, seen from its parent.

import ChildProcess
import Foundation
import Synchronization

/// A child process that reads pages, one at a time. It goes when this goes.
final class Worker: Sendable {
  private let process: ChildProcess
  private let socket: FileDescriptor
  private let read = Atomic(0)

  /// How many pages it has read.
  var pages: Int { read.load(ordering: .relaxed) }

  /// The largest answer taken; an article has at most a few megabytes.
  static let longestReply = 128 << 20

  /// Starts a worker, with no part of the environment but what finding libraries needs.
  init(_ program: [String]) throws(WorkerFailure) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw .cannotStart(String(cString: strerror(errno)))
    }
    socket = FileDescriptor(ends[0])
    let childEnd = FileDescriptor(ends[1])

    do throws(ChildProcess.Unstartable) {
      process = try ChildProcess(
        program, environment: Self.environment, input: childEnd.number, output: childEnd.number)
    } catch {
      throw .cannotStart("\(error)")
    }
  }

  /// Has a page read.
  ///
  /// - Throws: ``WorkerFailure``; after that the worker is of no more use.
  func answer(_ request: PageRequest, within time: Duration) throws -> PageReply {
    let deadline = ContinuousClock.now + time
    let about = try JSONEncoder().encode(request.about)
    do {
      try socket.write(Frame.head(about.count, request.body.count) + about, by: deadline)
      try socket.write(request.body, by: deadline)
      let length = Int(try Frame.numbers(socket.read(Frame.headLength, by: deadline)).0)
      guard length <= Self.longestReply else { throw WorkerFailure.nonsense }
      let reply = try socket.read(length, by: deadline)
      read.add(1, ordering: .relaxed)
      do {
        return try JSONDecoder().decode(PageReply.self, from: Data(reply))
      } catch {
        throw WorkerFailure.nonsense
      }
    } catch is FileDescriptor.Late {
      throw WorkerFailure.clock(time)
    } catch is FileDescriptor.Closed {
      throw causeOfDeath()
    }
  }

  /// Why the child hung up.
  private func causeOfDeath() -> WorkerFailure {
    // It closes its socket by dying; should it only have closed it, nobody waits for it.
    switch process.wait(until: .now.advanced(by: .seconds(1))) ?? process.end() {
    case .signal(let signal):
      return [SIGXCPU, SIGPROF].contains(signal) ? .processorTime : .died(signal: signal)
    case .code: return .died(signal: nil)
    }
  }

  private static var environment: [String: String] {
    var kept = ChildProcess.inherited(["LD_LIBRARY_PATH", "GCONV_PATH", ExtractionWorker.testVariable])
    // A crash is noticed here; the child need not print its stack.
    kept["SWIFT_BACKTRACE"] = "enable=no"
    return kept
  }
}
