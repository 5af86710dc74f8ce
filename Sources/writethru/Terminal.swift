// The terminal: whether there is one, how wide it is, and whether it shows colour.

import Foundation
import Report

enum Terminal {
  /// How reports are set on standard output: in colour when it is a terminal and `NO_COLOR` is not set
  /// (https://no-color.org), as wide as the terminal, 100 columns where there is none.
  static var style: TerminalStyle {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isPlain = environment["TERM"] == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty
    return TerminalStyle(width: width, colour: isTerminal && !isPlain)
  }

  private static var width: Int {
    if let set = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), set > 0 {
      return min(max(set, 40), 200)
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return min(max(Int(size.ws_col), 40), 200)
  }
}

/// A bar on standard error that shows how far a long work is; drawn only on a terminal and after a second.
final class ProgressBar: Sendable {
  private let start = ContinuousClock().now
  private let isShown = isatty(STDERR_FILENO) == 1

  /// Draws the bar.
  func show(_ done: Int, of all: Int) {
    guard isShown, all > 0, start.duration(to: ContinuousClock().now) > .seconds(1) else { return }
    let full = 30 * done / all
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 30 - full)
    FileHandle.standardError.write(Data("\r\(bar) \(done) of \(all)".utf8))
    if done == all { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
