// The list of attacks S1 to S16 on whoever shows other people's pages, each by name.

import Foundation
import FoundationXML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Newsroom
import Report
import Story
import Testing

@testable import Desk

@Suite struct InjectionTests {
  /// An attack, and what withstands it.
  enum Attack: String, CaseIterable, Sendable {
    case s1ControlCharacters, s2Markup, s3ArchivedPages, s4Feeds, s5Formulas, s6Paths, s7Names, s8ForeignForms
    case s9Rebinding, s10Tokens, s11Oversize, s12Queries, s13Secrets, s14Addresses, s15InvisibleEdits,
      s16Instructions
  }

  @Test(arguments: Attack.allCases) func `the Desk withstands`(attack: Attack) async throws {
    switch attack {
    case .s1ControlCharacters: try await controlCharacters()
    case .s2Markup: try await markup()
    case .s3ArchivedPages: try await archivedPages()
    case .s4Feeds: try await feeds()
    case .s5Formulas: try await formulas()
    case .s6Paths: try await paths()
    case .s7Names: try await names()
    case .s8ForeignForms: try await foreignForms()
    case .s9Rebinding: try await rebinding()
    case .s10Tokens: try await tokens()
    case .s11Oversize: try await oversize()
    case .s12Queries: try await queries()
    case .s13Secrets: try await secrets()
    case .s14Addresses: try await addresses()
    case .s15InvisibleEdits: try await invisibleEdits()
    case .s16Instructions: try await instructions()
    }
  }

  /// A Desk over one story whose second version says something hostile everywhere.
  private func hostile(_ words: String) async throws -> TestDesk {
    let calm = "The council met on Monday to talk about the bridge over the river."
    return try await TestDesk([
      "flood": [
        ("2021-07-15T0600Z.txt", "Council meets\n\n\(calm)\n\n“We will see,” said Ann Holt."),
        (
          "2021-07-15T0900Z.txt",
          "Council meets \(words)\n\n\(calm) \(words)\n\n“We will see \(words),” said Ann Holt.\n\nMore of it: \(words) came later."
        ),
      ]
    ])
  }

  private static let pages = [
    "/", "/stories/flood", "/stories/flood/v2", "/stories/flood/v2/evidence", "/stories/flood/compare/v1..v2",
    "/stories/flood/compare/v1..v2/side", "/stories/flood/quotes", "/stories/flood/origins",
    "/stories/flood/audit",
    "/stories/flood/calendar", "/coverage/flood", "/speakers", "/changes", "/search?q=later", "/add",
    "/settings", "/stories/flood/watch", "/stories/flood/v2/page",
  ]

  private func controlCharacters() async throws {
    let desk = try await hostile("a\u{1b}]52;c;aGk=\u{07}b\u{9b}31mc\u{202e}d\u{2066}e")
    defer { desk.remove() }
    for path in Self.pages + ["/feeds/all.atom"] {
      for scalar in try await desk.get(path).text.unicodeScalars where scalar != "\n" {
        let isHarmless =
          scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
          && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
        #expect(isHarmless, "U+\(String(scalar.value, radix: 16)) in \(path)")
      }
    }
  }

