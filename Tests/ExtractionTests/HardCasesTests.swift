// The hard cases of news pages, each as a page of its own with what is to be read out of it.
//
// The numbers are those of the project's list of cases; a case may have several pages. `{p1-3}` stands for the first
// three paragraphs of the story as `<p>`s, `{2}` for the words of the second.

import Extraction
import Story
import Testing

/// A page and what is to be read out of it; what is nil is not asked.
struct HardCase: Sendable, CustomTestStringConvertible {
  var name: String
  var html: String
  var verdict = Verdict.article
  var text: [String]?
  var has: [String] = []
  var headline: String?
  var embed: String?
  var caption: String?
  var byline: [String]?
  var published: String?

  var testDescription: String { name }

  init(
    _ name: String, verdict: Verdict = .article, text: [String]? = nil, has: [String] = [],
    headline: String? = nil, embed: String? = nil, caption: String? = nil, byline: [String]? = nil,
    published: String? = nil, _ html: String
  ) {
    self.name = name
    self.html = html
    self.verdict = verdict
    self.text = text
    self.has = has
    self.headline = headline
    self.embed = embed
    self.caption = caption
    self.byline = byline
    self.published = published
  }
}

/// The words of the story that the pages tell.
private let story = [
  "A fire that began in a grain store on the northern quay burned through the night and destroyed four warehouses before it was brought under control.",
  "Nobody was hurt, but 140 people were told to leave their homes because of smoke, the county's fire service said on Tuesday morning.",
  "“We had flames thirty metres high when the first engine came,” said Anna Lind, who led the crews. “We could only keep it from the fuel depot.”",
  "The harbour authority said that ships would be sent to Eastport until the cranes had been inspected, which could take a week.",
  "Police said it was too early to say how the fire started, and asked anybody with pictures of the quay to come forward.",
  "The mayor, Tomas Berg, will visit the harbour on Wednesday and has promised money for those who lost their stock.",
]

private let headline = "Fire destroys four warehouses on northern quay"

/// The paragraphs of the whole story, as cases name them.
private let whole = ["{1}", "{2}", "{3}", "{4}", "{5}", "{6}"]

/// A text with the story put in.
private func filled(_ text: String) -> String {
  let open = """
    <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title></head><body>
    <header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
    """
  let close = "<footer><p>© The Quay Post. All rights reserved.</p></footer></body></html>"
  var text = text.replacing("{open}", with: open).replacing("{close}", with: close)
  text = text.replacing("{headline}", with: headline)
  for (number, words) in story.enumerated() {
    text = text.replacing("{\(number + 1)}", with: words).replacing(
      "{p\(number + 1)}", with: "<p>\(words)</p>")
    for end in number + 1..<story.count {
      let paragraphs = story[number...end].map { "<p>\($0)</p>" }.joined()
      text = text.replacing("{p\(number + 1)-\(end + 1)}", with: paragraphs)
    }
  }
  return text
}

