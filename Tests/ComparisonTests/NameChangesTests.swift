// Tests names that differ.

import Story
import Testing

@testable import Comparison

@Suite struct NameChangesTests {
  @Test func `A name spelled another way, or another name, is a change of name`() {
    let changes = Example.changes(
      "Rescuers found Jon Sandvik in the hut.", "Rescuers found John Sandvik in the hut.")
    #expect(changes.map(\.type) == [.nameChanged])
    #expect(changes.first?.old == "Jon Sandvik")
    #expect(changes.first?.new == "John Sandvik")
    #expect(
      Example.types("The lorry came from Osk with timber.", "The lorry came from Brenholm with timber.")
        == [.nameChanged])
  }

  @Test(arguments: [
    ("Rescuers found Sandvik in the hut.", "Rescuers found John Sandvik in the hut."),
    ("Help came from the U.S. within a day.", "Help came from the US within a day."),
    ("The strike was called by the National Rail Union.", "The strike was called by the NRU."),
    (
      "Rescuers thanked Jon Sandvik and Petra Maric in the hut.",
      "Rescuers thanked Petra Maric and Jon Sandvik in the hut."
    ),
  ])
  func `A name told longer, or only elsewhere, is no change of name`(old: String, new: String) {
    #expect(!Example.types(old, new).contains(.nameChanged))
  }
}