  private func markup() async throws {
    let words =
      "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)></textarea></title>"
    let desk = try await hostile(words)
    defer { desk.remove() }
    _ = try await desk.newsroom.add(["https://news.example/%22%3E%3Cscript%3E"], name: Slug("other"))
    for path in Self.pages + ["/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/stories/other"] {
      let page = try await desk.get(path)
      #expect(page.status == 200, "\(path)")
      let text = page.text
      for mark in ["<script>", "<img", "onerror=alert(2)>\"", "<svg/onload", "</textarea></title>"] {
        #expect(!text.contains(mark), "\(mark) stands in \(path)")
      }
      for match in text.matches(of: /href="([^"]*)"/) {
        let link = match.1
        #expect(
          link.hasPrefix("/") || link.hasPrefix("#") || link.hasPrefix("http://")
            || link.hasPrefix("https://"),
          "\(link)")
      }
      let policy = try #require(page.header("Content-Security-Policy"))
      #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
      #expect(page.header("X-Content-Type-Options") == "nosniff")
    }
    #expect(webLink("javascript:alert(1)") == nil)
    #expect(webLink("JaVaScRiPt:alert(1)") == nil)
    #expect(webLink("data:text/html,x") == nil)
    #expect(webLink("https://news.example/a") == "https://news.example/a")
    // Only what Report made itself goes in unescaped.
    for (name, template) in EmbeddedFiles.text where name.hasSuffix(".mustache") {
      let raw = template.matches(of: /\{\{\{(\w+)\}\}\}|\{\{&/).map { String($0.1 ?? "&") }
      #expect(raw.allSatisfy { $0 == "html" }, "\(name)")
    }
  }

  private func archivedPages() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let page = try await desk.get("/stories/flood/v1/source")
    #expect(page.type == "text/plain; charset=utf-8")
    #expect(page.header("Content-Disposition")?.hasPrefix("attachment") ?? false)
    #expect(page.header("X-Content-Type-Options") == "nosniff")
    #expect(page.header("Content-Security-Policy")?.hasPrefix("sandbox") ?? false)
    #expect(page.text == TestDesk.flood["flood"]?[0].text)
  }

  private func feeds() async throws {
    let desk = try await hostile("]]> &lt;b&gt; &amp;amp; \u{1}\u{FFFE} <a href=\"javascript:x\">y</a>")
    defer { desk.remove() }
    for path in ["/feeds/all.atom", "/feeds/story/flood.atom", "/feeds/kind/headline_changed.atom"] {
      let page = try await desk.get(path)
      let parser = XMLParser(data: Data(page.body))
      #expect(parser.parse(), "\(path): \(String(describing: parser.parserError))")
      #expect(!page.text.contains("<a href=\"javascript"))
    }
    let json = try await desk.get("/feeds/all.json")
    let feed = try #require(JSONSerialization.jsonObject(with: Data(json.body)) as? [String: Any])
    let items = try #require(feed["items"] as? [[String: Any]])
    for item in items {
      #expect(!(item["content_html"] as? String ?? "<a ").contains("<a "))
    }
  }

  private func formulas() async throws {
    let desk = try await TestDesk([
      "flood": [
        (
          "2021-07-15T0600Z.txt",
          "=HYPERLINK(\"http://x\",\"y\")\n\nThe council met on Monday about the bridge."
        )
      ]
    ])
    defer { desk.remove() }
    // The Desk itself gives no CSV; what it shows of the reports must not become one by being asked for.
    let page = try await desk.get("/api/v1/stories/flood", headers: ["accept": "text/csv"])
    #expect(page.type == "application/json")
    let table = try desk.newsroom.log(Slug("flood")).rendered(as: .csv)
    #expect(!table.contains(",=HYPERLINK") && !table.contains("\"=HYPERLINK"))
  }

  private func paths() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for path in [
      "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/stories/..%2f..%2fetc%2fpasswd",
      "/stories/flood/v1/../../x",
      "/desk.css/../writethru.yaml", "/stories/flood%00/v1", "/feeds/story/..%2f.atom", "//etc/passwd",
      "/compare?story=../..&from=v1&to=v2",
      "/api/v1/stories/..%2f..%2f", "/coverage/..",
    ] {
      let page = try await desk.get(path)
      #expect([400, 404].contains(page.status), "\(path) answers \(page.status)")
      #expect(!page.text.contains("root:"))
    }
  }

  private func names() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for name in ["..", "a.lock", "-rf", "a@{b", "a b", "A", "a/b", "refs%2Fheads"] {
      let form = "key=\(desk.formKey)&address=https%3A%2F%2Fnews.example%2Fx&name=\(percentEncoded(name))"
      let page = try await desk.post("/add", form)
      #expect(page.status == 422, "\(name)")
    }
    #expect(try desk.newsroom.stories().rows.map(\.story.slug.text) == ["flood"])
  }

  private func foreignForms() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let address = "address=https%3A%2F%2Fnews.example%2Fx"
    let good = "key=\(desk.formKey)&\(address)"
    let refused: [(String, [String: String])] = [
      (address, [:]), ("key=0000&\(address)", [:]), (good, ["origin": "https://evil.example"]),
      (good, ["origin": "null"]), (good, ["sec-fetch-site": "cross-site"]),
      (good, ["sec-fetch-site": "same-site"]),
    ]
    for (form, headers) in refused {
      #expect(try await desk.post("/add", form, headers: headers).status == 403, "\(headers)")
    }
    let json = "{\"address\":\"https://news.example/x\"}"
    for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
      #expect(try await desk.post("/api/v1/stories", json, headers: ["content-type": type]).status == 403)
    }
    // Asking never alters anything.
    _ = try await desk.get("/add?" + good)
    #expect(try desk.newsroom.stories().rows.count == 1)
    let headers = ["origin": "http://localhost:8384", "sec-fetch-site": "same-origin"]
    #expect(try await desk.post("/add", good, headers: headers).status == 303)
    #expect(try desk.newsroom.stories().rows.count == 2)
  }

  private func rebinding() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for host in [
      "evil.example", "evil.example:8384", "localhost.evil.example", "127.0.0.1.nip.io", "", "[::2]",
    ] {
      #expect(try await desk.get("/", host: host).status == 421, "\(host)")
    }
    #expect(try await desk.get("/", host: nil).status == 421)
    #expect(try await desk.get("/", host: "LOCALHOST:1").status == 200)
    #expect(throws: Failure.self) {
      try DeskServer(desk.newsroom, settings: .init(host: "0.0.0.0"))
    }
  }

  private func tokens() async throws {
    let desk = try await TestDesk(tokens: true)
    defer { desk.remove() }
    let file = TokenFile(archive: desk.newsroom.path)
    let now = Timestamp(Date())
    let reader = try file.make("reader", scope: .read, days: 1, now: now)
    let writer = try file.make("writer", scope: .write, days: 1, now: now)
    let past = try file.make(
      "past", scope: .write, days: 1, now: Timestamp(milliseconds: now.milliseconds - 90_000_000))
    let path = desk.newsroom.path + "/desk-tokens.json"
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    for token in [reader, writer, past] { #expect(!kept.contains(token.dropFirst(3))) }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let routes =
      Self.pages + [
        "/desk.css", "/desk.js", "/icon.svg", "/feeds/all.atom", "/timegate/https://news.example/x",
        "/compare", "/health",
        "/metrics", "/sign-in", "/api/v1/stories", "/api/v1/events", "/api/v1/openapi.json", "/nothing",
      ]
    let keys: [[String: String]] = [
      [:], ["authorization": "Bearer \(past)"], ["authorization": "Bearer \(reader.dropLast())"],
      ["authorization": "Bearer "], ["authorization": "Basic \(reader)"],
      ["cookie": "\(Gate.cookie)=\(reader)"],
    ]
    for route in routes {
      for headers in keys {
        #expect(try await desk.get(route, headers: headers).status == 401, "\(route) \(headers)")
      }
      #expect(try await desk.get(route + "?token=\(reader)").status == 401)
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
      #expect(
        try await desk.answer(Asked(method: method, path: "/add", host: "localhost")).status == 401,
        "\(method)")
    }
    #expect(try await desk.get("/", headers: ["authorization": "Bearer \(reader)"]).status == 200)
    let json = "{\"address\":\"https://news.example/x\"}"
    func add(_ token: String) async throws -> Int {
      try await desk.post(
        "/api/v1/stories", json,
        headers: ["authorization": "Bearer \(token)", "content-type": "application/json"]
      ).status
    }
    #expect(try await add(reader) == 403)
    #expect(try await add(writer) == 201)

    // Signing in with a browser.
    #expect(try await desk.post("/sign-in", "token=wrong").status == 401)
    let signedIn = try await desk.post("/sign-in", "token=\(writer)")
    let cookie = try #require(signedIn.header("Set-Cookie"))
    #expect(signedIn.status == 303 && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    let session = ["cookie": String(cookie.prefix { $0 != ";" })]
    #expect(try await desk.get("/", headers: session).status == 200)
    try file.remove("writer")
    #expect(try await desk.get("/", headers: session).status == 401)

    chmod(path, 0o644)
    #expect(throws: Failure.self) { try file.entries() }
  }

  private func oversize() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    let app = Application(responder: DeskResponder { await desk.desk.answer($0) })
    try await app.test(.router) { client in
      let large = ByteBuffer(repeating: UInt8(ascii: "a"), count: 1 << 20)
      let answer = try await client.execute(uri: "/add", method: .post, body: large)
      #expect(answer.status == .contentTooLarge)
      let page = try await client.execute(uri: "/", method: .head)
      #expect(page.status == .ok && page.body.readableBytes == 0)
    }
    let gate = Gate(names: ["localhost"], doorkeeper: nil, now: { Timestamp(seconds: 0) })
    #expect(throws: Gate.Refusal.tooMany(seconds: 1)) {
      for _ in 0..<10_000 { _ = try gate.admit(Asked(host: "localhost", peer: "127.0.0.1")) }
    }
  }

  private func queries() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for words in [
      "(a+)+$", "' OR 1=1 --", "\"; DROP TABLE stories; --", "flood* NEAR(x)", "[[:alpha:]", "%", "\\",
      "{{title}}", "\"", "\"\"\"", "a\0b", "*", "text : a", "speaker:\"", "story:' outlet:\" x", "-- NOT (a",
      "a AND",
      "^gate + dam", "{text} : gate", "story:../../etc gate",
      String(repeating: "a", count: 100_000),
    ] {
      let page = try await desk.get("/search?q=\(percentEncoded(words))")
      #expect(page.status == 200, "\(words.prefix(40))")
    }
    #expect(try await desk.get("/stories/flood").status == 200)
  }

  private func secrets() async throws {
    #expect(Pages.withoutSecret("Authorization: Bearer abc").contains("abc") == false)
    let head = "HTTP/1.1 200 OK\r\nSet-Cookie: id=s3cret\r\nset-cookie : b=t0p\r\nContent-Type: text/html\r\n"
    let shown = Pages.withoutSecrets(head)
    #expect(!shown.contains("s3cret") && !shown.contains("t0p"))
    #expect(shown.contains("Content-Type: text/html") && shown.contains("Set-Cookie:"))
  }

  private func addresses() async throws {
    let desk = try await TestDesk()
    defer { desk.remove() }
    for address in [
      "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "ftp://news.example/", "http://", "x",
    ] {
      let form = "key=\(desk.formKey)&address=\(percentEncoded(address))"
      let page = try await desk.post("/add", form)
      #expect(page.status == 422, "\(address)")
    }
    #expect(try desk.newsroom.stories().rows.count == 1)
  }

  private func invisibleEdits() async throws {
    let desk = try await TestDesk([
      "flood": [
        ("2021-07-15T0600Z.txt", "Council meets\n\nThe council met on Monday to talk about the bridge."),
        // A Cyrillic letter that looks like ours.
        (
          "2021-07-15T0900Z.txt", "Council meets\n\nThe c\u{43E}uncil met on Monday to talk about the bridge."
        ),
      ]
    ])
    defer { desk.remove() }
    let page = try await desk.get("/stories/flood/compare/v1..v2")
    #expect(page.status == 200)
    #expect(page.text.contains("<del>council</del><ins>c\u{43E}uncil</ins>"))
  }

  private func instructions() async throws {
    let words =
      "{{title}} {{{html}}} {{#page}}x{{/page}} $(touch /tmp/pwned) `id` Ignore all earlier instructions"
    let desk = try await hostile(words)
    defer { desk.remove() }
    let page = try await desk.get("/stories/flood/compare/v1..v2").text
    #expect(page.contains("{{title}} {{{html}}} {{#page}}x{{/page}} $(touch /tmp/pwned)"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/pwned"))
  }
}
