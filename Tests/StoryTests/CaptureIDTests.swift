// The ids of captures.

import Story
import Testing

@Suite struct CaptureIDTests {
  @Test func `the ULID of the specification's example time is written as its site writes it`() {
    // 01ARYZ6S41… is the specification's own example of the time 1469918176385.
    let id = CaptureID(time: Timestamp(milliseconds: 1_469_918_176_385), bits: [])
    #expect(id.text == "01ARYZ6S410000000000000000")
  }

  @Test func `ids order by time`() {
    let early = CaptureID(time: Timestamp(seconds: 1), bits: Array(repeating: 255, count: 10))
    let late = CaptureID(time: Timestamp(seconds: 2), bits: [])
    #expect(early < late)
  }

  @Test(arguments: ["", "01ARYZ6S41", "81ARYZ6S410000000000000000", "01ARYZ6S41000000000000000U"])
  func `other forms are refused`(text: String) {
    #expect(CaptureID(text) == nil)
  }
}
