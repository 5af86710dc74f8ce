// What a paywall, a consent wall or a bot check shows is never taken for what the story says.

import Foundation
import LocalServer
import Synchronization
import Testing

@Suite struct PartialTests {
  static let paragraphs = [
    "A warehouse at the old docks burned down on Monday night, the fire service has said.",
    "“We saw the flames from the bridge,” said Maria Okafor, a harbour pilot.",
    "“Nobody is missing,” the fire chief, Jon Hale, told reporters on the quay.",
    "The council will meet on Thursday to hear what 12 inspectors found in the cellars.",
  ]

  /// The whole article, or its beginning before a call to subscribe.
  static func page(_ paragraphs: [String], through count: Int? = nil) -> String {
    let shown = paragraphs.prefix(count ?? paragraphs.count).map { "<p>\($0)</p>" }.joined()
    let free = count == nil
    return """
      <html><head><title>Fire at the docks</title><script type="application/ld+json">
      {"@type":"NewsArticle","headline":"Fire at the docks","isAccessibleForFree":\(free)}</script></head>
      <body><article><h1>Fire at the docks</h1>\(shown)\(free ? "" : "<div>Subscribe to continue reading</div>")
      </article></body></html>
      """
  }

  private func program(_ pages: String...) throws -> Program {
    let program = try Program()
    for (index, page) in pages.enumerated() {
      try program.write(page, to: "pages/2020-01-06T\(10 + index)00Z.html")
    }
    return program
  }

  /// No line of a report says that something went.
  private func tellsOfNoRemoval(_ output: String) -> Bool {
    !output.contains("_removed") && !output.contains("−")
  }

  @Test func `a paywall that comes and goes is no change`() throws {
    let program = try program(
      Self.page(Self.paragraphs), Self.page(Self.paragraphs, through: 2), Self.page(Self.paragraphs))
    let run = try program.run("import", "dock-fire", "pages")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("dock-fire: 1 version"))
  }

  @Test func `a change in the part that is shown is told, the hidden rest is not missed`() throws {
    var changed = Self.paragraphs
    changed[1] = "“We saw the flames from the old bridge,” said Maria Okafor, a harbour pilot."
    let program = try program(Self.page(Self.paragraphs), Self.page(changed, through: 2), Self.page(changed))
    let run = try program.run("import", "dock-fire", "pages")
    #expect(run.output.contains("dock-fire: 3 versions"), "\(run.output)")
    let partial = try program.run("diff", "dock-fire", "v1..v2", "--json").output
    #expect(partial.contains("quote_altered"))
    #expect(tellsOfNoRemoval(partial))
    #expect(!partial.contains("Jon Hale"))
    // The whole page is compared with the last whole page.
    let whole = try program.run("diff", "dock-fire", "--json").output
    #expect(whole.contains("quote_altered"))
    #expect(whole.contains("\"label\": \"v1\""))
    #expect(!whole.contains("_added") && tellsOfNoRemoval(whole))
    let log = try program.run("log", "dock-fire").output
    #expect(!log.contains("−") && !log.contains("+"))
    #expect(
      try program.run("diff", "dock-fire", "v1..v2").output.contains("a part of the article only (a paywall)")
    )
    // A quote behind the wall still stands.
    #expect(!(try program.run("quotes", "dock-fire").output.contains("1 gone")))
  }

  @Test func `the rest that appears when the wall goes was not added`() throws {
    let program = try program(Self.page(Self.paragraphs, through: 2), Self.page(Self.paragraphs))
    try program.run("import", "dock-fire", "pages")
    let diff = try program.run("diff", "dock-fire", "v1..v2", "--json").output
    #expect(!diff.contains("_added") && tellsOfNoRemoval(diff))
  }

  @Test func `a paragraph that the wall cuts off in the middle is no edit`() throws {
    var cut = Self.paragraphs
    cut[2] = "“Nobody is missing,” the fire chief, Jon Hale, told…"
    let program = try program(Self.page(Self.paragraphs), Self.page(cut, through: 3))
    let run = try program.run("import", "dock-fire", "pages")
    #expect(run.output.contains("dock-fire: 1 version"), "\(run.output)")
  }

  /// Pages that are no article, and what a look says of each.
  static let walls: [(title: String, body: String, words: String)] = [
    ("Before you continue", "<p>We value your privacy</p><button>Accept all</button>", "consent wall"),
    ("Just a moment...", "<p>Checking your browser before accessing the site.</p>", "bot check"),
    ("Page not found", "<h1>Page not found</h1><p>Sorry.</p>", "not found"),
  ]

  @Test(arguments: walls.indices) func `a page that is no article is a look, not a version`(_ index: Int)
    throws
  {
    let wall = Self.walls[index]
    let page = TurningPage(to: wall.title, wall.body)
    let program = try Program()
    #expect(try program.start(page.look).end().status == 0)
    page.isTurned = true
    let walled = try program.start(page.look).end()
    #expect(walled.status == 65, "\(walled.output)\(walled.errors)")
    #expect((walled.output + walled.errors).contains(wall.words), "\(walled.output)\(walled.errors)")
    page.isTurned = false
    #expect(try program.start(page.look).end().output.contains("unchanged"))
    #expect(try words(of: program, "log").contains("1 version"))
    #expect(try words(of: program, "log").contains(wall.words))
  }

  @Test func `a page whose text is gone is taken down, and its last version stays`() throws {
    let page = TurningPage(to: "News", "")
    let program = try Program()
    #expect(try program.start(page.look).end().status == 0)
    page.isTurned = true
    #expect(try program.start(page.look).end().output.contains("taken down"))
    let log = try words(of: program, "log")
    #expect(log.contains("1 version") && log.contains("story taken down (200): the page is empty"), "\(log)")
    #expect(try program.run("show", "dock-fire").output.contains("Fire at the docks"))
  }

  /// What a verb prints, on one line: a report breaks its lines where it likes.
  private func words(of program: Program, _ verb: String) throws -> String {
    try program.run(verb, "dock-fire").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a story’s encoding stays when its label goes`() throws {
    let body =
      Array("<article><h1>Fire</h1><p>".utf8) + [0xCF, 0xEE, 0xE6, 0xE0, 0xF0]
      + Array(" at the old harbour was put out by crews on Monday night.</p></article>".utf8)
    let program = try Program()
    try program.write(Array("<meta charset=windows-1251>".utf8) + body, to: "pages/2020-01-06T1000Z.html")
    try program.write(Array("<!-- redesigned -->".utf8) + body, to: "pages/2020-01-06T1100Z.html")
    let run = try program.run("import", "dock-fire", "pages")
    #expect(run.output.contains("dock-fire: 1 version"), "\(run.output)")
  }
}

/// An article that turns into another page.
private final class TurningPage: Sendable {
  private final class Turn: Sendable { let isOn = Mutex(false) }
  private let turn = Turn()
  private let server: TestServer

  init(to title: String, _ body: String) {
    server = TestServer { [turn] _ in
      let page =
        turn.isOn.withLock { $0 }
        ? "<html><head><title>\(title)</title></head><body>\(body)</body></html>"
        : PartialTests.page(PartialTests.paragraphs)
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
  }

  /// Whether the other page is there.
  var isTurned: Bool {
    get { turn.isOn.withLock { $0 } }
    set { turn.isOn.withLock { $0 = newValue } }
  }

  /// What the program is given to look at it.
  var look: [String] {
    ["look", server.address("/fire"), "--name", "dock-fire", "--allow-address", "127.0.0.1"]
  }
}
