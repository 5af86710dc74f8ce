// Tests numbers that differ.

import Story
import Testing

@testable import Comparison

@Suite struct NumberChangesTests {
  @Test(arguments: [
    ("At least five people were killed.", "At least seven people were killed.", "five", "seven"),
    ("The senator is 71.", "The senator is 72.", "71", "72"),
    (
      "The repair will cost $1.2 billion.", "The repair will cost $1.5 billion.", "$1.2 billion",
      "$1.5 billion"
    ),
    ("Turnout was 45%, officials said.", "Turnout was 48%, officials said.", "45%", "48%"),
  ])
  func `A number that moved on is told once`(old: String, new: String, before: String, after: String) {
    let changes = Example.changes(old, new)
    #expect(changes.map(\.type) == [.numberChanged])
    #expect(changes.first?.old == before)
    #expect(changes.first?.new == after)
    #expect(changes.first?.numberKind == .update)
    #expect(changes.first?.significance == .high)
  }

  @Test(arguments: [
    ("Five people were hurt.", "5 people were hurt."),
    ("The loan of 3 percent runs out.", "The loan of 3% runs out."),
    ("It cost $1,500,000 to build.", "It cost $1.5 million to build."),
    ("More than 100 homes burned.", "Over 100 homes burned."),
    ("A dozen people were arrested.", "12 people were arrested."),
  ])
  func `A number in words and in figures is the same number`(old: String, new: String) {
    #expect(Example.types(old, new).allSatisfy { $0 == .typographyChanged })
  }

  @Test func `A distance in two units is one change`() {
    let changes = Example.changes(
      "The quake struck 10 miles (16 km) east of Osk.", "The quake struck 12 miles (19 km) east of Osk.")
    #expect(changes.map(\.type) == [.numberChanged])
    #expect(changes.first?.old == "10 miles")
  }

  @Test(arguments: [
    ("About 1,500 troops will go.", "Between 1,500 and 2,000 troops will go.", "About 1,500", "1,500–2,000"),
    ("At least 10 people were hurt.", "12 people were hurt.", "At least 10", "12"),
    ("About 300 homes lost power.", "About 295 homes lost power.", "300", "295"),
    ("The tower is 1,500 feet tall.", "The tower is 1,483 feet tall.", "1,500 feet", "1,483 feet"),
  ])
  func `The same number told more exactly is a refinement`(
    old: String, new: String, before: String, after: String
  ) {
    let change = Example.changes(old, new).first { $0.type == .numberChanged }
    #expect(change?.numberKind == .refinement)
    #expect(change?.old == before)
    #expect(change?.new == after)
  }

  @Test func `A number that a correction names is a correction`() {
    let new =
      "The senator is 72.\nCorrection: An earlier version of this article gave the senator’s age as 71. He is 72."
    let changes = Example.changes("The senator is 71.", new)
    #expect(changes.map(\.type) == [.correctionAdded, .numberChanged])
    #expect(changes.last?.numberKind == .correction)
  }

  @Test func `A correction of something else does not make a correction of a number`() {
    let new =
      "At least 9 people died.\nCorrection: An earlier version of this article misspelled the name of the river Elvar."
    let change = Example.changes("At least 7 people died.", new).first { $0.type == .numberChanged }
    #expect(change?.numberKind == .update)
  }

  @Test func `A number that counts another thing now is no change of value`() {
    let types = Example.types(
      "The storm damaged 40 houses and 7 boats.", "The storm damaged 7 boats and 40 houses.")
    #expect(!types.contains(.numberChanged))
  }

  @Test func `May and march are no numbers, nor is one of many`() {
    let types = Example.types(
      "They may march on Friday, one of them said.", "They might march on Friday, some of them said.")
    #expect(!types.contains(.numberChanged))
  }

  @Test func `Two tolls in one sentence keep apart`() {
    let changes = Example.changes(
      "Four people were killed and 18 wounded in the market.",
      "Nine people were killed and 30 wounded in the market.")
    #expect(changes.map(\.type) == [.numberChanged, .numberChanged])
    #expect(changes.map(\.old) == ["Four", "18"])
    #expect(changes.map(\.new) == ["Nine", "30"])
  }

  @Test func `Another currency is an update, though the figure is the same`() {
    let changes = Example.changes("The firm lost $1.2 million.", "The firm lost £1.2 million.")
    #expect(changes.map(\.type) == [.numberChanged])
    #expect(changes.first?.numberKind == .update)
  }

  @Test func `A number inside a quote belongs to the quote`() {
    let types = Example.types(
      "“We counted 14 houses under water,” Lena Brandt said.",
      "“We counted 19 houses under water,” Lena Brandt said.")
    #expect(types == [.quoteAltered])
  }
}
