// How a sheet fits a terminal.

import Story
import Testing

@testable import Report

@Suite struct SheetTerminalTests {
  private func wide() -> Revision {
    var revision = Examples.twoQuotesAdded()
    var change = Examples.change(
      .quoteAdded, text: "火事が広がっています。🔥 Niemand wird vermisst, sagte die Sprecherin des Hafens heute Abend.")
    change.speaker = "山田太郎"
    change.newSpan = revision.new.reading.paragraphs[0]
    revision.difference.changes += [change, Examples.change(.headlineChanged, old: "港で火事", new: "港の火事が広がる")]
    return revision
  }

  @Test(arguments: Array(stride(from: 40, through: 200, by: 4)))
  func `no line is wider than the terminal`(width: Int) {
    for revision in [Examples.twoQuotesAdded(), Examples.everything(), wide()] {
      let text = RevisionReport(revision).rendered(as: .terminal, style: TerminalStyle(width: width))
      for line in text.split(separator: "\n") {
        #expect(line.columns <= width, "\(line)")
        #expect(line.columns <= 96, "lines stay short enough to read")
        #expect(line.last != " ", "no line ends in spaces")
      }
    }
  }

  @Test(arguments: [0, -5, 1, 19])
  func `a width that cannot be is taken for the narrowest`(width: Int) {
    let text = RevisionReport(Examples.everything()).rendered(
      as: .terminal, style: TerminalStyle(width: width))
    #expect(text.split(separator: "\n").allSatisfy { $0.columns <= 20 })
  }

  @Test func `without colour nothing but text is sent`() {
    let text = RevisionReport(Examples.everything()).rendered(
      as: .terminal, style: TerminalStyle(colour: false))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `with colour every line puts the colour back, and the words are the same`() {
    let report = RevisionReport(Examples.everything())
    let plain = report.rendered(as: .terminal, style: TerminalStyle(colour: false))
    let colour = report.rendered(as: .terminal, style: TerminalStyle(colour: true))
    #expect(colour.contains("\u{1B}[1mharbour-fire\u{1B}[0m"))
    for line in colour.split(separator: "\n") {
      let codes = line.split(separator: "\u{1B}").dropFirst().map { $0.prefix { $0 != "m" } }
      if let last = codes.last { #expect(last == "[0", "\(line)") }
    }
    #expect(colour.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func `words that changed are marked without colour, and never by colour alone`() {
    var options = RevisionReport.Options()
    options.words = { old, new in Examples.words(old, new) }
    let report = RevisionReport(Examples.everything(), options: options)
    #expect(report.rendered(as: .terminal).contains("[-Twelve-]"))
    let colour = report.rendered(as: .terminal, style: TerminalStyle(colour: true))
    #expect(colour.contains("\u{1B}[31;9mTwelve\u{1B}[0m") && colour.contains("\u{1B}[32;4mFifteen\u{1B}[0m"))
  }

  @Test func `what stands at the right moves below where there is no room`() {
    let narrow = RevisionReport(Examples.twoQuotesAdded()).rendered(
      as: .terminal, style: TerminalStyle(width: 50))
    #expect(narrow.contains("\n    new paragraph 4 of 6\n"))
  }

  @Test func `wide characters keep the right column straight`() throws {
    let text = RevisionReport(wide()).rendered(as: .terminal, style: TerminalStyle(width: 80))
    let columns = try text.split(separator: "\n").filter {
      $0.contains("paragraph ") && $0.contains("quote added")
    }.map {
      let start = try #require($0.firstRange(of: #/(new )?paragraph \d+ of/#)).lowerBound
      return $0[..<start].columns
    }
    #expect(columns.count == 3 && Set(columns).count == 1)
  }
}
