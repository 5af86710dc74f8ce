// Tests how an edit is shown word by word.

import Testing

@testable import Comparison

@Suite struct WordsTests {
  private func shown(_ old: String, _ new: String) -> String {
    Example.comparer.words(from: old, to: new).map { run in
      switch run.kind {
      case .same: run.text
      case .removed: "[-\(run.text)-]"
      case .added: "{+\(run.text)+}"
      }
    }.joined()
  }

  @Test(arguments: [
    ("Five people were hurt.", "Seven people were hurt.", "[-Five-]{+Seven+} people were hurt."),
    (
      "The man shot two people.", "The man allegedly shot two people.",
      "The man{+ allegedly+} shot two people."
    ),
    ("It cost $1.2 billion.", "It cost $1.4 billion.", "It cost [-$1.2 billion-]{+$1.4 billion+}."),
    (
      "Ana Ferreira spoke first.", "Ana Fereira spoke first.",
      "[-Ana Ferreira-]{+Ana Fereira+} spoke first."
    ),
    (
      "He called it “a poor joke” on Monday.", "He called it “a bad joke” on Monday.",
      "He called it [-“a poor joke”-]{+“a bad joke”+} on Monday."
    ),
    ("The President left.", "The president left.", "The [-President-]{+president+} left."),
    ("", "New.", "{+New.+}"),
    ("Gone.", "", "[-Gone.-]"),
    ("Same.", "Same.", "Same."),
  ])
  func `Numbers, names and quotes are never broken up`(old: String, new: String, expected: String) {
    #expect(shown(old, new) == expected)
  }

  @Test func `A small word between two exchanges goes with them`() {
    #expect(
      shown("The minister of health resigned.", "The secretary of defence resigned.")
        == "The [-minister of health-]{+secretary of defence+} resigned.")
  }

  @Test func `The runs that were not removed are the new text, byte for byte`() {
    var news = RandomNews(seed: 4)
    for _ in 0..<50 {
      let old = news.story().joined(separator: " ") + news.noise(20)
      let new = news.story().joined(separator: "  ") + news.noise(20)
      let runs = Example.comparer.words(from: old, to: new)
      #expect(runs.filter { $0.kind != .removed }.map(\.text).joined() == new)
      let before = runs.filter { $0.kind != .added }.map(\.text).joined()
      #expect(before.filter { !$0.isWhitespace } == old.filter { !$0.isWhitespace })
    }
  }
}
