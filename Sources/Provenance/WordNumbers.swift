// Numbers the words of a story, so that comparing two words is comparing two integers.

import Language
import Story

/// The distinct words and marks of a story's versions, each with a number from 0. Spellings that fold to the same
/// bytes (case, quotation marks, dashes) have one number.
struct WordNumbers: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int32] = [0]
  private var hashes: [UInt64] = []
  /// Open addressing with linear probing: a word's number, or -1.
  private var slots: [Int32] = Array(repeating: -1, count: 1024)

  /// How many words there are.
  var count: Int { hashes.count }

  /// The folded bytes of a word.
  subscript(number: Int32) -> ArraySlice<UInt8> {
    bytes[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]
  }

  /// A hash of a word that is the same in every run.
  func hash(of number: Int32) -> UInt64 { hashes[Int(number)] }

  /// The number of a word as it stands in a text; a new one if it is new.
  mutating func number(of word: ArraySlice<UInt8>) -> Int32 {
    let start = bytes.count
    for byte in word {
      if byte >= 0x80 {
        bytes.removeLast(bytes.count - start)
        bytes.append(contentsOf: folded(word))
        break
      }
      bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    let hash = fnv1a(bytes[start...])
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = slots[slot]
      if hashes[Int(known)] == hash, self[known].elementsEqual(bytes[start...]) {
        bytes.removeLast(bytes.count - start)
        return known
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    hashes.append(hash)
    starts.append(Int32(bytes.count))
    if count * 2 > slots.count { grow() }
    return Int32(count - 1)
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

/// FNV-1a of 64 bits (G. Fowler, L. Noll, K.-P. Vo; RFC 9923), its bits mixed once more (MurmurHash3's finisher, A.
/// Appleby) so that the low ones can be used alone.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return mixed(hash)
}

/// A number whose every bit depends on every bit of the given one.
func mixed(_ number: UInt64) -> UInt64 {
  var hash = number
  hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ (hash >> 33)
}
