// What goes to standard output and standard error.

import Foundation

enum Output {
  /// Writes text to standard output. When nobody reads any more, as after `| head`, the program ends quietly.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EPIPE {
        exit(0)
      } else if errno != EINTR && errno != EAGAIN {
        complain("standard output cannot be written: \(String(cString: strerror(errno)))")
        exit(74)
      }
    }
  }

  /// Writes one line to standard output.
  static func line(_ text: String = "") { write(text + "\n") }

  /// Says on standard error what went wrong.
  static func complain(_ message: String) {
    FileHandle.standardError.write(Data("writethru: \(message)\n".utf8))
  }

  /// Says on standard error what goes on, for people; not an error.
  static func remark(_ message: String) {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
  }
}
