// The lines that filters give out.

import Foundation
import Story
import Testing

@testable import Report

@Suite struct FilterJSONTests {
  @Test func `a reading is told in full, with offsets of scalars`() {
    var text = TextBuilder([["“Über 12 Boote,” sagte 🔥 Ann Lee."], ["Allegedly.", "More follows…"]])
    text.quote("Über 12 Boote,", by: "Ann Lee", cue: "sagte")
    text.reading.figures = [
      Figure(range: text.range("12"), value: 12, unit: nil, bound: .atLeast, counted: "boote"),
      Figure(range: text.range("12"), value: 1.5, upper: 2, unit: "%"),
    ]
    text.reading.hedges = [Hedge(range: text.range("Allegedly"))]
    text.notice("More follows…", .developing)
    #expect(
      FilterJSON.read(text.reading, id: .text("a")) == #"{"figures":["#
        + #"{"bound":"at_least","counts":"boote","end":8,"start":6,"text":"12","unit":null,"value":12},"#
        + #"{"bound":"exact","counts":null,"end":8,"start":6,"text":"12","unit":"%","upper":2,"value":1.5}],"#
        + #""hedges":[{"end":43,"start":34,"text":"Allegedly"}],"id":"a","#
        + #""notices":[{"end":58,"kind":"developing","start":45,"text":"More follows…"}],"#
        + #""quotes":[{"cue":{"end":22,"start":17,"text":"sagte"},"end":15,"form":"direct","kind":"quote","#
        + #""speaker":{"end":32,"name":"Ann Lee","start":25,"text":"Ann Lee"},"start":1}],"#
        + #""sentences":[[0,33],[34,44],[45,58]]}"#)
  }

  @Test func `a quote that nobody is credited with has null, not nothing`() {
    var text = TextBuilder([["“One.", "“Two.”"]])
    text.quote("One.", closed: false)
    text.quote("Two.")
    text.reading.quotes[1].continues = 0
    let line = FilterJSON.read(text.reading, id: .none)
    #expect(line.contains(#""id":null"#))
    #expect(line.contains(#"{"cue":null,"end":5,"form":"direct","kind":"quote","speaker":null,"start":1}"#))
    #expect(line.contains(#""continues":0"#))
  }

  @Test func `a comparison has sentences, links, moves and changes`() {
    let revision = Examples.twoQuotesAdded()
    let line = FilterJSON.compare(
      old: revision.old.reading, new: revision.new.reading, revision.difference, id: .number(7))
    #expect(line.contains(#""links":[[0,0],[1,1],[2,2],[3,3],[4,6]],"moved":[]"#))
    #expect(
      line.contains(
        #"{"cue":"called","id":"c1","new_span":[201,218],"old_span":null,"significance":"high","speaker":"the fire service","text":"a controlled burn","type":"quote_added"}"#
      ))
    #expect(line.contains(#""id":7"#) && !line.contains("\n"))
  }

  @Test func `a bad line gets its error`() {
    #expect(FilterJSON.failure("no “text”", id: .text("x\n")) == #"{"error":"no “text”","id":"x\n"}"#)
  }

  @Test(arguments: ChangeType.allCases)
  func `each type has its own fields and fits the schema`(type: ChangeType) throws {
    var change = Examples.change(type)
    if type == .quoteAdded { change.speaker = nil }
    let revision = Examples.revision([change])
    let line = FilterJSON.compare(
      old: revision.old.reading, new: revision.new.reading, revision.difference, id: .text("a"))
    #expect(try SchemaValidator("filter-compare").faults(line).isEmpty)
    let report = RevisionReport(revision).rendered(as: .json)
    #expect(try SchemaValidator("diff").faults(report).isEmpty)
  }

  @Test func `what filters give out fits their schemas, and what is wrong does not`() throws {
    let schema = try SchemaValidator("filter-read")
    #expect(try schema.faults(FilterJSON.read(Examples.newText().reading, id: .none)).isEmpty)
    #expect(try schema.faults(FilterJSON.failure("bad", id: .number(1))).isEmpty)
    #expect(try !schema.faults(#"{"id":"a","sentences":[[0]]}"#).isEmpty)
    let compare = try SchemaValidator("filter-compare")
    #expect(
      try !compare.faults(
        #"{"id":"a","old_sentences":[],"new_sentences":[],"links":[],"moved":[],"changes":[{"type":"quote_added"}]}"#
      ).isEmpty)
  }
}
