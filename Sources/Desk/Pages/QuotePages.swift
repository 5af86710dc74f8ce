// Every quote of a story, and the life of one.

import Newsroom
import Report
import Story

extension Pages {
  func quotes(_ slug: Slug) throws -> Page {
    let row = try known(slug)
    let sayings = try records.sayings(of: row)
    let chart = sayings.isEmpty ? nil : try newsroom.quotes(slug).chartMarkup
    let view: View = [
      "story": head(of: row.story, at: .quotes(slug)), "title": row.story.title ?? slug.text,
      "summary": sayings.isEmpty
        ? "No quote in any version."
        : "\(counted(sayings.count, "quote", "quotes")): \(sayings.count(where: \.stands)) standing, "
          + "\(sayings.count { !$0.stands }) gone.",
      "quotes": sayings.map { self.saying($0) }, "chart": chart,
    ]
    return html("quotes", "Quotes in \(row.story.title ?? slug.text)", at: .quotes(slug), view)
  }

  /// A quote in a list.
  func saying(_ saying: Saying, showsStory: Bool = false) -> View {
    [
      "text": saying.text, "path": Place.quote(saying.story, id: saying.id).path, "speaker": saying.speaker,
      "speakerPath": saying.speaker.map { Place.speaker($0).path }, "description": saying.description,
      "stands": saying.stands, "state": saying.stands ? "stands" : "gone since v\(saying.last.number)",
      "first": "first seen v\(saying.first.number), \(toldTime(saying.first.captured))",
      "story": showsStory ? saying.story.text : nil,
      "storyPath": showsStory ? Place.story(saying.story).path : nil,
    ]
  }

  func quote(_ slug: Slug, _ id: String) throws -> Page {
    let row = try known(slug)
    let ledger = try newsroom.quotes(slug).ledger
    guard let entry = ledger.entries.first(where: { Saying.id(of: $0) == id }) else {
      throw Failure(.noInput, "There is no such quote in “\(slug)”.")
    }
    let place = Place.quote(slug, id: id)
    let numbers = ledger.versions.map(\.number)
    func turns(_ turns: [LedgerEntry.Turn]) -> [View] {
      turns.map { turn in
        var view: View = [
          "version": "v\(turn.version.number)", "time": toldTime(turn.version.captured),
          "old": turn.old ?? "nobody", "new": turn.new ?? "nobody",
        ]
        if let at = numbers.firstIndex(of: turn.version.number), at > 0 {
          view["path"] = Place.compare(slug, numbers[at - 1], turn.version.number, isSideBySide: false).path
        }
        return view
      }
    }
    let elsewhere = records.knownSayings().all.filter { $0.story != slug && $0.text == entry.text }
    let view: View = [
      "story": head(of: row.story, at: place), "text": entry.text, "speaker": entry.speaker,
      "speakerPath": entry.speaker.map { Place.speaker($0).path }, "description": entry.speakerDescription,
      "cue": entry.cue, "source": entry.source,
      "state": entry.stands ? "It stands in the newest version." : "It is gone.", "stands": entry.stands,
      "first": "v\(entry.first.number)", "firstPath": Place.version(slug, entry.first.number).path,
      "firstTime": toldTime(entry.first.captured), "last": "v\(entry.last.number)",
      "lastPath": Place.version(slug, entry.last.number).path, "lastTime": toldTime(entry.last.captured),
      "absent": entry.absent.isEmpty ? nil : entry.absent.map { "v\($0)" }.joined(separator: ", "),
      "wordings": turns(entry.alterations), "hasWordings": !entry.alterations.isEmpty,
      "credits": turns(entry.reattributions), "hasCredits": !entry.reattributions.isEmpty,
      "descriptions": turns(entry.redescriptions), "hasDescriptions": !entry.redescriptions.isEmpty,
      "elsewhere": elsewhere.map { saying($0, showsStory: true) }, "isElsewhere": !elsewhere.isEmpty,
    ]
    return html("quote", "A quote in \(row.story.title ?? slug.text)", at: place, view)
  }
}
