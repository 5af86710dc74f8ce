// The form to add a story, and the list of feeds.

import Newsroom
import Story

extension Pages {
  func add(for reader: Reader, address: String = "", name: String = "", problem: String? = nil) throws -> Page
  {
    var page = html(
      "add", "Add a story", at: .add,
      [
        "key": reader.formKey, "writes": reader.writes, "address": address, "name": name, "problem": problem,
      ], status: problem == nil ? 200 : 422)
    page.isKept = false
    return page
  }

  func feeds() -> Page {
    html(
      "feeds", "Feeds", at: .feeds,
      [
        "kinds": ChangeType.allCases.filter { $0.usualSignificance == .high }.map { type in
          [
            "label": type.rawValue.replacing("_", with: " "), "atom": "/feeds/kind/\(type.rawValue).atom",
            "json": "/feeds/kind/\(type.rawValue).json",
          ]
        } as [View]
      ])
  }
}
