// A message as Slack's incoming webhooks take it.

import Report

/// A message in Slack's Block Kit (docs.slack.dev: at most 50 blocks; a section's text has at most 3,000 characters, a
/// header's 150).
enum SlackForm {
  static func body(of message: Message) -> String {
    var blocks: [ChatJSON] = [
      .object([
        ("type", "header"),
        (
          "text",
          .object([("type", "plain_text"), ("text", .string(shortened(title(of: message), to: 150)))])
        ),
      ]),
      section(marked(message.summary) + (message.bracket.map { "\n_\(marked($0))_" } ?? "")),
    ]
    if let whole = message.whole {
      blocks.append(section("```\(marked(shortened(whole.text, to: 2500)))```"))
    }
    let room = 45
    for change in message.changes.prefix(room) {
      var text = "*\(marked(Message.head(change)))*"
      for line in change.lines {
        text += "\n>\(line.lead.map { "_\(marked($0))_ " } ?? "")\(marked(line.text))"
      }
      blocks.append(section(text))
    }
    let left = message.leftOut + max(0, message.changes.count - room)
    if left > 0 { blocks.append(section("\(left) more.")) }
    let links = [("The story", message.address), ("The report", message.report)].compactMap { label, link in
      link.flatMap { Message.isWebAddress($0) ? "<\(marked($0))|\(label)>" : nil }
    }
    if !links.isEmpty { blocks.append(section(links.joined(separator: " · "))) }
    // The text is what a telephone shows, and what is read aloud.
    return ChatJSON.object([
      ("text", .string(marked(shortened(message.subject, to: 500)))), ("blocks", .array(blocks)),
    ])
    .text
  }

  private static func title(of message: Message) -> String {
    [message.outlet, message.headline].compactMap { $0 }.joined(separator: ": ").nonEmpty
      ?? message.kind.rawValue
  }

  private static func section(_ text: String) -> ChatJSON {
    .object([
      ("type", "section"),
      ("text", .object([("type", "mrkdwn"), ("text", .string(shortened(text, to: 2900)))])),
    ])
  }

  /// A text in which nothing calls anybody, links or formats: Slack's three characters are escaped, and its marks are
  /// kept from touching words by an invisible space.
  static func marked(_ text: String) -> String {
    var safe = ""
    for character in text {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "*", "_", "~", "`": safe += "\u{200B}\(character)\u{200B}"
      default: safe.append(character)
      }
    }
    return safe
  }
}

extension String {
  /// The text unless it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }
}
