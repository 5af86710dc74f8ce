// Tests headline, standfirst, byline, dates, address, layout and invisible characters.

import Story
import Testing

@testable import Comparison

@Suite struct FieldChangesTests {
  private func types(_ edit: (inout Article) -> Void) -> [ChangeType] { changes(edit).map(\.type) }

  private func changes(_ edit: (inout Article) -> Void) -> [Change] {
    var old = Article(blocks: [Block(.paragraph, "The dam held."), Block(.paragraph, "Schools stay shut.")])
    old.headline = Sourced("Dam holds in Osk", source: "h1")
    old.standfirst = Sourced("A night of rain", source: "dom")
    old.byline = Sourced(["Ana Ferreira"], source: "meta")
    old.published = Sourced("2020-01-06T22:00:00Z", source: "json-ld")
    old.modified = Sourced("2020-01-06T22:00:00Z", source: "json-ld")
    old.canonical = Sourced("https://example.org/dam", source: "dom")
    var new = old
    edit(&new)
    return Example.comparer.revision(from: Example.edition(old), to: Example.edition(new)).difference.changes
  }

  @Test func `Nothing changed`() { #expect(types { _ in } == []) }

  @Test func `Each field is told as what it is`() {
    #expect(types { $0.headline?.value = "Dam breaks in Osk" } == [.headlineChanged])
    #expect(types { $0.standfirst = nil } == [.standfirstChanged])
    #expect(types { $0.byline?.value = ["Ana Ferreira", "Tom Okoye"] } == [.bylineChanged])
    #expect(types { $0.modified?.value = "2020-01-06T23:00:00Z" } == [.dateChanged])
    #expect(types { $0.canonical?.value = "https://example.org/dam-breaks" } == [.urlChanged])
  }

  @Test func `Old and new are given`() {
    let change = changes { $0.headline?.value = "Dam breaks in Osk" }.first
    #expect(change?.old == "Dam holds in Osk")
    #expect(change?.new == "Dam breaks in Osk")
    #expect(changes { $0.byline = nil }.first?.new == nil)
  }

  @Test func `A headline in other capitals or marks is typography, and where it was read from is nothing`() {
    #expect(types { $0.headline?.value = "Dam Holds in Osk!" } == [.typographyChanged])
    #expect(types { $0.headline?.source = "og" } == [])
  }

  @Test func `Characters nobody can see are told when they come, grow in number or go`() {
    let marked = changes { $0.invisibles = [Invisible("U+200B", count: 3), Invisible("C2PA", count: 1)] }
    #expect(marked.map(\.type) == [.invisiblesChanged])
    #expect(marked.first?.old == nil)
    #expect(marked.first?.new == "U+200B ×3, C2PA ×1")
  }

  @Test func `The same text in other blocks is layout`() {
    #expect(types { $0.blocks[1].kind = .subheading } == [.layoutChanged])
  }
}
