// Messages to a command of the operator's.

import ChildProcess
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
    let ending = child.wait(until: .now.advanced(by: timeout), orUntil: isCancelled)
    switch ending {
    case .code(0): return
    case .code(let code): throw problem("ended with \(code)")
    case .signal(let signal): throw problem("was ended by signal \(signal)")
    case nil: throw problem(isCancelled() ? "was stopped" : "took longer than \(timeout)")
    }
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

  private func start(reading input: Int32) throws(SendingError) -> ChildProcess {
    guard !arguments.isEmpty else { throw problem("has no name") }
    var environment = ChildProcess.inherited(["PATH", "HOME", "LANG"])
    environment["WRITETHRU_MESSAGE_ID"] = "\(message.id)"
    do throws(ChildProcess.Unstartable) {
      return try ChildProcess(arguments, environment: environment, input: input)
    } catch {
      throw problem("cannot be started: \(error)")
    }
  }
}
