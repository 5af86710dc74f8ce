// A message as workflows of Microsoft Teams take it.

import Report

/// A message as an Adaptive Card (adaptivecards.io, 1.4) in the envelope of Teams' “post to a channel when a webhook
/// request is received”; at most 28 KB are taken.
enum TeamsForm {
  static func body(of message: Message) -> String {
    var budget = 20_000
    var blocks: [ChatJSON] = []
    func add(_ text: String, _ more: [(String, ChatJSON)] = []) {
      let short = shortened(text, to: min(4000, max(0, budget)))
      guard budget > 100, !short.isEmpty else { return }
      budget -= short.utf8.count + 100
      blocks.append(.object([("type", "TextBlock"), ("text", .string(short)), ("wrap", .bool(true))] + more))
    }
    let title = [message.outlet, message.headline].compactMap { $0 }.joined(separator: ": ")
    add(marked(title), [("weight", "Bolder"), ("size", "Medium")])
    add(marked(message.summary))
    if let bracket = message.bracket { add(marked(bracket), [("isSubtle", .bool(true)), ("size", "Small")]) }
    if let whole = message.whole { add(marked(whole.text), [("fontType", "Monospace")]) }
    for change in message.changes {
      add(marked(Message.head(change)), [("weight", "Bolder"), ("separator", .bool(true))])
      for line in change.lines {
        add(marked([line.lead, line.text].compactMap { $0 }.joined(separator: " ")))
      }
    }
    if message.leftOut > 0 { add("\(message.leftOut) more.") }
    let actions = [("The story", message.address), ("The report", message.report)].compactMap { label, link in
      link.flatMap { link -> ChatJSON? in
        guard Message.isWebAddress(link) else { return nil }
        return .object([("type", "Action.OpenUrl"), ("title", .string(label)), ("url", .string(link))])
      }
    }
    let card = ChatJSON.object([
      ("$schema", "http://adaptivecards.io/schemas/adaptive-card.json"), ("type", "AdaptiveCard"),
      ("version", "1.4"),
      ("body", .array(blocks)), ("actions", .array(actions)),
    ])
    return ChatJSON.object([
      ("type", "message"),
      (
        "attachments",
        .array([.object([("contentType", "application/vnd.microsoft.card.adaptive"), ("content", card)])])
      ),
    ]).text
  }

  /// A text in which Teams' small Markdown finds nothing: its marks are escaped.
  static func marked(_ text: String) -> String {
    var safe = ""
    for character in text {
      if "\\`*_[]()#~<>|".contains(character) { safe.append("\\") }
      safe.append(character)
    }
    return safe
  }
}
