// The Merkle tree, against the recursive definition of RFC 6962.

import Crypto
import Testing

@testable import Archive

@Suite struct MerkleTreeTests {
  @Test func `the root is that of RFC 6962 for every size`() {
    var tree = MerkleTree()
    var leaves: [[UInt8]] = []
    #expect(tree.root == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    for size in 1...70 {
      leaves.append(Array("leaf \(size)".utf8))
      tree.add(leaves[size - 1])
      #expect(tree.root == sha256Digits(root(leaves[...])))
      #expect(tree.size == size)
    }
  }

  @Test func `the manifests of a journal can be counted again from stock git`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 0, "Ten boats burnt."), version(minute: 1, "Eleven boats burnt."),
    ])
    try await sample.record([version(minute: 2, "Twelve boats burnt.")])
    var tree = MerkleTree()
    for commit in ["refs/writethru/journal~1", "refs/writethru/journal"] {
      for line in try sample.git("show", "\(commit):manifests.txt").output.split(separator: "\n") {
        tree.add(Array("\(line)\n".utf8))
      }
    }
    #expect(tree.size == 3)
    #expect(try sample.git("show", "refs/writethru/journal:tally.json").output.contains(tree.root))
    let digest = try sample.shell("git show harbour-fire:harbour-fire.capture.json | sha256sum").prefix(64)
    #expect(try sample.git("show", "refs/writethru/journal:manifests.txt").output.contains(digest))
  }

  /// Section 2.1, word for word: split at the largest power of two smaller than the number of leaves.
  private func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.count == 1 { return Array(SHA256.hash(data: [0] + leaves[leaves.startIndex])) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return Array(SHA256.hash(data: [1] + root(leaves.prefix(half)) + root(leaves.dropFirst(half))))
  }

  private func sha256Digits(_ bytes: [UInt8]) -> String { hexadecimal(bytes) }
}
