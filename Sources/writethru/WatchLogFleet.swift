// What a worker of a fleet tells, in the log.

import Foundation
import Newsroom
import Story

extension WatchLog {
  /// Notes what a worker tells of itself.
  func note(_ event: FleetEvent) {
    clear()
    let now = Timestamp(Date())
    switch event {
    case .tookShard(let number):
      write(Line(time: now, event: "took_shard", count: number), "shard \(number) is watched here")
    case .leftShard(let number):
      write(Line(time: now, event: "left_shard", count: number), "shard \(number) is let go")
    case .putAside(let shard, let name):
      write(
        Line(time: now, event: "put_aside", subject: name, count: shard),
        "shard \(shard): another worker had it meanwhile; what stood here is put aside in \(shown(name))")
    case .troubled(let shard, let failure):
      write(
        Line(
          time: now, event: "trouble", subject: shard.map { "shard \($0)" } ?? "fleet",
          problem: failure.message),
        "\(shard.map { "shard \($0)" } ?? "fleet"): \(failure.message)")
    case .back: write(Line(time: now, event: "back", subject: "fleet"), "the fleet's database answers again")
    case .watch(_, let event): note(event)
    case .told(_, let news): told(news)
    case .polled(let news): polled(news)
    }
  }
}
