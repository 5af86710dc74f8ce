// What an operator may set for an archive, with a default for everything.

import Fetch
import Foundation
public import Schedule
public import Story

/// The settings of an archive: `writethru.yaml` in its folder, or a file named with `--config`.
///
/// `Resources/settings.yaml` shows every setting with its default and what it is for; it is what `config default`
/// prints.
public struct Settings: Sendable {
  /// When to look.
  public var schedule = Schedule()
  /// How to fetch.
  public var fetch = Fetch()
  /// What is different for one host, by its name in lower case; `*.news.example` holds for all below it.
  public var hosts: [String: Host] = [:]
  /// Which bodies that made no version are kept.
  public var keep = Keep.all
  /// Which versions get the images and styles of their pages.
  public var resources = Resources()
  /// Whether the versions of single stories do.
  public var resourcesOf: [Slug: Bool] = [:]
  /// A folder of rules for single sites, asked before those that come along; nil for none.
  public var siteRules: String?
  /// What is wanted of single stories.
  public var stories: [Slug: Care] = [:]
  /// How feeds are polled.
  public var feeds = Feeds()
  /// Who is told of what, and how.
  public var telling = Telling()
  /// Outside archives that are handed each new version, by name.
  public var witnesses: [String: Witness] = [:]
  /// Who vouches for the journal's time.
  public var timestamps = Timestamps()
  /// How this machine takes part in a fleet of watchers.
  public var fleet = Fleet()
  /// Every setting as it holds, and where it was set; for `config check`.
  public internal(set) var effective: [Effective] = []

  /// When to look.
  public struct Schedule: Sendable {
    /// The rules.
    public var policy = Policy()
    /// The most looks a second over all hosts; nil for no bound.
    public var looksPerSecond: Double?
    /// A file of rates, as `schedule learn` writes it; nil for those the program carries.
    public var rates: String?
  }

  /// How to fetch.
  public struct Fetch: Sendable {
    /// What the program calls itself; nil for its name with ``contact``.
    public var userAgent: String?
    /// An address or a page where a site's owner reaches whoever runs this.
    public var contact: String?
    /// Addresses and networks that may be connected to although they are not public.
    public var allowedAddresses: [String] = []
    /// The least rest of a host between two looks, in seconds.
    public var hostRest = 2.0
    /// How long a look may take, in seconds.
    public var timeout = 60.0
    /// The most bytes a page may have.
    public var largestPage = 32 << 20
    /// After what time a story or site that gives nothing is reported, in seconds.
    public var silentAfter = 21_600.0
    /// A proxy for everything; then it is the proxy that says which addresses are reached.
    public var proxy: String?
  }

  /// What is different for one host.
  public struct Host: Sendable, Hashable {
    /// The least rest between two looks, in seconds; nil as for all.
    public var delay: Double?
    /// Headers sent along, by name.
    public var headers: [String: String] = [:]
    /// Cookies sent along, by name.
    public var cookies: [String: String] = [:]
    /// Whether headers and cookies are sent without encryption too.
    public var sendsInPlainText = false
    /// Why robots.txt is not obeyed here; nil when it is.
    public var robotsIgnoredBecause: String?
    /// A command that prints the page's HTML, the address being its last argument; nil for a plain fetch.
    public var command: [String]?
    /// A command that prints a picture of the page likewise, kept beside each version; nil for none.
    public var screenshotCommand: [String]?
  }

  /// Which bodies that made no version are kept.
  public enum Keep: String, Sendable, CaseIterable {
    /// All that differ.
    case all
    /// Only those of versions.
    case versions
  }

  /// One setting as it holds.
  public struct Effective: Sendable, Hashable {
    /// Its name: `schedule.theta`.
    public var name: String
    /// Its value as it would be written; secrets are not shown.
    public var value: String
    /// The line that sets it; nil for a default.
    public var line: Int?
  }

  /// The defaults.
  public init() {
    self = (try? Settings(yaml: "")) ?? Settings(bare: ())
  }

  /// The values without their list.
  init(bare: Void) {}

  /// What is set for a host: its own, else that of the nearest `*.` above it.
  public func host(_ name: String) -> Host? {
    let name = name.lowercased()
    if let own = hosts[name] { return own }
    var rest = name[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if let above = hosts["*.\(rest)"] { return above }
    }
    return nil
  }
}
