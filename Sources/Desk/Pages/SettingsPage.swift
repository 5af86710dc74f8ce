// The settings as they hold, and the list of feeds, which can be changed here as the verb `feeds` does.

import Newsroom
import Report
import Story

extension Pages {
  func settings(for reader: Reader, address: String = "", problem: String? = nil) throws -> Page {
    let feeds = try newsroom.feeds()
    var page = html(
      "settings", "Settings", at: .settings,
      [
        "report": try newsroom.checkSettings(in: nil).markup, "key": reader.formKey, "writes": reader.writes,
        "address": address, "problem": problem, "hasFeeds": !feeds.isEmpty,
        "feeds": feeds.map { feed in
          [
            "address": feed.address, "use": feed.use == .corrections ? "corrections" : "stories",
            "keywords": feed.keywords.isEmpty ? nil : feed.keywords.joined(separator: ", "),
            "without": feed.without.isEmpty ? nil : feed.without.joined(separator: ", "),
          ]
        } as [View],
      ], status: problem == nil ? 200 : 422)
    page.isKept = false
    return page
  }
}
