// Verifying in a process of its own: whatever a damaged file does to the libraries that read it, the answer comes.

import Archive
import ChildProcess
import Foundation

extension Newsroom {
  /// Checks the archive in another process, which is stopped when it does not get on.
  ///
  /// - Parameters:
  ///   - program: this program, whose `verify --worker` calls ``verifyAsWorker(depth:)``.
  ///   - patience: how long one object or file may take, in seconds.
  public func verifyInWorker(
    program: String, depth: Depth, patience: Int32 = 120
  ) throws -> Checkup {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no archive at \(path)")
    }
    let output = Pipe()
    // What is wrong, the worker says on standard error.
    let worker = try ChildProcess(
      [program, "verify", "--worker", "--archive", path] + depth.arguments,
      environment: ProcessInfo.processInfo.environment,
      output: output.fileHandleForWriting.fileDescriptor, errors: STDERR_FILENO)
    try output.fileHandleForWriting.close()
    var (lines, rest, reading) = ([String](), [UInt8](), "the archive")
    let file = output.fileHandleForReading.fileDescriptor
    var isStuck = false
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      let ready = Foundation.poll(&waiting, 1, patience * 1000)
      if ready < 0 && errno == EINTR { continue }
      if ready == 0 {
        isStuck = true
        break
      }
      let count = Foundation.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      rest += buffer.prefix(count)
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = Array(rest[(end + 1)...])
        if line.hasPrefix(Self.readingMark) {
          reading = String(line.dropFirst(Self.readingMark.count))
        } else {
          lines.append(line)
        }
      }
    }
    // One that is stuck is ended; one that has closed its output is about to end by itself.
    let ending = isStuck ? worker.end() : worker.wait(until: .now + .seconds(60)) ?? worker.end()
    if ending == .code(0), let last = lines.last,
      let found = try? JSONDecoder().decode(Verification.self, from: Data(last.utf8))
    {
      return Checkup(found)
    }
    if case .code(let code) = ending, code != 0, !isStuck {
      throw Failure(
        Failure.Kind(rawValue: code) ?? .badData, "the archive could not be verified")
    }
    var found = Verification()
    found.damages.append(
      Damage(
        object: reading,
        problem: isStuck ? "reading it does not come to an end" : "reading it ended the program"))
    return Checkup(found)
  }

  /// Checks the archive and tells it all on standard output: what is read next, a line each, then what was found.
  public func verifyAsWorker(depth: Depth) throws {
    let found = try verification(depth.inArchive) { what in Self.print(Self.readingMark + what) }
    Self.print(String(decoding: try JSONEncoder().encode(found), as: UTF8.self))
  }

  /// Begins a line that says what is read next.
  private static let readingMark = "reading "

  private static func print(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { exit(Failure.Kind.disk.rawValue) }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}

extension Newsroom {
  /// How much of an archive is read to verify it.
  public enum Depth: Hashable, Sendable {
    /// Histories, manifests and signatures.
    case fast
    /// All of it.
    case full
    /// What ``fast`` reads, and one of several shares of the rest; shares count from 1.
    case share(Int, of: Int)
  }
}

extension Newsroom.Depth {
  /// The archive's word for it.
  var inArchive: VerificationDepth {
    switch self {
    case .fast: .fast
    case .full: .full
    case .share(let share, let count): .share(share, of: count)
    }
  }

  /// As `verify` is told it.
  fileprivate var arguments: [String] {
    switch self {
    case .fast: ["--fast"]
    case .full: []
    case .share(let share, let count): ["--subset", "\(share)/\(count)"]
    }
  }

  /// A depth as typed: `1/30` is the first of thirty shares; nil when it is no share.
  public init?(share text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let share = parts[0], let count = parts[1], (1...10_000).contains(count),
      (1...count).contains(share)
    else { return nil }
    self = .share(share, of: count)
  }
}
