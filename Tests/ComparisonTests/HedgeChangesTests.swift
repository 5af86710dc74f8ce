// Tests claims that are held back, or no longer.

import Story
import Testing

@testable import Comparison

@Suite struct HedgeChangesTests {
  @Test(arguments: [
    (
      "The man killed two people, police said.", "The man allegedly killed two people, police said.",
      "allegedly"
    ),
    ("The fire started in a kitchen.", "The fire reportedly started in a kitchen.", "reportedly"),
  ])
  func `A hedge put before a standing claim is added, and removed the other way`(
    old: String, new: String, cue: String
  ) {
    let added = Example.changes(old, new)
    #expect(added.map(\.type) == [.hedgeAdded])
    #expect(added.first?.cue == cue)
    #expect(added.first?.significance == .high)
    #expect(Example.types(new, old) == [.hedgeRemoved])
  }

  @Test func `A hedge of several words is told with the words it brought`() {
    let changes = Example.changes("The gunman is dead.", "The gunman is believed to be dead.")
    #expect(changes.map(\.type) == [.hedgeAdded])
  }

  @Test func `One hedge for another is no change of hedge`() {
    let types = Example.types("The dam may break tonight.", "The dam might break tonight.")
    #expect(!types.contains(.hedgeAdded) && !types.contains(.hedgeRemoved))
  }

  @Test func `A hedge that came with a claim of its own is told with the claim`() {
    let types = Example.types(
      "The bus left the road near Osk on Monday.",
      "The bus left the road near Osk on Monday, possibly because its driver had fallen asleep at the wheel.")
    #expect(!types.contains(.hedgeAdded))
  }

  @Test func `A hedge inside a quote belongs to the quote`() {
    let types = Example.types(
      "“The dam will break before the morning,” Lena Brandt said.",
      "“The dam may break before the morning,” Lena Brandt said.")
    #expect(types == [.quoteAltered])
  }
}
