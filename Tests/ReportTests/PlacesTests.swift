// Where changes stand, and what stayed.

import Story
import Testing

@testable import Report

@Suite struct PlacesTests {
  private let revision = Examples.twoQuotesAdded()

  @Test func `a change stands in a paragraph, new or not`() {
    let places = Places(revision)
    #expect(places.margin(of: revision.difference.changes[0]) == "new paragraph 4 of 6")
    let old = Change(.numberChanged, newSpan: revision.new.reading.paragraphs[0])
    #expect(places.margin(of: old) == "paragraph 1 of 6")
    let removed = Change(.quoteRemoved, oldSpan: revision.old.reading.paragraphs[1])
    #expect(places.margin(of: removed) == "was in paragraph 2 of 4")
    #expect(places.margin(of: Change(.headlineChanged)) == nil)
  }

  @Test(arguments: [TextRange(-1, 4), TextRange(0, 9999), TextRange(5, 5), TextRange(900, 901)])
  func `a range outside the text harms nothing`(range: TextRange) {
    let places = Places(revision)
    #expect(revision.new.reading.words(at: range) == nil)
    _ = places.margin(of: Change(.quoteAdded, oldSpan: range, newSpan: range))
    _ = RevisionReport(Examples.revision([Change(.quoteAdded, oldSpan: range, newSpan: range)])).rendered(
      as: .json)
  }

  @Test func `what stayed is counted`() {
    #expect(Places(revision).unchanged == "4 paragraphs; 2 quotes (one never closed)")
  }

  @Test func `an edited paragraph did not stay`() {
    let old = TextBuilder([["Ten boats sank.", "It rained."], ["Nobody was hurt."]])
    let new = TextBuilder([["Twelve boats sank.", "It rained."], ["Nobody was hurt."]])
    #expect(Places(Examples.revision([], old: old, new: new)).unchanged == "1 paragraph")
  }

  @Test func `a quote that the next paragraph continues needs no closing mark`() {
    var text = TextBuilder([["“The fire began early.", "“It was quick.”"]])
    text.quote("The fire began early.", closed: false)
    text.quote("It was quick.")
    text.reading.quotes[1].continues = 0
    #expect(Places(Examples.revision([], old: text, new: text)).unchanged == "1 paragraph; 1 quote")
    text.reading.quotes[1].isClosed = false
    #expect(
      Places(Examples.revision([], old: text, new: text)).unchanged
        == "1 paragraph; 1 quote (one never closed)")
  }
}
