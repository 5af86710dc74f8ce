// Passages are found by their words, with the versions they stood in.

import Archive
import Foundation
import Story
import Testing

@Suite struct PassageIndexTests {
  private typealias Question = PassageIndex.Question

  private static func piece(
    _ kind: Passage.Kind, _ text: String, speaker: String? = nil
  ) -> PassageIndex.Piece {
    .init(kind, text, speaker: speaker, fold: Array((text.lowercased() + (speaker ?? "")).utf8))
  }

  private static func place(_ slug: Slug, _ number: Int, minute: Int64) -> Version {
    let time = Timestamp(seconds: 1_578_348_000 + minute * 60)
    return Version(
      number: number, story: slug, capture: CaptureID(time: time, bits: []), captured: time,
      timeSource: .fileName, commit: "", payloadSHA256: "", extractor: "")
  }

  private static func entry(
    _ slug: Slug, outlet: String = "news.example",
    _ versions: [(number: Int, minute: Int64, pieces: [PassageIndex.Piece])]
  ) -> PassageIndex.Entry {
    var entry = PassageIndex.Entry(slug, outlet: outlet)
    for (number, minute, pieces) in versions {
      entry.add(pieces, in: place(slug, number, minute: minute))
    }
    return entry
  }

  private static func question(_ words: String...) -> Question {
    var question = Question()
    question.phrases = words.map { word in
      Question.Phrase(
        word.split(separator: " ").map { $0.filter { $0 != "*" } }, isPrefix: word.hasSuffix("*"))
    }
    return question
  }

  private func index() throws -> PassageIndex {
    let index = try PassageIndex()
    let boats = Self.piece(.sentence, "Three boats burnt in the harbour.")
    try index.add(
      [
        Self.entry(
          harbour,
          [
            (1, 0, [Self.piece(.headline, "Fire in the harbour"), boats]),
            (
              2, 5,
              [
                Self.piece(.headline, "Fire in the harbour"),
                Self.piece(.quote, "Nobody is missing", speaker: "María Okafor"),
              ]
            ),
          ]),
        Self.entry(
          budget, outlet: "www2.echo.example",
          [(1, 9, [Self.piece(.sentence, "The harbour’s budget passed.")])]),
      ], words: { $0 }, upTo: "a")
    return index
  }

  @Test func `words, phrases and beginnings are found, whatever their case and marks`() throws {
    let index = try index()
    let expected: [(Question, [String])] = [
      (
        Self.question("HARBOUR"),
        ["The harbour’s budget passed.", "Fire in the harbour", "Three boats burnt in the harbour."]
      ),
      (Self.question("boats", "harbour"), ["Three boats burnt in the harbour."]),
      (Self.question("boats harbour"), []),
      (Self.question("boats burnt"), ["Three boats burnt in the harbour."]),
      (Self.question("bud*"), ["The harbour’s budget passed."]), (Self.question("bud"), []),
      (Self.question("maria"), ["Nobody is missing"]),
      (Self.question("missing", "okafor"), ["Nobody is missing"]),
    ]
    for (question, texts) in expected {
      #expect(try index.passages(question, most: 10).found.map(\.text) == texts, "\(question.phrases)")
    }
  }

  @Test func `a passage tells where it stood first and last, and whether it stands`() throws {
    let index = try index()
    let boats = try #require(try index.passages(Self.question("boats"), most: 1).found.first)
    #expect(boats.first == 1 && boats.last == 1 && !boats.stands)
    let fire = try #require(try index.passages(Self.question("fire"), most: 1).found.first)
    #expect(fire.first == 1 && fire.last == 2 && fire.stands && fire.kind == .headline)
    // A version that came late but is older moves the beginning, and not the end.
    try index.add(
      [Self.entry(harbour, [(3, -5, [Self.piece(.headline, "Fire in the harbour")])])], words: { $0 },
      upTo: "b")
    let moved = try #require(try index.passages(Self.question("fire"), most: 1).found.first)
    #expect(moved.first == 3 && moved.last == 2 && moved.stands)
    // A newer one without it ends it.
    try index.add([Self.entry(harbour, [(4, 50, [])])], words: { $0 }, upTo: "c")
    #expect(try index.passages(Self.question("fire"), most: 1).found.first?.stands == false)
    #expect(index.mark == "c")
    #expect(try index.versions() == [harbour: 4, budget: 1])
  }

