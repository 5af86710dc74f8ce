// How politely hosts are asked.

/// How politely hosts are asked. The defaults suit the public web; tests on this machine set rests to nothing.
public struct MannersSettings: Sendable {
  /// The least rest of a host between two looks.
  public var leastRest = Duration.seconds(2)
  /// The rest is at least so many times as long as the answer took: a slow server gets more of it.
  public var restPerAnswer = 10.0
  /// The longest rest that follows from a slow answer.
  public var longestRest = Duration.seconds(300)
  /// The longest `Crawl-delay` that is obeyed; more is cut to this.
  public var longestCrawlDelay = Duration.seconds(60)
  /// By how much a rest is drawn out at random, as a share of it, so that looks do not march in step.
  public var jitter = 0.25
  /// The first wait after a failure of a host; each further one is twice as long.
  public var firstBackOff = Duration.seconds(60)
  /// The longest wait after failures.
  public var longestBackOff = Duration.seconds(6 * 3600)
  /// How long a robots.txt holds (RFC 9309 §2.4: at most a day).
  public var robotsLife = Duration.seconds(86_400)
  /// How long a fetch waits for its host's turn; when the host rests for longer, it fails at once and says until when.
  public var patience = Duration.seconds(30)
  /// The hosts whose robots.txt is not obeyed, by name (`*.news.example` for all below), and why.
  public var robotsIgnored: [String: String] = [:]
  /// The least rest of single hosts, by name likewise.
  public var restOf: [String: Duration] = [:]
  /// How many hosts are remembered, besides those that are being asked or kept waiting.
  public var rememberedHosts = 20_000
  /// How many bytes of robots.txt rules are remembered.
  public var rememberedRules = 32 << 20
  /// Where the random numbers start: the same seed gives the same rests.
  public var seed: UInt64 = 1

  /// The usual manners.
  public init() {}

  /// No rests, no waits: for servers on this machine.
  public static var none: MannersSettings {
    var settings = MannersSettings()
    settings.leastRest = .zero
    settings.restPerAnswer = 0
    settings.longestCrawlDelay = .zero
    settings.firstBackOff = .zero
    return settings
  }
}
