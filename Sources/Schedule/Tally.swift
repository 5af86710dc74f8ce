// What an agenda counts, for a status line and for metrics.

/// Counts since the start.
public struct Tally: Hashable, Sendable {
  /// Looks under way.
  public private(set) var underWay = 0
  /// Looks that read a story and found it changed.
  public private(set) var changed = 0
  /// Looks that read a story and found it as it was.
  public private(set) var unchanged = 0
  /// Looks that could not read the story.
  public private(set) var failed = 0
  /// Looks that fell out.
  public internal(set) var missed = 0
  /// How many looks began so late: fewer than ``Tally/lateEdges``' milliseconds each; the last holds the rest.
  public private(set) var late = [Int](repeating: 0, count: lateEdges.count + 1)

  /// Where the classes of lateness end, in milliseconds.
  public static let lateEdges: [Int64] = [
    10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 3_600_000,
  ]

  /// Looks that ended.
  public var ended: Int { changed + unchanged + failed }

  /// The lateness that a share of all looks did not exceed: the upper edge of its class, in milliseconds. Nil when there
  /// was no look yet; `Int64.max` in the last class.
  public func lateness(share: Double) -> Int64? {
    let all = late.reduce(0, +)
    guard all > 0 else { return nil }
    var sum = 0
    for (place, count) in late.enumerated() {
      sum += count
      if Double(sum) >= share * Double(all) {
        return place < Self.lateEdges.count ? Self.lateEdges[place] : .max
      }
    }
    return .max
  }

  mutating func begin(late milliseconds: Int64) {
    underWay += 1
    late[Self.lateEdges.firstIndex { milliseconds < $0 } ?? Self.lateEdges.count] += 1
  }

  mutating func end(_ result: Agenda.Result) {
    underWay -= 1
    switch result {
    case .read(let hasChanged): if hasChanged { changed += 1 } else { unchanged += 1 }
    case .failed: failed += 1
    }
  }
}
