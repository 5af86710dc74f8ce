// What a monitor asks a running watch for: whether it is well, and its counts for Prometheus.

import Foundation
public import Hummingbird
public import Newsroom
import Story

/// Answers `GET /health` and `GET /metrics`.
public struct MonitorPages: Sendable {
  private let status: @Sendable () -> ServiceStatus

  /// Pages about a watch whose state a closure tells.
  public init(status: @escaping @Sendable () -> ServiceStatus) { self.status = status }

  /// Adds the pages to a router.
  public func add(to router: Router<BasicRequestContext>) {
    router.get("health") { [status] _, _ in health(status()) }
    router.get("metrics") { [status] _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics(status(), process: .now))))
    }
  }
}

extension MonitorPages {
  /// The page of a name, for the Desk.
  static func page(_ name: String, _ status: ServiceStatus) -> Page {
    var page =
      name == "health"
      ? Page(healthText(status), status: status.isWell ? 200 : 503, type: "application/json")
      : Page(metrics(status, process: .now), type: "text/plain; version=0.0.4; charset=utf-8")
    page.isKept = false
    return page
  }
}

/// Health as JSON: 200 when captures are being kept, else 503.
private func health(_ status: ServiceStatus) -> Response {
  Response(
    status: status.isWell ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
    body: .init(byteBuffer: ByteBuffer(string: healthText(status))))
}

private func healthText(_ status: ServiceStatus) -> String {
  struct Trouble: Encodable {
    var subject: String
    var since: Timestamp
    var problem: String
  }
  struct Health: Encodable {
    var status: String
    var started: Timestamp
    var watched: Int
    var due: Int
    var next: Timestamp?
    var troubles: [Trouble]
  }
  let health = Health(
    status: status.isWell ? "ok" : "failing", started: status.started, watched: status.watched,
    due: status.due, next: status.next,
    troubles: status.troubles.map { Trouble(subject: $0.subject, since: $0.since, problem: $0.problem) })
  return (try? encoded(health)) ?? "{}\n"
}

/// What the kernel says of this process.
struct ProcessFacts: Sendable {
  /// Memory held, in bytes.
  var residentBytes: Int
  /// Open descriptors.
  var descriptors: Int

  /// As they are now; zero where the kernel does not tell.
  static var now: ProcessFacts {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ").dropFirst().first.flatMap { Int($0) }
    let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return ProcessFacts(residentBytes: (pages ?? 0) * Int(getpagesize()), descriptors: files?.count ?? 0)
  }
}

/// The counts in Prometheus' text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
func metrics(_ status: ServiceStatus, process: ProcessFacts) -> String {
  var text = ""
  func add(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    for sample in samples { text += "\(name)\(sample.labels) \(sample.value)\n" }
  }
  func gauge(_ name: String, _ help: String, _ value: some LosslessStringConvertible) {
    add(name, "gauge", help, [("", "\(value)")])
  }
  add(
    "writethru_stories", "gauge", "Stories by state.",
    [
      ("{state=\"watched\"}", "\(status.watched)"), ("{state=\"paused\"}", "\(status.paused)"),
      ("{state=\"ended\"}", "\(status.ended)"),
    ])
  add(
    "writethru_looks_total", "counter", "Looks by how they ended.",
    Look.Outcome.allCases.map { ("{outcome=\"\($0.rawValue)\"}", "\(status.looks[$0] ?? 0)") })
  add("writethru_versions_total", "counter", "Versions kept.", [("", "\(status.versions)")])
  gauge("writethru_looks_due", "Looks that are due and have not begun.", status.due)
  gauge("writethru_looks_under_way", "Looks under way.", status.underWay)
  gauge(
    "writethru_captures_uncommitted", "Captures acknowledged that are not in git yet.", status.uncommitted)
  gauge("writethru_theta", "Expected unseen changes at which a story is looked at.", status.theta)
  gauge("writethru_hosts_in_trouble", "Hosts that are being left alone.", status.hostsInTrouble.count)
  gauge("writethru_troubles", "What is wrong and goes on.", status.troubles.count)
  let lateness = status.lateness
  text += """
    # HELP writethru_look_lateness_seconds How late looks began.
    # TYPE writethru_look_lateness_seconds histogram

    """
  for (bound, count) in zip(LatenessCounts.bounds, lateness.counts) {
    text += "writethru_look_lateness_seconds_bucket{le=\"\(bound)\"} \(count)\n"
  }
  text += "writethru_look_lateness_seconds_bucket{le=\"+Inf\"} \(lateness.all)\n"
  text += "writethru_look_lateness_seconds_sum \(lateness.sum)\n"
  text += "writethru_look_lateness_seconds_count \(lateness.all)\n"
  gauge("process_resident_memory_bytes", "Memory held.", process.residentBytes)
  gauge("process_open_fds", "Open descriptors.", process.descriptors)
  add(
    "process_start_time_seconds", "gauge", "When the watch began.",
    [("", "\(Double(status.started.milliseconds) / 1000)")])
  return text
}
