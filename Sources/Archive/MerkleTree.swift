// A Merkle tree that only grows: one digest that stands for every capture ever kept.

import Crypto
import Story

/// The tree of RFC 6962, section 2.1, over SHA-256, of which only the right edge is kept: enough to add to it and to
/// tell its root.
struct MerkleTree: Codable, Hashable, Sendable {
  /// How many leaves it has.
  private(set) var size = 0
  /// The roots of the whole subtrees it is made of, the largest first; lowercase hexadecimal.
  private(set) var edge: [String] = []

  /// An empty tree.
  init() {}

  /// Adds a leaf.
  mutating func add(_ leaf: [UInt8]) {
    var node = Self.digest([0] + leaf)
    // A subtree of the new one's size stands wherever a bit of the size is set.
    var bits = size
    while bits & 1 == 1 {
      node = Self.digest([1] + Self.bytes(edge.removeLast()) + node)
      bits >>= 1
    }
    edge.append(hexadecimal(node))
    size += 1
  }

  /// Its root, lowercase hexadecimal; an empty tree's is the SHA-256 of nothing.
  var root: String {
    guard let last = edge.last else { return hexadecimal(Self.digest([])) }
    return hexadecimal(
      edge.dropLast().reversed().reduce(Self.bytes(last)) { Self.digest([1] + Self.bytes($1) + $0) })
  }

  fileprivate static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  private static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8).map { $0 < 0x3A ? $0 & 15 : ($0 & 15) + 9 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

/// All leaves of a tree, with the roots of its whole subtrees, so that roots and paths of any size are found at once.
struct LeafLog: Sendable {
  /// The leaves' lines, without line ends.
  private let lines: [String]
  /// Where each capture's leaf is.
  private let places: [CaptureID: Int]
  /// Digests of 32 bytes: those of the leaves, of whole pairs, of whole fours, …
  private var levels: [[UInt8]] = []

  /// A log of lines `number capture SHA-256`.
  init(_ lines: [String]) {
    self.lines = lines
    var places: [CaptureID: Int] = [:]
    var level: [UInt8] = []
    level.reserveCapacity(32 * lines.count)
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ")
      if words.count == 3, let capture = CaptureID(String(words[1])) { places[capture] = index }
      level += MerkleTree.digest([0] + line.utf8 + [0x0A])
    }
    self.places = places
    while level.count >= 32 {
      levels.append(level)
      var above: [UInt8] = []
      above.reserveCapacity(level.count / 2)
      for start in stride(from: 0, to: level.count - 63, by: 64) {
        above += MerkleTree.digest([1] + level[start..<start + 64])
      }
      level = above
    }
  }

  /// How many leaves there are.
  var count: Int { lines.count }

  /// The line of a leaf.
  func line(_ index: Int) -> String { lines[index] }

  /// Where a capture's leaf is, from 0; nil when it has none.
  func place(of capture: CaptureID) -> Int? { places[capture] }

  /// The root over the first `size` leaves, lowercase hexadecimal.
  func root(of size: Int) -> String { hexadecimal(root(0..<size)) }

  /// The digests that lead from a leaf to the root over the first `size` leaves (RFC 6962 §2.1.1), the lowest first.
  func path(of index: Int, in size: Int) -> [String] {
    var path: [[UInt8]] = []
    var range = 0..<size
    while range.count > 1 {
      let split = range.lowerBound + Self.half(range.count)
      path.append(root(index < split ? split..<range.upperBound : range.lowerBound..<split))
      range = index < split ? range.lowerBound..<split : split..<range.upperBound
    }
    return path.reversed().map(hexadecimal)
  }

  /// The root over a range that begins at a multiple of the power of two it fits in.
  private func root(_ range: Range<Int>) -> [UInt8] {
    if range.isEmpty { return MerkleTree.digest([]) }
    if range.count & (range.count - 1) == 0 {
      let height = range.count.trailingZeroBitCount
      let start = (range.lowerBound >> height) << 5
      return Array(levels[height][start..<start + 32])
    }
    let split = range.lowerBound + Self.half(range.count)
    return MerkleTree.digest([1] + root(range.lowerBound..<split) + root(split..<range.upperBound))
  }

  /// The largest power of two below a count.
  private static func half(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
