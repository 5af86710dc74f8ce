// The name a story gets from its address.

import Story
import Testing

@testable import Newsroom

@Suite struct StoryNameTests {
  @Test(arguments: [
    ("https://news.example/world/us-iraq-letter.html", "us-iraq-letter"),
    ("https://news.example/world/harbour-fire/", "harbour-fire"),
    ("https://news.example/2020/01/06/harbour-fire/index.html", "harbour-fire"),
    ("https://news.example/", "news-example"), ("http://127.0.0.1:8080/story", "story"),
    ("https://news.example/article/12345", "article"),
  ])
  func `the last telling part of the address names the story`(address: String, name: String) {
    var known = KnownStories([])
    #expect(known.freeName(for: address)?.text == name)
  }

  @Test func `a taken name gets a number`() throws {
    var known = try KnownStories(
      ["fire", "fire-2"].map { Story(slug: try Slug($0), registered: Timestamp(seconds: 0)) })
    #expect(known.freeName(for: "https://a.example/fire")?.text == "fire-3")
  }
}
