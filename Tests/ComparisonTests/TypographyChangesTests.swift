// Tests differences of marks, capitals and spelling.

import Story
import Testing

@testable import Comparison

@Suite struct TypographyChangesTests {
  @Test(arguments: [
    ("The mayor's plan failed.", "The mayor’s plan failed."),
    ("The plan - a poor one - failed.", "The plan — a poor one — failed."),
    ("The health-care plan failed.", "The health care plan failed."),
    ("The President left.", "The president left."),
    ("Wait... it failed.", "Wait… it failed."),
  ])
  func `Marks, hyphens and capitals are one quiet change`(old: String, new: String) {
    let changes = Example.changes(old, new)
    #expect(changes.map(\.type) == [.typographyChanged])
    #expect(changes.first?.significance == .low)
  }

  @Test(arguments: [
    ("The plan failed.", "The  plan\u{A0}failed."),
    ("The plan failed.\n\n\nIt rained.", "The plan failed.\nIt rained."),
    ("The plan failed. It rained.", "The plan failed.\nIt rained."),
  ])
  func `Spaces and paragraphs are nothing`(old: String, new: String) {
    #expect(Example.changes(old, new).isEmpty)
  }
}
