// Search over everything that ever stood in a story.

import Foundation
import Newsroom
import Report
import Story

extension Pages {
  private static let mostShown = 200

  func search(_ query: [String: String]) throws -> Page {
    let words = String((query["q"] ?? "").unicodeScalars.prefix(200))
    let place = Newsroom.SearchPlace(rawValue: query["in"] ?? "") ?? .all
    var view: View = [
      "words": words, "asked": false,
      "places": [
        ("all", "everything"), ("quotes", "the words of quotes"), ("speakers", "the names of speakers"),
      ].map { value, label in ["value": value, "label": label, "chosen": value == place.rawValue] } as [View],
    ]
    let sought = SearchQuery(words)
    let reach = records.searchReach
    if !sought.isEmpty {
      let found = try newsroom.search(words, in: place, most: Self.mostShown, waits: reach == nil)
      view["asked"] = true
      view["summary"] = found.summary
      view["partial"] = reach.map { reach in
        reach.all == 0
          ? "The index of words is being made: not all stories are searched yet."
          : "The index of words is being made: so far \(reach.versions) of \(reach.all) versions are searched."
      }
      view["passages"] = found.passages.map { passage -> View in
        [
          "kind": passage.kind.rawValue, "isQuote": passage.kind == .quote, "story": passage.story.text,
          "storyPath": Place.story(passage.story).path, "speaker": passage.speaker,
          "pieces": sought.pieces(of: passage.text).map { $0.isHit ? ["hit": $0.text] : ["plain": $0.text] }
            as [View],
          "first": toldTime(passage.first.captured), "firstLabel": "v\(passage.first.number)",
          "firstPath": Place.version(passage.story, passage.first.number).path,
          "gone": passage.stands ? nil : "gone since v\(passage.last.number)",
        ]
      }
    }
    var page = html("search", words.isEmpty ? "Search" : "Search for \(words)", at: .search, view)
    page.isKept = reach == nil
    return page
  }
}
