// The posts of live blogs, and what each is known by.

import Extraction
import Foundation
import Story
import Testing

@Suite struct LivePostsTests {
  private struct Entry {
    var number: Int
    var words: String
  }

  private let entries = (1...5).map { number in
    Entry(
      number: number,
      words: "Engine number \(number) has come to the quay and is at work, the fire service says.")
  }

  /// A live blog's page; newest first.
  private func live(_ entries: [Entry], linked: Bool = true, isNumbered: Bool = true) -> String {
    let posts = entries.map { entry in
      "<div class=post\(isNumbered ? " id=\"p\(entry.number)\"" : "")>"
        + "<time datetime=\"2024-01-09T0\(entry.number):00:00Z\">\(entry.number):00</time><p>\(entry.words)</p></div>"
    }
    let data = entries.map {
      "{\"@type\":\"BlogPosting\",\"@id\":\"https://ferrypost.example/live#p\($0.number)\",\"datePublished\":"
        + "\"2024-01-09T0\($0.number):00:00Z\"}"
    }
    let head =
      linked
      ? "<script type=\"application/ld+json\">{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":["
        + data.joined(separator: ",") + "]}</script>" : ""
    return page(posts.joined(), head: head)
  }

  /// Each post's key and words.
  private func posts(_ html: String) throws -> [String: String] {
    let page = try read(html)
    #expect(page.verdict == .liveblog)
    let keys = (page.article.posts ?? []).map(\.key)
    #expect(Set(keys).count == keys.count)
    return Dictionary(
      uniqueKeysWithValues: keys.map { key in
        (
          key,
          page.article.blocks.filter { $0.post == key && $0.kind.isBody }.map(\.text).joined(separator: "\n")
        )
      })
  }

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func `A post has one name, from the data, its number or its time`(_ linked: Bool, _ isNumbered: Bool) throws
  {
    let found = try posts(live(entries.reversed(), linked: linked, isNumbered: isNumbered))
    #expect(found.count == 5)
    #expect(Set(found.values) == Set(entries.map(\.words)))
    let key = linked ? "https://ferrypost.example/live#p3" : isNumbered ? "p3" : "2024-01-09T03:00:00Z"
    #expect(found[key] == entries[2].words)
  }

  @Test(arguments: [true, false])
  func `A post keeps its name when it moves, is edited, or others come and go`(_ linked: Bool) throws {
    let before = try posts(live(entries.reversed(), linked: linked))
    var edited = entries
    edited[1].words = "Two engines have come to the quay and are at work, the fire service says now."
    edited.append(
      Entry(number: 6, words: "The fire is out, the fire service says, and all crews are going home."))
    // The second is pinned on top, the first has gone to the next page.
    let after = try posts(live([edited[1]] + edited[2...].reversed(), linked: linked))
    #expect(Set(before.keys).intersection(after.keys).count == 4)
    let changed = Set(before.keys).intersection(after.keys).filter { before[$0] != after[$0] }
    #expect(changed.count == 1 && changed.first?.hasSuffix("p2") == true)
  }

  @Test func `An article with a few times in it is no live blog`() throws {
    let article = try read(
      page(harbour.map { "<p>\($0)</p>" }.joined() + "<p><time datetime=\"2024-01-09\">9 January</time></p>")
    ).article
    #expect(article.posts == nil)
    #expect(article.blocks.allSatisfy { $0.post == nil })
  }

  @Test func `Posts and their names go into the article's file and come back`() throws {
    let article = try read(live(entries)).article
    let again = try JSONDecoder().decode(Article.self, from: JSONEncoder().encode(article))
    #expect(again == article)
    #expect(again.posts?.count == 5)
  }
}
