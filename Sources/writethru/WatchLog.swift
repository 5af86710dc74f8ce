// The log of a running watch on standard error: lines for people with a live status line, or JSON for programs.

import ArgumentParser
import Foundation
import Newsroom
import Report
import Story
import Synchronization

final class WatchLog: Sendable {
  /// How the log is written.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    /// Lines for people.
    case text
    /// One JSON object a line.
    case json
  }

  private let form: Form
  /// Whether a status line stands on the terminal's last line.
  private let isLive: Bool
  private let isDrawn = Mutex(false)

  init(form: Form) {
    self.form = form
    isLive = form == .text && isatty(STDERR_FILENO) == 1
  }

  /// Notes a look; people are told of it elsewhere.
  func looked(_ outcome: LookOutcome, next: Timestamp?) {
    clear()
    guard form == .json else { return }
    let look = outcome.look
    write(
      Line(
        time: look.time, event: "look", story: look.story.text, outcome: look.outcome.rawValue,
        version: outcome.version?.number, summary: outcome.report.map { summaryLine(of: $0.revision) },
        problem: look.note, next: next))
  }

  /// Notes anything else.
  func note(_ event: WatchEvent) {
    clear()
    let now = Timestamp(Date())
    switch event {
    case .looked: break
    case .troubled(let target, let failure, let next):
      write(
        Line(time: now, event: "trouble", subject: target, problem: failure.message, next: next),
        "\(shown(target)): \(failure.message)" + Newsroom.nextCheck(next))
    case .silent(let trouble):
      write(
        Line(
          time: now, event: "silent", subject: trouble.subject, problem: trouble.problem, since: trouble.since
        ),
        "\(shown(trouble.subject)): not seen since \(trouble.since): \(trouble.problem)")
    case .back(let subject, let since):
      write(
        Line(time: now, event: "back", subject: subject, since: since),
        "\(shown(subject)): seen again; it was not seen since \(since)")
    case .missed(let story, let since, let count):
      write(
        Line(time: now, event: "missed", story: story.text, count: count, since: since),
        "\(story): not watched since \(since); \(count == 1 ? "a check" : "\(count) checks") fell out")
    case .ended(let story, let reason):
      write(
        Line(time: now, event: "ended", story: story.text, problem: reason),
        "\(story): checked no more, as \(reason)")
    case .clockJumped(let milliseconds):
      write(
        Line(time: now, event: "clock_jumped", milliseconds: milliseconds),
        "the clock was set \(milliseconds > 0 ? "forward" : "back") by \(abs(milliseconds) / 1000) s")
    case .resourcesFetched(let story, let version, let count):
      write(
        Line(
          time: now, event: "resources", story: story.text, version: version, count: count.kept,
          missing: count.missing + count.leftOut),
        "\(story): v\(version): \(count.line)")
    case .notTimestamped(let failure):
      write(Line(time: now, event: "not_timestamped", problem: failure.message), failure.message)
    case .packsNotMerged(let failure):
      write(Line(time: now, event: "packs_not_merged", problem: failure.message), failure.message)
    case .moved(let story, let from, let to):
      write(
        Line(time: now, event: "moved", story: story.text, subject: from, address: to),
        "\(story): the page has moved; checked at \(shown(to)) from now on")
    case .twin(let story, let other, let address):
      write(
        Line(time: now, event: "twin", story: story.text, subject: other.text, address: address),
        "\(story): its page says that it is \(shown(address)), which is \(other); “merge \(other) \(story)” joins them"
      )
    case .reloaded: write(Line(time: now, event: "reloaded"), "the settings were read again")
    case .notReloaded(let failure):
      write(
        Line(time: now, event: "not_reloaded", problem: failure.message),
        "the settings hold as they were: \(failure.message)")
    }
  }

  /// Draws the status line every second until the task is cancelled; returns only then.
  func showStatus(_ status: @Sendable () -> ServiceStatus) async {
    while !Task.isCancelled {
      if isLive { draw(Self.line(status(), width: Terminal.style.width)) }
      try? await Task.sleep(for: .seconds(1))
    }
    clear()
  }

  /// A watch's state on one line.
  static func line(_ status: ServiceStatus, width: Int) -> String {
    var parts = ["\(status.watched) \(status.watched == 1 ? "story" : "stories")"]
    if status.underWay > 0 { parts.append("checking \(status.underWay)") }
    if let next = status.next {
      let seconds = max(0, (next.milliseconds - status.now.milliseconds) / 1000)
      parts.append("next check in \(seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min")")
    }
    if let change = status.lastChange {
      let clock = change.time.description.drop { $0 != "T" }.dropFirst().prefix(5)
      parts.append("last change \(clock) \(change.story): \(change.summary)")
    }
    if !status.troubles.isEmpty {
      parts.append("\(status.troubles.count) in trouble, first \(shown(status.troubles[0].subject))")
    }
    return String(parts.joined(separator: " · ").prefix(max(20, width - 1)))
  }

  /// A line of the log for programs.
  struct Line: Encodable {
    var time: Timestamp
    var event: String
    var story: String?
    var subject: String?
    var outcome: String?
    var version: Int?
    var count: Int?
    var missing: Int?
    var address: String?
    var milliseconds: Int64?
    var summary: String?
    var problem: String?
    var since: Timestamp?
    var next: Timestamp?
  }

  func write(_ line: Line, _ words: @autoclosure () -> String = "") {
    switch form {
    case .text: Output.complain(words())
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      if let bytes = try? encoder.encode(line) {
        FileHandle.standardError.write(bytes + Data("\n".utf8))
      }
    }
  }

  private func draw(_ line: String) {
    isDrawn.withLock { isDrawn in
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
      isDrawn = true
    }
  }

  func clear() {
    isDrawn.withLock { isDrawn in
      if isDrawn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
      isDrawn = false
    }
  }
}