@Suite struct HardCasesTests {
  @Test(arguments: cases)
  func `A hard case is read as it should be`(_ hard: HardCase) throws {
    let page = try read(
      filled(hard.html), address: "https://quaypost.example/news/2024/fire-123456")
    let article = page.article
    #expect(page.verdict == hard.verdict)
    if let text = hard.text { #expect(article.text == text.map(filled).joined(separator: "\n")) }
    for words in hard.has { #expect(article.text.contains(filled(words))) }
    if let headline = hard.headline { #expect(article.headline?.value == filled(headline)) }
    if let embed = hard.embed {
      #expect(article.blocks.contains { $0.kind == .embed && $0.key?.contains(embed) == true })
    }
    if let caption = hard.caption { #expect(article.texts(.caption).contains { $0.contains(caption) }) }
    if let byline = hard.byline { #expect(Set(article.byline?.value ?? []) == Set(byline)) }
    if let published = hard.published { #expect(article.published?.value == published) }
  }

  /// The pages.
  static let cases: [HardCase] = [
    HardCase(
      "02 svg title", text: whole, headline: "{headline}",
      #"""
      {open}<main><article><h1>{headline}</h1><svg><title>Created with Sketch.</title><desc>icon</desc></svg>{p1-6}<noscript><p>Please enable JavaScript to view this page properly today.</p>
      </noscript><template><p>Hidden template text in here.</p>
      </template><p hidden>Hidden words.</p>
      <span class="visually-hidden">Screen reader only text</span></article>
      </main>{close}
      """#),
    HardCase(
      "02b amp mustache", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<amp-list><template type="amp-mustache"><p>{{title}} is the title of this story and more.</p>
      </template></amp-list></article>
      </main>{close}
      """#),
    HardCase(
      "04 more on this in body", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-3}<div class="x1"><h3>More on this story</h3><ul><li><a href="/a">Eastport gets a new crane</a></li><li><a href="/b">How grain burns</a></li></ul>
      </div>
      {p4-6}</article>
      </main>{close}
      """#),
    HardCase(
      "05 read more", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<p><strong>READ MORE: <a href="/a">Eastport gets a new crane after three years</a></strong></p>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "06 ad", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<div>Advertisement</div>
      <p>Article continues below</p>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "07 newsletter", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<div><h4>Get our morning email</h4><p>Sign up for the stories that matter, every day at seven.</p>
      <form><input type=email><button>Sign up</button></form></div>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "08 pullquote", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-3}<aside class="pullquote"><p>“We had flames thirty metres high when the first engine came”</p>
      </aside>{p4-6}</article>
      </main>{close}
      """#),
    HardCase(
      "08b blockquote",
      text: [
        "{1}", "{2}", "{3}",
        "“This is the largest fire on the quay since 1951,” the archive of the harbour notes in its log.",
        "{4}", "{5}", "{6}",
      ],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-3}<blockquote><p>“This is the largest fire on the quay since 1951,” the archive of the harbour notes in its log.</p>
      </blockquote>{p4-6}</article>
      </main>{close}
      """#),
    HardCase(
      "09 comments", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}</article>
      </main><section id="comments"><h2>Comments (3)</h2><div><p>I saw it from my window and it was terrible to see it burn down like that.</p>
      </div>
      <div><p>Who owned the grain store? Nobody asks that question these days.</p>
      </div>
      </section>
      {close}
      """#),
    HardCase(
      "10 endless scroll", text: whole, headline: "{headline}",
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "{headline}", "url": "https://quaypost.example/news/2024/fire-123456"}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1>{p1-6}</article>
      </main><article><h1>Eastport gets a new crane after three years</h1><p>The crane was lifted onto the eastern pier on Monday by two floating cranes from the north.</p>
      <p>It had been ordered three years ago and was late because of a strike at the yard that built it.</p>
      <p>The port hopes to double what it unloads in a year.</p>
      </article>
      {close}
      """#),
    HardCase(
      "11 relative time", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><div><time>5 minutes ago</time></div>
      <p>Last updated at 09:31</p>
      {p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "12 counters", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><div class="s"><span>1.2K shares</span> <span>34 comments</span></div>
      {p1-6}<div class="t"><span>FTSE 7,512.30 +0.4%</span></div>
      </article>
      </main>{close}
      """#),
    HardCase(
      "14 br br", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><div>{1}<br><br>{2}<br><br>{3}<br><br>{4}<br><br>{5}<br><br>{6}</div>
      </article>
      </main>{close}
      """#),
    HardCase(
      "14b divs", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><div>{1}</div>
      <div>{2}</div>
      <div>{3}</div>
      <div>{4}</div>
      <div>{5}</div>
      <div>{6}</div>
      </article>
      </main>{close}
      """#),
    HardCase(
      "14c unclosed", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><p>{1}<p>{2}<p>{3}<p>{4}<p>{5}<p>{6}</article>
      </main>{close}
      """#),
    HardCase(
      "14d dropcap", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><p><span class="dropcap">A</span> fire that began in a grain store on the northern quay burned through the night and destroyed four warehouses before it was brought under control.</p>
      {p2-6}</article>
      </main>{close}
      """#),
    HardCase(
      "15 inline", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><p>A fire that began in a <a href="/g">grain</a> <em>store</em> on the nor<b>thern</b> quay burned through the night and destroyed four warehouses before it was brought under control.</p>
      {p2-6}</article>
      </main>{close}
      """#),
    HardCase(
      "16 nbsp", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1><p>A\#u{A0}fire that began in a grain store on the north\#u{AD}ern quay  burned\#u{200B} through the night and destroyed four warehouses before it was brought under control.</p>
      {p2-6}</article>
      </main>{close}
      """#),
    HardCase(
      "17 credits", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<p>Reporting by Jane Doe; Editing by John Roe</p>
      <p class="bio">Jane Doe is a senior reporter at The Quay Post. Follow her on Twitter @janedoe.</p>
      </article>
      </main>{close}
      """#),
    HardCase(
      "18 more follows", text: ["{1}", "{2}", "{3}", "{4}", "{5}", "{6}", "More follows…"],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<p>More follows…</p>
      </article>
      </main>{close}
      """#),
    HardCase(
      "18b breaking",
      text: ["{1}", "{2}", "{3}", "{4}", "{5}", "{6}", "This is a breaking news story and will be updated."],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<p><em>This is a breaking news story and will be updated.</em></p>
      </article>
      </main>{close}
      """#),
    HardCase(
      "19 subheads lists tables", has: ["What burned", "The old rope works", "North | 4,000"],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<h2>What burned</h2><ul><li>Two grain stores with the harvest of the whole valley</li><li>The old rope works</li></ul>
      <table><tr><th>Store</th><th>Tonnes</th></tr><tr><td>North</td><td>4,000</td></tr></table>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "20 tweet", has: whole, embed: "1234567890123456789",
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-3}<blockquote class="twitter-tweet"><p>We will rebuild every one of them.</p>
      &mdash; Tomas Berg (@tberg) <a href="https://twitter.com/tberg/status/1234567890123456789">January 9, 2024</a></blockquote>{p4-6}</article>
      </main>{close}
      """#),
    HardCase(
      "21 tweet iframe", text: whole, embed: "1234567890123456789",
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-3}<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789"></iframe>{p4-6}</article>
      </main>{close}
      """#),
    HardCase(
      "24 caption", text: whole, caption: "Smoke over the quay",
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<figure><img src="https://cdn.example/i/quay.jpg?w=640"><figcaption>Smoke over the quay on Tuesday. Photograph: Lee/Agency</figcaption></figure>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "23 video", text: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-2}<div class="video-player"><p>Watch: Drone film of the burning quay</p>
      </div>
      {p3-6}</article>
      </main>{close}
      """#),
    HardCase(
      "25 liveblog", verdict: .liveblog, has: whole,
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">{"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "{headline} \u2013 live", "coverageStartTime": "2024-01-09T01:00:00Z", "liveBlogUpdate": [{"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-6", "headline": "Post title 6", "datePublished": "2024-01-09T06:00:00Z", "articleBody": "{6}"}, {"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-5", "headline": "Post title 5", "datePublished": "2024-01-09T05:00:00Z", "articleBody": "{5}"}, {"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-4", "headline": "Post title 4", "datePublished": "2024-01-09T04:00:00Z", "articleBody": "{4}"}, {"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-3", "headline": "Post title 3", "datePublished": "2024-01-09T03:00:00Z", "articleBody": "\u201cWe had flames thirty metres high when the first engine came,\u201d said Anna Lind, who led the crews. \u201cWe could only keep it from the fuel depot.\u201d"}, {"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-2", "headline": "Post title 2", "datePublished": "2024-01-09T02:00:00Z", "articleBody": "{2}"}, {"@type": "BlogPosting", "@id": "https://quaypost.example/news/2024/fire-123456#post-1", "headline": "Post title 1", "datePublished": "2024-01-09T01:00:00Z", "articleBody": "{1}"}]}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline} – live</h1><div class="post" id="post-6"><time datetime="2024-01-09T06:00:00Z">06:00</time><h3>Post title 6</h3>{p6}</div>
      <div class="post" id="post-5"><time datetime="2024-01-09T05:00:00Z">05:00</time><h3>Post title 5</h3>{p5}</div>
      <div class="post" id="post-4"><time datetime="2024-01-09T04:00:00Z">04:00</time><h3>Post title 4</h3>{p4}</div>
      <div class="post" id="post-3"><time datetime="2024-01-09T03:00:00Z">03:00</time><h3>Post title 3</h3>{p3}</div>
      <div class="post" id="post-2"><time datetime="2024-01-09T02:00:00Z">02:00</time><h3>Post title 2</h3>{p2}</div>
      <div class="post" id="post-1"><time datetime="2024-01-09T01:00:00Z">01:00</time><h3>Post title 1</h3>{p1}</div>
      </article>
      </main>{close}
      """#),
    HardCase(
      "28 paywall", verdict: .partial, text: ["{1}", "{2}"],
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "{headline}", "isAccessibleForFree": false, "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"}}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1>{p1-2}<div class="paywall"><h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in</p>
      </div>
      </article>
      </main>{close}
      """#),
    HardCase(
      "29 consent", verdict: .consent,
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Before you continue to The Quay Post</title></head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><h1>Before you continue</h1><p>We and our 843 partners store and access information on your device, such as cookies, and process personal data. You can accept or manage your choices.</p>
      <button>Accept all</button><button>Reject all</button></main>{close}
      """#),
    HardCase(
      "29b challenge", verdict: .challenge,
      #"""
      <html><head><title>Just a moment...</title></head>
      <body><h1>quaypost.example</h1><p>Checking if the site connection is secure. Enable JavaScript and cookies to continue.</p>
      </body></html>
      """#),
    HardCase(
      "29c login", verdict: .consent,
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Log in - The Quay Post</title></head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><h1>Log in</h1><form><label>Email</label><input type=email><label>Password</label><input type=password><button>Log in</button></form><p>Forgot your password?</p>
      </main>{close}
      """#),
    HardCase(
      "30 soft404", verdict: .notFound,
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>404 - Page not found</title></head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><h1>Page not found</h1><p>Sorry, the page you were looking for could not be found. It may have been moved or deleted.</p>
      </main>{close}
      """#),
    HardCase(
      "31 home", verdict: .redirected,
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Quay Post - News</title><link rel=canonical href="https://quaypost.example/"><meta property="og:url" content="https://quaypost.example/"><meta property="og:type" content="website"></head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><div><a href="/n/0"><h2>Headline number 0 about the valley</h2></a><p>Short teaser text number 0 for it.</p>
      </div>
      <div><a href="/n/1"><h2>Headline number 1 about the valley</h2></a><p>Short teaser text number 1 for it.</p>
      </div>
      <div><a href="/n/2"><h2>Headline number 2 about the valley</h2></a><p>Short teaser text number 2 for it.</p>
      </div>
      <div><a href="/n/3"><h2>Headline number 3 about the valley</h2></a><p>Short teaser text number 3 for it.</p>
      </div>
      <div><a href="/n/4"><h2>Headline number 4 about the valley</h2></a><p>Short teaser text number 4 for it.</p>
      </div>
      <div><a href="/n/5"><h2>Headline number 5 about the valley</h2></a><p>Short teaser text number 5 for it.</p>
      </div>
      <div><a href="/n/6"><h2>Headline number 6 about the valley</h2></a><p>Short teaser text number 6 for it.</p>
      </div>
      <div><a href="/n/7"><h2>Headline number 7 about the valley</h2></a><p>Short teaser text number 7 for it.</p>
      </div>
      <div><a href="/n/8"><h2>Headline number 8 about the valley</h2></a><p>Short teaser text number 8 for it.</p>
      </div>
      <div><a href="/n/9"><h2>Headline number 9 about the valley</h2></a><p>Short teaser text number 9 for it.</p>
      </div>
      <div><a href="/n/10"><h2>Headline number 10 about the valley</h2></a><p>Short teaser text number 10 for it.</p>
      </div>
      <div><a href="/n/11"><h2>Headline number 11 about the valley</h2></a><p>Short teaser text number 11 for it.</p>
      </div>
      <div><a href="/n/12"><h2>Headline number 12 about the valley</h2></a><p>Short teaser text number 12 for it.</p>
      </div>
      <div><a href="/n/13"><h2>Headline number 13 about the valley</h2></a><p>Short teaser text number 13 for it.</p>
      </div>
      <div><a href="/n/14"><h2>Headline number 14 about the valley</h2></a><p>Short teaser text number 14 for it.</p>
      </div>
      <div><a href="/n/15"><h2>Headline number 15 about the valley</h2></a><p>Short teaser text number 15 for it.</p>
      </div>
      <div><a href="/n/16"><h2>Headline number 16 about the valley</h2></a><p>Short teaser text number 16 for it.</p>
      </div>
      <div><a href="/n/17"><h2>Headline number 17 about the valley</h2></a><p>Short teaser text number 17 for it.</p>
      </div>
      <div><a href="/n/18"><h2>Headline number 18 about the valley</h2></a><p>Short teaser text number 18 for it.</p>
      </div>
      <div><a href="/n/19"><h2>Headline number 19 about the valley</h2></a><p>Short teaser text number 19 for it.</p>
      </div>
      </main>{close}
      """#),
    HardCase(
      "35 emptied", verdict: .article, text: ["This article has been removed for legal reasons."],
      #"""
      {open}<main><article><h1>{headline}</h1><p>This article has been removed for legal reasons.</p>
      </article>
      </main>{close}
      """#),
    HardCase(
      "39 next data", text: whole,
      #"""
      <html><head><title>{headline}</title></head>
      <body><div id="__next"></div>
      <script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"article": {"headline": "{headline}", "body": [{"type": "paragraph", "content": "{1}"}, {"type": "paragraph", "content": "{2}"}, {"type": "paragraph", "content": "\u201cWe had flames thirty metres high when the first engine came,\u201d said Anna Lind, who led the crews. \u201cWe could only keep it from the fuel depot.\u201d"}, {"type": "paragraph", "content": "{4}"}, {"type": "paragraph", "content": "{5}"}, {"type": "paragraph", "content": "{6}"}]}}}}</script>
      </body></html>
      """#),
    HardCase(
      "39b apollo", text: whole,
      #"""
      <html><head><title>{headline}</title></head>
      <body><div id="root"></div>
      <script>window.__APOLLO_STATE__={"ROOT_QUERY": {}, "Article:1": {"__typename": "Article", "title": "{headline}", "body": "{p1-2}<p>\u201cWe had flames thirty metres high when the first engine came,\u201d said Anna Lind, who led the crews. \u201cWe could only keep it from the fuel depot.\u201d</p>
      {p4-6}"}};</script>
      </body></html>
      """#),
    HardCase(
      "39c fusion", text: whole,
      #"""
      <html><head><title>{headline}</title></head>
      <body><div id="fusion-app"></div>
      <script>window.Fusion=window.Fusion||{};Fusion.globalContent={"headlines": {"basic": "{headline}"}, "content_elements": [{"type": "text", "content": "{1}"}, {"type": "text", "content": "{2}"}, {"type": "text", "content": "\u201cWe had flames thirty metres high when the first engine came,\u201d said Anna Lind, who led the crews. \u201cWe could only keep it from the fuel depot.\u201d"}, {"type": "text", "content": "{4}"}, {"type": "text", "content": "{5}"}, {"type": "text", "content": "{6}"}]};Fusion.globalContentConfig={};</script>
      </body></html>
      """#),
    HardCase(
      "39d shell", verdict: .needsRendering,
      #"""
      <html><head><title>Quay Post</title><script src="/app.js"></script>
      </head>
      <body><div id="root"></div>
      <noscript>You need to enable JavaScript to run this app.</noscript></body></html>
      """#),
    HardCase(
      "40 titles", text: whole, headline: "{headline}",
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><meta property="og:title" content="Quay fire: what we know | The Quay Post"><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Huge blaze at quay"}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1>{p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "41 logo h1", text: whole, headline: "{headline}",
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><meta property="og:title" content="{headline}"></head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <h1><a href="/"><img alt="The Quay Post"></a></h1><article><h2 class="headline">{headline}</h2>{p1-6}</article>
      {close}
      """#),
    HardCase(
      "42 broken ld", text: whole, published: "2024-01-09T06:00:00Z",
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">/*<![CDATA[*/{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}","description":"line one
      line two","datePublished":"2024-01-09T06:00:00Z",}/*]]>*/</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1>{p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "45 no zone", text: whole, published: "2024-01-09 06:00",
      #"""
      {open}<main><article><h1>{headline}</h1><time datetime="2024-01-09 06:00">9 January 2024</time>{p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "46 byline", text: whole, byline: ["Jane Doe", "PA Media"],
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "PA Media"}]}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1><p class="byline">By <a href="/j">Jane Doe</a> and PA Media</p>
      {p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "46b byline dom", text: whole, byline: ["Jane Doe", "John Roe"],
      #"""
      {open}<main><article><h1>{headline}</h1><p class="byline">By Jane Doe and John Roe</p>
      {p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "47 correction foot",
      has: ["An earlier version of this article misstated the number of warehouses. It was four, not five."],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}</article>
      <div class="bottom-of-article"><p>Correction: January 9, 2024</p>
      <p>An earlier version of this article misstated the number of warehouses. It was four, not five.</p>
      </div>
      </main>{close}
      """#),
    HardCase(
      "47b correction ld", has: ["An earlier version gave the wrong number of ships."],
      #"""
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} - The Quay Post</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "{headline}", "correction": "An earlier version gave the wrong number of ships."}</script>
      </head>
      <body><header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
      <main><article><h1>{headline}</h1>{p1-6}</article>
      </main>{close}
      """#),
    HardCase(
      "47c aside note", has: ["Editor’s note: This story was changed to remove a name."],
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<aside class="editor-note"><p>Editor’s note: This story was changed to remove a name.</p>
      </aside></article>
      </main>{close}
      """#),
    HardCase(
      "49 nul", has: whole,
      #"""
      {open}<main><article><h1>{headline}</h1>{p1-6}<p>Bad \#u{1}\#u{2} control.</p>
      </article>
      </main>{close}
      """#),
  ]
}
