// Finds the entries of a list that was run together into one line.

import Story

/// Where the entries of a list begin when a paragraph opens with the first: `1) … 2) …`, `1. … 2. …`, `a. … b. …`.
struct ListEntries {
  /// Where an entry begins and where its text does.
  private var entries: [(start: Int, text: Int)] = []
  private var next = 0
  /// After ``begins(at:)`` said yes: the first token of the entry's text.
  private(set) var afterMarker = 0

  /// Looks for a list in the tokens of a paragraph; one entry alone is no list. Complexity: O(tokens).
  init(_ tokens: [Token], in utf8: [UInt8]) {
    guard let first = Marker(at: 0, tokens, in: utf8) else { return }
    var last = first
    entries.append((0, first.end))
    var place = first.end
    while place < tokens.count {
      if tokens[place].spaceBefore, let marker = Marker(at: place, tokens, in: utf8), marker.follows(last),
        marker.end < tokens.count, tokens[marker.end].isCapitalised
      {
        entries.append((place, marker.end))
        last = marker
        place = marker.end
      } else {
        place += 1
      }
    }
    if entries.count == 1 { entries = [] }
  }

  /// Whether an entry begins at a token; asked in order.
  mutating func begins(at place: Int) -> Bool {
    guard next < entries.count, entries[next].start == place else { return false }
    afterMarker = entries[next].text
    next += 1
    return true
  }

  /// A number or letter that counts an entry, with the marks behind it.
  private struct Marker {
    var value: Int
    var isLetter: Bool
    var marks: [UInt8]
    var end: Int

    init?(at place: Int, _ tokens: [Token], in utf8: [UInt8]) {
      var place = place
      if place < tokens.count, Mark(tokens[place], in: utf8) == .bullet { place += 1 }
      guard place < tokens.count else { return nil }
      let word = utf8[tokens[place].range]
      switch tokens[place].kind {
      case .number:
        guard word.count <= 3, word.allSatisfy(isDigit) else { return nil }
        value = word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        isLetter = false
      case .word:
        guard word.count == 1, let letter = word.first, (0x61...0x7A).contains(letter) else { return nil }
        value = Int(letter)
        isLetter = true
      case .mark: return nil
      }
      marks = []
      end = place + 1
      while end < tokens.count, !tokens[end].spaceBefore, marks.count < 2 {
        let mark = Mark(tokens[end], in: utf8)
        guard mark == .fullStop || mark == .closingBracket else { return nil }
        marks.append(utf8[tokens[end].range.start])
        end += 1
      }
      guard !marks.isEmpty, end < tokens.count, tokens[end].spaceBefore else { return nil }
    }

    func follows(_ other: Marker) -> Bool {
      value == other.value + 1 && isLetter == other.isLetter && marks == other.marks
    }
  }
}
