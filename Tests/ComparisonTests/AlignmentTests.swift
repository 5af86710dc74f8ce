// Tests which sentences are taken to tell the same thing.

import Foundation
import Language
import Story
import Testing

@testable import Comparison

@Suite struct AlignmentTests {
  private func links(_ old: [String], _ new: [String]) -> [Link] {
    Example.comparer.difference(
      from: Example.reader.read(sentences: old), to: Example.reader.read(sentences: new)
    ).links
  }

  @Test func `A sentence that was reworded stays linked`() {
    #expect(
      links(
        ["A fire broke out at a warehouse in Larkhaven on Friday night."],
        ["A large fire broke out at a harbour warehouse in Larkhaven late on Friday."]) == [Link(0, 0)])
  }

  @Test func `A lead rewritten with the same event stays linked`() {
    #expect(
      links(
        ["At least 10 people were injured when a tram left the rails in Brenholm, police said."],
        ["Three people died and 14 were injured when a tram left the rails near Brenholm station."])
        == [Link(0, 0)])
  }

  @Test func `Order is never forced`() {
    let (one, two, three) = (
      "The ferry left Osk at noon with 200 people aboard.", "Its captain has thirty years of experience.",
      "Divers searched the wreck until dark on Tuesday."
    )
    #expect(links([one, two, three], [three, one, two]) == [Link(0, 1), Link(1, 2), Link(2, 0)])
  }

  @Test func `One sentence that became two is linked to both`() {
    #expect(
      links(
        [
          "The council closed the library on Monday and dismissed its eleven members of staff without notice."
        ],
        [
          "The council closed the library on Monday.",
          "It dismissed the eleven members of staff without any notice.",
        ]) == [Link(0, 0), Link(0, 1)])
  }

  @Test func `Two sentences that became one are both linked to it`() {
    #expect(
      links(
        ["The plane landed safely in Vardo.", "All ninety passengers left it by the rear stairs."],
        ["The plane landed safely in Vardo and all ninety passengers left it by the rear stairs."])
        == [Link(0, 0), Link(1, 0)])
  }

  @Test func `Unrelated items that share a dateline are not linked`() {
    #expect(
      links(
        ["LARKHAVEN (NPA) -- A court has freed two fishermen."],
        ["LARKHAVEN (NPA) -- The price of bread rose again in May."]) == [])
  }

  @Test func `A dateline that came or went does not unlink a sentence`() {
    #expect(
      links(
        ["OSK, Norland — Snow fell on the passes."], ["Snow fell on the passes."]) == [Link(0, 0)])
  }

  @Test(arguments: [
    ("No-one was hurt.", "No one was hurt."),
    ("He pleaded guilty to two charges of theft.", "He pleaded not guilty to two charges of theft."),
    ("Nine miners are missing.", "Eleven miners are missing."),
  ])
  func `Short sentences, polarity flips and number flips stay linked`(old: String, new: String) {
    #expect(links([old], [new]) == [Link(0, 0)])
  }

  @Test func `A sentence of nothing but marks is no trouble`() {
    #expect(links(["”", "Rain fell."], ["Rain fell.", "…", ""]) == [Link(1, 0)])
  }

  @Test func `A notice is not taken for the sentence it corrects`() {
    let found = links(
      ["The senator, who is 71, opened the bridge."],
      [
        "The senator, who is 72, opened the bridge.",
        "Correction: An earlier version of this article said the senator who opened the bridge is 71.",
      ])
    #expect(found == [Link(0, 0)])
  }

  @Test func `Long texts that share few rare words are aligned by them`() {
    // More pairs than are scored one by one; each sentence has one word of its own.
    let old = (0..<300).map { "The council discussed item number\($0) at length on Thursday evening." }
    let new = old.reversed().map { $0.replacingOccurrences(of: "at length", with: "only briefly") }
    #expect(links(old, new) == (0..<300).map { Link($0, 299 - $0) })
  }
}
