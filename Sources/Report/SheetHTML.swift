// A sheet as one self-contained HTML file.

extension Sheet {
  /// The sheet as an HTML page without scripts, pictures or anything else to load.
  ///
  /// Everything from outside is escaped, and the Content-Security-Policy lets nothing but the style sheet in, so
  /// that a mistake in escaping could still run nothing.
  var html: String {
    var page = HTML()
    page.raw(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Writethru">

      """)
    page.element("title") { $0.text([title.text, time?.text].compactMap { $0 }.joined(separator: ", ")) }
    page.raw("\n<style>\n")
    page.raw(htmlStyle)
    page.raw("</style>\n</head>\n<body>\n<main>\n<header>\n")
    if let headline, !headline.isEmpty {
      page.element("p", class: "story") { $0.words(title) }
      page.element("h1") { $0.text(headline.text) }
    } else {
      page.element("h1") { $0.words(title) }
    }
    if let time { page.element("p", class: "time") { $0.words(time) } }
    if let summary { page.element("p", class: "summary") { $0.words(summary) } }
    for words in notes { page.element("p", class: "note") { $0.words(words) } }
    page.raw("</header>\n")
    for section in sections { page.section(section) }
    if !foot.isEmpty {
      page.element("footer") { page in
        page.element("dl") { page in
          for line in foot {
            page.element("dt") { $0.text(line.label) }
            page.element("dd") { $0.words(line.words) }
          }
        }
      }
    }
    page.raw("</main>\n</body>\n</html>\n")
    return page.markup
  }
}

/// Writes HTML. Text can only come in through `text`, which escapes it.
struct HTML {
  private(set) var markup = ""

  /// Markup that stands in this room's code; nothing from outside can be a `StaticString`.
  mutating func raw(_ markup: StaticString) { self.markup += "\(markup)" }

  mutating func text(_ text: String) { markup += escaped(text) }

  mutating func element(
    _ name: StaticString, class style: StaticString? = nil,
    attributes: [(name: StaticString, value: String)] = [],
    _ content: (inout HTML) -> Void
  ) {
    markup += "<\(name)"
    if let style { markup += " class=\"\(style)\"" }
    for attribute in attributes { markup += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
    markup += ">"
    content(&self)
    markup += "</\(name)>\n"
  }

  mutating func words(_ words: Words) {
    for run in words.runs {
      switch run.look {
      case .plain, .quoted: linked(run)
      case .strong: inline("strong", run)
      case .faint: inline("span", class: "faint", run)
      case .removed: inline("del", run)
      case .added: inline("ins", run)
      case .before: inline("del", class: "whole", run)
      case .after: inline("ins", class: "whole", run)
      }
    }
  }

  mutating func section(_ section: Section) {
    element("section") { page in
      if let heading = section.heading { page.element("h2") { $0.text(harmless(heading)) } }
      switch section.body {
      case .items(let items):
        let numbered = items.contains { $0.number != nil }
        page.element(numbered ? "ol" : "ul") { page in for item in items { page.item(item) } }
      case .table(let table): page.table(table)
      case .chart(let chart): page.chart(chart)
      case .lines(let lines):
        page.element("div", class: "lines") { page in for line in lines { page.line(line) } }
      case .paragraphs(let lines): for line in lines { page.line(line) }
      }
    }
  }

  private mutating func item(_ item: Item) {
    var attributes: [(name: StaticString, value: String)] = []
    if let number = item.number { attributes.append(("value", String(number))) }
    if let anchor = item.anchor { attributes.append(("id", "change-" + harmless(anchor))) }
    element("li", class: item.tone.style, attributes: attributes) { page in
      page.element("div", class: "head") { page in
        page.element("span", class: "label") { $0.text(harmless(item.label)) }
        if !item.head.isEmpty { page.element("span", class: "who", attributes: auto) { $0.words(item.head) } }
        if let margin = item.margin { page.element("span", class: "margin") { $0.text(harmless(margin)) } }
      }
      for line in item.lines { page.line(line) }
    }
  }

  private mutating func line(_ line: Line) {
    if line.role == .heading {
      element("h3", attributes: auto) { $0.words(line.words) }
      return
    }
    element(line.role == .quote ? "blockquote" : "p", class: line.role.style, attributes: auto) { page in
      if let lead = line.lead {
        page.element("span", class: "lead") { $0.text(harmless(lead)) }
        page.markup += " "
      }
      page.words(line.words)
      if let margin = line.margin { page.element("span", class: "margin") { $0.text(harmless(margin)) } }
    }
  }

  private mutating func table(_ table: Table) {
    element("table") { page in
      page.element("thead") { page in
        page.element("tr") { page in
          for column in table.columns {
            page.element("th", attributes: [("scope", "col")]) { $0.text(column) }
          }
        }
      }
      page.element("tbody") { page in
        for row in table.rows {
          page.element("tr") { page in
            for cell in row { page.element("td", attributes: auto) { $0.words(cell) } }
          }
        }
      }
    }
  }

  private mutating func inline(_ name: StaticString, class style: StaticString? = nil, _ run: Run) {
    markup += style.map { "<\(name) class=\"\($0)\">" } ?? "<\(name)>"
    linked(run)
    markup += "</\(name)>"
  }

  private mutating func linked(_ run: Run) {
    guard let link = run.link else { return text(run.text) }
    markup += "<a rel=\"noopener noreferrer nofollow\" href=\"\(escaped(link))\">\(escaped(run.text))</a>"
  }
}

/// Text from outside stands in its own direction of writing and cannot turn its neighbours.
private let auto: [(name: StaticString, value: String)] = [("dir", "auto")]

private func escaped(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": shown += "&lt;"
    case ">": shown += "&gt;"
    case "&": shown += "&amp;"
    case "\"": shown += "&quot;"
    case "'": shown += "&#39;"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

extension Tone {
  fileprivate var style: StaticString {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .altered: "altered"
    case .notice: "notice"
    case .neutral: "neutral"
    }
  }
}

extension Line.Role {
  fileprivate var style: StaticString {
    switch self {
    case .plain: "plain"
    case .quote: "quote"
    case .was: "was"
    case .now: "now"
    case .context: "context"
    case .heading: "heading"
    }
  }
}
