// Starts another program as a child that inherits nothing by accident, and ends it with all that it started.

import Foundation
import Glibc

/// A child process. It is ended, with its process group, when this goes.
///
/// It begins with no signal blocked or ignored (threads of Swift's hold signals back, and a child inherits that), in a
/// process group of its own (Control-C is for the parent, which ends the child in its own time), and with the environment
/// it is given. Files that are open here without close-on-exec are open there. No shell reads its arguments.
public final class ChildProcess: Sendable {
  /// How a child ended.
  public enum Ending: Hashable, Sendable {
    /// By itself, with this code.
    case code(Int32)
    /// By a signal.
    case signal(Int32)
  }

  /// Why a child could not be started.
  public struct Unstartable: Error, Hashable, CustomStringConvertible {
    /// The system's words for it.
    public let description: String

    init(_ number: Int32) { description = String(cString: strerror(number)) }
  }

  private let number: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the program, looked for in `PATH` unless it has a slash, and its arguments.
  ///   - environment: its variables; see ``inherited(_:)``.
  ///   - input: an open file that becomes its standard input; nil for none.
  ///   - output: an open file that becomes its standard output; nil for none.
  ///   - errors: an open file that becomes its standard error; nil for none.
  public init(
    _ arguments: [String], environment: [String: String], input: Int32? = nil, output: Int32? = nil,
    errors: Int32? = nil
  ) throws(Unstartable) {
    guard let program = arguments.first, !program.isEmpty else { throw Unstartable(ENOENT) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (file, standard, mode) in [
      (input, STDIN_FILENO, O_RDONLY), (output, STDOUT_FILENO, O_WRONLY), (errors, STDERR_FILENO, O_WRONLY),
    ] {
      if let file {
        posix_spawn_file_actions_adddup2(&actions, file, standard)
      } else {
        posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", mode, 0)
      }
    }
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

    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var child: pid_t = 0
    let problem = posix_spawnp(&child, program, &actions, &attributes, &words, &variables)
    guard problem == 0 else { throw Unstartable(problem) }
    number = child
  }

  deinit {
    // The group goes first, while the child's number is still its own.
    kill(-number, SIGKILL)
    var status: Int32 = 0
    while waitpid(number, &status, 0) == -1 && errno == EINTR {}
  }

  /// Some of this process's own variables, by name.
  public static func inherited(_ names: [String]) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    return Dictionary(uniqueKeysWithValues: names.compactMap { name in own[name].map { (name, $0) } })
  }

  /// How it ended, or nil while it runs. What it started may run on.
  public var ending: Ending? { look(WNOHANG) }

  /// Waits until it has ended, at most until a moment or until nobody wants to know any more. Blocks the thread.
  ///
  /// - Returns: how it ended, or nil when it has not.
  public func wait(
    until deadline: ContinuousClock.Instant, orUntil isCancelled: () -> Bool = { false }
  ) -> Ending? {
    while true {
      if let ending { return ending }
      if ContinuousClock.now >= deadline || isCancelled() { return nil }
      usleep(5_000)
    }
  }

  /// Ends it, with all of its process group, unless it has ended by itself. Blocks until it has.
  @discardableResult
  public func end() -> Ending {
    if let ending { return ending }
    kill(-number, SIGKILL)
    return look(0) ?? .signal(SIGKILL)
  }

  /// Asks how it ended, without taking the answer from whoever asks next: its number stays its own until this goes.
  private func look(_ options: Int32) -> Ending? {
    var found = siginfo_t()
    while waitid(P_PID, id_t(number), &found, WEXITED | WNOWAIT | options) == -1 {
      if errno != EINTR { return nil }
    }
    guard found.si_signo != 0 else { return nil }
    let status = found._sifields._sigchld.si_status
    return found.si_code == Int32(CLD_EXITED) ? .code(status) : .signal(status)
  }

  /// Runs a program to its end. Blocks the thread.
  ///
  /// - Parameters:
  ///   - arguments: the program and its arguments.
  ///   - environment: its variables.
  ///   - withErrors: whether what it prints on standard error is given too, as it comes between the rest.
  /// - Returns: what it printed, and how it ended.
  public static func run(
    _ arguments: [String], environment: [String: String], withErrors: Bool = false
  ) throws(Unstartable) -> (output: [UInt8], ending: Ending) {
    // Foundation's pipes are closed on exec from the first moment on.
    let pipe = Pipe()
    let (reading, writing) = (
      pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor
    )
    let child = try ChildProcess(
      arguments, environment: environment, output: writing, errors: withErrors ? writing : nil)
    // Else the end would never come: this process could still write.
    try? pipe.fileHandleForWriting.close()
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(reading, &room, room.count)
      if count > 0 { output += room[..<count] } else if count == 0 || errno != EINTR { break }
    }
    try? pipe.fileHandleForReading.close()
    return (output, child.look(0) ?? .signal(SIGKILL))
  }
}
