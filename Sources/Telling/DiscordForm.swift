// A message as Discord's webhooks take it.

import Report
import Story

/// A message as an embed (discord.com/developers: title 256, description 4,096, 25 fields of 256 and 1,024 characters,
/// 6,000 in all). Nobody is ever called by it.
enum DiscordForm {
  static func body(of message: Message) -> String {
    var budget = 5500
    func room(_ text: String, _ limit: Int) -> String {
      let short = shortened(text, to: max(1, min(limit, budget)))
      budget -= short.utf16.count
      return short
    }
    let title = [message.outlet, message.headline].compactMap { $0 }.joined(separator: ": ")
    var embed: [(String, ChatJSON)] = [
      ("title", .string(room(marked(title.nonEmpty ?? message.kind.rawValue), 256))),
      ("timestamp", .string(message.time.description)),
    ]
    if let address = message.address, Message.isWebAddress(address) {
      embed.append(("url", .string(address)))
    }
    let text = [message.whole.map { $0.text } ?? message.summary, message.bracket].compactMap { $0 }
    embed.append(("description", .string(room(marked(text.joined(separator: "\n")), 4000))))
    var fields: [ChatJSON] = []
    for change in message.changes.prefix(24) where budget > 300 {
      let lines = change.lines.map { [$0.lead, $0.text].compactMap { $0 }.joined(separator: " ") }
      fields.append(
        .object([
          ("name", .string(room(marked(Message.head(change)), 256))),
          ("value", .string(room(marked(lines.joined(separator: "\n")).nonEmpty ?? "–", 1000))),
        ]))
    }
    let left = message.leftOut + message.changes.count - fields.count
    if left > 0 { fields.append(.object([("name", "More"), ("value", .string("\(left) more changes"))])) }
    embed.append(("fields", .array(fields)))
    return ChatJSON.object([
      ("embeds", .array([.object(embed)])), ("allowed_mentions", .object([("parse", .array([]))])),
    ]).text
  }

  /// A text in which Discord's Markdown finds nothing: its marks are escaped.
  static func marked(_ text: String) -> String {
    var safe = ""
    for character in text {
      if "\\`*_~|>[]<@#".contains(character) { safe.append("\\") }
      safe.append(character)
    }
    return safe
  }
}
