// JSON: the same facts always the same bytes.

import Foundation
import Testing

@testable import Report

@Suite struct JSONTests {
  @Test func `keys are sorted and numbers are plain`() {
    let value: JSON = [
      "b": .integer(1), "a": [.number(3), .number(0.5), .number(.infinity), .null, .bool(true)],
      "A": .number(1_200_000_000), "aa": .object([]), "ab": .array([]),
    ]
    #expect(value.line == #"{"A":1200000000,"a":[3,0.5,null,null,true],"aa":{},"ab":[],"b":1}"#)
  }

  @Test func `short flat lists stay on one line when pretty`() {
    let value: JSON = [
      "spans": [.array([.integer(1), .integer(2)])], "moved": [.integer(3), .integer(4)], "none": [],
    ]
    #expect(
      value.pretty == """
        {
          "moved": [3, 4],
          "none": [],
          "spans": [
            [1, 2]
          ]
        }

        """)
  }

  @Test(arguments: Hostile.texts + ["“Köln” 火事 🔥", "back\\slash \"quoted\" /slash", "e\u{301}"])
  func `any text survives, and none of it steers a terminal`(text: String) throws {
    let line = JSON.object([("text", .string(text))]).line
    #expect(!Hostile.steers(line))
    let read = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    #expect(read["text"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test(arguments: [
    (1e300, "1e+300"), (-2.5, "-2.5"), (1e15, "1000000000000000"), (0.1, "0.1"), (.nan, "null"),
  ])
  func `a number is written as JSON has it`(number: Double, expected: String) {
    #expect(JSON.number(number).line == expected)
  }
}
