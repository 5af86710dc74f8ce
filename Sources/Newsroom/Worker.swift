// One child process that reads pages, seen from its parent.

import Foundation
import Synchronization

/// A child process that reads pages, one at a time. It goes when this goes.
final class Worker: Sendable {
  private let process: pid_t
  private let socket: FileDescriptor
  private let read = Atomic(0)

  /// How many pages it has read.
  var pages: Int { read.load(ordering: .relaxed) }

  /// The largest answer taken; an article has at most a few megabytes.
  static let longestReply = 128 << 20

  /// Starts a worker.
  ///
  /// The child begins with no signal blocked or ignored (threads of Swift's hold signals back, and a child inherits
  /// that), in a process group of its own (Control-C is for the parent, which ends the child in its own time), and with no part of the environment but what finding libraries needs.
  init(_ program: [String]) throws(WorkerFailure) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw .cannotStart(String(cString: strerror(errno)))
    }
    socket = FileDescriptor(ends[0])
    let childEnd = FileDescriptor(ends[1])

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childEnd.number, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, childEnd.number, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var child: pid_t = 0
    let problem = Self.withCStrings(program) { arguments in
      Self.withCStrings(Self.environment) { environment in
        posix_spawn(&child, program[0], &actions, &attributes, arguments, environment)
      }
    }
    guard problem == 0 else { throw .cannotStart(String(cString: strerror(problem))) }
    process = child
  }

  deinit {
    // A worker holds nothing that could be lost.
    kill(process, SIGKILL)
    _ = end()
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
    var information = siginfo_t()
    for _ in 0..<100 {
      if waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0,
        information.si_signo != 0
      {
        break
      }
      usleep(10_000)
    }
    kill(process, SIGKILL)
    // The status stays to be asked for until `deinit` takes it.
    waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT)
    let signal = information._sifields._sigchld.si_status
    switch information.si_code {
    case Int32(CLD_KILLED), Int32(CLD_DUMPED):
      return [SIGXCPU, SIGPROF].contains(signal) ? .processorTime : .died(signal: signal)
    default:
      return .died(signal: nil)
    }
  }

  /// Takes the child's status, so that nothing of it stays.
  private func end() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    return status
  }

  private static var environment: [String] {
    let given = ProcessInfo.processInfo.environment
    let kept = ["LD_LIBRARY_PATH", "GCONV_PATH", ExtractionWorker.testVariable].compactMap { name in
      given[name].map { "\(name)=\($0)" }
    }
    // A crash is noticed here; the child need not print its stack.
    return kept + ["SWIFT_BACKTRACE=enable=no"]
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
