// What a monitor is told of a running watch.

import Hummingbird
import HummingbirdTesting
import Newsroom
import Story
import Testing

@testable import Desk

@Suite struct MonitorPagesTests {
  private static let start = Timestamp(seconds: 1_600_000_000)

  private func answer(_ path: String, _ status: ServiceStatus) async throws -> TestResponse {
    let router = Router(context: BasicRequestContext.self)
    MonitorPages { status }.add(to: router)
    return try await Application(router: router).test(.router) { client in
      try await client.execute(uri: path, method: .get)
    }
  }

  @Test func `a watch that keeps its captures is well, whatever a story's server does`() async throws {
    var status = ServiceStatus(started: Self.start)
    status.watched = 3
    status.troubles = [.init(subject: "news.example", since: Self.start, problem: "no answer for 6 hours")]
    let response = try await answer("/health", status)
    #expect(response.status == .ok)
    let body = String(buffer: response.body)
    #expect(body.contains(#""status":"ok""#))
    #expect(body.contains(#""subject":"news.example""#))
  }

  @Test func `a watch that cannot write is not well`() async throws {
    var status = ServiceStatus(started: Self.start)
    status.troubles = [.init(subject: ServiceStatus.archive, since: Self.start, problem: "the disk is full")]
    let response = try await answer("/health", status)
    #expect(response.status == .serviceUnavailable)
    #expect(String(buffer: response.body).contains("the disk is full"))
  }

  @Test func `counts are told in the form that Prometheus reads`() async throws {
    var status = ServiceStatus(started: Self.start)
    status.watched = 20
    status.looks = [.version: 2, .notModified: 40]
    status.lateness.add(0.3)
    status.lateness.add(7)
    let text = String(buffer: try await answer("/metrics", status).body)
    for line in [
      "writethru_stories{state=\"watched\"} 20", "writethru_looks_total{outcome=\"not_modified\"} 40",
      "writethru_looks_total{outcome=\"refused\"} 0", "writethru_look_lateness_seconds_bucket{le=\"0.5\"} 1",
      "writethru_look_lateness_seconds_bucket{le=\"10.0\"} 2", "writethru_look_lateness_seconds_count 2",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
    // Every sample line is a name, perhaps labels, and one number.
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.firstMatch(of: #/^[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.e+-]+$/#) != nil, "\(line)")
    }
  }

  @Test func `lateness is told by the bound that holds a share of the looks`() {
    var lateness = LatenessCounts()
    #expect(lateness.bound(of: 0.99) == nil)
    for _ in 0..<99 { lateness.add(0.05) }
    lateness.add(20)
    #expect(lateness.bound(of: 0.99) == 0.1)
    #expect(lateness.bound(of: 1) == 30)
    lateness.add(10_000)
    #expect(lateness.bound(of: 1) == .infinity)
  }
}
