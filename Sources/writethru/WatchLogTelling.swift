// The lines of a watch's log about messages and feeds.

import Foundation
import Newsroom
import Story

extension WatchLog {
  /// Notes what became of a message.
  func told(_ news: Teller.News) {
    clear()
    let now = Timestamp(Date())
    switch news {
    case .sent(let channel, let subject):
      write(
        Line(time: now, event: "told", subject: channel, summary: subject),
        "\(channel): told: \(shown(subject))")
    case .delayed(let channel, let problem, let wait):
      write(
        Line(time: now, event: "not_told", subject: channel, problem: problem),
        "\(channel): a message waits and is tried again in \(wait): \(shown(problem))")
    case .putAside(let channel, let problem):
      write(
        Line(time: now, event: "put_aside", subject: channel, problem: problem),
        "\(channel): a message nobody took for days was put aside: \(shown(problem))")
    }
  }

  /// Notes what a poll of a feed brought.
  func polled(_ news: FeedPoller.News) {
    clear()
    let now = Timestamp(Date())
    switch news {
    case .found(let feed, let stories):
      write(
        Line(time: now, event: "found", subject: feed, count: stories.count),
        "\(shown(feed)): \(stories.count) new: \(stories.prefix(5).joined(separator: ", "))")
    case .note(let note):
      write(
        Line(
          time: now, event: "note_elsewhere", story: note.story.text, subject: note.address,
          summary: note.text),
        "\(note.story): a note about it stands at \(shown(note.address))")
    case .failed(let feed, let problem):
      write(
        Line(time: now, event: "feed_failed", subject: feed, problem: problem),
        "\(shown(feed)): \(shown(problem))")
    case .back(let feed):
      write(Line(time: now, event: "feed_back", subject: feed), "\(shown(feed)): it can be read again")
    }
  }
}
