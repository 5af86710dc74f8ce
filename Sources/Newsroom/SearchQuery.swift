// What somebody typed to search for, and where it stands in a passage.

import Archive
import Foundation
import Story

/// Words to search for: `words`, all of which have to stand in a passage, `"words in a row"`, `begin*`, and the filters
/// `story:name`, `outlet:news.example` and `speaker:name` or `speaker:"whole name"`.
///
/// Any text is a query; what cannot be searched for, such as a lone quotation mark, is passed over.
public struct SearchQuery: Hashable, Sendable {
  /// What has to stand in a passage.
  var phrases: [Phrase] = []
  /// What has to stand in the name of who is quoted.
  var speakers: [Phrase] = []
  /// Only this story.
  var story: Slug?
  /// Only this outlet.
  var outlet: String?
  /// Whether a filter can let nothing through, such as a story whose name is none.
  var isImpossible = false

  /// Words in a row.
  struct Phrase: Hashable, Sendable {
    var words: [String]
    var isPrefix: Bool
  }

  /// More words than anybody types are passed over.
  private static let most = 32

  /// The query that a text is.
  public init(_ text: String) {
    var rest = text.precomposedStringWithCanonicalMapping[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty, phrases.count + speakers.count < Self.most else { return }
      var filter: Filter?
      for name in Filter.allCases {
        let start = name.rawValue + ":"
        if rest.count > start.count, rest.prefix(start.count).lowercased() == start {
          filter = name
          rest = rest.dropFirst(start.count)
        }
      }
      let term = Self.term(&rest)
      switch filter {
      case .story:
        let name = try? Slug(term.text.lowercased())
        isImpossible = isImpossible || name == nil || story != nil && story != name
        story = name
      case .outlet:
        let host = term.text.lowercased()
        let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        isImpossible = isImpossible || outlet != nil && outlet != name
        outlet = name
      case .speaker, nil:
        let words = SearchWords.words(of: term.text).prefix(Self.most).map(\.text)
        guard !words.isEmpty else { continue }
        let phrase = Phrase(words: words, isPrefix: term.isPrefix)
        if filter == nil { phrases.append(phrase) } else { speakers.append(phrase) }
      }
    }
  }

  /// Whether there is nothing to search for.
  public var isEmpty: Bool { phrases.isEmpty && speakers.isEmpty }

  private enum Filter: String, CaseIterable {
    case story, outlet, speaker
  }

  /// What stands up to the next space, or between quotation marks, and whether an asterisk follows.
  private static func term(_ rest: inout Substring) -> (text: String, isPrefix: Bool) {
    let closing: [Character: Character] = ["\"": "\"", "“": "”", "„": "“", "«": "»"]
    let text: Substring
    if let mark = rest.first, let end = closing[mark] {
      rest = rest.dropFirst()
      text = rest.prefix { $0 != end }
      rest = rest.dropFirst(text.count + 1)
      let isPrefix = rest.first == "*" || text.last == "*"
      if rest.first == "*" { rest = rest.dropFirst() }
      return (String(text), isPrefix)
    }
    text = rest.prefix { !$0.isWhitespace }
    rest = rest.dropFirst(text.count)
    return (String(text), text.last == "*")
  }
}

extension SearchQuery {
  /// The question to ask the index.
  func question(in place: Newsroom.SearchPlace) -> PassageIndex.Question {
    var question = PassageIndex.Question()
    question.phrases = phrases.map { PassageIndex.Question.Phrase($0.words, isPrefix: $0.isPrefix) }
    question.speakers = speakers.map { PassageIndex.Question.Phrase($0.words, isPrefix: $0.isPrefix) }
    (question.story, question.outlet) = (story, outlet)
    switch place {
    case .all: break
    case .quotes: (question.kind, question.searchesSpeakers) = (.quote, false)
    case .speakers: (question.kind, question.searchesText) = (.quote, false)
    }
    return question
  }

  /// A text in pieces, in order, those that were searched for marked.
  public func pieces(of text: String) -> [(text: String, isHit: Bool)] {
    let words = SearchWords.words(of: text)
    let folded = words.map { SearchWords.folded($0.text) }
    var hits: [Range<String.Index>] = []
    for phrase in phrases {
      let sought = phrase.words.map(SearchWords.folded)
      guard sought.count <= words.count else { continue }
      for start in 0...(words.count - sought.count) {
        let isHit = sought.indices.allSatisfy { at in
          phrase.isPrefix && at == sought.count - 1
            ? folded[start + at].hasPrefix(sought[at]) : folded[start + at] == sought[at]
        }
        if isHit {
          hits.append(words[start].range.lowerBound..<words[start + sought.count - 1].range.upperBound)
        }
      }
    }
    var pieces: [(text: String, isHit: Bool)] = []
    var place = text.startIndex
    for hit in hits.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) })
    where hit.upperBound > place {
      let start = max(hit.lowerBound, place)
      if start > place { pieces.append((String(text[place..<start]), false)) }
      pieces.append((String(text[start..<hit.upperBound]), true))
      place = hit.upperBound
    }
    if place < text.endIndex { pieces.append((String(text[place...]), false)) }
    return pieces
  }
}

/// Texts as words that can be looked up: letters and digits in a row, and where a script has no spaces each letter.
enum SearchWords {
  /// The words of a text, and where they stand.
  static func words(of text: String) -> [(text: String, range: Range<String.Index>)] {
    var words: [(String, Range<String.Index>)] = []
    var start: String.Index?
    func end(at place: String.Index) {
      if let begin = start { words.append((String(text[begin..<place]), begin..<place)) }
      start = nil
    }
    for place in text.indices {
      let character = text[place]
      guard character.isLetter || character.isNumber else {
        end(at: place)
        continue
      }
      if character.unicodeScalars.contains(where: isOfUnspacedScript) {
        end(at: place)
        start = place
        end(at: text.index(after: place))
      } else if start == nil {
        start = place
      }
    }
    end(at: text.endIndex)
    return words
  }

  /// A text as the index keeps it: its words parted by spaces, if SQLite would not part them by itself.
  static func indexed(_ text: String) -> String {
    // Scripts without spaces begin at U+0E00, whose bytes begin with E0 B8.
    guard text.utf8.contains(where: { $0 >= 0xE0 }), text.unicodeScalars.contains(where: isOfUnspacedScript)
    else { return text }
    return words(of: text).map(\.text).joined(separator: " ")
  }

  /// A word without case and marks.
  static func folded(_ word: String) -> String {
    word.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }

  /// Thai, Lao, Burmese, Khmer, kana and Han (Unicode Standard Annex 29 §4 leaves these to dictionaries).
  private static func isOfUnspacedScript(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF:
      true
    default: false
    }
  }
}
