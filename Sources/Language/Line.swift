// A paragraph as the finders of speakers see it: its words and marks, each quotation being one item.

import Story

/// A paragraph, or a heading, as a row of words, marks and quotations. A class, since many finders hold it.
final class Line {
  /// A word, number, mark or quotation.
  struct Item {
    enum Kind: Hashable {
      case word
      case number
      case mark(Mark)
      /// A marked run, by its place among the text's runs.
      case quote(Int)
    }

    var kind: Kind
    var range: TextRange
    var classes: WordClass = []
    /// What the word's ending tells.
    var endings: Endings.Kind = []
    var isCapitalised = false
    /// Whether it ends in ’s or s’.
    var isOwner = false
    /// The sentence it is in, counted in the line; a quotation of several sentences is in the one it begins in.
    var sentence = 0
    /// Its place among the paragraph's tokens; a quotation's first.
    var token = 0
  }

  let text: [UInt8]
  let tokens: [Token]
  var items: [Item] = []

  /// Lays out a paragraph.
  ///
  /// - Parameters:
  ///   - runs: the text's runs; only those at `places` are in this paragraph.
  ///   - starts: where the text's sentences begin, those of this paragraph.
  init(
    text: [UInt8], tokens: [Token], runs: [MarkedRun], places: Range<Int>, starts: ArraySlice<Int>,
    words: QuoteWords
  ) {
    self.text = text
    self.tokens = tokens
    items.reserveCapacity(tokens.count)
    var place = 0
    var run = places.lowerBound
    while place < tokens.count {
      if run < places.upperBound, runs[run].tokens.lowerBound <= place {
        items.append(Item(kind: .quote(run), range: runs[run].outer, token: runs[run].tokens.lowerBound))
        place = max(place + 1, runs[run].tokens.upperBound)
        run += 1
      } else {
        items.append(item(at: place, words))
        place += 1
      }
    }
    readNames()
    numberSentences(starts)
  }

  /// “Ms May”, “Mr. Will”: what stands in capitals behind an honorific is a name, whatever else the word can be.
  private func readNames() {
    for index in items.indices.dropFirst() where items[index].isCapitalised && !items[index].classes.isEmpty {
      let isDotted = isMark(index - 1, .fullStop) && items[index - 1].range.end < items[index].range.start
      if isWord(isDotted ? index - 2 : index - 1, .honorific),
        items[index].classes.isDisjoint(with: [.honorific, .title])
      {
        items[index].classes = []
      }
    }
  }

  private func item(at place: Int, _ words: QuoteWords) -> Item {
    let token = tokens[place]
    var item = Item(kind: .word, range: token.range, isCapitalised: token.isCapitalised, token: place)
    switch token.kind {
    case .number:
      item.kind = .number
      item.isOwner = isOwner(place)
    case .mark: item.kind = .mark(Mark(token, in: text))
    case .word:
      let word = text[token.range]
      item.classes = words.classes(of: token, in: text)
      item.endings = words.endings.kinds(of: word)
      if let apostrophe = apostrophe(in: word) {
        item.isOwner = folded(word[apostrophe...]).elementsEqual("'s".utf8)
        if item.classes.isEmpty {
          // he’s, they’ve, Khan’s: what stands before the apostrophe tells.
          item.classes = words.classes(of: word[..<apostrophe])
          if item.classes.contains(.pronoun) { item.isOwner = false }
        }
      } else if place + 1 < tokens.count, !tokens[place + 1].spaceBefore, tokens[place + 1].kind == .mark,
        Mark(tokens[place + 1], in: text).isQuote, word.last == UInt8(ascii: "s")
      {
        item.isOwner = true
      }
    }
    return item
  }

  /// Whether “’s” stands right behind a number: “Leith 2030’s organisers”.
  private func isOwner(_ place: Int) -> Bool {
    guard place + 2 < tokens.count, !tokens[place + 1].spaceBefore, !tokens[place + 2].spaceBefore else {
      return false
    }
    return Mark(tokens[place + 1], in: text).isQuote && text[tokens[place + 2].range].elementsEqual("s".utf8)
  }

  private func apostrophe(in word: ArraySlice<UInt8>) -> Int? {
    for place in word.indices {
      if word[place] == UInt8(ascii: "'") { return place }
      if word[place] == 0xE2, word[place...].starts(with: "’".utf8) { return place }
    }
    return nil
  }

  /// Gives each item its sentence. A sentence that begins inside a quotation begins nothing outside it.
  private func numberSentences(_ starts: ArraySlice<Int>) {
    var sentence = 0
    var next = starts.startIndex
    for index in items.indices {
      while next < starts.endIndex, starts[next] <= items[index].range.start {
        let isInside = index > 0 && starts[next] < items[index - 1].range.end
        if index > 0, !isInside { sentence += 1 }
        next += 1
      }
      items[index].sentence = sentence
    }
  }
}

extension Line {
  /// Whether an item is a mark of a kind.
  func isMark(_ index: Int, _ mark: Mark) -> Bool {
    items.indices.contains(index) && items[index].kind == .mark(mark)
  }

  /// Whether an item is a quotation.
  func isQuote(_ index: Int) -> Bool {
    guard items.indices.contains(index), case .quote = items[index].kind else { return false }
    return true
  }

  /// Whether an item is a word of one of these classes.
  func isWord(_ index: Int, _ classes: WordClass) -> Bool {
    items.indices.contains(index) && items[index].kind == .word
      && !items[index].classes.isDisjoint(with: classes)
  }

  /// Whether the ending of a word tells one of these; a short word is not judged by its ending.
  func isEnding(_ index: Int, _ kinds: Endings.Kind) -> Bool {
    items.indices.contains(index) && items[index].range.count > 4
      && !items[index].endings.isDisjoint(with: kinds)
  }

  /// The stretch of text of some items.
  func range(_ items: Range<Int>) -> TextRange {
    TextRange(self.items[items.lowerBound].range.start, self.items[items.upperBound - 1].range.end)
  }

  /// The items of the sentence that an item is in; of an endless one, those near the item.
  func sentence(around index: Int) -> Range<Int> {
    let number = items[index].sentence
    var start = index
    while start > 0, index - start < 150, items[start - 1].sentence == number { start -= 1 }
    var end = index + 1
    while end < items.count, end - index < 150, items[end].sentence == number { end += 1 }
    return start..<end
  }
}
