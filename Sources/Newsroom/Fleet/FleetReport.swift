// How a fleet is doing, in words and for programs.

import Fleet
import Foundation
import Story

/// The state of a fleet, to be printed.
public struct FleetReport: Sendable {
  private let status: FleetStatus

  init(_ status: FleetStatus) { self.status = status }

  /// For people, a line each.
  public var lines: [String] {
    var lines = [
      "\(status.watched) stories watched, \(status.resting) not; \(status.leases) being checked",
      "\(status.due) due, \(status.late) of them for more than 30 s"
        + (status.longestDue.map { "; the longest for \($0 / 1000) s" } ?? ""),
    ]
    if status.hostsInTrouble > 0 { lines.append("\(status.hostsInTrouble) sites left alone for trouble") }
    lines.append("")
    lines.append(status.workers.isEmpty ? "No worker has joined: writethru fleet join" : "WORKERS")
    for worker in status.workers {
      let state = worker.isAlive ? "there" : "GONE since \(worker.seen)"
      lines.append(
        "  \(shown(worker.name))  \(state)  \(worker.leases) checks under way, \(worker.looks) made, "
          + "\(worker.refused) refused  \(shown(worker.place))")
    }
    lines.append("SHARDS")
    for shard in status.shards {
      let holder = shard.worker.map { shown($0) } ?? "NOBODY"
      let pushed = shard.pushed.map { "pushed \(ago($0))" } ?? "not pushed"
      lines.append(
        "  \(shard.number)  \(holder)  \(shard.stories) stories, \(shard.due) due, "
          + "\(String(format: "%.1f", shard.looksPerSecond)) checks a second, \(shard.looks) made, \(pushed), "
          + "change of hands \(shard.fence)")
    }
    return lines
  }

  /// For programs: one JSON object, sorted by name; times in RFC 3339, spans in milliseconds.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let state = State(
      now: status.now, watched: status.watched, resting: status.resting, due: status.due, late: status.late,
      longest_due_ms: status.longestDue, leases: status.leases, hosts_in_trouble: status.hostsInTrouble,
      workers: status.workers.map {
        .init(
          worker: $0.name, place: $0.place, joined: $0.joined, seen: $0.seen, alive: $0.isAlive,
          leases: $0.leases, looks: $0.looks, refused: $0.refused)
      },
      shards: status.shards.map {
        .init(
          shard: $0.number, worker: $0.worker, fence: $0.fence, stories: $0.stories, due: $0.due,
          looks: $0.looks, looks_per_second: ($0.looksPerSecond * 100).rounded() / 100, pushed: $0.pushed,
          place: $0.place)
      })
    return (try? encoder.encode(state)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private func ago(_ moment: Timestamp) -> String {
    "\(max(0, status.now.milliseconds - moment.milliseconds) / 1000) s ago"
  }

  private struct State: Encodable {
    var now: Timestamp
    var watched, resting, due, late: Int
    var longest_due_ms: Int64?
    var leases, hosts_in_trouble: Int
    var workers: [Worker]
    var shards: [Shard]

    struct Worker: Encodable {
      var worker, place: String
      var joined, seen: Timestamp
      var alive: Bool
      var leases, looks, refused: Int
    }

    struct Shard: Encodable {
      var shard: Int
      var worker: String?
      var fence: Int64
      var stories, due, looks: Int
      var looks_per_second: Double
      var pushed: Timestamp?
      var place: String?
    }
  }
}
