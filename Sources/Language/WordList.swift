// A list of words and phrases that is asked for every token of a text.

import Story

/// Words and phrases, some with a value, found without regard to case and the shape of marks.
///
/// The text of a list has one entry a line, of one or several words, then perhaps a tab and a value; several entries
/// with the same value may share a line, parted by `|`. `#` begins a comment at the start of a line, and empty lines mean
/// nothing. Of two equal entries the later counts.
///
/// Most words of a text are in no list, so a bit for the hash of each first word is asked before anything else; the
/// list is a class that never changes, so that handing it on costs nothing.
public final class WordList: Sendable {
  private let tree: WordTree

  /// The list that a text describes.
  public init(_ text: String) {
    var tree = WordTree()
    let newline = UInt8(ascii: "\n")
    for line in Array(text.utf8).split(separator: newline) where line.first != UInt8(ascii: "#") {
      let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      let value = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil
      for entry in parts.first?.split(separator: UInt8(ascii: "|")) ?? [] {
        tree.add(folded(entry), value: value)
      }
    }
    tree.makeFilter()
    self.tree = tree
  }

  /// Whether one word or mark is an entry.
  public func contains(_ utf8: ArraySlice<UInt8>) -> Bool { entry(of: utf8) != nil }

  /// The value of an entry of one word or mark; nil if it is none or has none.
  public func value(of utf8: ArraySlice<UInt8>) -> String? { entry(of: utf8).flatMap { tree.values[$0] } }

  /// Whether a token is an entry.
  public func contains(_ token: Token, in utf8: [UInt8]) -> Bool { entry(of: token, in: utf8) != nil }

  /// The value of an entry that is one token; nil if it is none or has none.
  public func value(of token: Token, in utf8: [UInt8]) -> String? {
    entry(of: token, in: utf8).flatMap { tree.values[$0] }
  }

