// Tests of what robots.txt asks for, by the cases of RFC 9309 and of files as they are found.

import Testing

@testable import Fetch

@Suite struct RobotsFileTests {
  static func allows(_ file: String, _ path: String, robot: String = "writethru") -> Bool {
    RobotsFile(Array(file.utf8), robot: robot).allows(path: Array(path.utf8))
  }

  /// A file, a path and whether the path may be fetched.
  @Test(arguments: [
    ("", "/a", true),
    ("User-agent: *\nDisallow: /", "/a", false),
    ("User-agent: *\nDisallow:", "/a", true),
    ("User-agent: *\nDisallow: /live\nAllow: /live/fire", "/live/fire-2", true),
    ("User-agent: *\nAllow: /live/fire\nDisallow: /live", "/live/flood", false),
    ("User-agent: *\nDisallow: /news\nAllow: /news", "/news", true),
    ("User-agent: *\nDisallow: /news/*/live$\nAllow: /", "/news/uk/live", false),
    ("User-agent: *\nDisallow: /news/*/live$\nAllow: /", "/news/uk/live/2", true),
    ("User-agent: *\nDisallow: *.pdf", "/a/b.pdf", false),
    ("User-agent: *\nDisallow: /*?print=", "/a?print=1", false),
    ("User-agent: *\nDisallow: /$", "/", false),
    ("User-agent: *\nDisallow: /$", "/a", true),
    ("User-agent: *\nDisallow: /a**b***c", "/axxbyyc", false),
    ("User-agent: *\nDisallow: /a*b*b$", "/ab", true),
    ("User-agent: *\nDisallow: /*aab$", "/aaaab", false),
    ("User-agent: *\nDisallow: news", "/news", true),
    // Percent-encoding: one spelling for both sides.
    ("User-agent: *\nDisallow: /gr%C3%B6%c3%9fe", "/gr%c3%b6%c3%9fe", false),
    ("User-agent: *\nDisallow: /größe", "/gr%c3%b6%c3%9fe", false),
    ("User-agent: *\nDisallow: /%7Edesk", "/~desk", false),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", true),
    ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false),
    ("User-agent: *\nDisallow: /a%2Ab", "/axb", true),
    ("User-agent: *\nDisallow: /a%2Ab", "/a*b", false),
    ("User-agent: *\nDisallow: /a$b", "/a$b", false),
    ("User-agent: *\nDisallow: /a%", "/a%25", false),
    // Whose group it is.
    ("User-agent: writethru\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", true),
    ("User-agent: *\nDisallow: /\nUser-agent: WriteThru/2.0 (news)\nDisallow: /a", "/b", true),
    ("User-agent: write\nDisallow: /", "/a", true),
    ("User-agent: writethrubot\nDisallow: /", "/a", true),
    ("User-agent: writethru\nUser-agent: other\nDisallow: /a", "/a", false),
    (
      "User-agent: writethru\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: writethru\nDisallow: /c",
      "/c", false
    ),
    ("User-agent: writethru\nDisallow: /a\nUser-agent: writethru\nDisallow: /c", "/a", false),
    (
      "User-agent: writethru\nSitemap: https://news.example/map.xml\nUser-agent: other\nDisallow: /a", "/a",
      false
    ),
    ("User-agent: writethru\n\nDisallow: /a", "/a", false),
    ("User-agent: writethru\nUser-agent: *\nDisallow: /a", "/a", false),
    ("User-agent: writethru\n", "/a", true),
    ("Disallow: /\nUser-agent: other\nDisallow: /a", "/a", true),
    // How lines are written.
    ("\u{FEFF}User-agent: *\r\nDisallow: /a\r\n", "/a", false),
    ("user-AGENT :\t*\rDISALLOW:/a\r", "/a", false),
    ("User-agent: * # all\nDisallow: /a # not this\n", "/a", false),
    ("User-agent: *\nDisallow: /a#b", "/a", false),
    ("<html><body>Disallow: /</body></html>", "/a", true),
    ("User-agent: *\nDisallow /a\nNoindex: /a", "/a", true),
    ("User-agent: *\nDisallow: /", "/robots.txt", true),
  ])
  func `a path is allowed or not`(file: String, path: String, isAllowed: Bool) {
    #expect(Self.allows(file, path) == isAllowed, "\(file) · \(path)")
  }

  @Test func `a crawl delay is read, and parts no group`() {
    let file = RobotsFile(
      Array("User-agent: a\nCrawl-delay: 2.5\nUser-agent: writethru\nDisallow: /x".utf8), robot: "a")
    #expect(file.crawlDelay == 2.5)
    #expect(!file.allows(path: Array("/x".utf8)))
    for odd in ["-1", "soon", "1e9", "nan", "", "99999999999999999999999"] {
      #expect(
        RobotsFile(Array("User-agent: *\nCrawl-delay: \(odd)".utf8), robot: "a").crawlDelay == nil, "\(odd)")
    }
  }

  @Test func `five hundred kibibytes are read, what follows is not`() {
    let filler = String(
      repeating: "# filler, sixty-four bytes with its end of line, nothing else..\n", count: 7_990)
    #expect(!Self.allows("User-agent: *\n" + filler + "Disallow: /a\n", "/a"))
    let more = String(
      repeating: "# filler, sixty-four bytes with its end of line, nothing else..\n", count: 8_000)
    #expect(Self.allows("User-agent: *\n" + more + "Disallow: /a\n", "/a"))
  }

  @Test func `only the robot's own rules are kept`() {
    let others = (0..<2_000).map { "User-agent: bot\($0)\nDisallow: /\($0)\n" }.joined()
    #expect(
      RobotsFile(Array((others + "User-agent: *\nDisallow: /a").utf8), robot: "writethru").rules.count == 1)
  }

  /// Whatever the bytes, reading ends, a rule more never turns the answer for another robot, and `Disallow: /` alone
  /// forbids all but robots.txt itself.
  @Test func `no bytes break the reader`() {
    var numbers = SeededNumbers(seed: 20_200_106)
    let pieces = [
      "User-agent", "user-agent", "Disallow", "Allow", "Crawl-delay", ":", " ", "*", "$", "/", "%", "%2",
      "%2F", "\r",
      "\n", "\r\n", "#", "writethru", "other", "news", "\u{FEFF}", "é", "\u{0}", "?", "a", "1.5",
    ]
    for _ in 0..<3_000 {
      var bytes: [UInt8] = []
      for _ in 0..<(numbers.next() % 60) {
        if numbers.next() % 20 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: numbers.next()))
        } else {
          bytes += Array(pieces[Int(numbers.next() % UInt64(pieces.count))].utf8)
        }
      }
      let path = Array("/".utf8) + bytes.suffix(Int(numbers.next() % 20))
      let file = RobotsFile(bytes, robot: "writethru")
      let answer = file.allows(path: path)
      // Another robot's group behind it changes nothing; the same file twice neither.
      let other = RobotsFile(bytes + Array("\nUser-agent: elsewhere\nDisallow: /\n".utf8), robot: "writethru")
      if !file.rules.isEmpty { #expect(other.allows(path: path) == answer || other.rules != file.rules) }
      let closed = RobotsFile(
        bytes + Array("\nUser-agent: *\nUser-agent: writethru\nDisallow: /*\n".utf8), robot: "writethru")
      #expect(closed.rules.contains { !$0.allows && $0.matches(path) })
    }
  }

  @Test func `a hostile pattern costs no more than its length`() {
    let file =
      "User-agent: *\n"
      + String(repeating: "Disallow: /" + String(repeating: "*a", count: 3_000) + "b\n", count: 60)
    #expect(Self.allows(file, "/" + String(repeating: "a", count: 8_000)))
  }
}
