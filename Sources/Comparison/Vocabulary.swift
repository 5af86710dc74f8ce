// Numbers the words of both sides, so that comparing two words is comparing two integers.

import Foundation
import Language
import Story

/// The distinct words and marks of the texts compared, each with a number from 0. Two spellings of a word that fold
/// to the same bytes have one number.
struct Vocabulary {
  /// What a token is worth when two sentences are compared word by word.
  enum Worth: Int32 {
    /// Punctuation.
    case mark = 1
    /// A word that holds a sentence together (“the”, “of”).
    case function = 2
    /// A word that says something.
    case content = 6
  }

  /// All words' folded bytes, one after the other.
  private var bytes: [UInt8] = []
  /// Where each word's bytes begin; one more for the end.
  private var starts: [Int32] = [0]
  /// A hash of each word that is the same in every comparison.
  private(set) var hashes: [UInt64] = []
  /// For each word the number of its stem, once asked for; else -1.
  private var stems: [Int32] = []
  /// What each word is worth.
  private(set) var worths: [Worth] = []
  /// Open addressing with linear probing: a word's number, or -1.
  private var slots: [Int32] = Array(repeating: -1, count: 1024)
  private let functionWords: WordList

  /// An empty vocabulary.
  init(functionWords: WordList) { self.functionWords = functionWords }

  /// How many words it has.
  var count: Int { starts.count - 1 }

  /// The folded bytes of a word.
  subscript(number: Int32) -> ArraySlice<UInt8> {
    bytes[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]
  }

  /// The number of a word or mark given as it stands in a text; a new one if it is new.
  mutating func number(of word: ArraySlice<UInt8>, kind: Token.Kind) -> Int32 {
    let isASCII = word.allSatisfy { $0 < 0x80 }
    let word = isASCII ? word : folded(composed(word))[...]
    return word.withUnsafeBufferPointer { number(ofComposed: $0, kind) }
  }

  /// The number of a token of a text; a new one if it is new.
  mutating func number(of token: Token, in text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let word = UnsafeBufferPointer(rebasing: text[token.range.start..<token.range.end])
    for byte in word where byte >= 0x80 { return number(of: Array(word)[...], kind: token.kind) }
    return number(ofComposed: word, token.kind, hash: token.hash)
  }

  /// The number of a word whose bytes are folded but for capitals of ASCII.
  private mutating func number(ofComposed word: UnsafeBufferPointer<UInt8>, _ kind: Token.Kind) -> Int32 {
    var hash = FNV1a()
    for byte in word { hash.add(Self.lowercase(byte)) }
    return number(ofComposed: word, kind, hash: hash.value)
  }

  private mutating func number(
    ofComposed word: UnsafeBufferPointer<UInt8>, _ kind: Token.Kind, hash: UInt64
  ) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let found = Int(slots[slot])
      if hashes[found] == hash, has(found, word) { return Int32(found) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    let start = bytes.count
    for byte in word { bytes.append(Self.lowercase(byte)) }
    hashes.append(hash)
    stems.append(-1)
    worths.append(kind == .mark ? .mark : functionWords.contains(bytes[start...]) ? .function : .content)
    starts.append(Int32(bytes.count))
    if count * 2 > slots.count { grow() }
    return Int32(count - 1)
  }

  @inline(__always)
  private static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Whether a word of the vocabulary is this one.
  private func has(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == word.count else { return false }
    for place in 0..<word.count where bytes[start + place] != Self.lowercase(word[place]) { return false }
    return true
  }

  /// The word with each letter and its accents as one scalar, if it has accents of their own (U+0300 to U+036F).
  private func composed(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard word.contains(where: { $0 == 0xCC || $0 == 0xCD }) else { return word }
    return Array(String(decoding: word, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)[...]
  }

  /// The number of a word's stem.
  mutating func stem(of number: Int32) -> Int32 {
    if stems[Int(number)] < 0 {
      let (start, end) = (Int(starts[Int(number)]), Int(starts[Int(number) + 1]))
      let length = bytes.withUnsafeBufferPointer {
        stemLength(UnsafeBufferPointer(rebasing: $0[start..<end]))
      }
      if length == end - start {
        stems[Int(number)] = number
      } else {
        // A copy: a slice of the bytes that are about to grow would make them be copied whole.
        let stem = Array(bytes[start..<start + length])
        stems[Int(number)] = stem.withUnsafeBufferPointer { self.number(ofComposed: $0, .word) }
      }
    }
    return stems[Int(number)]
  }

  /// A hash of a word's stem that is the same in every comparison.
  func stemHash(of number: Int32) -> UInt64 {
    let known = stems[Int(number)]
    if known >= 0 { return hashes[Int(known)] }
    var hash = FNV1a()
    hash.add(Comparison.stem(self[number]))
    return hash.value
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (word, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(word)
    }
  }
}
