// Posts and players of other sites.

import Extraction
import Story
import Testing

@Suite struct EmbedTests {
  private let words =
    "The north quay is safe. Thank you all. — Ferry Fire Service (@ferryfire) January 6, 2020"

  static let forms = [
    "<blockquote class=twitter-tweet><p>The north quay is safe.</p><a href='https://twitter.com/ferryfire/status/1214'>January 6</a></blockquote>",
    "<iframe src='https://platform.twitter.com/embed/Tweet.html?id=1214&theme=light'></iframe>",
    "<blockquote class='twitter-tweet tw-align-center'><a href='https://x.com/ferryfire/status/1214?s=20'>January 6</a></blockquote>",
  ]

  @Test(arguments: forms) func `A post has its number as key, whatever form it stands in`(_ form: String)
    throws
  {
    let body = "<p>\(harbour[0])</p><p>\(harbour[1])</p>\(form)<p>\(harbour[2])</p>"
    let article = try read(page(body)).article
    #expect(article.blocks.filter { $0.kind == .embed }.map(\.key) == ["tweet 1214"])
    #expect(article.blocks.map(\.kind) == [.paragraph, .paragraph, .embed, .paragraph])
    #expect(article.text == harbour.prefix(3).joined(separator: "\n"))
  }

  @Test func `A player has its film’s number as key`() throws {
    let frame = "<iframe src='https://www.youtube.com/embed/dQ3_-x?rel=0'></iframe>"
    #expect(try read(page("<p>\(harbour[0])</p>\(frame)")).article.blocks.last?.key == "youtube dQ3_-x")
  }

  @Test(arguments: [
    "https://ads.example/frame?id=9", "https://nottwitter.com/a/status/5", "about:blank", "javascript:0",
  ])
  func `A frame of an unknown site is nothing`(_ address: String) throws {
    let article = try read(page("<p>\(harbour[0])</p><iframe src='\(address)'></iframe>")).article
    #expect(article.blocks.count == 1)
  }
}