  /// The length in tokens of the longest entry that begins at `tokens[index]`, or nil.
  public func match(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> Int? {
    longestEntry(tokens, at: index, in: utf8)?.length
  }

  /// The longest entry that begins at `tokens[index]`: its length in tokens and its value.
  public func longest(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> (length: Int, value: String?)? {
    longestEntry(tokens, at: index, in: utf8).map { ($0.length, tree.values[$0.entry]) }
  }

  // MARK: Entries by number, for tables of other values

  /// The number of an entry of one word or mark.
  fileprivate func entry(of word: ArraySlice<UInt8>) -> Int? {
    // No entry has a longer word, and a hostile text may have words of megabytes.
    guard word.count <= WordTree.longestWord else { return nil }
    return word.withUnsafeBufferPointer { bytes in
      let hash = foldedHash(bytes)
      return tree.mayBegin(hash) ? tree.entry(at: tree.step(from: 0, over: hash)) : nil
    }
  }

  @inline(__always)
  fileprivate func entry(of token: Token, in utf8: [UInt8]) -> Int? {
    guard tree.mayBegin(token.hash) else { return nil }
    return tree.entry(at: tree.step(from: 0, over: token.hash))
  }

  @inline(__always)
  fileprivate func longestEntry(_ tokens: [Token], at index: Int, in utf8: [UInt8]) -> (
    length: Int, entry: Int
  )? {
    guard index < tokens.count, tree.mayBegin(tokens[index].hash) else { return nil }
    return tree.longestEntry(tokens, at: index)
  }

  fileprivate func map<Value>(_ make: (String) -> Value?) -> [Value?] { tree.values.map { $0.flatMap(make) } }

  /// The entries of one word, folded, with their values.
  func forEachWord(_ body: (String, String?) -> Void) { tree.forEachOpening { if $1 { body($0, $2) } } }

  /// The first words and marks of all entries, folded.
  func forEachOpening(_ body: (String) -> Void) { tree.forEachOpening { word, _, _ in body(word) } }
}

/// The entries of a word list as a tree: each node is a prefix of some entry, ending with one more token.
///
/// A token is known by its hash of 64 bits alone. A text made to collide with an entry gains nothing that writing the
/// entry would not.
private struct WordTree: Sendable {
  static let longestWord = 64

  private struct Node: Sendable {
    var parent: Int32
    var isEntry = false
    /// Where its token stands in the letters, folded.
    var start: Int32
    var count: Int32
    var hash: UInt64
  }

  private var nodes = [Node(parent: -1, start: 0, count: 0, hash: 0)]
  private var letters: [UInt8] = []
  /// The value of each node.
  private(set) var values: [String?] = [nil]
  /// Nodes by the hash of their parent and token: open addressing, its size a power of two, 0 for an empty slot.
  private var slots: [Int32] = Array(repeating: 0, count: 16)
  /// A bit for each first word, by its hash.
  private var filter: [UInt64] = [0]

  /// Whether an entry may begin with a word of this hash; seldom wrong with yes, never with no.
  @inline(__always)
  func mayBegin(_ hash: UInt64) -> Bool {
    let bit = Int(truncatingIfNeeded: hash >> 20) & (filter.count * 64 - 1)
    return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  func entry(at node: Int32) -> Int? { node > 0 && nodes[Int(node)].isEntry ? Int(node) : nil }

  func longestEntry(_ tokens: [Token], at index: Int) -> (length: Int, entry: Int)? {
    var node: Int32 = 0
    var place = index
    var found: (length: Int, entry: Int)?
    while place < tokens.count {
      node = step(from: node, over: tokens[place].hash)
      guard node > 0 else { break }
      place += 1
      if nodes[Int(node)].isEntry { found = (place - index, Int(node)) }
    }
    return found
  }

  /// The node that a word leads to; 0 if there is none.
  func step(from node: Int32, over hash: UInt64) -> Int32 {
    let mask = slots.count - 1
    var slot = slot(of: hash, from: node)
    while slots[slot] != 0 {
      let found = nodes[Int(slots[slot])]
      if found.parent == node, found.hash == hash { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return 0
  }

  private func slot(of hash: UInt64, from node: Int32) -> Int {
    let mixed = (hash ^ UInt64(truncatingIfNeeded: node)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }

  // MARK: Making it

  mutating func add(_ entry: [UInt8], value: String?) {
    var node: Int32 = 0
    for token in tokenise(entry, in: TextRange(0, entry.count)) {
      let next = step(from: node, over: token.hash)
      if next > 0 {
        node = next
        continue
      }
      nodes.append(
        Node(
          parent: node, start: Int32(letters.count), count: Int32(token.range.count), hash: token.hash))
      letters += entry[token.range]
      values.append(nil)
      node = Int32(nodes.count - 1)
      if nodes.count * 2 > slots.count {
        slots = Array(repeating: 0, count: slots.count * 2)
        for place in 1..<nodes.count { insert(Int32(place)) }
      } else {
        insert(node)
      }
    }
    guard node != 0 else { return }
    nodes[Int(node)].isEntry = true
    values[Int(node)] = value
  }

  private mutating func insert(_ node: Int32) {
    let mask = slots.count - 1
    var slot = slot(of: nodes[Int(node)].hash, from: nodes[Int(node)].parent)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = node
  }

  /// Sets the bits of the first words, about one in sixteen.
  mutating func makeFilter() {
    let firsts = nodes.filter { $0.parent == 0 }
    var words = 1
    while words * 4 < firsts.count { words *= 2 }
    filter = Array(repeating: 0, count: words)
    for node in firsts {
      let bit = Int(truncatingIfNeeded: node.hash >> 20) & (words * 64 - 1)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// The first words and marks of all entries, whether each is an entry, and its value.
  func forEachOpening(_ body: (String, Bool, String?) -> Void) {
    for (index, node) in nodes.enumerated() where node.parent == 0 {
      let word = letters[Int(node.start)..<Int(node.start + node.count)]
      body(String(decoding: word, as: UTF8.self), node.isEntry, values[index])
    }
  }
}

/// A word list whose values have been read once, for use in inner loops.
struct WordTable<Value: Sendable>: Sendable {
  private let list: WordList
  private let values: [Value?]

  /// The table that `make` makes of the values of a list.
  init(_ list: WordList, _ make: (String) -> Value?) {
    self.list = list
    values = list.map(make)
  }

  /// The value of an entry of one word or mark.
  func value(of word: ArraySlice<UInt8>) -> Value? { list.entry(of: word).flatMap { values[$0] } }

  /// The value of an entry that is one token.
  @inline(__always)
  func value(of token: Token, in utf8: [UInt8]) -> Value? {
    list.entry(of: token, in: utf8).flatMap { values[$0] }
  }

  /// The longest entry that begins at `tokens[index]`: its length in tokens and its value.
  @inline(__always)
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
