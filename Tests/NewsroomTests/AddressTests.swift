// Naming versions.

import Story
import Testing

@testable import Newsroom

@Suite struct AddressTests {
  /// Three versions at 10, 11 and 12 o'clock.
  static let versions: [Version] = (1...3).compactMap { number in
    guard let slug = try? Slug("fire"), let time = Timestamp("2020-01-06T1\(number - 1):00:00Z") else {
      return nil
    }
    return Version(
      number: number, story: slug, capture: CaptureID(time: time, bits: []), captured: time,
      timeSource: .typed,
      commit: "", payloadSHA256: "", extractor: "")
  }

  @Test(arguments: [
    ("v1..v3", 1, 3), ("1..2", 1, 2), ("v3..v1", 3, 1), ("v2", 1, 2), (nil, 2, 3),
    ("@2020-01-06T10:30Z..@2020-01-06T12:00:00Z", 1, 3), ("\(versions[0].capture)..v2", 1, 2),
  ])
  func `a range names its two versions`(text: String?, old: Int, new: Int) throws {
    let range = try VersionRange(text, in: Self.versions, of: Slug("fire"))
    #expect([range.old.number, range.new.number] == [old, new])
  }

  @Test(arguments: [("v9", 66), ("v1", 66), ("v0", 64), ("x..y", 64), ("@2019-01-01..v1", 66), ("@noon", 64)])
  func `what names no version is refused with what to do`(text: String, code: Int32) throws {
    let failure = #expect(throws: Failure.self) {
      try VersionRange(text, in: Self.versions, of: Slug("fire"))
    }
    #expect(failure?.kind.rawValue == code)
  }
}
