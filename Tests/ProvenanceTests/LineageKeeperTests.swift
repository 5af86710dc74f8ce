// Where sentences and words come from.

import Language
import Provenance
import Story
import Testing

@Suite struct LineageKeeperTests {
  private func lineage(_ texts: [String]) throws -> Lineage {
    var keeper = LineageKeeper(story: try Slug("dock-fire"))
    for edition in try Made.editions(texts) {
      if let version = edition.version { keeper.add(version, edition.reading) }
    }
    return keeper.lineage
  }

  private static let rest = "The mayor will speak at noon.\nFerries are running as usual, the port said."

  /// The standing sentence that holds some words.
  private func sentence(_ words: String, _ lineage: Lineage) throws -> SentenceLife {
    try #require(lineage.sentences.first { $0.stands && $0.text.contains(words) })
  }

  @Test func `a sentence that moves, changes a number, goes and comes back was born where it first stood`()
    throws
  {
    let toll = "Police said 12 people were killed in the market blast."
    let newToll = "Police said 15 people were killed in the market blast."
    let lineage = try lineage([
      toll + "\n" + Self.rest, Self.rest + "\n" + newToll, Self.rest, newToll + "\n" + Self.rest,
    ])
    let sentence = try sentence("killed", lineage)
    #expect(sentence.first == 0)
    #expect(sentence.changed == 1)
    #expect(sentence.absent == [2])
    let figure = try #require(sentence.words.first { $0.text == "15" })
    #expect(figure.first == 1)
    #expect(figure.absent == [2])
    #expect(sentence.words.filter { $0.text != "15" }.allSatisfy { $0.first == 0 && $0.absent == [2] })
    #expect(sentence.earlier.map(\.text) == [toll])
  }

  @Test func `what never changed never changed`() throws {
    let lineage = try lineage([Self.rest, "A fire broke out at the docks.\n" + Self.rest])
    #expect(try sentence("mayor", lineage).changed == nil)
    #expect(try sentence("fire", lineage).first == 1)
  }

  @Test func `an edit taken back is the same sentence with its old words`() throws {
    let (one, other) = (
      "The bridge will open again on Friday morning.", "The bridge may open again on Friday morning."
    )
    let lineage = try lineage([one, other, one])
    let sentence = try sentence("bridge", lineage)
    #expect(sentence.first == 0)
    #expect(sentence.changed == 2)
    #expect(sentence.words.first { $0.text == "will" }?.absent == [1])
    #expect(lineage.sentences.count == 1)
  }

  @Test func `of a split the larger part goes on, and the other knows its parent`() throws {
    let lineage = try lineage([
      "The council closed the old pier on Monday night after engineers found deep cracks in two of its pillars.",
      "The council closed the old pier on Monday night.\nEngineers found deep cracks in two of its pillars.",
    ])
    let (one, other) = (try sentence("closed", lineage), try sentence("cracks", lineage))
    #expect(one.first == 0 && other.first == 0)
    #expect([one.splitFrom, other.splitFrom].compactMap { $0 }.count == 1)
  }

  @Test func `sentences that are merged are told`() throws {
    let lineage = try lineage([
      "The council closed the old pier on Monday night.\nEngineers had found deep cracks in its pillars.",
      "The council closed the old pier on Monday night because engineers had found deep cracks in its pillars.",
    ])
    let sentence = try sentence("closed", lineage)
    #expect(sentence.merged.count == 1)
    #expect(sentence.words.first { $0.text == "cracks" }?.first == 0)
  }

  @Test func `a change of quotation marks or case is no change of words`() throws {
    let lineage = try lineage(["\"We are ready,\" the Port said.", "“We are ready,” the port said."])
    #expect(lineage.sentences.first?.changed == nil)
  }

  @Test func `a version that came late counts as if it had come in time`() throws {
    let texts = ["One pier is closed.", "One pier is closed.\nTwo ferries wait.", "Two ferries wait."]
    let inTime = try lineage(texts)
    // The second arrives last, with the highest number.
    var keeper = LineageKeeper(story: try Slug("dock-fire"))
    for (place, number) in [1, 3, 2].enumerated() {
      keeper.add(try Made.version(number, minute: place * 60), Made.reader.read(texts[place]))
    }
    let late = keeper.lineage
    #expect(late.sentences == inTime.sentences)
    #expect(late.versions.map(\.number) == [1, 3, 2])
  }

  @Test func `the same sentence twice is two sentences`() throws {
    let lineage = try lineage(["More follows.\nMore follows.", "More follows.\nMore follows."])
    #expect(lineage.sentences.map(\.id) == [1, 2])
    #expect(lineage.sentences.allSatisfy { $0.changed == nil && $0.first == 0 })
  }

  @Test func `a story replaced by another has nothing of it`() throws {
    let lineage = try lineage(["Ferries run on time today.", "Parliament passed a budget yesterday evening."])
    #expect(lineage.sentences.map(\.stands) == [true, false])
    #expect(lineage.sentences[0].first == 1)
  }

  @Test func `sizes do not matter`() throws {
    let same = String(repeating: "word ", count: 20_000)
    let lineage = try lineage([same, same + "end", "", "end " + same])
    #expect(lineage.versions.count == 4)
  }

  @Test(arguments: 0..<20)
  func `lives hold together whatever happens to a text`(seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 7919 &+ 1)
    let vocabulary = ["ferry", "pier", "harbour", "mayor", "twelve", "closed", "burned", "said", "the", "a"]
    var texts: [String] = []
    var sentences: [String] = []
    for _ in 0..<12 {
      for _ in 0..<2 {
        let words = (0..<(4 + Int(random.next() % 8))).map { _ in vocabulary[Int(random.next() % 10)] }
        sentences.insert(
          "The " + words.joined(separator: " ") + ".", at: Int(random.next() % UInt64(sentences.count + 1)))
      }
      if sentences.count > 6 { sentences.remove(at: Int(random.next() % UInt64(sentences.count))) }
      texts.append(sentences.joined(separator: "\n"))
    }
    let lineage = try lineage(texts)
    #expect(
      lineage.sentences.filter(\.stands).map(\.text) == Made.reader.read(texts.last ?? "").sentenceTexts)
    #expect(Set(lineage.sentences.map(\.id)).count == lineage.sentences.count)
    for life in lineage.sentences {
      #expect(life.first <= life.last && (life.changed ?? life.first) >= life.first)
      #expect(life.absent.allSatisfy { life.first < $0 && $0 < life.last })
      #expect(life.words.allSatisfy { $0.first <= life.last })
    }
  }
}

extension Reading {
  var sentenceTexts: [String] { sentences.map { text[$0.range] } }
}

/// A repeatable row of numbers (SplitMix64, S. Vigna).
struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var number = state
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
  }
}
