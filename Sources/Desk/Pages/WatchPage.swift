// How a story is watched, and the buttons that pause and end it.

import Newsroom
import Report
import Story

extension Pages {
  /// What can be done about a story's watch.
  enum WatchAction: String, CaseIterable, Sendable {
    case pause, resume, end

    /// Does it, as the verb of the name does.
    func take(_ slug: Slug, in newsroom: Newsroom) async throws {
      switch self {
      case .pause: try await newsroom.pause(slug)
      case .resume: try await newsroom.resume(slug)
      case .end: try await newsroom.end(slug)
      }
    }
  }

  func watch(_ slug: Slug, for reader: Reader) throws -> Page {
    let row = try known(slug)
    let look = try newsroom.lastLooks(at: [slug])[slug]
    let state = StoriesReport.Row.State(row.story, last: look)
    let place = Place.watch(slug)
    let actions: [(WatchAction, String, String)] =
      switch state {
      case .paused, .ended: [(.resume, "Watch again", "It is checked again from now on.")]
      default:
        [
          (.pause, "Pause", "It is not checked until somebody has it watched again."),
          (.end, "End", "It is not checked any more. Its versions stay, and it can be watched again."),
        ]
      }
    let view: View = [
      "story": head(of: row.story, at: place), "title": row.story.title ?? slug.text,
      "state": state.inWords, "key": reader.formKey, "writes": reader.writes, "action": place.path,
      "isImported": row.story.addresses.isEmpty,
      "since": (row.story.ended ?? row.story.paused).map { toldTime($0) },
      "due": state == .watched ? look?.next.map { toldTime($0) } : nil,
      "last": look.map { toldTime($0.time) },
      "trouble": look.flatMap { $0.outcome.isSighting ? nil : LogReport.Check($0).inWords },
      "addresses": row.story.addresses.map { ["address": $0, "link": webLink($0)] } as [View],
      "actions": row.story.addresses.isEmpty
        ? [] : actions.map { ["name": $0.0.rawValue, "label": $0.1, "about": $0.2] } as [View],
    ]
    var page = html("watch", "How \(row.story.title ?? slug.text) is watched", at: place, view)
    page.isKept = false
    return page
  }
}

extension StoriesReport.Row.State {
  /// The state of a story whose last check is known.
  init(_ story: Story, last look: Look?) {
    self =
      story.ended != nil
      ? .ended
      : story.addresses.isEmpty
        ? .imported : story.paused != nil ? .paused : look?.outcome == .withdrawn ? .withdrawn : .watched
  }
}
