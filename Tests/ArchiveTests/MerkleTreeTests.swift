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

  @Test func `a path leads from every leaf to the root, at every size`() {
    let lines = (1...70).map { "\($0) capture digest" }
    let log = LeafLog(lines)
    var tree = MerkleTree()
    #expect(log.root(of: 0) == tree.root)
    for size in 1...70 {
      tree.add(Array("\(lines[size - 1])\n".utf8))
      #expect(log.root(of: size) == tree.root)
      for index in 0..<size {
        // RFC 9162 §2.1.3.2, word for word.
        var (fn, sn) = (index, size - 1)
        var root = Array(SHA256.hash(data: [0] + Array("\(lines[index])\n".utf8)))
        for step in log.path(of: index, in: size) {
          let digest = stride(from: 0, to: 64, by: 2).compactMap { at in
            UInt8(step.dropFirst(at).prefix(2), radix: 16)
          }
          if fn & 1 == 1 || fn == sn {
            root = Array(SHA256.hash(data: [1] + digest + root))
            while fn & 1 == 0 && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
          } else {
            root = Array(SHA256.hash(data: [1] + root + digest))
          }
          (fn, sn) = (fn >> 1, sn >> 1)
        }
        #expect(sha256Digits(root) == tree.root && sn == 0, "leaf \(index) of \(size)")
      }
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
