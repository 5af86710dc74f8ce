// Which changes a channel is told of.

import Report
import Story
import Testing

@testable import Telling

@Suite struct TellingRuleTests {
  static let all = message([
    okafor, change(.quoteReattributed, "It was empty.", id: "c2"), change(.numberChanged, "12", id: "c3"),
    change(.sentenceAdded, "A second engine came.", id: "c4"), change(.captionChanged, "The quay", id: "c5"),
  ])

  @Test(arguments: [
    (TellingRule(), ["c1", "c2", "c3", "c4"]),
    (TellingRule(least: .low), ["c1", "c2", "c3", "c4", "c5"]),
    (TellingRule(least: .high), ["c1", "c2", "c3"]),
    (TellingRule(types: ["quote_*"]), ["c1", "c2"]),
    (TellingRule(types: ["number_changed", "caption_*"], least: .low), ["c3", "c5"]),
    (TellingRule(stories: ["harbour-*"]), ["c1", "c2", "c3", "c4"]),
    (TellingRule(stories: ["*-fire", "x"]), ["c1", "c2", "c3", "c4"]),
    (TellingRule(stories: ["harbour"]), []),
    (TellingRule(outlets: ["*.example"]), ["c1", "c2", "c3", "c4"]),
    (TellingRule(outlets: ["wire.example"]), []),
    (TellingRule(speakers: ["okafor"]), ["c1"]),
    (TellingRule(speakers: ["Hale"]), []),
    (TellingRule(types: ["number_changed"], speakers: ["okafor"]), []),
  ])
  func `a rule tells its part`(rule: TellingRule, told: [String]) {
    let part = rule.part(of: Self.all)
    #expect(part?.changes.map(\.id) ?? [] == told)
    if let part { #expect(part.leftOut == 5 - told.count) }
  }

  @Test func `whoever is named on either side of a changed credit is found`() {
    var moved = change(.quoteReattributed, "It was empty.")
    (moved.oldSpeaker, moved.newSpeaker) = ("Jon Hale", "the fire service")
    for name in ["hale", "Fire Service"] {
      #expect(TellingRule(speakers: [name]).part(of: message([moved])) != nil)
    }
  }

  @Test func `what is no change is always told`() {
    let test = Message(.test, parts: ["desk"], time: time("2020-01-07T07:00:00Z"), summary: "A test.")
    #expect(TellingRule(types: ["quote_added"], stories: ["x"]).part(of: test) == test)
  }

  @Test(arguments: [
    ("quote_added", true), ("quote_*", true), ("*_added", true), ("*", true), ("quotes", false), ("", false),
  ])
  func `types that there are`(pattern: String, isType: Bool) {
    #expect(TellingRule.isType(pattern) == isType)
  }

  @Test(arguments: [
    ("a*b*c", "axxbyyc", true), ("a*b*c", "acb", false), ("**", "", true), ("*aab", "aaaab", true),
    ("ab*ba", "aba", false),
  ])
  func `stars stand for anything`(pattern: String, text: String, fits: Bool) {
    #expect(TellingRule.matches(pattern, text) == fits)
  }
}
