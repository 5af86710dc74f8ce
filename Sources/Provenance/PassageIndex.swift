// Finds, among very many stories, those that share a passage with one.

/// An index of fingerprints (``fingerprints(of:)``). 8 bytes a fingerprint: some 150 MB for 100,000 stories of 4 kB.
///
/// It is held in memory and can be made again from the texts; whoever keeps it on disk keeps ``entries``, which are
/// sorted.
public struct PassageIndex: Sendable {
  /// A story that shares something.
  public struct Match: Hashable, Sendable {
    /// Its number.
    public var story: Int
    /// How many fingerprints it shares.
    public var shared: Int
  }

  /// The upper 40 bits of a fingerprint and 24 bits of a story's number, sorted.
  public private(set) var entries: [UInt64]
  /// What came since the entries were last sorted, sorted by itself.
  private var recent: [UInt64] = []

  /// How many stories an index can number.
  public static let capacity = 1 << 24

  /// An index of entries kept from another one.
  public init(entries: [UInt64] = []) { self.entries = entries }

  /// Adds a story.
  ///
  /// - Parameter story: its number, below ``capacity``.
  public mutating func add(_ fingerprints: [UInt64], story: Int) {
    guard story >= 0, story < Self.capacity else { return }
    recent += fingerprints.map { $0 & ~0xFF_FFFF | UInt64(story) }
    if recent.count > max(1 << 16, entries.count / 4) { settle() }
  }

  /// Sorts in what came.
  public mutating func settle() {
    guard !recent.isEmpty else { return }
    recent.sort()
    var merged: [UInt64] = []
    merged.reserveCapacity(entries.count + recent.count)
    var (one, other) = (0, 0)
    while one < entries.count || other < recent.count {
      if other == recent.count || one < entries.count && entries[one] <= recent[other] {
        merged.append(entries[one])
        one += 1
      } else {
        merged.append(recent[other])
        other += 1
      }
    }
    entries = merged
    recent = []
  }

  /// The stories that share fingerprints, those that share most first.
  ///
  /// - Parameters:
  ///   - least: so many must be shared.
  ///   - common: a fingerprint that more stories have than this is a stock phrase and counts for none.
  public mutating func matches(_ fingerprints: [UInt64], least: Int = 1, common: Int = 1000) -> [Match] {
    settle()
    var shared: [Int: Int] = [:]
    for fingerprint in fingerprints {
      let key = fingerprint & ~0xFF_FFFF
      var place = lowerBound(key)
      let start = place
      while place < entries.count, entries[place] & ~0xFF_FFFF == key, place - start <= common { place += 1 }
      guard place - start <= common else { continue }
      for entry in entries[start..<place] { shared[Int(entry & 0xFF_FFFF), default: 0] += 1 }
    }
    return shared.filter { $0.value >= least }.map { Match(story: $0.key, shared: $0.value) }.sorted {
      ($1.shared, $0.story) < ($0.shared, $1.story)
    }
  }

  private func lowerBound(_ key: UInt64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
