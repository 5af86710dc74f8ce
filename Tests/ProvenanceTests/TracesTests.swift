// What a text leaves by which others that share something with it are found.

import Language
import Provenance
import Story
import Testing

@Suite struct TracesTests {
  private static let passage =
    "the harbour master said that every boat which had left before dawn was counted back in by noon"

  @Test func `twelve words in a row are always found`() {
    let one = fingerprints(
      of: Text("Nobody is missing, for \(Self.passage), the port announced in the evening."))
    let words = Self.passage.split(separator: " ")
    for start in 0...(words.count - 12) {
      let run = words[start..<start + 12].joined(separator: " ")
      let other = fingerprints(
        of: Text("Elsewhere another paper wrote \(run) without saying where that came from."))
      #expect(!Set(one).isDisjoint(with: other), "“\(run)”")
    }
  }

  @Test func `case and marks make no difference, other words do`() {
    #expect(fingerprints(of: Text(Self.passage)) == fingerprints(of: Text(Self.passage.uppercased() + "!")))
    let other = fingerprints(
      of: Text("a wholly different story about parliament and its new budget for the next year"))
    #expect(Set(fingerprints(of: Text(Self.passage))).isDisjoint(with: other))
  }

  @Test func `a short text has one fingerprint or none`() {
    #expect(fingerprints(of: Text("No comment.")).isEmpty)
    #expect(fingerprints(of: Text("One two three four five six.")).count == 1)
  }

  @Test func `a quote leaves the same trace in another paper, and so does a full name`() {
    let one = Traces(of: Made.reader.read("“We saw the smoke at six,” said Ann Lind, who lives by the quay."))
    let other = Traces(of: Made.reader.read("A fire broke out. Ann Lind said: “We saw the smoke at six.”"))
    #expect(one.quotes.count == 1 && one.quotes == other.quotes)
    #expect(!Set(one.names).isDisjoint(with: other.names))
    #expect(Traces(of: Made.reader.read("“No comment,” said Lind.")).quotes.isEmpty)
  }
}
