// Messages to a command of the operator's.

import Foundation
import Glibc

/// Runs a command for each message, the message's JSON on its standard input. No shell reads it.
///
/// It gets `PATH`, `HOME`, `LANG` and `WRITETHRU_MESSAGE_ID` as its environment; it ended well when it ends with 0. Its
/// time is bounded, and it is ended with all of its process group.
public struct CommandHook: Channel {
  /// Its name.
  public let name: String
  private let arguments: [String]
  private let timeout: Duration

  /// A command: the program and its arguments.
  public init(name: String, arguments: [String], timeout: Duration = .seconds(30)) {
    self.name = name
    self.arguments = arguments
    self.timeout = timeout
  }

  /// Runs the command.
  public func send(_ message: Message) async throws(SendingError) {
    let (arguments, timeout) = (arguments, timeout)
    try await aside { (isCancelled) throws(SendingError) in
      try HookRun(arguments: arguments, timeout: timeout, message: message, isCancelled: isCancelled).run()
    }
  }
}

/// One run of a command.
private struct HookRun {
  let arguments: [String]
  let timeout: Duration
  let message: Message
  let isCancelled: @Sendable () -> Bool

  private var program: String { arguments.first.map { String($0.split(separator: "/").last ?? "") } ?? "" }

  private func problem(_ detail: String) -> SendingError {
    SendingError("the command \(program.prefix(100)) \(detail)", isOfMessage: true)
  }

  func run() throws(SendingError) {
    let input = try input()
    defer { close(input) }
    let child = try start(reading: input)
    let end = wait(for: child)
    // The group goes first, while the child's number is still its own.
    kill(-child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1 && errno == EINTR {}
    guard end else { throw problem(isCancelled() ? "was stopped" : "took longer than \(timeout)") }
    guard status & 0x7F == 0 else { throw problem("was ended by signal \(status & 0x7F)") }
    guard status >> 8 & 0xFF == 0 else { throw problem("ended with \(status >> 8 & 0xFF)") }
  }

  /// The message in a file without a name: a pipe would fill up, or break when the command reads nothing.
  private func input() throws(SendingError) -> Int32 {
    var path = Array((NSTemporaryDirectory() + "writethru-message-XXXXXX").utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else {
      throw problem("could not be given its message: \(String(cString: strerror(errno)))")
    }
    unlink(path)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    let bytes = Array((message.json + "\n").utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR {
        close(file)
        throw problem("could not be given its message: \(String(cString: strerror(errno)))")
      }
      done += max(0, count)
    }
    lseek(file, 0, SEEK_SET)
    return file
  }

  private func start(reading input: Int32) throws(SendingError) -> pid_t {
    guard let first = arguments.first else { throw problem("has no name") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
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
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let given = ProcessInfo.processInfo.environment
    var variables = ["PATH", "HOME", "LANG"].compactMap { name in given[name].map { "\(name)=\($0)" } }
    variables.append("WRITETHRU_MESSAGE_ID=\(message.id)")
    var words = arguments.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for word in words + environment { free(word) } }
    var child: pid_t = 0
    let fault = posix_spawnp(&child, first, &actions, &attributes, &words, &environment)
    guard fault == 0 else { throw problem("cannot be started: \(String(cString: strerror(fault)))") }
    return child
  }

  /// Waits until the child is over; false when its time is up or nobody waits any more.
  private func wait(for child: pid_t) -> Bool {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    while true {
      var info = siginfo_t()
      // Only looked at, not waited for, so that the group can still be ended by the child's number.
      if waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo != 0 {
        return true
      }
      if ContinuousClock.now >= deadline || isCancelled() { return false }
      usleep(5_000)
    }
  }
}
