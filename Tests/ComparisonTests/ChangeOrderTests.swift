// Tests the order in which an editor reads changes.

import Story
import Testing

@testable import Comparison

@Suite struct ChangeOrderTests {
  @Test func `Notices first, then quotes, numbers, hedges, text, and quiet things last`() {
    let old = """
      The mayor's office was calm.
      The council met at noon in Larkhaven to talk about the flood.
      The man killed two people, police said.
      At least five houses were lost near the pier.
      “We were warned about the wall twice,” Lena Brandt said.
      “Nobody listened to us,” Ivo Maric said.
      """
    let new = """
      The mayor’s office was calm.
      “Help has come at last,” Tom Okoye said.
      The council met at dusk in Larkhaven to quarrel over the flood.
      The man allegedly killed two people, police said.
      At least nine houses were lost near the pier.
      “We were warned about the wall three times,” Lena Brandt said.
      More follows…
      """
    #expect(
      Example.types(old, new) == [
        .developingAdded, .quoteAltered, .quoteRemoved, .numberChanged, .quoteAdded, .hedgeAdded,
        .sentenceEdited, .typographyChanged,
      ])
  }

  @Test func `Every type has a place, and within a group the place in the new text decides`() {
    #expect(Set(ChangeType.allCases.map(\.group)).isSubset(of: Set(0...10)))
    let changes = Example.changes(
      "The dam held.\nThe mayor slept badly.\nSchools stay shut.",
      "Rain fell on Osk.\nThe dam held.\nSchools stay shut.\nBuses do not run.")
    #expect(changes.map(\.text) == ["Rain fell on Osk.", "The mayor slept badly.", "Buses do not run."])
  }
}
