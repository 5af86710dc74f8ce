// Tests the names of changes.

import Language
import Story
import Testing

@testable import Comparison

@Suite struct ChangeIDTests {
  private func id(_ change: Change, _ oldKey: String = "A", _ newKey: String = "B") -> String {
    var ids = ChangeIDs(oldKey: oldKey, newKey: newKey)
    return ids.next(for: change)
  }

  private func added(_ text: String) -> Change {
    var change = Change(.sentenceAdded)
    change.text = text
    return change
  }

  @Test func `An id is 13 digits of Crockford's alphabet and never changes`() {
    let id = id(added("The bridge is closed."))
    #expect(id == "F9H34C40NKRR3")
    #expect(id.utf8.count == 13)
    #expect(id.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
  }

  @Test func `Curly marks and capitals do not make another id`() {
    #expect(id(added("The mayor’s Bridge")) == id(added("the mayor's bridge")))
  }

  @Test func `Sides, type and words make another id`() {
    let change = added("The bridge is closed.")
    var removed = change
    removed.type = .sentenceRemoved
    #expect(
      Set([id(change), id(change, "B", "A"), id(change, "A", "C"), id(removed), id(added("Closed."))]).count
        == 5)
  }

  @Test func `A sentence added twice has two ids, the same two every time`() {
    let new = "The road is shut.\nMore rain fell.\nThe road is shut.\nThe road is shut."
    let first = Example.changes("More rain fell.", new).map(\.id)
    #expect(Set(first).count == 3)
    #expect(Example.changes("More rain fell.", new).map(\.id) == first)
  }

  @Test func `Keys stand in for the texts`() {
    let (old, new) = (Example.reader.read("One fell."), Example.reader.read("Two fell. One fell."))
    let ids = ["X", "Y"].map {
      Example.comparer.difference(from: old, to: new, oldKey: $0, newKey: "Z").changes[0].id
    }
    #expect(ids[0] != ids[1])
  }
}