  @Test func `a question is narrowed down by place, kind, story, outlet and speaker`() throws {
    let index = try index()
    func found(_ words: String, _ narrow: (inout Question) -> Void) throws -> Int {
      var question = Self.question(words)
      narrow(&question)
      return try index.passages(question, most: 10).passages
    }
    #expect(try found("harbour") { $0.story = budget } == 1)
    #expect(try found("harbour") { $0.outlet = "echo.example" } == 1)
    #expect(try found("harbour") { $0.outlet = "cho.example" } == 0)
    #expect(try found("harbour") { $0.kind = .headline } == 1)
    #expect(try found("okafor") { $0.searchesSpeakers = false } == 0)
    #expect(try found("nobody") { $0.searchesText = false } == 0)
    #expect(try found("nobody") { $0.speakers = [.init(["okafor"])] } == 1)
    #expect(try found("nobody") { $0.speakers = [.init(["holt"])] } == 0)
  }

  @Test(arguments: [
    "\"", "\" OR text : \"", "a\0b", "NEAR(a b)", "a AND b", "* ", "^a", "-a", "{text speaker} : a", "a'b;--",
    "",
    "\u{FFFE}", String(repeating: "x", count: 100_000),
  ])
  func `no words make an error`(words: String) throws {
    let index = try index()
    for isPrefix in [true, false] {
      var question = Question()
      question.phrases = [.init([words], isPrefix: isPrefix)]
      question.speakers = [.init([words, words])]
      (question.outlet, question.story) = (words, harbour)
      #expect(try index.passages(question, most: 10).passages == 0)
    }
  }

  @Test func `what was taken out is not found, nor read from the file`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    let index = try PassageIndex(of: sample.path)
    #expect(!index.isInMemory)
    let secret = Self.piece(.sentence, "Zanzibarese boats burnt.")
    try index.add([Self.entry(harbour, [(1, 0, [secret])])], words: { $0 }, upTo: "a")
    try index.add([], words: { $0 }, removing: [harbour], upTo: "b")
    #expect(try index.passages(Self.question("boats"), most: 10).passages == 0)
    let file = try sample.bytes("search.sqlite")
    #expect(Data(file).range(of: Data("Zanzibarese boats burnt".utf8)) == nil)
    // Erasing a story takes the whole index away, whoever made it.
    try index.add([Self.entry(harbour, [(1, 0, [secret])])], words: { $0 }, upTo: "c")
    let writer = try sample.writer()
    try await writer.remove(harbour, reason: "A court's order.", erases: true)
    try await writer.close()
    #expect(!sample.files(below: "").contains("search.sqlite"))
  }

  @Test func `a damaged index is made anew, one that cannot be written is in memory`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Three boats burnt.")])
    try sample.write(Array(repeating: 0x78, count: 9000), to: "search.sqlite")
    let index = try PassageIndex(of: sample.path)
    #expect(index.mark == nil && !index.isInMemory)
    try index.add([Self.entry(harbour, [(1, 0, [])])], words: { $0 }, upTo: "a")
    #expect(try PassageIndex(of: sample.path).mark == "a")
    #expect(try PassageIndex(of: "/nonexistent/archive").isInMemory)
    let writer = try sample.writer()
    try await writer.reindex()
    try await writer.close()
    #expect(try PassageIndex(of: sample.path).mark == nil)
  }

  @Test func `stories are told at a glance as they are told at length`() async throws {
    let sample = Sample()
    try await sample.record([
      version(minute: 5, "Four boats burnt."), version(minute: 0, "Three boats burnt."),
      version(budget, minute: 6, "It passed."), version(minute: 9, "Five boats burnt."),
    ])
    func check(_ when: Comment) throws {
      let reader = try sample.reader()
      let all = try reader.glances(recent: 3)
      for slug in [harbour, budget] {
        let long = Glance(try reader.versions(of: slug))
        let short = try #require(all.stories[slug], when)
        #expect(short.times == long.times && short.newest == long.newest && short.before == long.before, when)
      }
      #expect(all.recent.map(\.captured) == all.recent.map(\.captured).sorted(by: >), when)
      #expect(all.recent.count == 3 && all.recent.first?.number == 3, when)
      #expect(all.mark != nil, when)
      #expect(try reader.version(of: harbour, number: 2)?.number == 2, when)
      #expect(try reader.version(of: harbour, number: 9) == nil, when)
    }
    try check("from the catalog")
    try sample.remove("catalog.sqlite")
    try check("from the journal")
  }
}
