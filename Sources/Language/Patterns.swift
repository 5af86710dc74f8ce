// Matches phrases described in a data file against tokens.

import Story

/// A list of patterns with what each stands for; `notices.txt` tells how they are written.
struct PatternList: Sendable {
  /// A pattern and its meaning.
  private struct Entry: Sendable {
    var meaning: String
    var elements: [Element]
  }

  /// One element of a pattern.
  private enum Element: Sendable {
    /// Words of a list, at least and at most so often.
    case words(WordList, takesNumber: Bool, least: Int, most: Int)
    /// Any tokens, at most so many, of the sentence or of the whole paragraph.
    case gap(most: Int, isWide: Bool)
    /// The end of the sentence.
    case end
  }

  private var entries: [Entry] = []
  /// By what they can begin with, the patterns in order: most sentences are dismissed with one look.
  private var openings = WordTable(WordList("")) { _ in [Int]() }

  /// The patterns of a text. Lines that are not understood stop the program: the text is part of it.
  init(_ text: String) {
    var classes: [Substring: String] = [:]
    var openings: [String: [Int]] = [:]
    // Most elements share their words with others.
    var lists: [String: WordList] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      precondition(parts.count == 2, "“\(line)” has no tab")
      if parts[0].hasPrefix("<") {
        classes[parts[0]] = parts[1].split(separator: " | ").joined(separator: "\n")
        continue
      }
      let pieces = parts[1].split(separator: " ").map { Piece($0, classes, &lists) }
      entries.append(Entry(meaning: String(parts[0]), elements: pieces.map(\.element)))
      for piece in pieces {
        for word in Self.firstWords(of: piece.words) where openings[word]?.last != entries.count - 1 {
          openings[word, default: []].append(entries.count - 1)
        }
        if !piece.mayBeMissing { break }
      }
    }
    let list = openings.map { "\($0.key)\t\($0.value.map(String.init).joined(separator: " "))" }
    self.openings = WordTable(WordList(list.joined(separator: "\n"))) { indices in
      indices.split(separator: " ").compactMap { Int($0) }
    }
  }

  /// The first token of each entry of a list, folded.
  private static func firstWords(of words: String) -> [String] {
    words.split(separator: "\n").compactMap { entry in
      let utf8 = folded(Array(entry.utf8)[...])
      return tokenise(utf8, in: TextRange(0, utf8.count)).first.map {
        String(decoding: utf8[$0.range], as: UTF8.self)
      }
    }
  }

  /// An element as it is written, and the words it can begin with.
  private struct Piece {
    var element: Element
    var words = ""
    var mayBeMissing = false

    init(_ text: Substring, _ classes: [Substring: String], _ lists: inout [String: WordList]) {
      switch text {
      case "..": element = .gap(most: 12, isWide: false)
      case "...": element = .gap(most: 80, isWide: true)
      case "$": element = .end
      default:
        var body = text
        var (least, most) = (1, 1)
        if text.count > 1, let last = text.last, last == "?" || last == "*" {
          body = text.dropLast()
          (least, most) = (0, last == "?" ? 1 : 12)
        }
        let alternatives = body.split(separator: "|").map { part -> String in
          guard part.hasPrefix("<") else { return String(part) }
          guard let words = classes[part] else { preconditionFailure("\(part) is not defined above its use") }
          return words
        }
        words = alternatives.joined(separator: "\n")
        let takesNumber = words.split(separator: "\n").contains("#")
        let list = lists[words] ?? WordList(words)
        lists[words] = list
        element = .words(list, takesNumber: takesNumber, least: least, most: most)
        mayBeMissing = least == 0
      }
    }
  }

  /// The meaning of the first pattern that fits at `place` in a sentence that ends at token `end`.
  func meaning(at place: Int, end: Int, _ tokens: [Token], in utf8: [UInt8]) -> String? {
    guard place < end, let candidates = openings.value(of: utf8[tokens[place].range]) else { return nil }
    let fitting = candidates.first { fits(entries[$0].elements[...], at: place, end: end, tokens, in: utf8) }
    return fitting.map { entries[$0].meaning }
  }

  /// Whether elements fit here. Calls itself once an element at most, so its depth is the pattern's length.
  private func fits(
    _ elements: ArraySlice<Element>, at place: Int, end: Int, _ tokens: [Token], in utf8: [UInt8]
  ) -> Bool {
    guard let element = elements.first else { return true }
    let rest = elements.dropFirst()
    switch element {
    case .end:
      return tokens[min(place, end)..<end].allSatisfy { $0.kind == .mark }
    case .gap(let most, let isWide):
      let limit = isWide ? tokens.count : end
      for next in place..<max(place + 1, min(limit, place + most) + 1) {
        if fits(rest, at: next, end: max(end, isWide ? limit : end), tokens, in: utf8) { return true }
      }
      return false
    case .words(let words, let takesNumber, let least, let most):
      // As often as it can first, then less often.
      var places = [place]
      while places.count <= most, let last = places.last, last < end {
        if takesNumber, tokens[last].kind == .number {
          places.append(last + 1)
        } else if let length = words.match(tokens, at: last, in: utf8), last + length <= end {
          places.append(last + length)
        } else {
          break
        }
      }
      for next in places.dropFirst(least).reversed() {
        if fits(rest, at: next, end: end, tokens, in: utf8) { return true }
      }
      return false
    }
  }
}
