// A fault says what is wrong.

import Evidence
import Testing

@Suite struct EvidenceErrorTests {
  @Test func `a fault is its words`() {
    #expect("\(EvidenceError(.truncated, "record 3 ends early"))" == "record 3 ends early")
  }
}
