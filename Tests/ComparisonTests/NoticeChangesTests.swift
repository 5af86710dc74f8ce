// Tests notices that came, went or were reworded.

import Story
import Testing

@testable import Comparison

@Suite struct NoticeChangesTests {
  @Test(arguments: [
    (
      "Correction: An earlier version of this article misspelled the name of the river.",
      ChangeType.correctionAdded
    ),
    (
      "Clarification: This article has been changed to make clear that the bridge is privately owned.",
      .clarificationAdded
    ),
    ("Editor's note: This story contains a description of violence.", .editorsNoteAdded),
    ("UPDATE: This story has been updated with a statement from the port.", .updateAdded),
    ("More details soon …", .developingAdded),
  ])
  func `A notice that came is told as what it is and never as a sentence`(notice: String, type: ChangeType) {
    let body = "The bridge over the Elvar is closed."
    let changes = Example.changes(body, body + "\n" + notice)
    #expect(changes.map(\.type) == [type])
    #expect(changes.first?.text == notice)
    let back: ChangeType = type == .developingAdded ? .developingRemoved : .noticeRemoved
    #expect(Example.types(body + "\n" + notice, body) == [back])
  }

  @Test func `A notice that only stands elsewhere is nothing`() {
    let notice = "Correction: An earlier version of this article misspelled the name of the river."
    #expect(Example.types("\(notice)\nThe dam held.", "The dam held.\n\(notice)") == [])
  }

  @Test func `Another wording of “more follows” is nothing`() {
    #expect(Example.types("The dam held.\nMore follows…", "The dam held.\nMore details soon …") == [])
  }

  @Test func `Of two notices the one that was carried on is edited, from either side`() {
    let mayor = "UPDATE: This article has been updated with comments from the mayor."
    let chief = "UPDATE: This article has been updated with comments from the mayor and the fire chief."
    let more =
      "UPDATE: This article has been updated with comments from the mayor and the fire chief of Larkhaven."
    let changes = Example.changes("The dam held.\n\(mayor)\n\(chief)", "The dam held.\n\(more)")
    #expect(changes.first { $0.type == .noticeEdited }?.old == chief)
    #expect(changes.first { $0.type == .noticeRemoved }?.text == mayor)
    let back = Example.changes("The dam held.\n\(more)", "The dam held.\n\(mayor)\n\(chief)")
    #expect(back.first { $0.type == .noticeEdited }?.new == chief)
    #expect(back.first { $0.type == .updateAdded }?.text == mayor)
  }

  @Test func `A reworded correction is edited, another correction is added`() {
    let first = "Correction: An earlier version of this article misspelled the name of the river Elvar."
    let reworded =
      "Correction: An earlier version of this article misspelled the name of the river Elva in one place."
    let other =
      "Correction: A picture caption on Monday gave the wrong year for the opening of the Larkhaven museum."
    #expect(Example.types("The dam held.\n\(first)", "The dam held.\n\(reworded)") == [.noticeEdited])
    #expect(
      Example.types("The dam held.\n\(first)", "The dam held.\n\(first)\n\(other)") == [.correctionAdded])
  }
}
