// What is body, what is caption and what is furniture.

import Extraction
import Story
import Testing

@Suite struct BodyJudgeTests {
  private func body(with piece: String) throws -> Article {
    try read(page("<p>\(harbour[0])</p><p>\(harbour[1])</p>\(piece)<p>\(harbour[2])</p><p>\(harbour[3])</p>"))
      .article
  }

  static let setAside: [(String, Furniture.Kind)] = [
    ("<p>Advertisement</p>", .advertisement),
    ("<p>Story continues below advertisement</p>", .advertisement),
    ("<p>Read more: Bakers ban the long loaf</p>", .related),
    ("<p><b>READ ALSO:</b> Bakers ban the long loaf</p>", .related),
    ("<p><a href=/x>Bakers ban the long loaf after a week of protest</a></p>", .related),
    ("<p>Share this article</p>", .sharing),
    ("<p>1,204 comments</p>", .comments),
    ("<p>3.4k shares</p>", .counter),
    ("<p>17 minutes ago</p>", .counter),
    ("<p>Sign up for our morning letter and get the day’s news.</p>", .promotion),
    ("<p>Created with Sketch.</p>", .toolMark),
    ("<p>This site uses cookies so that we can count our readers.</p>", .cookieNotice),
    ("<p>Photo: Ferry Post</p>", .credit),
    (
      "<aside><p>The harbour was built in 1740 by the guild of ropemakers and their sons.</p></aside>",
      .related
    ),
    (
      "<div class=\"most-read\"><p>The harbour was built in 1740 by the guild of ropemakers.</p></div>",
      .related
    ),
    ("<p>* * *</p>", .other),
  ]

  @Test(arguments: setAside) func `A line that is no part of the story is set aside and counted`(
    _ piece: String, _ kind: Furniture.Kind
  ) throws {
    let article = try body(with: piece)
    #expect(article.text == harbour.joined(separator: "\n"))
    #expect(article.count(kind) == 1, "\(article.furniture)")
  }

  static let kept = [
    "Share prices fell on the news, and the harbour company lost a tenth of its worth.",
    "Read the report and you will see nothing of the sort, the inspector told the council.",
    "Advertisements for the old ferry still hang in the ticket hall on the quay.",
    "Comments by the mayor were not welcome on the quay that night, said Ms Okafor.",
    "She said: “No.”",
    "The score was 3/5.",
  ]

  @Test(arguments: kept) func `A sentence of the story that begins like furniture stays`(_ sentence: String)
    throws
  {
    #expect(try body(with: "<p>\(sentence)</p>").texts(.paragraph).contains(sentence))
  }

  static let notices = [
    "<p>More follows…</p>", "<p>This is a breaking news story, please check back for updates.</p>",
    "<p>Correction: An earlier version of this article gave the wrong number of crews.</p>",
    "<footer><p>Correction: An earlier version of this article gave the wrong number of crews.</p></footer>",
    "<div class=\"article-footer\"><p>Clarification: The chandler’s shop was let, not owned, by the guild.</p></div>",
  ]

  @Test(arguments: notices) func `A line about the story itself is kept as a notice`(_ piece: String) throws {
    let article = try read(page(harbour.map { "<p>\($0)</p>" }.joined() + piece)).article
    #expect(article.texts(.notice).count == 1, "\(article.blocks.suffix(2)) \(article.furniture)")
    #expect(article.texts(.paragraph) == harbour)
  }

  @Test func `A pulled quotation that repeats the body is kept once, in the body`() throws {
    let pulled = try body(with: "<blockquote>We had the wind against us for six hours</blockquote>")
    #expect(pulled.text == harbour.joined(separator: "\n"))
    let quoted = try body(with: "<blockquote>The sea gave us the town, and the sea looked on.</blockquote>")
    #expect(quoted.texts(.quotation) == ["The sea gave us the town, and the sea looked on."])
  }

  @Test func `A paragraph printed twice stands once`() throws {
    #expect(try body(with: "<p>\(harbour[1])</p>").text == harbour.joined(separator: "\n"))
  }

  @Test func `A heading with nothing of the story under it is set aside`() throws {
    let article = try read(
      page(
        harbour.map { "<p>\($0)</p>" }.joined()
          + "<h3>On this night</h3><p><a href=/1>Bakers ban the long loaf</a></p>")
    ).article
    #expect(article.texts(.subheading) == [])
  }

  @Test func `Captions and credits are no body`() throws {
    let article = try body(
      with:
        "<figure><img src='/i/quay-1024x768.jpg' alt='The quay'><figcaption>The quay on Monday night, seen from the lighthouse.</figcaption></figure>"
    )
    #expect(article.text == harbour.joined(separator: "\n"))
    #expect(article.texts(.caption) == ["The quay on Monday night, seen from the lighthouse."])
    #expect(article.blocks.filter { $0.kind == .picture }.map(\.key) == ["quay"])
  }

  @Test func `Long furniture is cut to 200 characters`() throws {
    let article = try body(with: "<aside><p>\(String(repeating: "The ferry. ", count: 25))</p></aside>")
    #expect(article.furniture.map(\.text.count).max() == 200)
  }
}
