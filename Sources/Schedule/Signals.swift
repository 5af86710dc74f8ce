// What else says that a story may have changed, and how often it is right.

/// A sign that a story may have changed.
public enum Signal: String, Hashable, Sendable, CaseIterable {
  /// Its entry in a feed has a new date or a new text.
  case feed
  /// A sitemap gives it a new date (`lastmod`).
  case sitemap
  /// A HEAD request brought another `ETag` or `Last-Modified`.
  case head
}

/// How often the signals of one host were right, from the looks that followed them.
///
/// Sitemaps are the best known case: some sites set every `lastmod` anew each night. A signal adds its precision to the
/// expected unseen changes: a good one has the story looked at at once, a bad one hardly counts (noisy change signals:
/// Busa-Fekete et al. 2025; the estimate is the mean of a beta distribution).
public struct SignalRecord: Hashable, Sendable {
  private var given = [Double](repeating: 0, count: Signal.allCases.count)
  private var right = [Double](repeating: 0, count: Signal.allCases.count)

  /// A record of nothing yet.
  public init() {}

  /// The share of a signal's tellings after which the story had changed. Before anything is known a feed is taken to be
  /// right half the time, a sitemap a fifth, a HEAD answer nearly always; each counts as four tellings.
  public func precision(of signal: Signal) -> Double {
    let place = Self.place(signal)
    let prior =
      switch signal {
      case .feed: 0.5
      case .sitemap: 0.2
      case .head: 0.9
      }
    return (right[place] + 4 * prior) / (given[place] + 4)
  }

  /// Takes in whether the story had changed when it was looked at after a signal. Old tellings wear off, so that a host
  /// that changes its ways is soon known again.
  public mutating func confirm(_ signal: Signal, changed: Bool) {
    let place = Self.place(signal)
    given[place] = given[place] * 0.98 + 1
    right[place] = right[place] * 0.98 + (changed ? 1 : 0)
  }

  private static func place(_ signal: Signal) -> Int {
    switch signal {
    case .feed: 0
    case .sitemap: 1
    case .head: 2
    }
  }
}
