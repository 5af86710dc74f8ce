// What is typed to search for, and where it stands.

import Foundation
import Story
import Testing

@testable import Newsroom

@Suite struct SearchQueryTests {
  private static func told(_ phrases: [SearchQuery.Phrase]) -> [String] {
    phrases.map { $0.words.joined(separator: "+") + ($0.isPrefix ? "*" : "") }
  }

  @Test(arguments: [
    ("controlled burn", ["controlled", "burn"]), ("\"controlled burn\" fire", ["controlled+burn", "fire"]),
    ("“controlled burn”", ["controlled+burn"]), ("evacuat*", ["evacuat*"]),
    ("\"in the har\"*", ["in+the+har*"]),
    ("\"in the har*\"", ["in+the+har*"]), ("don’t", ["don+t"]), ("1,000", ["1+000"]), ("a:b", ["a+b"]),
    ("\"never closed", ["never+closed"]), ("-x AND NOT y", ["x", "AND", "NOT", "y"]), ("火事", ["火+事"]),
    ("", []), (" \" \"\" * ", []), ("\"", []), ("speaker:", ["speaker"]), ("a\0b", ["a+b"]),
  ])
  func `words, phrases and beginnings are told apart`(text: String, phrases: [String]) {
    let query = SearchQuery(text)
    #expect(Self.told(query.phrases) == phrases)
    #expect(query.isEmpty == phrases.isEmpty)
  }

  @Test func `filters narrow a query down`() throws {
    let query = SearchQuery("Story:flood gate outlet:www.News.example speaker:\"Ann Holt\" speaker:lo*")
    #expect(query.story == (try Slug("flood")) && query.outlet == "news.example")
    #expect(Self.told(query.phrases) == ["gate"] && Self.told(query.speakers) == ["Ann+Holt", "lo*"])
    #expect(!query.isImpossible)
    #expect(SearchQuery("x story:../etc").isImpossible)
    #expect(SearchQuery("x story:a story:b").isImpossible)
    #expect(SearchQuery("story:flood").isEmpty)
    #expect(SearchQuery(String(repeating: "word ", count: 10_000)).phrases.count == 32)
  }

  @Test(arguments: [
    ("gate dam", "The Gate at the dam, the gates.", "The [Gate] at the [dam], the gates."),
    ("gat*", "The Gate at the gates.", "The [Gate] at the [gates]."),
    ("\"the dam\"", "At the dam the dams.", "At [the dam] the dams."),
    ("okafor", "María Okáfor", "María [Okáfor]"),
    ("\"a b\" \"b c\"", "a b c", "[a b][ c]"), ("none", "Some text.", "Some text."),
    ("火", "山火事", "山[火]事"), ("dont don't", "He don’t.", "He [don’t]."),
  ])
  func `what was searched for is marked where it stands`(text: String, passage: String, marked: String) {
    let pieces = SearchQuery(text).pieces(of: passage)
    #expect(pieces.map { $0.isHit ? "[\($0.text)]" : $0.text }.joined() == marked)
    #expect(pieces.map(\.text).joined() == passage)
  }
}
