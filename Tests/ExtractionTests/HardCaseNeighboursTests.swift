// The hard cases' neighbours: the same trouble in other words, markup and languages. The numbers are those of the list of
// cases, as in HardCasesTests.

import Extraction
import Story
import Testing

@Suite struct HardCaseNeighboursTests {
  private let lines = harbour.map { "<p>\($0)</p>" }
  private let address = "https://ferrypost.example/news/2024/fire-123456"

  private func body(around inset: String) throws -> ExtractedPage {
    try read(page(lines[0] + lines[1] + inset + lines[2] + lines[3]), address: address)
  }

  /// Furniture, with the number of its case.
  static let frame: [(String, String)] = [
    ("05", #"<p>Read more: <a href=/a>Eastport gets a new crane</a></p>"#),
    ("05", #"<p><b>RELATED | </b><a href=/a>Eastport gets a new crane</a></p>"#),
    ("05", #"<p><a href=/a><strong>Eastport gets a new crane after three years</strong></a></p>"#),
    ("05", #"<p>READ ALSO: <a href=/a>Eastport gets a new crane</a></p>"#),
    ("05", #"<p>SEE ALSO <a href=/a>Eastport gets a new crane</a></p>"#),
    ("05", #"<h3><a href=/a>Eastport gets a new crane after three years</a></h3>"#),
    ("05", #"<p><em>(Read more about <a href=/a>how grain burns</a>.)</em></p>"#),
    ("05", #"<p>ALSO READ | <a href=/a>Eastport gets a new crane</a></p>"#),
    ("05", #"<p><strong>More: </strong><a href=/a>How grain burns</a></p>"#),
    ("05", #"<p>[Read more: <a href=/a>How grain burns</a>]</p>"#),
    ("06", #"<div>ADVERTISEMENT</div>"#),
    ("06", #"<p>Advertisement - story continues below</p>"#),
    ("06", #"<div class='z'><p>Story continues below advertisement</p></div>"#),
    ("06", #"<p>Article continues after advertisement</p>"#),
    ("06", #"<span>Ad</span>"#),
    ("06", #"<p>Sponsored</p>"#),
    ("06", #"<div>- Advertisement -</div>"#),
    ("06", #"<p>Scroll to continue with content</p>"#),
    ("06", #"<p>Advertisement Scroll to continue</p>"#),
    ("06", #"<p>Story continues</p>"#),
    ("06", #"<p>ADVERTISEMENT CONTINUE READING BELOW</p>"#),
    ("06", #"<div><p>Skip advertisement</p></div>"#),
    (
      "07",
      #"<div><p>Subscribe to our newsletter and get the harbour's news every morning.</p><input type=email><button>Subscribe</button></div>"#
    ),
    ("07", #"<p>Download our app for the latest from the harbour.</p>"#),
    (
      "07",
      #"<div class='css-9a'><p>Support independent journalism. Become a member of The Quay Post today.</p><a href=/j>Join</a></div>"#
    ),
    (
      "07",
      #"<p>Follow The Quay Post on <a href=/t>Twitter</a>, <a href=/f>Facebook</a> and <a href=/i>Instagram</a>.</p>"#
    ),
    ("07", #"<p><em>Sign up for our free weekly newsletter <a href=/n>here</a>.</em></p>"#),
    ("07", #"<p>Join our WhatsApp channel for breaking news</p>"#),
    ("11", #"<p>Updated 3 hours ago</p>"#),
    ("11", #"<p>Published: 9 January 2024, 06:00 GMT</p>"#),
    ("11", #"<div>Tue 9 Jan 2024 06.00 GMT</div>"#),
    ("11", #"<p>First published on Tue 9 Jan 2024 06.00 GMT</p>"#),
    ("11", #"<p>Last modified on Tue 9 Jan 2024 09.31 GMT</p>"#),
    ("11", #"<div><span>January 9, 2024</span> / <span>6:00 AM EST</span></div>"#),
    ("11", #"<p>Jan. 9, 2024, 6:00 a.m. ET</p>"#),
    ("11", #"<p>UPDATED: 09:31, 9 January 2024</p>"#),
    ("11", #"<p>2 min read</p>"#),
    ("11", #"<p>Posted Tue 9 Jan 2024 at 6:00am</p>"#),
    ("11", #"<p>09:31, 9 JAN 2024</p>"#),
    ("12", #"<div><span>3.4K</span> <span>Views</span></div>"#),
    ("12", #"<ul><li>Like 23</li><li>Share 45</li></ul>"#),
    ("12", #"<p>12,345 people are reading this now</p>"#),
    ("12", #"<div>Weather: 14°C, cloudy</div>"#),
    ("12", #"<div>Shares 120</div>"#),
    ("12", #"<p>👍 120 ❤️ 45</p>"#),
    ("17", #"<p>Reporting by Jane Doe in Eastport; Writing by John Roe; Editing by Ann Poe</p>"#),
    ("17", #"<p>(Reporting by Jane Doe; Editing by John Roe)</p>"#),
    ("17", #"<p>Additional reporting by John Roe</p>"#),
    ("17", #"<p>© 2024 Agence France-Presse</p>"#),
    ("17", #"<p>Our Standards: The Thomson Reuters Trust Principles.</p>"#),
    (
      "17",
      #"<div class=author-bio><p>Jane Doe covers the harbour and shipping for The Quay Post, where she has worked since 2011.</p></div>"#
    ),
    ("17", #"<p>By Jane Doe</p>"#),
    ("17", #"<p>(AFP)</p>"#),
    (
      "17",
      #"<p>Copyright 2024 The Quay Post. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.</p>"#
    ),
    ("17", #"<p>Contact Jane Doe at jdoe@quaypost.example or follow @jdoe on Twitter.</p>"#),
    ("17", #"<p>With files from The Canadian Press</p>"#),
    (
      "23",
      #"<figure><video src=/v.mp4></video><figcaption>Video: Drone film of the burning quay</figcaption></figure>"#
    ),
    ("23", #"<p>WATCH: Drone film of the burning quay</p>"#),
    ("23", #"<div class='vjs'><p>Video: Drone film of the burning quay</p><span>00:45</span></div>"#),
    ("23", #"<p>Listen to the podcast: The night of the fire</p>"#),
    (
      "23",
      #"<p>To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video</p>"#
    ),
    ("23", #"<p>Video Player is loading.</p>"#),
    ("23", #"<p>Media caption, Drone film of the quay</p>"#),
  ]

  @Test(arguments: frame)
  func `A line of the frame is none of the body`(_ number: String, _ inset: String) throws {
    // Lines of dates and who wrote it stand above the body, other credits below it.
    let html =
      if number == "11" || inset.contains("By Jane") {
        page(inset + lines.joined())
      } else if number == "17" {
        page(lines.joined() + inset)
      } else {
        page(lines[0] + lines[1] + inset + lines[2] + lines[3])
      }
    #expect(try read(html, address: address).article.text == harbour.joined(separator: "\n"))
  }

  @Test(arguments: [
    "Related stories", "You may also like", "More from The Quay Post", "Most popular",
    "What else is happening", "Mehr zum Thema", "Sur le même sujet", "Lo más leído",
  ])
  func `04: a heading over links goes with them, whatever it says`(_ heading: String) throws {
    let box =
      "<div class=b><h3>\(heading)</h3><ul><li><a href=/a>Eastport gets a new crane after three years</a></li>"
      + "<li><a href=/b>How grain burns, and why</a></li></ul></div>"
    #expect(try body(around: box).article.text == harbour.joined(separator: "\n"))
  }

  @Test(arguments: [
    "<p>The owners are <a href=/o>the harbour</a>, <a href=/c>the council</a> and a bank.</p>",
    "<h3>What burned</h3>", "<p>Four.</p>", "<ul><li>Monday 8 January 2024</li></ul>",
    "<p>She wrote to those who had asked her about it: <a href=/l>“I will not stand for a third time.”</a></p>",
    "<p>By Monday evening all was quiet.</p>", "<h3>January 2024</h3>",
  ])
  func `What only looks like the frame stays`(_ inset: String) throws {
    let words = try body(around: inset).article.text
    #expect(words.split(separator: "\n").count == harbour.count + 1)
  }

  @Test(arguments: [
    #"<div><h2>To continue reading, subscribe now</h2><p>Subscribe from £1 a month</p></div>"#,
    #"<p>This article is for subscribers only.</p>"#,
    #"<div><p>You have reached your limit of free articles.</p><p>Log in or subscribe</p></div>"#,
    #"<p>Already a subscriber? <a href=/l>Sign in</a></p><p>Unlock this article with a trial</p>"#,
    #"<div><p>Continue reading with a Quay Post subscription</p></div>"#,
    #"<div><p>Thank you for reading. Register for free to continue reading</p></div>"#,
    #"<div><h3>Jetzt weiterlesen mit Plus</h3><p>Sie haben bereits ein Abo? Hier anmelden</p></div>"#,
    #"<div><p>Il vous reste 70 % de cet article à lire.</p><p>La suite est réservée aux abonnés.</p></div>"#,
  ])
  func `28: a call to subscribe makes the page a part, and is none of its words`(_ wall: String) throws {
    let page = try read(page(lines[0] + lines[1] + wall), address: address)
    #expect(page.verdict == .partial)
    #expect(page.article.text == harbour[0] + "\n" + harbour[1])
  }

  /// Pages with their titles, and what they are.
  static let others: [(Verdict, String, String)] = [
    (
      .consent, #"Privacy settings"#,
      #"<h1>Your privacy</h1><p>We and our partners use cookies. Please accept or manage your privacy choices to continue.</p><button>Accept</button>"#
    ),
    (
      .challenge, #"quaypost.example"#,
      #"<h1>Access denied</h1><p>You don't have permission to access this page. Reference #18.4a1</p>"#
    ),
    (
      .challenge, #"Attention Required! | Cloudflare"#,
      #"<h1>Sorry, you have been blocked</h1><p>You are unable to access quaypost.example</p>"#
    ),
    (
      .challenge, #"Are you a robot?"#,
      #"<p>To continue, please click the box below to let us know you're not a robot.</p>"#
    ),
    (.consent, #"Sign in"#, #"<h1>Sign in to continue</h1><form><input type=password></form>"#),
    (.challenge, #"Verify you are human"#, #"<p>Verifying you are human. This may take a few seconds.</p>"#),
    (
      .consent, #"Zustimmung"#,
      #"<h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking, indem Sie der Nutzung aller Cookies zustimmen.</p><button>Akzeptieren</button>"#
    ),
    (
      .challenge, #"Pardon Our Interruption"#,
      #"<p>As you were browsing something about your browser made us think you were a bot.</p>"#
    ),
    (
      .challenge, #"Human Verification"#,
      #"<p>Press and hold to confirm you are a human (and not a bot).</p>"#
    ),
    (
      .notFound, #"Page not found - The Quay Post"#,
      #"<h1>Oops!</h1><p>We can't find the page you're looking for.</p>"#
    ),
    (.notFound, #"The Quay Post"#, #"<h1>404</h1><p>This page does not exist.</p>"#),
    (
      .notFound, #"Sorry, this page isn't available"#,
      #"<h1>Sorry, this page isn't available</h1><p>The link you followed may be broken, or the page may have been removed.</p>"#
    ),
    (.notFound, #"Error 404"#, #"<p>Not found</p>"#),
    (
      .notFound, #"Seite nicht gefunden"#,
      #"<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert leider nicht mehr.</p>"#
    ),
    (
      .notFound, #"Page introuvable"#,
      #"<h1>Page introuvable</h1><p>La page que vous cherchez n'existe pas ou n'existe plus.</p>"#
    ),
    (
      .notFound, #"The Quay Post"#,
      #"<main><h1>We're sorry</h1><p>The page you requested could not be found.</p><h2>Most read</h2><ul><li><a href=/a>Eastport gets a new crane</a></li></ul></main>"#
    ),
    (
      .notFound, #"Página no encontrada"#,
      #"<h1>Página no encontrada</h1><p>La página que busca no existe.</p>"#
    ),
  ]

  @Test(arguments: others)
  func `29, 30: pages that are no article`(_ other: (verdict: Verdict, title: String, body: String)) throws {
    let html = "<html><head><title>\(other.title)</title></head><body>\(other.body)</body></html>"
    #expect(try read(html, address: address).verdict == other.verdict)
  }

  @Test(arguments: [
    #"<blockquote class='twitter-tweet' data-lang=en><p lang=en>We will rebuild.</p>— T (@t) <a href='https://twitter.com/tberg/status/1234567890123456789?ref_src=twsrc%5Etfw'>Jan 9</a></blockquote>"#,
    #"<div class='embed'><iframe data-src='https://platform.twitter.com/embed/index.html?id=1234567890123456789'></iframe></div>"#,
    #"<blockquote class='twitter-tweet'><a href='https://x.com/tberg/status/1234567890123456789'></a></blockquote>"#,
    #"<p><a href='https://twitter.com/tberg/status/1234567890123456789'>https://twitter.com/tberg/status/1234567890123456789</a></p>"#,
    #"<twitter-widget data-tweet-id=1234567890123456789></twitter-widget>"#,
    #"<div class='tweet-embed' data-tweet-id='1234567890123456789'></div>"#,
    #"<amp-twitter data-tweetid='1234567890123456789'></amp-twitter>"#,
    #"<figure class='wp-block-embed-twitter'><div>https://twitter.com/tberg/status/1234567890123456789</div></figure>"#,
    #"<blockquote class='tweet'><p>We will rebuild.</p><a href='https://twitter.com/tberg/status/1234567890123456789'>9 January</a></blockquote>"#,
    #"<a href='https://twitter.com/tberg/status/1234567890123456789'>pic.twitter.com/abc</a>"#,
  ])
  func `20, 21: a tweet is one, however it is written`(_ tweet: String) throws {
    let article = try body(around: tweet).article
    #expect(article.text == harbour.joined(separator: "\n"))
    #expect(article.blocks.filter { $0.kind == .embed }.map(\.key) == ["tweet 1234567890123456789"])
  }

  @Test(arguments: [
    #"<img src='data:image/gif;base64,R0' data-src='https://cdn.example/a/quay.jpg?w=640'>"#,
    #"<img srcset='https://cdn.example/a/quay.jpg?w=320 320w, https://cdn.example/a/quay.jpg?w=640 640w'>"#,
    #"<picture><source srcset='https://cdn.example/a/quay.jpg?w=900'><img src='https://cdn.example/a/quay.jpg?w=300'></picture>"#,
    #"<img data-srcset='https://cdn.example/a/quay.jpg?w=320 320w' src='data:image/gif;base64,R0'>"#,
    #"<img data-original='https://cdn.example/a/quay.jpg' src='/placeholder.gif'>"#,
    #"<img data-lazy-src='https://cdn.example/a/quay.jpg'>"#,
    #"<img src='https://cdn.example/a/quay-1024x768.jpg'>"#,
    #"<div class=img data-background='x'><img src='https://cdn.example/resize/640x480/a/quay.jpg'></div>"#,
    #"<amp-img src='https://cdn.example/a/quay.jpg' width=3></amp-img>"#,
  ])
  func `22: a picture is known by its file, however it is loaded`(_ picture: String) throws {
    let article = try body(around: "<figure>\(picture)<figcaption>Smoke over the quay.</figcaption></figure>")
      .article
    #expect(article.blocks.filter { $0.kind == .picture }.map(\.key) == ["quay"])
    #expect(article.texts(.caption) == ["Smoke over the quay."])
  }

  /// Bylines and the names in them.
  static let bylines: [(String, [String])] = [
    (#"<p class=byline>By Jane Doe, John Roe and PA Media</p>"#, ["Jane Doe", "John Roe", "PA Media"]),
    (
      #"<div class='author'>By <a rel=author href=/j>Jane Doe</a> and <a rel=author href=/r>John Roe</a></div>"#,
      ["Jane Doe", "John Roe"]
    ),
    (#"<span itemprop=author itemscope><span itemprop=name>Jane Doe</span></span>"#, ["Jane Doe"]),
    (#"<address class='contributors'>By <a>Jane Doe</a> in Eastport</address>"#, ["Jane Doe"]),
    (#"<p class='article-byline'>JANE DOE | The Quay Post</p>"#, ["JANE DOE"]),
    (#"<p class=byline>Von Anna Lind</p>"#, ["Anna Lind"]),
    (#"<p class='c-byline'>By Jane Doe, Senior Reporter</p>"#, ["Jane Doe"]),
    (
      #"<div class='css-1b'>By <a href='/by/jane-doe'>Jane Doe</a> and <a href='/by/john-roe'>John Roe</a></div>"#,
      ["Jane Doe", "John Roe"]
    ),
  ]

  @Test(arguments: bylines)
  func `46: a byline's names, without place and office`(_ byline: String, _ names: [String]) throws {
    let article = try read(page(byline + lines.joined()), address: address).article
    #expect(article.byline?.value == names)
    #expect(article.text == harbour.joined(separator: "\n"))
  }

  @Test(arguments: [
    #"<footer><p>Correction: An earlier version of this article gave the wrong number of warehouses.</p></footer>"#,
    #"<div class='related'><p>Correction: An earlier version of this article gave the wrong number of warehouses.</p></div>"#,
    #"<p><em>This article was amended on 10 January 2024. An earlier version said five warehouses had burned.</em></p>"#,
    #"<p>Clarification (10 January 2024): The harbour authority says the fuel depot was never in danger.</p>"#,
    #"<aside><p><b>Editor's note:</b> A name has been removed from this article.</p></aside>"#,
    #"<p>CORRECTION (Jan. 10, 2024, 4:11 p.m. ET): A previous version of this article misstated the number of warehouses.</p>"#,
    #"<div class=note>UPDATE: This story has been updated to include comment from the mayor.</div>"#,
  ])
  func `47: a correction is kept wherever it stands`(_ note: String) throws {
    let article = try read(page(lines.joined() + note), address: address).article
    #expect(article.texts(.notice).count == 1)
    #expect(article.texts(.paragraph) == harbour)
  }

  @Test func `39: data that hold the text are read where the page prints none`() throws {
    let body = harbour.joined(separator: "\\n\\n")
    let html =
      "<html><head><title>Fire at the old harbour put out</title><script type=\"application/ld+json\">"
      + "{\"@type\":\"NewsArticle\",\"headline\":\"Fire at the old harbour put out\",\"articleBody\":\"\(body)\"}"
      + "</script></head><body><div id=root></div><script src=/app.js></script></body></html>"
    let page = try read(html, address: address)
    #expect(page.verdict == .article)
    #expect(page.article.texts(.paragraph) == harbour)
  }

  @Test func `42: an author who is described apart is named, and JSON in character references is read`()
    throws
  {
    let graph = """
      {"@graph":[{"@type":"NewsArticle","headline":"Fire at the old harbour put out","author":{"@id":"#jd"}},
      {"@type":"Person","@id":"#jd","name":"Jane Doe"}]}
      """
    for data in [graph, graph.replacing("\"", with: "&quot;")] {
      let article = try read(page(head: "<script type=\"application/ld+json\">\(data)</script>")).article
      #expect(article.byline?.value == ["Jane Doe"])
    }
  }
}
