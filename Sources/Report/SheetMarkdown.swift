// A sheet as Markdown.

extension Sheet {
  /// The sheet as CommonMark with GitHub's tables; everything from outside is escaped.
  var markdown: String {
    var parts = ["# " + title.markdown]
    if let headline, !headline.isEmpty { parts.append("**\(headline.markdown)**") }
    if let time { parts.append(time.markdown) }
    let lead = [summary].compactMap { $0 } + notes
    if !lead.isEmpty { parts.append(lead.map { atLineStart($0.markdown) }.joined(separator: "\\\n")) }
    for section in sections {
      if let heading = section.heading { parts.append("## " + escaped(harmless(heading))) }
      switch section.body {
      case .items(let items): parts.append(items.map(\.markdown).joined(separator: "\n\n"))
      case .table(let table): parts.append(table.markdown)
      case .chart(let chart): parts.append(chart.markdown)
      case .lines(let lines), .paragraphs(let lines): parts += lines.map(\.markdown)
      }
    }
    if !foot.isEmpty {
      parts.append("---")
      parts.append(foot.map { "**\($0.label)**: \($0.words.markdown)" }.joined(separator: "\\\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}

extension Item {
  fileprivate var markdown: String {
    let mark = number.map { "\($0). " } ?? "- "
    var first = "**\(escaped(harmless(label)))**"
    if !head.isEmpty { first += " · " + head.markdown }
    if let margin { first += " · *\(escaped(harmless(margin)))*" }
    let indent = String(repeating: " ", count: mark.count)
    return ([mark + first] + lines.map { indent + $0.markdown }).joined(separator: "\n\n")
  }
}

extension Line {
  fileprivate var markdown: String {
    var text = lead.map { "*\(escaped(harmless($0)))* " } ?? ""
    text += text.isEmpty ? atLineStart(words.markdown) : words.markdown
    if let margin { text += " · *\(escaped(harmless(margin)))*" }
    return switch role {
    case .plain, .context, .was, .now: text
    case .quote: "> " + text
    case .heading: "### " + text
    }
  }
}

extension Table {
  fileprivate var markdown: String {
    let head = ["| " + columns.joined(separator: " | ") + " |", "|" + columns.map { _ in " --- |" }.joined()]
    let body = rows.map { row in "| " + row.map(\.markdown).joined(separator: " | ") + " |" }
    return (head + body).joined(separator: "\n")
  }
}

extension Chart {
  /// The chart as a block of code; what could be taken for HTML by a careless reader is shown with other marks.
  fileprivate var markdown: String {
    lines(width: 90).map { "    " + $0.replacing("<", with: "‹").replacing(">", with: "›") }.joined(
      separator: "\n")
  }
}

extension Words {
  /// Words that went and came are set in `del` and `ins`: Markdown's own marks fail beside punctuation.
  fileprivate var markdown: String {
    runs.map { run in
      let text = escaped(run.text)
      return switch run.look {
      case .removed: "<del>\(text)</del>"
      case .added: "<ins>\(text)</ins>"
      case .strong: "**\(text)**"
      default: text
      }
    }.joined()
  }
}

/// Text in which nothing is taken for Markdown or HTML.
private func escaped(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": shown += "&lt;"
    case ">": shown += "&gt;"
    case "&": shown += "&amp;"
    case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$": shown += "\\\(scalar)"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

/// A line's text in which its beginning is not taken for a list, a rule or code.
private func atLineStart(_ text: String) -> String {
  let text = text.drop { $0 == " " }
  if let first = text.first, "-+=".contains(first) { return "\\" + text }
  let digits = text.prefix { $0.isASCII && $0.isNumber }
  let rest = text.dropFirst(digits.count)
  if !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" { return digits + "\\" + rest }
  return String(text)
}
