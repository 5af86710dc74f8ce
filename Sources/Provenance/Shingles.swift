// Fingerprints of a text: what finds the stories that share a passage with it.

import Language
public import Story

/// The fingerprints of a text: of every five words in a row a hash, and of every eight such hashes in a row the least
/// (S. Schleimer, D. Wilkerson and A. Aiken, “Winnowing: local algorithms for document fingerprinting”, SIGMOD 2003).
/// Two texts that share twelve words in a row share a fingerprint.
///
/// - Returns: distinct fingerprints, ascending.
public func fingerprints(of text: Text) -> [UInt64] {
  let (width, window) = (5, 8)
  let words = tokenise(text.utf8, in: text.range).lazy.filter { $0.kind != .mark }.map {
    fnv1a(folded(text.utf8[$0.range.start..<$0.range.end]))
  }
  let hashes = Array(words)
  guard hashes.count >= width else { return [] }
  let shingles = (0...(hashes.count - width)).map { start in
    hashes[start..<start + width].reduce(UInt64(0)) { mixed($0 &* 0x9E37_79B9_7F4A_7C15 &+ $1) }
  }
  guard shingles.count > window else { return shingles.min().map { [$0] } ?? [] }
  var chosen: Set<UInt64> = []
  for start in 0...(shingles.count - window) {
    if let least = shingles[start..<start + window].min() { chosen.insert(least) }
  }
  return chosen.sorted()
}
