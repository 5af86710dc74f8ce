// An archived page in a frame: our page around it, and it at its own origin.

import Newsroom
import Report
import Story

extension Pages {
  func saved(_ slug: Slug, _ number: Int) throws -> Page {
    let row = try known(slug)
    let record = try newsroom.record(of: slug, "v\(number)")
    let place = Place.saved(slug, number)
    let address = SavedPages.shows(record) ? saved?.address(of: slug, number) : nil
    let view: View = [
      "story": head(of: row.story, at: place), "number": "v\(number)", "title": row.story.title ?? slug.text,
      "time": toldTime(record.version.captured), "frame": address, "record": Place.record(slug, number).path,
      "version": Place.version(slug, number).path, "body": Place.body(slug, number).path,
      "why": SavedPages.shows(record)
        ? "This server shows no saved pages: behind a proxy it needs an address of their own (--pages-address)."
        : "This version is not a web page; its text is all there is.",
    ]
    var page = html("saved", "v\(number) as it was saved, \(row.story.title ?? slug.text)", at: place, view)
    // The address in it ends.
    page.isKept = false
    if let saved {
      page.headers = [("Content-Security-Policy", Gate.policy + "; frame-src \(saved.base)")]
    }
    return page
  }
}
