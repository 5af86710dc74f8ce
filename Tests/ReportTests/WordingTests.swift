// What each kind of change is called.

import Story
import Testing

@testable import Report

@Suite struct WordingTests {
  @Test(arguments: [
    (ChangeType.quoteAdded, "quote added", "2 quotes added", "+2 quotes"),
    (.quoteRemoved, "quote removed", "2 quotes removed", "−2 quotes"),
    (.quoteAltered, "quote altered", "2 quotes altered", "2 quotes altered"),
    (
      .quoteReattributed, "credited to another", "2 quotes credited to another",
      "2 quotes credited to another"
    ),
    (.numberChanged, "number changed", "2 numbers changed", "2 numbers changed"),
    (.hedgeAdded, "hedge added", "2 hedges added", "2 hedges added"),
    (.headlineChanged, "headline changed", "headline changed", "headline changed"),
    (.standfirstChanged, "subheading changed", "subheading changed", "subheading changed"),
    (.correctionAdded, "correction added", "2 corrections added", "2 corrections added"),
    (
      .developingRemoved, "no longer says more follows", "no longer says more follows",
      "no longer says more follows"
    ),
  ])
  func `a kind of change has plain words`(type: ChangeType, label: String, two: String, brief: String) {
    #expect(Wording(type).label == label)
    #expect(Wording(type).sentence(2) == two)
    #expect(Wording(type).brief(2) == brief)
  }

  @Test func `every kind of change has words of its own, and none is an inner word`() {
    let labels = ChangeType.allCases.map { Wording($0).label }
    #expect(Set(labels).count == labels.count)
    for label in labels {
      #expect(!label.contains("_"))
      for inner in ["furniture", "standfirst", "capture", "figure", "notice", "spool", "shingle"] {
        #expect(!label.contains(inner), "“\(label)” shows an inner word")
      }
    }
  }

  @Test func `groups come in an editor's order`() {
    let expected: [ChangeType] = [
      .correctionAdded, .headlineChanged, .quoteAltered, .quoteReattributed, .quoteRemoved, .numberChanged,
      .quoteAdded, .hedgeAdded, .sentenceEdited, .captionAdded,
    ]
    #expect(expected.map { Wording($0).group } == expected.map { Wording($0).group }.sorted())
    #expect(Set(expected.map { Wording($0).group }).count == expected.count)
  }

  @Test func `other text that matters little stands among the small changes`() {
    #expect(Change(.sentenceEdited).wording.group == .text)
    #expect(Change(.sentenceEdited, significance: .low).wording.group == .quiet)
    #expect(Change(.quoteAdded, significance: .low).wording.group == .quotesAdded)
  }
}
