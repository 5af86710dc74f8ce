// Tests of what a host is owed, with time passed in.

import Story
import Testing

@testable import Fetch

@Suite struct HostMannersTests {
  static let start = Timestamp(seconds: 1_578_348_000)

  /// A host asked once, and how long it then rests.
  static func rest(
    _ ending: HostManners.Ending, took: Duration = .milliseconds(100), crawlDelay: Duration? = nil,
    draw: Double = 0,
    _ host: HostManners = HostManners(), settings: MannersSettings = MannersSettings()
  ) -> (seconds: Double, host: HostManners) {
    var host = host
    host.crawlDelay = crawlDelay
    let now = max(start, host.notBefore)
    host.begin()
    host.finish(ending, at: now, took: took, draw: draw, leastRest: settings.leastRest, settings: settings)
    return (Double(host.notBefore.milliseconds - now.milliseconds) / 1000, host)
  }

  static let well = HostManners.Ending.answered(status: 200, retryAfter: nil)

  @Test func `a host is asked by one request at a time`() {
    var host = HostManners()
    #expect(host.mayBeAsked(at: Self.start))
    host.begin()
    #expect(!host.mayBeAsked(at: Self.start))
    host.giveBack()
    #expect(host.mayBeAsked(at: Self.start))
  }

  @Test func `the rest is the longest of what is asked`() {
    #expect(Self.rest(Self.well).seconds == 2)
    #expect(Self.rest(Self.well, took: .seconds(1)).seconds == 10)
    #expect(Self.rest(Self.well, took: .seconds(59)).seconds == 300)
    #expect(Self.rest(Self.well, crawlDelay: .seconds(30)).seconds == 30)
    #expect(Self.rest(Self.well, crawlDelay: .seconds(86_400)).seconds == 60)
    #expect(Self.rest(Self.well, draw: 1).seconds == 2.5)
  }

  @Test(arguments: [200, 301, 304, 403, 404, 410, 451])
  func `a page that is missing is no trouble of the host's`(status: Int) {
    let (seconds, host) = Self.rest(.answered(status: status, retryAfter: .seconds(500)))
    #expect(seconds == 2)
    #expect(host.trouble == nil)
  }

  @Test(arguments: [
    HostManners.Ending.answered(status: 500, retryAfter: nil), .answered(status: 429, retryAfter: nil),
    .failed("no answer"),
  ])
  func `trouble doubles the wait up to six hours, and one good answer ends it`(ending: HostManners.Ending) {
    var host = HostManners()
    var waits: [Double] = []
    for _ in 0..<12 {
      let (seconds, next) = Self.rest(ending, host)
      waits.append(seconds)
      host = next
    }
    #expect(waits == [60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600, 21_600])
    #expect(host.failures == 12)
    let (seconds, healed) = Self.rest(Self.well, host)
    #expect(seconds == 2)
    #expect(healed.failures == 0)
    #expect(Self.rest(ending, healed).seconds == 60)
  }

  @Test func `a host says itself how long, at most a day`() {
    #expect(Self.rest(.answered(status: 429, retryAfter: .seconds(120))).seconds == 120)
    #expect(Self.rest(.answered(status: 503, retryAfter: .seconds(9_999_999))).seconds == 86_400)
    #expect(Self.rest(.answered(status: 503, retryAfter: .seconds(86_400)), draw: 1).seconds == 86_400)
    #expect(Self.rest(.answered(status: 503, retryAfter: .zero)).seconds == 2)
  }

  @Test func `a request that ended here is nobody's trouble`() {
    let (_, troubled) = Self.rest(.failed("no answer"))
    let (_, host) = Self.rest(.dropped, troubled)
    #expect(host.failures == 1)
  }

  @Test func `a million failures overflow nothing`() {
    var settings = MannersSettings()
    settings.firstBackOff = .seconds(86_400 * 365)
    var host = HostManners()
    for _ in 0..<1000 { host = Self.rest(.failed("x"), host, settings: settings).host }
    #expect(Self.rest(.failed("x"), host, settings: settings).seconds == 21_600)
  }
}
