// A list of words and phrases that is asked for every token of a text.

import Story

/// Words and phrases, some with a value, found without regard to case and the shape of marks.
///
/// The text of a list has one entry a line, of one or several words, then perhaps a tab and a value; `#` begins a
/// comment at the start of a line, and empty lines mean nothing. Of two equal entries the later counts.
public struct WordList: Sendable {
  /// A prefix of some entry, ending with one more token.
  private struct Node: Sendable {
    var parent: Int32
    var token: [UInt8]
    var isEntry = false
    var value: String?
  }

  private var nodes: [Node] = [Node(parent: -1, token: [])]
  /// Nodes by the hash of their parent and token: open addressing, its size a power of two, 0 for an empty slot.
  private var slots: [Int32]

  /// The list that a text describes.
  public init(_ text: String) {
    slots = Array(repeating: 0, count: 16)
    let newline = UInt8(ascii: "\n")
    for line in Array(text.utf8).split(separator: newline) where line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      guard let entry = parts.first else { continue }
      add(folded(entry), value: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil)
    }
  }

  /// Whether one word or mark is an entry.
  public func contains(_ utf8: ArraySlice<UInt8>) -> Bool { entry(of: utf8) != nil }

  /// The value of an entry of one word or mark; nil if it is none or has none.
  public func value(of utf8: ArraySlice<UInt8>) -> String? { entry(of: utf8).flatMap { nodes[$0].value } }

  /// The length in tokens of the longest entry that begins at `tokens[index]`, or nil.
  public func match(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> Int? {
    longestEntry(tokens, at: index, in: utf8)?.length
  }

  /// The longest entry that begins at `tokens[index]`: its length in tokens and its value.
  public func longest(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> (length: Int, value: String?)? {
    longestEntry(tokens, at: index, in: utf8).map { ($0.length, nodes[$0.entry].value) }
  }

  // MARK: Entries by number, for tables of other values

  /// The number of an entry of one word or mark.
  fileprivate func entry(of word: ArraySlice<UInt8>) -> Int? {
    guard let node = step(from: 0, over: word), nodes[Int(node)].isEntry else { return nil }
    return Int(node)
  }

  fileprivate func longestEntry(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> (
    length: Int, entry: Int
  )? {
    var node: Int32 = 0
    var place = index
    var found: (length: Int, entry: Int)?
    while place < tokens.count, let next = step(from: node, over: utf8[tokens[place].range]) {
      place += 1
      node = next
      if nodes[Int(node)].isEntry { found = (place - index, Int(node)) }
    }
    return found
  }

  fileprivate func values<Value>(_ make: (String) -> Value?) -> [Value?] {
    nodes.map { $0.value.flatMap(make) }
  }

  // MARK: The tree

  private mutating func add(_ entry: [UInt8], value: String?) {
    var node: Int32 = 0
    for token in tokenise(entry, in: TextRange(0, entry.count)) {
      let word = entry[token.range]
      if let next = step(from: node, over: word) {
        node = next
      } else {
        nodes.append(Node(parent: node, token: Array(word)))
        node = Int32(nodes.count - 1)
        if nodes.count * 2 > slots.count {
          slots = Array(repeating: 0, count: slots.count * 2)
          for place in 1..<nodes.count { insert(Int32(place)) }
        } else {
          insert(node)
        }
      }
    }
    guard node != 0 else { return }
    nodes[Int(node)].isEntry = true
    nodes[Int(node)].value = value
  }

  private mutating func insert(_ node: Int32) {
    let mask = slots.count - 1
    var slot = slot(of: foldedHash(nodes[Int(node)].token[...]), from: nodes[Int(node)].parent)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = node
  }

  private func slot(of hash: UInt64, from node: Int32) -> Int {
    let mixed = (hash ^ UInt64(truncatingIfNeeded: node)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }

  private func step(from node: Int32, over word: ArraySlice<UInt8>) -> Int32? {
    // No entry has a longer word, and a hostile text may have words of megabytes.
    guard word.count <= 64 else { return nil }
    let mask = slots.count - 1
    var slot = slot(of: foldedHash(word), from: node)
    while slots[slot] != 0 {
      let found = slots[slot]
      if nodes[Int(found)].parent == node, isFolded(nodes[Int(found)].token, of: word) { return found }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

/// A word list whose values have been read once, for use in inner loops.
struct WordTable<Value: Sendable>: Sendable {
  private let list: WordList
  private let values: [Value?]

  /// The table that `make` makes of the values of a list.
  init(_ list: WordList, _ make: (String) -> Value?) {
    self.list = list
    values = list.values(make)
  }

  /// The value of an entry of one word or mark.
  func value(of word: ArraySlice<UInt8>) -> Value? { list.entry(of: word).flatMap { values[$0] } }

  /// The longest entry that begins at `tokens[index]`: its length in tokens and its value.
  func longest(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> (length: Int, value: Value)? {
    guard let found = list.longestEntry(tokens, at: index, in: utf8), let value = values[found.entry] else {
      return nil
    }
    return (found.length, value)
  }
}

extension Array where Element == UInt8 {
  /// The bytes of a stretch of text.
  subscript(range: TextRange) -> ArraySlice<UInt8> { self[range.start..<range.end] }
}

/// A hash of a word as folded (FNV-1a, 64 bits: Fowler, Noll and Vo), without making the folded word.
private func foldedHash(_ word: ArraySlice<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in word {
    if byte >= 0x80 { return foldedHashSlowly(word) }
    hash = (hash ^ UInt64(foldedASCII(byte))) &* 0x100_0000_01b3
  }
  return hash
}

private func foldedHashSlowly(_ word: ArraySlice<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in folded(word) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}

/// Whether `entry` is what folding makes of `word`.
private func isFolded(_ entry: [UInt8], of word: ArraySlice<UInt8>) -> Bool {
  if word.contains(where: { $0 >= 0x80 }) { return folded(word) == entry }
  return entry.count == word.count && zip(entry, word).allSatisfy { $0 == foldedASCII($1) }
}
