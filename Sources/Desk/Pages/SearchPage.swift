// Search over everything that ever stood in a story.

import Foundation
import Newsroom
import Report
import Story

extension Pages {
  private static let mostShown = 200

  func search(_ query: [String: String]) throws -> Page {
    let words = String((query["q"] ?? "").prefix(200))
    let place = Newsroom.SearchPlace(rawValue: query["in"] ?? "") ?? .all
    var view: View = [
      "words": words, "asked": false,
      "places": [
        ("all", "everything"), ("quotes", "the words of quotes"), ("speakers", "the names of speakers"),
      ].map { value, label in ["value": value, "label": label, "chosen": value == place.rawValue] } as [View],
    ]
    if words.contains(where: { $0.isLetter || $0.isNumber }) {
      let found = try newsroom.search(words, in: place).passages
      view["asked"] = true
      view["summary"] =
        found.isEmpty
        ? "Found nowhere."
        : counted(found.count, "passage", "passages") + " in "
          + counted(Set(found.map(\.story)).count, "story", "stories")
          + (found.count > Self.mostShown ? "; the first \(Self.mostShown) are shown." : ".")
      view["passages"] = found.prefix(Self.mostShown).map { passage -> View in
        [
          "kind": passage.kind.rawValue, "isQuote": passage.kind == .quote, "story": passage.story.text,
          "storyPath": Place.story(passage.story).path, "speaker": passage.speaker,
          "pieces": pieces(of: passage.text, with: words),
          "first": toldTime(passage.first.captured), "firstLabel": "v\(passage.first.number)",
          "firstPath": Place.version(passage.story, passage.first.number).path,
          "gone": passage.stands ? nil : "gone since v\(passage.last.number)",
        ]
      }
    }
    return html("search", words.isEmpty ? "Search" : "Search for \(words)", at: .search, view)
  }

  /// A text in pieces, those that were searched for marked.
  private func pieces(of text: String, with words: String) -> [View] {
    var pieces: [View] = []
    var rest = text[...]
    while let hit = rest.range(of: words, options: [.caseInsensitive, .diacriticInsensitive]) {
      pieces.append(["plain": String(rest[..<hit.lowerBound])])
      pieces.append(["hit": String(rest[hit])])
      rest = rest[hit.upperBound...]
    }
    return pieces + [["plain": String(rest)]]
  }
}
