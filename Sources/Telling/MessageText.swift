// A message as text and as HTML, for mail, feeds and chat.

import Foundation
import Report

extension Message {
  /// The message as plain text, lines ending in a newline.
  public var text: String {
    if let whole { return whole.text }
    var lines = [[outlet, headline].compactMap { $0 }.joined(separator: ": "), summary, bracket ?? ""]
    lines = lines.filter { !$0.isEmpty }
    for change in changes {
      lines += ["", "• \(Self.head(change))"]
      lines += change.lines.map { "  \($0.lead.map { "\($0) " } ?? "")\($0.text)" }
    }
    lines += closing
    return lines.joined(separator: "\n") + "\n"
  }

  /// What stands at the end: what was left out, where the story and the report are.
  private var closing: [String] {
    var lines: [String] = []
    if leftOut > 0 { lines.append("\(leftOut) more left out by this channel’s rule.") }
    if let address { lines.append("The story: \(address)") }
    if let report { lines.append("The report: \(report)") }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// What a change is, on a line: “quote added · Maria Okafor · said (new paragraph 14 of 15)”.
  static func head(_ change: ToldChange) -> String {
    let words = [change.label, change.about].compactMap { $0 }.joined(separator: " · ")
    return change.place.map { "\(words) (\($0))" } ?? words
  }

  /// What the message says, as a piece of HTML without a page around it. Everything from outside is escaped.
  public var htmlPiece: String {
    var html = "<p>\(escaped(summary))</p>"
    if let bracket { html += "<p><small>\(escaped(bracket))</small></p>" }
    if !changes.isEmpty {
      html += "<ul>"
      for change in changes {
        html += "<li><strong>\(escaped(Self.head(change)))</strong>"
        for line in change.lines {
          html += "<br>\(line.lead.map { "<em>\(escaped($0))</em> " } ?? "")\(escaped(line.text))"
        }
        html += "</li>"
      }
      html += "</ul>"
    }
    if leftOut > 0 { html += "<p><small>\(leftOut) more left out by this channel’s rule.</small></p>" }
    for (label, link) in [("The story", address), ("The report", report)] {
      if let link, Self.isWebAddress(link) {
        html += "<p><a href=\"\(escaped(link))\">\(label)</a> <small>\(escaped(link))</small></p>"
      }
    }
    return html
  }

  /// The message as a page of HTML.
  public var html: String {
    if let whole { return whole.html }
    return
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>\(escaped(subject))</title></head>"
      + "<body><h1 style=\"font-size:1.2em\">\(escaped([outlet, headline].compactMap { $0 }.joined(separator: ": ")))</h1>"
      + htmlPiece + "</body></html>\n"
  }

  /// Whether a link may be made: of http or https, and with nothing in it that ends or hides it.
  static func isWebAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return (start.hasPrefix("http://") || start.hasPrefix("https://"))
      && text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 0x7F && !"\"<>\\^`{|}".unicodeScalars.contains($0)
      }
  }
}

/// A text for HTML and XML: nothing in it opens a tag or ends an attribute, and characters that XML does not allow are
/// replaced.
func escaped(_ text: String) -> String {
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
    case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
    case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
    case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
    case "\n", "\t": safe.append(scalar)
    default:
      let isAllowed =
        scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value & 0xFFFE != 0xFFFE
      safe.append(isAllowed ? scalar : "\u{FFFD}")
    }
  }
  return String(safe)
}

/// A text cut to so many UTF-16 units, as chat services count, with “…” where more stood.
func shortened(_ text: String, to limit: Int) -> String {
  guard text.utf16.count > limit else { return text }
  var short = ""
  var count = 1
  for character in text {
    count += character.utf16.count
    if count > limit { break }
    short.append(character)
  }
  return short + "…"
}
