// What one host is owed: one request at a time, rests, and to be left alone when it has trouble.

public import Story

/// What one host is owed. A pure state machine: the moment is passed in, on a line of time that never jumps back.
///
/// A host is asked by one request at a time; it then rests. After 429, 5xx, or no answer at all it is left alone, for
/// as long as it says in `Retry-After` (at most a day), else for a minute, two, four … up to six hours; the first
/// answer that is well ends that. Pages that are missing (404, 410, 451) are no trouble of the host's.
public struct HostManners: Sendable, Hashable {
  /// The moment from which it may be asked.
  public private(set) var notBefore = Timestamp(milliseconds: .min)
  /// How often in a row it had trouble.
  public private(set) var failures = 0
  /// What the trouble was last, for people; nil when it is well.
  public private(set) var trouble: String?
  /// Whether a request is under way.
  public private(set) var isBusy = false
  /// The rest its robots.txt asks for.
  public var crawlDelay: Duration?

  /// A host not asked yet.
  public init() {}

  /// How a request ended.
  public enum Ending: Sendable, Hashable {
    /// The server answered.
    case answered(status: Int, retryAfter: Duration?)
    /// The server gave no whole answer; what was wrong.
    case failed(String)
    /// The request ended for a reason that says nothing of the host: it was refused here, or nobody wanted it any more.
    case dropped
  }

  /// Whether it may be asked at a moment.
  public func mayBeAsked(at now: Timestamp) -> Bool { !isBusy && notBefore <= now }

  /// Takes in what others know who ask the same host. That it may be asked now is theirs to say.
  mutating func learn(failures: Int, trouble: String?, crawlDelay: Duration?) {
    (self.failures, self.trouble) = (max(0, failures), trouble)
    self.crawlDelay = crawlDelay ?? self.crawlDelay
    notBefore = Timestamp(milliseconds: .min)
  }

  /// A request goes out.
  public mutating func begin() { isBusy = true }

  /// The turn is given back unused.
  mutating func giveBack() { isBusy = false }

  /// A request is over.
  ///
  /// - Parameters:
  ///   - now: the moment.
  ///   - took: how long the server took.
  ///   - draw: a random number from 0 to 1, to draw the rest out with.
  public mutating func finish(
    _ ending: Ending, at now: Timestamp, took: Duration, draw: Double, leastRest: Duration,
    settings: MannersSettings
  ) {
    isBusy = false
    var wait = leastRest
    wait = max(wait, min(crawlDelay ?? .zero, settings.longestCrawlDelay))
    wait = max(wait, min(took * settings.restPerAnswer, settings.longestRest))
    switch ending {
    case .dropped:
      break
    case .answered(let status, let retryAfter) where status == 429 || (500...599).contains(status):
      failures += 1
      trouble = "it answers \(status)"
      wait = max(wait, retryAfter.map { min($0, RetryAfter.longest) } ?? backOff(settings))
    case .answered:
      failures = 0
      trouble = nil
    case .failed(let problem):
      failures += 1
      trouble = problem
      wait = max(wait, backOff(settings))
    }
    let drawnOut = wait + wait * (settings.jitter * min(max(draw, 0), 1))
    notBefore = max(notBefore, now.advanced(by: min(drawnOut, RetryAfter.longest)))
  }

  /// The wait after this many failures.
  private func backOff(_ settings: MannersSettings) -> Duration {
    // 2^40 minutes are longer than any bound.
    let doubled = settings.firstBackOff * (1 << min(max(failures - 1, 0), 40))
    return min(doubled, settings.longestBackOff)
  }
}

extension Timestamp {
  /// The moment so much later, within what can be counted.
  func advanced(by time: Duration) -> Timestamp {
    let (seconds, attoseconds) = time.components
    let span = seconds.multipliedReportingOverflow(by: 1000)
    let sum = milliseconds.addingReportingOverflow(
      (span.overflow ? Int64.max / 4 : span.partialValue) + attoseconds / 1_000_000_000_000_000)
    return Timestamp(milliseconds: sum.overflow ? .max : sum.partialValue)
  }
}
