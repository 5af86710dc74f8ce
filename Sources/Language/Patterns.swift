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
    var words = PatternWords()
    var openings: [String: [Int]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      precondition(parts.count == 2, "“\(line)” has no tab")
      if parts[0].hasPrefix("<") {
        words.define(parts[0], as: parts[1])
        continue
      }
      let pieces = parts[1].split(separator: " ").map { Piece($0, &words) }
      for piece in pieces {
        for first in piece.firstWords where openings[first]?.last != entries.count {
          openings[first, default: []].append(entries.count)
        }
        if !piece.mayBeMissing { break }
      }
      entries.append(Entry(meaning: String(parts[0]), elements: pieces.map(\.element)))
    }
    let list = openings.map { "\($0.key)\t\($0.value.map(String.init).joined(separator: " "))" }
    self.openings = WordTable(WordList(list.joined(separator: "\n"))) { indices in
      indices.split(separator: " ").compactMap { Int($0) }
    }
  }

  /// An element as it is written, and what it can begin with.
  private struct Piece {
    var element: Element
    var firstWords: [String] = []
    var mayBeMissing = false

    init(_ text: Substring, _ words: inout PatternWords) {
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
        let choice = words.choice(body)
        element = .words(choice.list, takesNumber: choice.takesNumber, least: least, most: most)
        firstWords = choice.firstWords
        mayBeMissing = least == 0
      }
    }
  }

  /// The meaning of the first pattern that fits at `place` in a sentence that ends at token `end`.
  func meaning(at place: Int, end: Int, _ tokens: [Token], in utf8: [UInt8]) -> String? {
    guard place < end, let candidates = openings.value(of: tokens[place], in: utf8) else { return nil }
    let fitting = candidates.first {
      fits(entries[$0].elements, from: 0, at: place, end: end, tokens, in: utf8)
    }
    return fitting.map { entries[$0].meaning }
  }

  /// Whether the elements from one on fit here. Calls itself once an element at most, so its depth is the pattern's
  /// length.
  private func fits(
    _ elements: [Element], from first: Int, at place: Int, end: Int, _ tokens: [Token], in utf8: [UInt8]
  ) -> Bool {
    guard first < elements.count else { return true }
    func restFits(at next: Int, end: Int) -> Bool {
      fits(elements, from: first + 1, at: next, end: end, tokens, in: utf8)
    }
    switch elements[first] {
    case .end:
      return tokens[min(place, end)..<end].allSatisfy { $0.kind == .mark }
    case .gap(let most, let isWide):
      let limit = isWide ? tokens.count : end
      for next in place..<max(place + 1, min(limit, place + most) + 1) {
        if restFits(at: next, end: max(end, isWide ? limit : end)) { return true }
      }
      return false
    case .words(let words, let takesNumber, let least, let most):
      func next(_ place: Int) -> Int? {
        guard place < end else { return nil }
        if takesNumber, tokens[place].kind == .number { return place + 1 }
        guard let length = words.match(tokens, at: place, in: utf8), place + length <= end else { return nil }
        return place + length
      }
      if least == 1, most == 1 { return next(place).map { restFits(at: $0, end: end) } ?? false }
      // As often as it can first, then less often.
      var places = [place]
      while places.count <= most, let last = places.last, let further = next(last) { places.append(further) }
      return places.dropFirst(least).reversed().contains { restFits(at: $0, end: end) }
    }
  }
}

/// The classes and alternatives of a pattern file, each made into a list once.
private struct PatternWords {
  /// What an element such as `corrected|<any>` accepts.
  struct Choice {
    var list: WordList
    var takesNumber: Bool
    /// The first token of each entry, folded.
    var firstWords: [String]
  }

  private var classes: [Substring: [String]] = [:]
  private var choices: [Substring: Choice] = [:]

  mutating func define(_ name: Substring, as entries: Substring) {
    classes[name] = entries.split(separator: " | ").map(String.init)
  }

  mutating func choice(_ body: Substring) -> Choice {
    if let known = choices[body] { return known }
    let entries = body.split(separator: "|").flatMap { part -> [String] in
      guard part.hasPrefix("<") else { return [String(part)] }
      guard let entries = classes[part] else { preconditionFailure("\(part) is not defined above its use") }
      return entries
    }
    let choice = Choice(
      list: WordList(entries.joined(separator: "\n")), takesNumber: entries.contains("#"),
      firstWords: entries.compactMap { entry in
        let utf8 = folded(Array(entry.utf8)[...])
        return tokenise(utf8, in: TextRange(0, utf8.count)).first.map {
          String(decoding: utf8[$0.range], as: UTF8.self)
        }
      })
    choices[body] = choice
    return choice
  }
}
