// Hostile pages: no report may carry what they try to slip in.

import Foundation
import Story
import Testing

@testable import Report

@Suite struct HostileReportTests {
  /// Every report, with a text in every place where a page's words can stand.
  private func reports(_ text: String, as format: ReportFormat, colour: Bool = false) -> [String] {
    let style = TerminalStyle(width: 80, colour: colour)
    var change = Examples.change(.quoteAdded, text: text)
    change.speaker = text
    change.speakerDescription = text
    change.cue = text
    var types = ChangeType.allCases.map { Examples.change($0, text: text, old: text, new: text) }
    types.append(change)
    var page = TextBuilder([[text + "."], ["Said by \(text)."]])
    page.reading.quotes = [
      Quote(
        range: page.range(text), isClosed: false,
        speaker: Speaker(range: page.range(text), name: text, description: text),
        cue: Cue(range: page.range(text)))
    ]
    page.notice(text, .developing)
    let version = Examples.version(2, "2020-01-06T23:00:00Z", headline: text, address: text)
    var revision = Examples.revision(types, old: page, new: page, newVersion: version)
    for index in revision.difference.changes.indices {
      revision.difference.changes[index].id = text
      revision.difference.changes[index].newSpan = page.range(text)
    }
    revision.new.article.furniture = [Furniture(.toolMark, text), Furniture(.other, text)]
    revision.new.article.standfirst = Sourced(text, source: "dom")
    revision.new.article.byline = Sourced([text], source: "dom")
    revision.new.article.published = Sourced(text, source: "dom")
    revision.new.article.blocks += [Block(.caption, text), Block(.subheading, text), Block(.listItem, text)]
    var options = RevisionReport.Options()
    options.showsAll = true
    options.words = { old, new in [WordRun(.removed, old), WordRun(.added, new), WordRun(.same, new)] }
    var files = revision
    (files.old.version, files.new.version) = (nil, nil)
    (files.old.label, files.new.label) = (text, text)
    var look = Look(
      story: Examples.slug, time: Timestamp(seconds: 1_578_351_600), timeSource: .fetched, outcome: .refused)
    look.note = text
    look.address = text
    let story = Story(
      slug: Examples.slug, title: text, addresses: [text], registered: Timestamp(seconds: 1_578_351_600))
    let entry = LedgerEntry(
      text: text, speaker: text, speakerDescription: text, cue: text, first: version, last: version,
      stands: true, alterations: [.init(in: version, from: text, to: text)],
      reattributions: [.init(in: version, from: text, to: text)],
      redescriptions: [.init(in: version, from: text, to: text)])
    return [
      RevisionReport(revision, options: options).rendered(as: format, style: style),
      RevisionReport(files).rendered(as: format, style: style),
      LogReport(story, entries: [.init(version), .init(version, summary: text)], checks: [.init(look)])
        .rendered(as: format, style: style),
      LedgerReport(Ledger(story: Examples.slug, entries: [entry])).rendered(as: format, style: style),
      AuditReport(Provenanced.audit(text), archive: text).rendered(as: format, style: style),
      LineageReport(Provenanced.lineage(text), showsWords: true).rendered(as: format, style: style),
      CoverageReport(Provenanced.coverage(text)).rendered(as: format, style: style),
      SearchReport(text, passages: [Provenanced.passage(text)]).rendered(as: format, style: style),
      StoriesReport([.init(story, versions: 1, newest: nil, state: .watched)]).rendered(
        as: format, style: style),
      VersionReport(revision.new, showsAll: true).rendered(as: format, style: style),
    ]
  }

  @Test(arguments: Hostile.texts, ReportFormat.allCases)
  func `no report carries a code that steers`(text: String, format: ReportFormat) {
    for report in reports(text, as: format) {
      #expect(!Hostile.steers(format == .csv ? report.replacing("\r\n", with: "\n") : report))
    }
  }

