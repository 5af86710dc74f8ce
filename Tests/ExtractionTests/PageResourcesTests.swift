// What a page shows beside its own bytes, by examples.

import Testing

@testable import Extraction

@Suite struct PageResourcesTests {
  private func page(_ html: String) -> PageResources { PageResources(page: Array(html.utf8)) }

  @Test(
    arguments: [
      ("<link rel=stylesheet href=/a.css>", ["/a.css"]),
      ("<LINK REL='alternate StyleSheet' HREF=\"a.css?x=1&amp;y=2\">", ["a.css?x=1&y=2"]),
      ("<link rel=preload as=style href=late.css>", ["late.css"]),
      ("<link rel=preload as=script href=late.js>", []),
      ("<style>@import 'b.css'; @IMPORT url( \"c.css\" ) screen;</style>", ["b.css", "c.css"]),
      ("<style>/* @import 'no.css' */ a{content:'@import x.css'}</style>", []),
      ("<!-- <link rel=stylesheet href=no.css> -->", []),
      ("<script>'<link rel=stylesheet href=no.css>'</script>", []),
      ("<link rel=canonical href=/story>", []),
    ] as [(String, [String])])
  func `styles of a page`(_ html: String, _ expected: [String]) {
    #expect(page(html).styles == expected)
  }

  @Test(
    arguments: [
      ("<img src=a.png><img src='b.png' alt='<img src=no.png>'>", ["a.png", "b.png"]),
      ("<img src=\" /a b.png\n\">", ["/a%20b.png"]),
      ("<img src=data:image/png;base64,AAAA><img src=#x><img src='JavaScript:1'><img src>", []),
      ("<input type=image src=go.gif><input type=text src=no.gif>", ["go.gif"]),
      ("<video poster=p.jpg src=no.mp4></video><svg><image xlink:href=s.png /></svg>", ["p.jpg", "s.png"]),
      ("<div style=\"background:url(&quot;d.png&quot;)\">", ["d.png"]),
      (
        "<style>@font-face{src:url(f.woff2) format('woff2')} a{b:url('e\\'.png')}</style>",
        ["f.woff2", "e'.png"]
      ),
      ("<link rel='shortcut icon' href=/favicon.ico>", ["/favicon.ico"]),
      ("<noscript><img src=plain.jpg></noscript>", ["plain.jpg"]),
      ("<iframe src=no.html></iframe><a href=no.png>", []),
      ("<img src='never closed.png>", ["never%20closed.png"]),
      ("<img src=cut.png", ["cut.png"]),
    ] as [(String, [String])])
  func `images and fonts of a page`(_ html: String, _ expected: [String]) {
    #expect(page(html).pictures == expected)
  }

  @Test(
    arguments: [
      ("a.jpg 1x, b.jpg 2x", ["a.jpg", "b.jpg"]),
      ("a,b.jpg 320w,\n c.jpg", ["a,b.jpg", "c.jpg"]),
      ("a.jpg, b.jpg,", ["a.jpg", "b.jpg"]),
      ("a.jpg (x, y) 2x, b.jpg", ["a.jpg", "b.jpg"]),
      (" , ", []), ("", []),
    ] as [(String, [String])])
  func `sizes of an image`(_ set: String, _ expected: [String]) {
    #expect(PageResources.candidates(set) == expected)
    #expect(page("<picture><source srcset=\"\(set)\"></picture>").sizes == expected)
  }

  @Test func `the first base counts`() {
    #expect(page("<base href=/x/><base href=/y/>").base == "/x/")
    #expect(page("<p>").base == nil)
  }

  @Test func `a style sheet on its own`() {
    let style = PageResources(style: Array("@import \"more.css\";p{background:url(/bg.png)}".utf8))
    #expect(style.styles == ["more.css"])
    #expect(style.pictures == ["/bg.png"])
  }

  @Test(
    arguments: [
      String(repeating: "<img src=x.png>", count: 100_000), String(repeating: "<img a='", count: 100_000),
      String(repeating: "<", count: 500_000), String(repeating: "<style>", count: 100_000),
      "<img " + String(repeating: "a ", count: 300_000),
      "<style>" + String(repeating: "url(", count: 200_000),
      "<img srcset=\"" + String(repeating: "((((,", count: 100_000) + "\">", "\\", "<style>url('\\",
    ])
  func `hostile pages end`(_ html: String) {
    let found = page(html)
    #expect(found.styles.count + found.pictures.count + found.sizes.count <= PageResources.most)
  }
}
