// Pages that are no article, and articles that look like none.

import Extraction
import Story
import Testing

@Suite struct PageVerdictTests {
  static let noArticle: [(String, Verdict)] = [
    ("<title>Just a moment...</title><p>Checking your browser before you go on.</p>", .challenge),
    (
      "<title>ferry.example</title><h1>Please verify you are human</h1><p>Verify you are human by completing the action below.</p>",
      .challenge
    ),
    (
      "<title>Page not found - The Ferry Post</title><h1>Page not found</h1><p>Perhaps it was moved.</p>",
      .notFound
    ),
    (
      "<title>The Ferry Post</title><h1>Sorry!</h1><p>The page you are looking for has sailed without you.</p>",
      .notFound
    ),
    ("<title>Before you continue</title><p>We value your privacy.</p><button>Accept</button>", .consent),
    (
      "<title>The Ferry Post</title><div id=root></div><script>" + String(repeating: "var a=1;", count: 5000)
        + "</script>", .needsRendering
    ),
    (
      "<title>The Ferry Post</title><div id=__next></div><script id=__NEXT_DATA__ type=application/json>{}</script>",
      .needsRendering
    ),
    ("<title>The Ferry Post</title><p>You need to enable JavaScript to run this app.</p>", .needsRendering),
    ("<title>The Ferry Post</title><body></body>", .empty),
  ]

  @Test(arguments: noArticle) func `A page that is no article is told by what it says`(
    _ html: String, _ verdict: Verdict
  ) throws {
    #expect(try read("<html><head>" + html).verdict == verdict)
  }

  @Test(arguments: [
    "Page not found in the archive: the harbour’s lost deeds", "404 crews fought the fire at the harbour",
    "Access denied to the quay, say the fishermen", "Are you a robot? A night with the harbour’s new crane",
  ]) func `A long story may have such a headline`(_ headline: String) throws {
    let body = (1...8).flatMap { number in harbour.map { "<p>\($0) Pier \(number) was next.</p>" } }.joined()
    let html =
      "<html><head><title>\(headline)</title></head><body><article><h1>\(headline)</h1>\(body)</article></body></html>"
    #expect(try read(html).verdict == .article)
  }

  @Test func `A short story is an article`() throws {
    #expect(try read(page()).verdict == .article)
    #expect(try readText("The fire at the harbour is out.").verdict == .article)
  }

  @Test func `A live blog says so in its data`() throws {
    let head =
      "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Fire\"}</script>"
    #expect(try read(page(head: head)).verdict == .liveblog)
  }

  @Test func `A short text that ends in an offer to subscribe is a part`() throws {
    #expect(try read(page(after: "<div><p>Subscribe to continue reading</p></div>")).verdict == .partial)
    let head =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}</script>"
    #expect(try read(page(head: head)).verdict == .partial)
  }

  @Test func `A page that calls the site’s front its address was redirected`() throws {
    let head = "<link rel=canonical href='https://ferry.example/'>"
    #expect(try read(page(head: head), address: "https://ferry.example/2020/fire").verdict == .redirected)
    #expect(try read(page(head: head), address: "https://ferry.example/").verdict == .article)
  }
}
