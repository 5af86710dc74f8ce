// Who is quoted, over all stories.

import Newsroom
import Report
import Story

extension Pages {
  func speakers() throws -> Page {
    let (read, sayings) = records.knownSayings()
    let stories = try records.overview().rows.count
    var speakers: [String: (quotes: Int, stories: Set<Slug>, description: String?)] = [:]
    for saying in sayings {
      guard let name = saying.speaker else { continue }
      var facts = speakers[name] ?? (0, [], nil)
      facts.quotes += 1
      facts.stories.insert(saying.story)
      facts.description = facts.description ?? saying.description
      speakers[name] = facts
    }
    let all = speakers.sorted { ($1.value.quotes, $0.key) < ($0.value.quotes, $1.key) }
    let view: View = [
      "summary": counted(all.count, "speaker", "speakers") + " quoted by name or office.",
      "partial": read < stories
        ? "Quotes of \(read) of \(stories) stories have been read so far; this page grows." : nil,
      "speakers": all.prefix(500).map { name, facts in
        [
          "name": name, "path": Place.speaker(name).path, "description": facts.description,
          "quotes": counted(facts.quotes, "quote", "quotes"),
          "stories": counted(facts.stories.count, "story", "stories"),
        ]
      } as [View],
    ]
    var page = html("speakers", "Speakers", at: .speakers, view)
    page.isKept = read >= stories
    return page
  }

  func speaker(_ name: String) throws -> Page {
    let sayings = records.knownSayings().all.filter { $0.speaker == name }
      .sorted { ($1.first.captured, $0.id) < ($0.first.captured, $1.id) }
    guard !sayings.isEmpty else {
      throw Failure(.noInput, "Nobody of that name is quoted in what was read so far.")
    }
    let view: View = [
      "name": name,
      "summary": counted(sayings.count, "quote", "quotes") + " in "
        + counted(Set(sayings.map(\.story)).count, "story", "stories") + ".",
      "quotes": sayings.map { saying($0, showsStory: true) },
      "atom": isStatic ? nil : "/feeds/speaker/\(percentEncoded(name)).atom",
    ]
    return html("speaker", name, at: .speaker(name), view)
  }
}
