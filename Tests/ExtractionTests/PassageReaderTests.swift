// How markup is cut into blocks.

import Extraction
import Story
import Testing

@Suite struct PassageReaderTests {
  static let sameText: [(name: String, body: String)] = [
    ("line breaks", harbour.joined(separator: "<br><br>")),
    ("line breaks with space between", harbour.joined(separator: "<br/> \n <br/>\n")),
    ("divs", harbour.map { "<div>\($0)</div>" }.joined()),
    ("unclosed paragraphs", harbour.map { "<p>\($0)" }.joined()),
    (
      "paragraphs in cells",
      "<table>" + harbour.map { "<tr><td><p>\($0)</p></td></tr>" }.joined() + "</table>"
    ),
    ("misnested tags", harbour.map { "<p><b><i>\($0)</b></i></p>" }.joined()),
    ("blocks that end a paragraph", harbour.map { "<section><p>\($0)<figure></figure></section>" }.joined()),
  ]

  @Test(arguments: sameText.indices) func `Paragraphs are the same however they are marked up`(_ index: Int)
    throws
  {
    let (name, body) = Self.sameText[index]
    #expect(try read(page(body)).article.text == harbour.joined(separator: "\n"), "\(name)")
  }

  @Test func `Tags inside a word or a sentence neither part nor join words`() throws {
    let body =
      "<p><span class=drop>A</span> fire at the <b>har</b><i>bour</i> was put out by <a href=/c>forty crews</a>, the service<em>s</em> said.</p>"
    let article = try read(page(body + harbour.map { "<p>\($0)</p>" }.joined())).article
    #expect(
      article.blocks.first?.text == "A fire at the harbour was put out by forty crews, the services said.")
  }

  @Test func `A single line break is a space`() throws {
    let article = try read(page("<p>The fire at the harbour<br>was put out by forty crews on Monday.</p>"))
      .article
    #expect(article.text == "The fire at the harbour was put out by forty crews on Monday.")
  }

  @Test func `Blocks are typed by what holds them`() throws {
    let body = """
      <p>\(harbour[0])</p><h2>What was lost</h2>
      <ul><li>Three warehouses, one of them listed.</li><li>A chandler’s shop.</li></ul>
      <blockquote><p>The sea gave us the town, and the sea looked on.</p></blockquote>
      <table><tr><th>Pier</th><th>Loss</th></tr><tr><td>North</td><td>2 sheds</td></tr></table><p>\(harbour[3])</p>
      """
    let kinds = try read(page(body)).article.blocks.map(\.kind)
    #expect(
      kinds == [.paragraph, .subheading, .listItem, .listItem, .quotation, .tableRow, .tableRow, .paragraph])
    #expect(try read(page(body)).article.texts(.tableRow) == ["Pier | Loss", "North | 2 sheds"])
  }

  @Test func `Invisible characters and wide spaces are folded`() throws {
    let odd =
      "<p>The\u{A0}fire at the har\u{AD}bour\u{200B} was \u{2009} put out by forty\r\n\tcrews\u{FEFF} on\u{202E} Monday.</p>"
    #expect(
      try read(page(odd)).article.text == "The fire at the harbour was put out by forty crews on Monday.")
  }

  @Test func `Text is put into NFC`() throws {
    let article = try read(
      page("<p>The cafe\u{301} on the quay at Malmo\u{308} was spared by the fire, its owner said.</p>")
    ).article
    #expect(
      article.text.utf8.elementsEqual(
        "The café on the quay at Malmö was spared by the fire, its owner said.".utf8))
  }

  static let hidden = [
    "<p hidden>The editor’s own secret note stands in this paragraph.</p>",
    "<div aria-hidden=true>The editor’s own secret note stands in this paragraph.</div>",
    "<p style='display: none'>The editor’s own secret note stands in this paragraph.</p>",
    "<noscript><p>The editor’s own secret note stands in this paragraph.</p></noscript>",
    "<template><p>The editor’s own secret note stands in this paragraph.</p></template>",
    "<script>var a = 'The editor’s own secret note stands in this paragraph.'</script>",
    "<style>/* The editor’s own secret note stands in this paragraph. */</style>",
    "<svg><title>The editor’s own secret note stands in this paragraph.</title></svg>",
    "<textarea>The editor’s own secret note stands in this paragraph.</textarea>",
    "<!-- <p>The editor’s own secret note stands in this paragraph.</p> -->",
  ]

  @Test(arguments: hidden) func `What nobody can see is not read`(_ piece: String) throws {
    #expect(
      try read(page("<p>\(harbour[0])</p>\(piece)<p>\(harbour[1])</p>")).article.text
        == "\(harbour[0])\n\(harbour[1])")
  }
}
