// The settings of an archive.

import Foundation
import Schedule
import Story
import Testing

@testable import Newsroom

@Suite struct SettingsTests {
  private func faults(_ yaml: String) -> [String] {
    do {
      _ = try Settings(yaml: yaml)
      return []
    } catch {
      return error.lines(file: "f")
    }
  }

  @Test func `the default file says what holds without it`() throws {
    let (file, none) = (try Settings(yaml: Settings.defaultFile), Settings())
    #expect(file.effective.map(\.name) == none.effective.map(\.name))
    #expect(file.effective.map(\.value) == none.effective.map(\.value))
    #expect(file.schedule.policy == Policy())
    #expect(none.schedule.policy == Policy())
    // Every setting stands in the file, so that none is without its explanation.
    #expect(file.effective.allSatisfy { $0.line != nil })
    #expect(none.effective.allSatisfy { $0.line == nil })
  }

  @Test func `what the default file shows in comments can be set as shown`() throws {
    let shown = Settings.defaultFile.split(separator: "\n").filter {
      $0.hasPrefix("#  ") || !$0.hasPrefix("#")
    }
    .map { $0.hasPrefix("#  ") ? "  " + $0.dropFirst(3) : String($0) }.joined(separator: "\n")
    let settings = try Settings(yaml: shown)
    let host = try #require(settings.host("news.example"))
    #expect(host.delay == 10)
    #expect(host.headers == ["X-Subscriber": "12345"])
    #expect(host.cookies == ["session": "secret"])
    #expect(host.robotsIgnoredBecause != nil)
    #expect(host.command == ["chromium", "--headless", "--dump-dom"])
    #expect(settings.stories[try Slug("harbour-fire")] == Care(weight: 2, isPinned: true))
    // Secrets are not shown.
    let text = settings.effective.map(\.value).joined(separator: " ")
    #expect(!text.contains("secret") && !text.contains("12345"))
  }

  @Test func `values are read in their units`() throws {
    let settings = try Settings(
      yaml: """
        schedule:
          looks-per-second: 2.5
          shortest-interval: 90s
          longest-interval: {under-6h: 45m, later: 2d}
          end-after-quiet: 3d
          rates: rates.txt
        fetch:
          contact: desk@news.example
          allow-addresses: 127.0.0.0/8
          host-rest: 0
          largest-page: 64KB
        keep: versions
        """)
    #expect(settings.schedule.looksPerSecond == 2.5)
    #expect(abs(settings.schedule.policy.floor - 0.025) < 1e-9)
    #expect(settings.schedule.policy.caps.map(\.hours) == [0.75, 1, 6, 48])
    #expect(settings.schedule.policy.quietDays == 3)
    #expect(settings.schedule.rates == "rates.txt")
    #expect(settings.fetch.contact == "desk@news.example")
    #expect(settings.fetch.allowedAddresses == ["127.0.0.0/8"])
    #expect(settings.fetch.hostRest == 0)
    #expect(settings.fetch.largestPage == 65_536)
    #expect(settings.keep == .versions)
  }

  @Test(arguments: [
    ("schedule:\n  theta: fast", "f:2:10: schedule.theta must be a number"),
    (
      "schedule:\n  pined-theta: 0.1",
      "f:2:3: there is no setting schedule.pined-theta; did you mean pinned-theta?"
    ),
    ("shedule: {}", "f:1:1: there is no setting shedule; did you mean schedule?"),
    (
      "weather: fine",
      "f:1:1: there is no setting weather; known here: schedule, fetch, keep, resources, site-rules, hosts, stories"
    ),
    ("schedule: 5", "f:1:11: schedule holds settings"), ("- a", "f:1:1: the file holds settings"),
    ("keep: some", "f:1:7: keep must be all or versions"),
    ("fetch: {allow-addresses: [10.0.0.1/8]}", "f:1:27: “10.0.0.1/8” cannot be used"),
    ("fetch: {timeout: 0s}", "f:1:18: fetch.timeout must be a time"),
    ("fetch: {largest-page: 9GB}", "f:1:23: fetch.largest-page must be a size"),
    ("fetch: {user-agent: \"a\\r\\nb\"}", "f:1:21: fetch.user-agent must be a line"),
    ("hosts:\n  a b: {delay: 1s}", "f:2:3: “a b” is no host"),
    ("hosts:\n  \"a.example/x\": {}", "f:2:3: “a.example/x” is no host"),
    (
      "hosts:\n  a.example: {ignore-robots: true}", "f:2:30: hosts.a.example.ignore-robots must be the reason"
    ),
    ("hosts:\n  a.example: {headers: {Host: b.example}}", "f:2:31: Host cannot be set here"),
    ("hosts:\n  a.example: {headers: {X: \"a\\nb\"}}", "f:2:28: a header’s value is one line"),
    ("hosts:\n  a.example: {cookies: {a: \"b; c\"}}", "f:2:28: a cookie is"),
    ("stories:\n  A Fire: {}", "f:2:3: “A Fire” cannot name a story"),
    ("stories:\n  fire: {weight: 0}", "f:2:18: stories.fire.weight must be"),
    ("keep: all\nkeep: all", "f:1:1: keep stands twice"), ("keep: [all", "f:2:1: this is not YAML"),
    ("a: \"b", "f:1:"),
    ("a: &x 1\nb: *x", "f:1:4: anchors"), ("? [1, 2]\n: 3", "f:1:3: a setting's name is a plain word"),
    ("keep: all\n---\nkeep: all", "f:"),
  ])
  func `a fault is pointed at`(yaml: String, fault: String) {
    let found = faults(yaml)
    #expect(found.first?.hasPrefix(fault) == true, "\(found)")
  }

  @Test func `all faults are told at once, in the order of lines`() {
    #expect(
      faults("keep: x\nfetch:\n  timeout: y\nschedule:\n  theta: z").map { $0.prefix(3) } == [
        "f:1", "f:3", "f:5",
      ])
  }

  /// Files made to exhaust whoever reads them.
  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 5000),
    "a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? *c\n: 1", String(repeating: "- ", count: 100_000),
    String(repeating: "#\n", count: 600_000), "a: |\n  'x\nb: &a [1]\nc: *a", "\u{0}", "a: \"\\x00\"",
    String(repeating: "k: 1\n", count: 5000), (0..<5000).map { "key\($0): 1" }.joined(separator: "\n"),
  ])
  func `hostile files are refused`(yaml: String) {
    let found = faults(yaml)
    #expect(!found.isEmpty)
    #expect(found.count <= 50)
  }

  @Test(arguments: [
    ("www.news.example", 5.0), ("a.b.news.example", 7), ("news.example", 9), ("other.example", nil),
    ("WWW.NEWS.EXAMPLE", 5),
  ])
  func `the nearest setting of a host counts`(host: String, delay: Double?) throws {
    let settings = try Settings(
      yaml: """
        hosts:
          www.news.example: {delay: 5s}
          "*.news.example": {delay: 7s}
          news.example: {delay: 9s}
        """)
    #expect(settings.host(host)?.delay == delay)
  }

  @Test(arguments: [
    ("tehta", "theta"), ("thta", "theta"), ("looks_per_second", "looks-per-second"), ("xyzzy", nil),
  ])
  func `a slip of the finger is understood`(name: String, meant: String?) {
    #expect(nearest(to: name, among: ["theta", "pinned-theta", "looks-per-second", "rates"]) == meant)
  }
}
