// Finds the article in the data that a script-built page carries for its script to draw.

import Foundation

/// The article in a page's state data (`__NEXT_DATA__`, Apollo's cache, Fusion's content and the like).
///
/// Such pages have no text of their own; what a reader sees is drawn from JSON that comes along. The forms differ from
/// site to site, so none is presumed: the article is where most prose stands together, as a list of objects each with a
/// text, a list of texts, or one text with paragraphs in it. Asked only when the page itself has no prose.
struct ScriptState {
  /// The passages of the article, in order.
  private(set) var passages: [Passage] = []
  /// The headline that stands beside it.
  private(set) var headline: String?

  /// Scripts longer than this (bytes) are passed over.
  static let longest = 8 << 20
  /// Values looked at, at most.
  static let mostValues = 500_000

  /// Reads the scripts that carry state.
  init(_ scripts: [ArraySlice<UInt8>]) {
    var best: (bytes: Int, passages: [Passage], headline: String?) = (0, [], nil)
    for given in scripts where given.count <= Self.longest {
      // Raw line breaks are not allowed in JSON strings, and stand there all the same.
      let script = given.map { $0 < 0x20 ? 0x20 : $0 }[...]
      for value in Self.values(in: script) {
        for candidate in Self.candidates(in: value) {
          let bytes = candidate.passages.lazy.filter(\.isProse).reduce(0) { $0 + $1.text.count }
          if bytes > best.bytes { best = (bytes, candidate.passages, candidate.headline) }
        }
      }
    }
    passages = best.passages
    headline = best.headline
  }

  // MARK: JSON in a script

  /// The JSON objects and arrays that a script is or assigns, parsed; broken ones are passed over.
  private static func values(in script: ArraySlice<UInt8>) -> [Any] {
    var values: [Any] = []
    var position = script.startIndex
    // A script assigns few states; what comes later is code.
    while values.count < 8, let range = nextValue(in: script, from: position) {
      position = range.upperBound
      // `JSON.parse("…")` carries the state as a string: its content is reached by decoding once more.
      if let value = try? JSONSerialization.jsonObject(with: Data(script[range]), options: .fragmentsAllowed)
      {
        if let text = value as? String {
          if let inner = try? JSONSerialization.jsonObject(with: Data(text.utf8)) { values.append(inner) }
        } else {
          values.append(value)
        }
      }
    }
    return values
  }

  /// The next stretch that opens like JSON and closes in balance: after `=`, `(`, `:` or at the beginning.
  private static func nextValue(in script: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
    var position = start
    var before = UInt8(ascii: "=")
    while position < script.endIndex {
      let byte = script[position]
      let mayBegin = before == UInt8(ascii: "=") || before == UInt8(ascii: "(")
      if mayBegin, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"") {
        guard let end = closing(in: script, from: position) else { return nil }
        if end - position >= 200 { return position..<end }
        position = end
        before = byte
        continue
      }
      if byte > 0x20 { before = byte }
      position += 1
    }
    return nil
  }

  /// Where a value that opens at `start` ends, strings and what is escaped in them minded.
  private static func closing(in script: ArraySlice<UInt8>, from start: Int) -> Int? {
    var depth = 0
    var isInString = false
    var position = start
    while position < script.endIndex {
      let byte = script[position]
      if isInString {
        if byte == UInt8(ascii: "\\") {
          position += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return position + 1 }
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 { return position + 1 }
        default: break
        }
      }
      position += 1
    }
    return nil
  }

  // MARK: The article in it

  private struct Candidate {
    var passages: [Passage]
    var headline: String?
  }

  /// Keys under which an object's text stands, the likeliest first.
  private static let textKeys = ["content", "text", "html", "body", "value", "copy", "paragraph", "markup"]
  /// Keys of a headline, the likeliest first.
  private static let headlineKeys = ["headline", "title", "headlines", "name"]

  /// Every place where texts stand together.
  private static func candidates(in value: Any) -> [Candidate] {
    var found: [Candidate] = []
    // What waits to be looked at, with the headline of the nearest object above.
    var waiting: [(value: Any, headline: String?)] = [(value, nil)]
    var taken = 0
    while let (next, above) = waiting.popLast(), taken < mostValues {
      taken += 1
      if let object = next as? [String: Any] {
        let headline = headline(of: object) ?? above
        // Keys in their order, as that of a dictionary is not the same every time.
        for key in object.keys.sorted() {
          guard let inner = object[key] else { continue }
          if let text = inner as? String {
            if text.utf8.count >= 200, let passages = passages(inText: text) {
              found.append(Candidate(passages: passages, headline: headline))
            }
          } else {
            waiting.append((inner, headline))
          }
        }
      } else if let list = next as? [Any] {
        let passages = list.prefix(2000).flatMap { Self.passages(of: $0) }
        if passages.count(where: \.isProse) >= 2 {
          found.append(Candidate(passages: passages, headline: above))
        }
        waiting.append(contentsOf: list.map { ($0, above) })
      }
    }
    return found
  }

  private static func headline(of object: [String: Any]) -> String? {
    for key in headlineKeys {
      let value = (object[key] as? [String: Any])?["basic"] ?? object[key]
      if let text = value as? String {
        let folded = Folding.folded(Markup.plain(text))
        if (10...300).contains(folded.utf8.count) { return folded }
      }
    }
    return nil
  }

  /// The passages that one entry of a list gives: its text, or an object's.
  private static func passages(of entry: Any) -> [Passage] {
    if let text = entry as? String { return [passage(text, .paragraph)].compactMap(\.self) }
    guard let object = entry as? [String: Any] else { return [] }
    let type = (object["type"] as? String ?? object["__typename"] as? String ?? "").lowercased()
    for key in textKeys {
      guard let text = object[key] as? String, !text.isEmpty else { continue }
      if text.contains("<p"), let inner = passages(inText: text) { return inner }
      let form: Passage.Form =
        if type.contains("head") {
          .heading(level: 2)
        } else if type.contains("quote") {
          .quotation
        } else {
          .paragraph
        }
      return [passage(text, form)].compactMap(\.self)
    }
    return []
  }

  private static func passage(_ text: String, _ form: Passage.Form) -> Passage? {
    let folded = Folding.fold(Markup.plain(text))
    return folded.isEmpty ? nil : Passage(text: folded, form: form, node: 0, first: 0, last: 0)
  }

  /// The paragraphs in one text: marked up, or parted by line breaks.
  private static func passages(inText text: String) -> [Passage]? {
    if text.contains("<p") {
      guard let tree = try? HTMLTree(parsing: BoundedMarkup(Array(text.utf8))) else { return nil }
      let passages = PassageReader(tree).passages
      return passages.isEmpty ? nil : passages
    }
    let lines = text.split(whereSeparator: \.isNewline).compactMap { passage(String($0), .paragraph) }
    return lines.count(where: \.isProse) >= 2 ? lines : nil
  }
}
