// The quotes of a story through its versions.

import Provenance
import Story
import Testing

@Suite struct LedgerKeeperTests {
  /// A story whose versions say these texts, an hour apart.
  private func ledger(_ texts: [String]) throws -> Ledger {
    var keeper = LedgerKeeper(story: try Slug("dock-fire"))
    for edition in try Made.editions(texts) {
      if let version = edition.version { keeper.add(version, edition.reading) }
    }
    return keeper.ledger
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
    #expect(ledger.entries.first?.alterations.first?.version.number == 2)
    #expect(ledger.entries.first?.stands == true)
  }

  @Test func `a quote given to another speaker keeps the one before`() throws {
    let ledger = try ledger([
      "“Nobody warned us before the fire,” Maria Okafor said.",
      "“Nobody warned us before the fire,” Peter Lowe said.",
    ])
    #expect(ledger.entries.first?.speaker == "Peter Lowe")
    #expect(ledger.entries.first?.earlierSpeakers == ["Maria Okafor"])
    #expect(ledger.entries.first?.reattributions.first?.version.number == 2)
  }

  @Test func `a quote that comes back is the same quote, and its absence is told`() throws {
    let with = "The pier closed at noon.\n“Nobody is missing,” said Jon Hale."
    let ledger = try ledger([with, "The pier closed at noon.", with])
    #expect(ledger.entries.count == 1)
    #expect(ledger.entries.first?.last.number == 3)
    #expect(ledger.entries.first?.absent == [2])
    #expect(ledger.entries.first?.stands == true)
  }

  @Test func `another description of the same speaker is told`() throws {
    let ledger = try ledger([
      "“Nobody warned us before the fire,” said Peter Lowe, a council official.",
      "“Nobody warned us before the fire,” said Peter Lowe, the council’s head of planning.",
    ])
    let turn = try #require(ledger.entries.first?.redescriptions.first)
    #expect(turn.old == "a council official")
    #expect(turn.new == "the council’s head of planning")
  }

  @Test(arguments: [
    ("“We are ready,” Jon Hale told the Harbour Gazette on Monday.", "told the Harbour Gazette"),
    ("“We are ready,” Jon Hale said in a tweet.", "in a tweet"),
    ("“We are ready,” Jon Hale tweeted.", "in a tweet"),
    ("“We are ready,” Jon Hale said in a written statement.", "in a written statement"),
    ("“We are ready,” Jon Hale said.", nil),
  ])
  func `the source a quote is credited to is read`(text: String, source: String?) throws {
    #expect(try ledger([text]).entries.first?.source == source)
  }
}
