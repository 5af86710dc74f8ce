// The word-level difference of two stretches, for showing an edit.

import Language
import Story

/// A run of words of an edit.
public struct WordRun: Hashable, Sendable {
  /// What became of the words.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// They stand in both.
    case same
    /// They stood and do not stand any more.
    case removed
    /// They stand and did not.
    case added
  }

  /// What became of them.
  public var kind: Kind
  /// The words with their spaces.
  public var text: String

  /// A run of these parts.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension Comparer {
  /// The word-level difference of two stretches of text, for showing an edit.
  ///
  /// A number with its unit, a name and a quotation with its marks are never broken up. The runs that are not removed
  /// make `new` byte for byte, those that are not added make `old` but for the width of its spaces; a removed run
  /// comes before the run added in its place.
  public func words(from old: String, to new: String) -> [WordRun] {
    var vocabulary = Vocabulary(functionWords: lists.functionWords)
    let oldUnits = Units(reader.read(old), &vocabulary)
    let newUnits = Units(reader.read(new), &vocabulary)
    let hunks = vocabulary.diff(oldUnits.numbers, newUnits.numbers)
    let joined = joinedAcrossIslands(hunks, oldUnits, vocabulary)
    var runs = WordRuns()
    var (oldPlace, newPlace) = (0, 0)
    for hunk in joined + [Hunk(old: oldUnits.count..<oldUnits.count, new: newUnits.count..<newUnits.count)] {
      while newPlace < hunk.new.lowerBound {
        // The same word may be written another way.
        runs.add(oldUnits.text(oldPlace..<oldPlace + 1), newUnits.text(newPlace..<newPlace + 1))
        oldPlace += 1
        newPlace += 1
      }
      runs.add(oldUnits.text(hunk.old), newUnits.text(hunk.new))
      (oldPlace, newPlace) = (hunk.old.upperBound, hunk.new.upperBound)
    }
    runs.add(.same, newUnits.tail)
    return runs.all
  }

  /// Joins hunks that nothing parts but a small word or a mark: `a mistake` → `an error` is one exchange.
  private func joinedAcrossIslands(_ hunks: [Hunk], _ old: Units, _ vocabulary: Vocabulary) -> [Hunk] {
    var joined: [Hunk] = []
    for hunk in hunks {
      if let last = joined.last, !last.old.isEmpty, !last.new.isEmpty, !hunk.old.isEmpty, !hunk.new.isEmpty,
        hunk.old.lowerBound - last.old.upperBound <= 2,
        (last.old.upperBound..<hunk.old.lowerBound).allSatisfy({
          vocabulary.worths[Int(old.numbers[$0])] != .content
        })
      {
        joined[joined.count - 1] = Hunk(
          old: last.old.lowerBound..<hunk.old.upperBound, new: last.new.lowerBound..<hunk.new.upperBound)
      } else {
        joined.append(hunk)
      }
    }
    return joined
  }
}

/// A text cut into what is never broken up: words, marks, numbers, names and quotations.
private struct Units {
  /// The number of each unit's folded bytes.
  private(set) var numbers: [Int32] = []
  /// Where each unit stands, with the space before it.
  private var ranges: [TextRange] = []
  private let text: Text

  init(_ reading: Reading, _ vocabulary: inout Vocabulary) {
    text = reading.text
    let whole = Self.unbroken(reading)
    let tokens = tokenise(text.utf8, in: text.range)
    var next = 0
    var place = 0
    while place < tokens.count {
      let first = tokens[place]
      var end = first.range.end
      var kind = first.kind
      place += 1
      while next < whole.count, whole[next].end <= first.range.start { next += 1 }
      if next < whole.count, whole[next].overlaps(first.range) {
        while place < tokens.count, tokens[place].range.start < whole[next].end {
          end = tokens[place].range.end
          kind = .word
          place += 1
        }
      }
      numbers.append(vocabulary.number(of: text.utf8[first.range.start..<end], kind: kind))
      ranges.append(TextRange(ranges.last?.end ?? 0, end))
    }
  }

  /// The stretches not to be broken up, in order and apart.
  private static func unbroken(_ reading: Reading) -> [TextRange] {
    // A mark is one scalar of up to three bytes, or two of one byte; widening by one byte takes its token in.
    let quotes = reading.quotes.map {
      TextRange(max(0, $0.range.start - 1), $0.isClosed ? $0.range.end + 1 : $0.range.end)
    }
    let all = quotes + reading.figures.map(\.range) + reading.names.map(\.range)
    var apart: [TextRange] = []
    for range in all.sorted(by: { ($0.start, $1.end) < ($1.start, $0.end) }) {
      if let last = apart.last, range.start < last.end {
        apart[apart.count - 1].end = max(last.end, range.end)
      } else {
        apart.append(range)
      }
    }
    return apart
  }

  var count: Int { numbers.count }

  /// The text of some units.
  func text(_ units: Range<Int>) -> String {
    guard let first = units.first, let last = units.last else { return "" }
    return text[TextRange(ranges[first].start, ranges[last].end)]
  }

  /// What stands after the last unit.
  var tail: String { text[TextRange(ranges.last?.end ?? 0, text.utf8.count)] }
}

/// Runs being gathered; neighbours of one kind are one.
private struct WordRuns {
  private(set) var all: [WordRun] = []

  /// Adds words that stood and words that stand in their place, each with the space before it.
  mutating func add(_ old: String, _ new: String) {
    let (oldWords, newWords) = (old.drop(while: \.isWhitespace), new.drop(while: \.isWhitespace))
    if oldWords == newWords {
      add(.same, new)
    } else if oldWords.isEmpty || newWords.isEmpty {
      add(.removed, old)
      add(.added, new)
    } else {
      // The space before words that were exchanged is no part of the exchange.
      add(.same, String(new[..<newWords.startIndex]))
      add(.removed, String(oldWords))
      add(.added, String(newWords))
    }
  }

  mutating func add(_ kind: WordRun.Kind, _ text: String) {
    if text.isEmpty { return }
    if all.last?.kind == kind {
      all[all.count - 1].text += text
    } else {
      all.append(WordRun(kind, text))
    }
  }
}
