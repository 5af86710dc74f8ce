// One version as it was read.

import Newsroom
import Report
import Story

extension Pages {
  func version(_ slug: Slug, _ number: Int) throws -> Page {
    let row = try known(slug)
    let versions = try newsroom.versions(of: slug)
    let report = try newsroom.show(slug, "v\(number)")
    let place = Place.version(slug, number)
    let at = versions.firstIndex { $0.number == number } ?? 0
    let before = at > 0 ? versions[at - 1] : nil
    let view: View = [
      "story": head(of: row.story, at: place), "number": "v\(number)",
      "title": report.edition.article.headline?.value ?? slug.text, "time": toldTime(versions[at].captured),
      "report": report.markup, "record": Place.record(slug, number).path,
      "saved": isStatic ? nil : Place.saved(slug, number).path,
      "compare": before.map { Place.compare(slug, $0.number, number, isSideBySide: false).path },
      "previous": before.map { Place.version(slug, $0.number).path },
      "previousLabel": before.map { "v\($0.number)" },
      "next": at + 1 < versions.count ? Place.version(slug, versions[at + 1].number).path : nil,
      "nextLabel": at + 1 < versions.count ? "v\(versions[at + 1].number)" : nil,
    ]
    var page = html("version", "\(row.story.title ?? slug.text), v\(number)", at: place, view)
    page.headers = Memento.headers(of: versions[at], row.story)
    return page
  }
}
