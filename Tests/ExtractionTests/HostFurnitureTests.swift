// Lines that stand in several stories of a host are the host's.

import Extraction
import Story
import Testing

@Suite struct HostFurnitureTests {
  /// Four stories of one paper about four things.
  private static let stories = [
    (
      "Fire at the old harbour put out",
      [
        "A fire at the Old Harbour was put out by forty crews from Eastport and Millbrook on Monday.",
        "Nobody was hurt, Maria Okafor of the Fire Service said as the Ellen Grey was towed to Pier Nine.",
      ]
    ),
    (
      "Budget vote is put off until May",
      [
        "The vote on next year’s budget was put off when the Liberal leader, Jon Hale, walked out of Parliament.",
        "The Treasury and the Central Bank had asked for a vote before Easter, Anna Lindqvist wrote.",
      ]
    ),
    (
      "Rovers sign Dutch striker for a record fee",
      [
        "The club has signed Kees de Vries from Ajax Amsterdam, its chairman Paul Whitby told the Evening Mail.",
        "He will wear the shirt of Tommy Larkin, who left for Celtic, when Rovers meet Burnley.",
      ]
    ),
    (
      "Rare orchid found on motorway verge",
      [
        "A ghost orchid flowers beside the motorway near Bristol, the botanist Ruth Adeyemi of Kew Gardens found.",
        "The Highways Agency will mow elsewhere, its spokesman Neil Crane told Nature Weekly.",
      ]
    ),
  ]

  private static let promise =
    "The Ferry Post has told the stories of the coast since 1891, every day of the week."

  private func article(_ number: Int, _ lines: String...) throws -> Article {
    let story = Self.stories[number]
    let body = (story.1 + lines).map { "<p>\($0)</p>" }.joined()
    return try read("<html lang=en><body><article><h1>\(story.0)</h1>\(body)</article></body></html>").article
  }

  /// What is learnt from stories with a line, one after the other.
  private func learnt(from numbers: [Int], _ lines: String...) throws -> [String] {
    var host = HostFurniture()
    for number in numbers {
      let story = Self.stories[number]
      let body = (story.1 + lines).map { "<p>\($0)</p>" }.joined()
      let page = try read("<html lang=en><body><article><h1>\(story.0)</h1>\(body)</article></body></html>")
      host.learn(page.article, story: "story-\(number)")
    }
    return host.learnt.lines
  }

  @Test func `what stands in three stories about different things is the host’s`() throws {
    #expect(try learnt(from: [0, 1], Self.promise) == [])
    #expect(try learnt(from: [0, 1, 2], Self.promise) == [Self.promise])
  }

  @Test func `one story looked at again and again teaches nothing`() throws {
    #expect(try learnt(from: [0, 1, 0, 1, 1, 0], Self.promise) == [])
  }

  @Test func `wire copy that a paper prints under three addresses is not learnt`() throws {
    var host = HostFurniture()
    for name in ["fire", "fire-2", "harbour-fire-latest", "blaze"] {
      host.learn(try article(0), story: name)
    }
    #expect(host.learnt.isEmpty)
  }

  @Test func `background that stands in every story about one thing is not learnt`() throws {
    let background = "The old harbour was sold by the council in 2009 and has stood empty ever since then."
    var host = HostFurniture()
    for (name, line) in [
      ("fire", "The fire spread from the Ellen Grey to Pier Nine, said Maria Okafor of the Fire Service."),
      ("inquiry", "An inquiry into the fire on the Ellen Grey at Pier Nine begins, Maria Okafor said."),
      ("blame", "The owner of the Ellen Grey blames the Fire Service, whose Maria Okafor was at Pier Nine."),
      ("trial", "The trial over the Ellen Grey began; Maria Okafor told of Pier Nine and the Fire Service."),
    ] {
      let page = try read(
        "<article><h1>Harbour fire: \(name)</h1><p>It was known as the Old Harbour. \(line)</p><p>\(background)</p></article>"
      )
      host.learn(page.article, story: name)
    }
    #expect(host.learnt.isEmpty)
  }

  @Test(arguments: [
    "Correction: an earlier version of this article gave the wrong date.",
    "This article was amended on 4 May to correct the name of the ship.",
    "Editor’s note: this story contains descriptions of violence.",
    "This is a breaking news story and will be updated as more is known.",
    "More follows…",
    "“We do not comment on rumours,” a spokesman said in a statement on Friday.",
  ])
  func `what a page says of its story, or somebody said, is never learnt`(line: String) throws {
    #expect(try learnt(from: [0, 1, 2, 3], line) == [])
  }

  @Test func `what was learnt is set aside on the next story and kept where it was`() throws {
    var memory = ExtractionMemory()
    var host = HostFurniture()
    for number in 0...2 { host.learn(try article(number, Self.promise), story: "\(number)") }
    memory.host = host.learnt.digests
    let page =
      "<html lang=en><body><article><h1>Rare orchid found</h1><p>\(Self.stories[3].1[0])</p>"
      + "<p>\(Self.promise)</p><p>\(Self.stories[3].1[1])</p></article></body></html>"
    let next = try extractor.extract(Array(page.utf8), mediaType: "text/html", address: nil, memory: memory)
    #expect(next.article.texts(.paragraph) == Self.stories[3].1)
    #expect(next.article.furniture.contains { $0.text == Self.promise })
    #expect(host.learnt.stand(in: try article(0, Self.promise)))
    #expect(!host.learnt.stand(in: next.article))
    // A story whose memory has the line as body keeps it.
    memory = ExtractionMemory(of: try article(3, Self.promise))
    memory.host = host.learnt.digests
    let kept = try extractor.extract(Array(page.utf8), mediaType: "text/html", address: nil, memory: memory)
    #expect(kept.article.text.contains(Self.promise))
  }

  @Test func `what was learnt is a text of lines, and read back the same`() throws {
    let long = String(
      repeating: "Seit 1891 erzählt die Fährpost täglich von der Küste und ihren Leuten. ", count: 5)
    var host = HostFurniture()
    for number in 0...2 { host.learn(try article(number, Self.promise, long), story: "\(number)") }
    #expect(host.learnt.lines == [Self.promise, String(long.prefix(200))])
    #expect(String(decoding: host.learnt.file, as: UTF8.self) == "\(Self.promise)\n\(long.prefix(200))\n")
    #expect(LearntLines(file: host.learnt.file) == host.learnt)
    #expect(LearntLines().union(host.learnt) == host.learnt)
    #expect(LearntLines(file: []).isEmpty)
  }

  @Test func `a host whose pages all differ for years stays small`() throws {
    var host = HostFurniture()
    for number in 0..<400 {
      // A third of the stories share a line with the ones before, another one each time.
      var page = try article(
        number % 4, "Line number \(number / 4) that the paper prints under all of its stories today.")
      page.headline = nil
      host.learn(page, story: "\(number)")
    }
    #expect(host.learnt.lines.count == 100)
    var lines = LearntLines()
    for number in 0..<1000 {
      lines = lines.union(LearntLines(file: Array("Line number \(number) under the stories of a day\n".utf8)))
    }
    #expect(lines.lines.count == 200)
    #expect(lines.digests.count == 200)
    #expect(lines.lines.last == "Line number 999 under the stories of a day")
  }
}
