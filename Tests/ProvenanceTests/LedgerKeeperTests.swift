// The quotes of a story through its versions.

import Language
import Provenance
import Story
import Testing

@Suite struct LedgerKeeperTests {
  /// A story whose versions say these texts, an hour apart.
  private func ledger(_ texts: [String]) throws -> Ledger {
    let slug = try Slug("dock-fire")
    let editions = texts.enumerated().map { index, text in
      let time = Timestamp(seconds: Int64(index) * 3600)
      var article = Article()
      article.blocks = text.split(separator: "\n").map { Block(.paragraph, String($0)) }
      let version = Version(
        number: index + 1, story: slug, capture: CaptureID(time: time, bits: [UInt8(index)]), captured: time,
        timeSource: .typed, commit: String(repeating: "0", count: 40),
        payloadSHA256: String(repeating: "0", count: 64), extractor: "test")
      return Edition(
        label: "v\(index + 1)", story: slug, version: version, article: article,
        reading: Reader().read(article.text))
    }
    return LedgerKeeper().ledger(of: slug, through: editions)
  }

  @Test func `a quote's life runs from the version it first stood in to the last`() throws {
    let ledger = try ledger([
      "A warehouse burned down.",
      "A warehouse burned down.\n“We saw it from the bridge,” said Maria Okafor, a harbour pilot.",
      "A warehouse burned down.\n“We saw it from the bridge,” said Maria Okafor, a harbour pilot.",
      "A warehouse burned down.",
    ])
    let entry = try #require(ledger.entries.first)
    #expect(ledger.entries.count == 1)
    #expect(entry.speaker == "Maria Okafor")
    #expect(entry.cue == "said")
    #expect([entry.first.number, entry.last.number] == [2, 3])
    #expect(!entry.stands)
  }

  @Test func `an altered quote is one entry with its earlier wording`() throws {
    let ledger = try ledger([
      "“We saw the flames from the old bridge,” said Maria Okafor.",
      "“We saw the flames from the new bridge,” said Maria Okafor.",
    ])
    #expect(ledger.entries.count == 1)
    #expect(ledger.entries.first?.text.contains("new bridge") == true)
    #expect(ledger.entries.first?.earlierWordings.first?.contains("old bridge") == true)
    #expect(ledger.entries.first?.stands == true)
  }

  @Test func `a quote given to another speaker keeps the one before`() throws {
    let ledger = try ledger([
      "“Nobody warned us before the fire,” Maria Okafor said.",
      "“Nobody warned us before the fire,” Peter Lowe said.",
    ])
    #expect(ledger.entries.first?.speaker == "Peter Lowe")
    #expect(ledger.entries.first?.earlierSpeakers == ["Maria Okafor"])
  }

  @Test func `a quote that comes back is the same quote`() throws {
    let with = "The pier closed at noon.\n“Nobody is missing,” said Jon Hale."
    let ledger = try ledger([with, "The pier closed at noon.", with])
    #expect(ledger.entries.count == 1)
    #expect(ledger.entries.first?.last.number == 3)
    #expect(ledger.entries.first?.stands == true)
  }
}
