// What a text leaves by which others that share something with it are found.

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

/// What a version leaves by which stories on the same event, and copies of it, are found.
public struct Traces: Hashable, Sendable {
  /// The fingerprints of its text.
  public let passages: [UInt64]
  /// A number for each quote of some length.
  public let quotes: [UInt64]
  /// A number for each name of two words or more.
  public let names: [UInt64]

  /// What a version leaves.
  public init(of reading: Reading) {
    passages = fingerprints(of: reading.text)
    quotes = LedgerKeeper.said(in: reading).map { LedgerKeeper.key($0.text) }
      .filter { $0.split(separator: 0x20).count > CoverageKeeper.shortestQuote }.map { fnv1a($0) }
    names = reading.names.map { folded(reading.text.utf8[$0.range.start..<$0.range.end]) }
      .filter { $0.contains(0x20) }.map { fnv1a($0) }
  }
}