  @Test(arguments: Hostile.texts)
  func `with colour on, only our own colour codes are sent`(text: String) throws {
    let ours = try Regex("\u{1B}\\[[0-9;]*m")
    for report in reports(text, as: .terminal, colour: true) {
      let bare = report.replacing(ours, with: "")
      #expect(!Hostile.steers(bare))
      // What is left is what is sent without colour, but for the marks around words that went and came.
      #expect(report.contains("\u{1B}[1m"))
    }
  }

  static let markup: [String] = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>",
    "' onmouseover='alert(1)", "</textarea></title></style><script>x</script>", "<!--", "&lt;script&gt;",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>",
    "https://evil.example/\"onclick=\"x", "]]>", "<a href=javascript:alert(1)>x</a>", "vbscript:x",
    "https://harbour.example/\u{202E}fdp.exe",
  ]

  @Test(arguments: markup)
  func `no page's markup becomes markup`(text: String) throws {
    let whole = try Regex("^</?[a-z0-9]+( [a-zA-Z0-9-]+=\"[^\"<>]*\")*>$")
    let attribute = try Regex("([a-zA-Z0-9-]+)=\"([^\"]*)\"", as: (Substring, Substring, Substring).self)
    for report in reports(text, as: .html) {
      #expect(report.hasPrefix("<!doctype html>") && report.contains("default-src 'none'"))
      for match in report.dropFirst("<!doctype html>".count).matches(of: try Regex("<[^>]*>?")) {
        let tag = report[match.range]
        let name = tag.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        #expect(Self.elements.contains(String(name)) && tag.wholeMatch(of: whole) != nil, "\(tag)")
        for attribute in tag.matches(of: attribute) {
          #expect(Self.attributes.contains(String(attribute.1)), "\(tag)")
          if attribute.1 == "href" { #expect(attribute.2.hasPrefix("http"), "\(tag)") }
        }
      }
    }
  }

  static let attributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "value", "dir", "href", "rel", "scope",
    "viewBox", "role", "aria-label", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "rx", "text-anchor",
  ]
  static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "h1",
    "h2",
    "h3", "p", "ol", "ul", "li", "div", "span", "blockquote", "strong", "del", "ins", "table", "thead",
    "tbody", "tr",
    "th", "td", "dl", "dt", "dd", "a", "svg", "text", "rect", "line",
  ]

  @Test(arguments: markup)
  func `Markdown lets no page's HTML through`(text: String) throws {
    for report in reports(text, as: .markdown) {
      let left = report.replacing(try Regex("</?(del|ins)>"), with: "")
      #expect(!left.replacing("\n>", with: "\n").contains("<"))
    }
  }

  @Test(arguments: [
    "# Title", "1. one", "- item", "*bold*", "_x_", "`code`", "[a](http://b.example)", "| a | b |", "~~x~~",
    "    code", "> quote", "![](x)", "---", "$x$",
  ])
  func `Markdown is not taken for Markdown`(text: String) {
    let revision = Examples.revision([Examples.change(.sentenceAdded, text: text)])
    let report = RevisionReport(revision).rendered(as: .markdown)
    let line = report.split(separator: "\n").first { $0.hasPrefix("   ") }.map { $0.drop { $0 == " " } } ?? ""
    for mark in ["*", "_", "`", "[", "|", "~", "$"] where text.contains(mark) {
      #expect(!line.replacing("\\" + mark, with: "").contains(mark), "\(line)")
    }
    #expect(
      !line.hasPrefix("#") && !line.hasPrefix(">") && !line.hasPrefix("- ") && !line.hasPrefix("1. "),
      "\(line)")
    #expect(!line.hasPrefix("---"))
  }

  @Test func `an address becomes a link only if it is of http or https`() {
    var edition = Examples.twoQuotesAdded(
      new: Examples.version(2, "2020-01-06T23:00:00Z", address: "https://harbour.example/fire?a=1&b=2")
    ).new
    let html = VersionReport(edition).rendered(as: .html)
    #expect(
      html.contains(
        "<a rel=\"noopener noreferrer nofollow\" href=\"https://harbour.example/fire?a=1&amp;b=2\">"))
    edition.version?.address = "javascript:alert(1)"
    #expect(!VersionReport(edition).rendered(as: .html).contains("href"))
  }
}
