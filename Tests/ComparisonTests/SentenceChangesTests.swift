// Tests sentences that came, went, were reworded, split, merged or moved.

import Story
import Testing

@testable import Comparison

@Suite struct SentenceChangesTests {
  @Test func `Sentences that came and went`() {
    let changes = Example.changes(
      "The dam held.\nThe mayor slept badly.", "The dam held.\nSchools stay shut in three valleys.")
    #expect(changes.map(\.type) == [.sentenceRemoved, .sentenceAdded])
    #expect(changes.first?.text == "The mayor slept badly.")
    #expect(changes.last?.text == "Schools stay shut in three valleys.")
  }

  @Test func `A reworded sentence`() {
    let changes = Example.changes(
      "The council met behind closed doors on Thursday.", "The council met in the open air on Thursday.")
    #expect(changes.map(\.type) == [.sentenceEdited])
    #expect(changes.first?.significance == .medium)
  }

  @Test func `Small words alone weigh little, a “not” weighs much`() {
    #expect(
      Example.changes("The council met on the Thursday.", "The council met on a Thursday.").map(
        \.significance)
        == [.low])
    let flipped = Example.changes(
      "The driver pleaded guilty to the charge.", "The driver pleaded not guilty to the charge.")
    #expect(flipped.map(\.type) == [.sentenceEdited])
    #expect(flipped.first?.significance == .high)
  }

  @Test func `A number in a sentence that was rewritten besides leaves the edit to be told too`() {
    let types = Example.types(
      "Five people were killed when the old bridge over the Elvar collapsed.",
      "Nine people were killed when the old bridge collapsed under a lorry loaded with granite blocks.")
    #expect(types == [.numberChanged, .sentenceEdited])
  }

  @Test func `One sentence that became two is split`() {
    let changes = Example.changes(
      "The council closed the library on Monday and dismissed its eleven members of staff without notice.",
      "The council closed the library on Monday. It dismissed its eleven members of staff without notice.")
    #expect(changes.map(\.type) == [.sentenceSplit])
  }

  @Test func `Two sentences that became one are merged`() {
    let changes = Example.changes(
      "The plane landed safely in Vardo. All ninety passengers left it by the rear stairs.",
      "The plane landed safely in Vardo and all ninety passengers left it by the rear stairs.")
    #expect(changes.map(\.type) == [.sentenceMerged])
    #expect(
      changes.first?.merged == [
        "The plane landed safely in Vardo.", "All ninety passengers left it by the rear stairs.",
      ])
  }

  @Test func `A block that moved is told once`() {
    let (rain, dam, school) = (
      "Rain fell on Osk for a week.", "The dam held through the night.\nDivers looked at its foot.",
      "Schools stay shut.\nBuses do not run.\nThe market is closed."
    )
    let difference = Example.difference("\(rain)\n\(school)\n\(dam)", "\(rain)\n\(dam)\n\(school)")
    #expect(difference.changes.map(\.type) == [.sentenceMoved])
    #expect(difference.changes.first?.text == "The dam held through the night. Divers looked at its foot.")
    #expect(difference.moved == [1, 2])
  }

  @Test func `What is shifted by an addition has not moved`() {
    #expect(
      Example.types(
        "The dam held.\nSchools stay shut.", "Rain fell on Osk.\nThe dam held.\nSchools stay shut.")
        == [.sentenceAdded])
  }

  @Test func `Unrelated items under one address replace each other`() {
    let types = Example.types(
      "OSK (NPA) -- Two fishermen were freed on Tuesday.", "OSK (NPA) -- The price of bread rose again.")
    #expect(types.sorted { $0.rawValue < $1.rawValue } == [.sentenceAdded, .sentenceRemoved])
  }
}
