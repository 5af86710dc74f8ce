// Messages for the tests of this room.

import Report
import Story
import Testing

@testable import Telling

/// A change of a type about a text, told of somebody.
func change(
  _ type: ChangeType, _ text: String, speaker: String? = nil, id: String = "c1", about: String? = nil
) -> ToldChange {
  var change = ToldChange(id: id, type: type)
  change.text = text
  change.speaker = speaker
  change.about = about ?? speaker
  change.lines = [ToldChange.Line(text: "“\(text)”")]
  return change
}

/// A message of the harbour fire with some changes.
func message(_ changes: [ToldChange], summary: String = "1 quote added. No note on the page.") -> Message {
  var message = Message(
    .change, parts: ["desk", "harbour-fire"] + changes.map(\.id), time: time("2020-01-06T23:00:00Z"),
    summary: summary)
  message.story = "harbour-fire"
  message.headline = "Fire at the harbour"
  message.outlet = "news.example"
  message.address = "https://news.example/harbour-fire"
  message.versions = ["v3", "v4"]
  message.lastSeenWithout = time("2020-01-06T22:00:00Z")
  message.changes = changes
  return message
}

func time(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(seconds: 0) }

let okafor = change(.quoteAdded, "Nobody is missing.", speaker: "Maria Okafor")

/// Letters for everything that could end a line, a tag, a string or a word.
let hostile =
  "</a><script>alert(1)</script> *b* _i_ `c` [x](javascript:y) @everyone <!channel> \"q\" \\ \r\nBcc: x@y.example\u{0}\u{1b}[31m\u{202E}]]>"

/// Outgoing requests that may go to this machine only.
func toThisMachine(timeout: Duration = .seconds(20)) -> OutgoingSettings {
  var settings = OutgoingSettings { _, _ in nil }
  settings.timeout = timeout
  return settings
}
