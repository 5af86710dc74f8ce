// The line that `filter extract` gives out.

import Report
import Story
import Testing

@Suite struct ExtractJSONTests {
  @Test func `a page is told with its notices`() throws {
    var text = TextBuilder([["Ölbrand gelöscht.", "More follows…"]])
    text.notice("More follows…", .developing)
    var article = Article(
      blocks: [
        Block(.paragraph, "Ölbrand gelöscht. More follows…"), Block(.caption, "The quay"),
        Block(.embed, "We are safe", key: "tweet 1"),
      ])
    article.headline = Sourced("Fire", source: "h1")
    article.byline = Sourced(["Ann Lee"], source: "meta")
    let line = FilterJSON.extract(article, text.reading, verdict: .article, id: .number(1))
    #expect(
      line
        == #"{"byline":["Ann Lee"],"captions":["The quay"],"embeds":[{"key":"tweet 1","text":"We are safe"}],"#
        + #""headline":"Fire","id":1,"modified":null,"#
        + #""notices":[{"end":31,"kind":"developing","start":18,"text":"More follows…"}],"published":null,"#
        + #""standfirst":null,"text":"Ölbrand gelöscht. More follows…","verdict":"article"}"#)
    #expect(try SchemaValidator("filter-extract").faults(line).isEmpty)
  }

  @Test(arguments: Verdict.allCases)
  func `a page without an article fits the schema too`(verdict: Verdict) throws {
    let line = FilterJSON.extract(Article(), Reading(text: Text("")), verdict: verdict, id: .none)
    #expect(try SchemaValidator("filter-extract").faults(line).isEmpty)
  }
}
