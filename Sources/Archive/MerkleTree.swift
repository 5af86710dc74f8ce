// A Merkle tree that only grows: one digest that stands for every capture ever kept.

import Crypto

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

  /// The digest of a leaf.
  static func leaf(_ bytes: [UInt8]) -> [UInt8] { digest([0] + bytes) }

  /// The digests that lead from a leaf to the root of all `leaves` (RFC 6962 §2.1.1), the lowest first.
  static func path(of index: Int, in leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
    guard leaves.count > 1 else { return [] }
    let split = leaves.startIndex + half(leaves.count)
    return index < split
      ? path(of: index, in: leaves[..<split]) + [root(of: leaves[split...])]
      : path(of: index, in: leaves[split...]) + [root(of: leaves[..<split])]
  }

  /// The root over digests of leaves.
  static func root(of leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard leaves.count > 1 else { return leaves.first ?? digest([]) }
    let split = leaves.startIndex + half(leaves.count)
    return digest([1] + root(of: leaves[..<split]) + root(of: leaves[split...]))
  }

  /// The largest power of two below a count.
  private static func half(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

  private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  private static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8).map { $0 < 0x3A ? $0 & 15 : ($0 & 15) + 9 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
