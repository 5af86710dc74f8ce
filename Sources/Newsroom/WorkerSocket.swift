// The line between a worker and its parent: frames of bytes, with a deadline.

import Foundation

/// How what is sent begins: two lengths, of what is said about the page and of the page. An answer has only the first.
enum Frame {
  /// Bytes of the head.
  static let headLength = 8

  /// The head of a frame.
  static func head(_ first: Int, _ second: Int = 0) -> [UInt8] {
    [first, second].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
  }

  /// The lengths that a head names.
  static func numbers(_ head: [UInt8]) -> (UInt32, UInt32) {
    func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
    return (number(head[..<4]), number(head[4...]))
  }
}

/// Owns a file descriptor.
final class FileDescriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// The other side hung up.
  struct Closed: Error {}
  /// The deadline passed.
  struct Late: Error {}

  /// Writes all of the bytes to a socket. Never raises SIGPIPE.
  func write(_ bytes: [UInt8], by deadline: ContinuousClock.Instant?) throws {
    var done = 0
    while done < bytes.count {
      try wait(for: POLLOUT, by: deadline)
      let sent = bytes[done...].withUnsafeBytes {
        send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if sent >= 0 {
        done += sent
      } else if errno != EINTR && errno != EAGAIN {
        throw Closed()
      }
    }
  }

  /// Reads exactly so many bytes.
  func read(_ count: Int, by deadline: ContinuousClock.Instant?) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      try wait(for: POLLIN, by: deadline)
      let received = bytes[done...].withUnsafeMutableBytes {
        recv(number, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
      }
      if received > 0 {
        done += received
      } else if received == 0 || errno != EINTR && errno != EAGAIN {
        throw Closed()
      }
    }
    return bytes
  }

  private func wait(for event: Int32, by deadline: ContinuousClock.Instant?) throws {
    while true {
      var milliseconds: Int32 = -1
      if let deadline {
        let left = (deadline - .now).milliseconds
        if left <= 0 { throw Late() }
        milliseconds = Int32(clamping: left)
      }
      var asked = pollfd(fd: number, events: Int16(event), revents: 0)
      if poll(&asked, 1, milliseconds) > 0 { return }
    }
  }
}
