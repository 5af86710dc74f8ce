// Finds the article in the data that a script-built page carries for its script to draw.

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
    for script in scripts where script.count <= Self.longest {
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

  /// The JSON objects and arrays that a script is or assigns, as far as they can be read.
  private static func values(in script: ArraySlice<UInt8>) -> [LooseJSON] {
    // What stands before the first value is code: `window.__STATE__ = JSON.parse(`.
    LooseJSON.values(in: script, mostValues: mostValues).flatMap { value -> [LooseJSON] in
      // `JSON.parse("…")` carries the state as a string: its content is reached by reading once more.
      guard case .string(let text) = value else { return [value] }
      return text.utf8.count < 200 ? [] : LooseJSON.values(in: Array(text.utf8)[...], mostValues: mostValues)
    }
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
  private static func candidates(in value: LooseJSON) -> [Candidate] {
    var found: [Candidate] = []
    // What waits to be looked at, with the headline of the nearest object above.
    var waiting: [(value: LooseJSON, headline: String?)] = [(value, nil)]
    var taken = 0
    while let (next, above) = waiting.popLast(), taken < mostValues {
      taken += 1
      switch next {
      case .object(let members):
        let headline = headline(of: next) ?? above
        for (_, inner) in members {
          if let text = inner.string {
            if text.utf8.count >= 200, let passages = passages(inText: text) {
              found.append(Candidate(passages: passages, headline: headline))
            }
          } else {
            waiting.append((inner, headline))
          }
        }
      case .array(let list):
        let passages = list.prefix(2000).flatMap(passages(of:))
        if passages.count(where: \.isProse) >= 2 {
          found.append(Candidate(passages: passages, headline: above))
        }
        waiting.append(contentsOf: list.map { ($0, above) })
      default: break
      }
    }
    return found
  }

  private static func headline(of object: LooseJSON) -> String? {
    for key in headlineKeys {
      if let text = object[key]?["basic"]?.string ?? object[key]?.string {
        let folded = Folding.folded(Markup.plain(text))
        if (10...300).contains(folded.utf8.count) { return folded }
      }
    }
    return nil
  }

  /// The passages that one entry of a list gives: its text, or an object's.
  private static func passages(of entry: LooseJSON) -> [Passage] {
    if let text = entry.string { return [passage(text, .paragraph)].compactMap(\.self) }
    let type = (entry["type"]?.string ?? entry["__typename"]?.string ?? "").lowercased()
    for key in textKeys {
      // `{"text": {"html": "…"}}`
      let text = entry[key]?.string ?? textKeys.lazy.compactMap { entry[key]?[$0]?.string }.first
      guard let text, !text.isEmpty else { continue }
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
