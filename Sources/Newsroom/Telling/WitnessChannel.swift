// Outside archives that are asked to keep each new version's page.

import Archive
import Fetch
import Foundation
import Report
import Story
import Telling

/// Asks an outside archive to keep a page, and keeps its answer in the journal.
struct WitnessChannel: Channel {
  let name: String
  let witness: String
  let settings: Settings.Witness
  let outgoing: OutgoingSettings
  let path: String
  let software: String

  /// What is asked for a look's version; nil when it made none, or none that is wanted.
  func message(of look: Look, _ news: Newsroom.News) -> Message? {
    guard let version = news.version, let address = news.address, look.capture != nil,
      TellingRule(stories: settings.stories).takes(story: look.story.text)
    else { return nil }
    var message = Message(
      .change, parts: [name, version.capture.text], time: look.time,
      summary: "\(look.story) v\(version.number)")
    message.story = look.story.text
    message.address = address
    message.versions = [version.capture.text]
    return message
  }

  func send(_ message: Message) async throws(SendingError) {
    guard let address = message.address, let story = message.story, let capture = message.versions.first
    else { return }
    let request = WebRequest(
      address: Self.filled(settings.address, with: address),
      body: settings.body.map { Self.filled($0, with: address) }, headers: settings.headers,
      settings: outgoing)
    let answer = try await request.send()
    // A witness is asked seldom: its rest is kept after each request, answered well or not.
    try? await Task.sleep(for: .seconds(settings.rest))
    guard (200..<400).contains(answer.status) else {
      throw SendingError(
        "the witness \(witness) answers \(answer.status)",
        isOfMessage: (400..<500).contains(answer.status) && answer.status != 429,
        wait: answer.retryAfter)
    }
    do {
      var event = JournalEvent(.witness, time: Timestamp(Date()))
      event.witness = WitnessAnswer(
        witness: witness, story: try Slug(story),
        capture: CaptureID(capture) ?? CaptureID(time: message.time, bits: []),
        status: answer.status, copy: answer.location)
      try ArchiveInbox(at: path).leave(Request(.log(event)))
    } catch {
      throw SendingError("the answer of \(witness) could not be kept: \(error)")
    }
  }

  /// A template with the page's address in it: as it is in a path, percent-encoded behind a question mark or in a body.
  static func filled(_ template: String, with address: String) -> String {
    guard let place = template.range(of: "{url}") else { return template }
    let isPath = template.hasPrefix("http") && !template[..<place.lowerBound].contains("?")
    let unreserved = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    let value = isPath ? address : address.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    return template.replacing("{url}", with: value)
  }
}

extension Newsroom {
  /// The witnesses that settings name, by name.
  func witnesses(_ settings: Settings) throws -> [WitnessChannel] {
    try settings.witnesses.sorted { $0.key < $1.key }.map { name, set in
      WitnessChannel(
        name: "witness-\(name)", witness: name, settings: set,
        outgoing: try outgoing(allowing: set.allowedAddresses),
        path: path, software: Self.software)
    }
  }
}
