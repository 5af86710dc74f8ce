// Messages by mail: letters that any program reads and no page can write into.

import Foundation
import LocalServer
import Report
import Story
import Testing

@testable import Telling

@Suite struct MailTests {
  static let from = MailAddress("Writethru <watch@news.example>")
  static let to = [MailAddress("desk@news.example"), MailAddress("Größe, Jürgen <jg@wire.example>")]

  static func letter(_ message: Message) throws -> String {
    let from = try #require(from)
    return String(decoding: MailMessage(message, from: from, to: to.compactMap { $0 }).bytes, as: UTF8.self)
  }

  static func mail(_ server: MailServer) throws -> Mail {
    Mail(
      name: "desk", server: .init(host: "127.0.0.1", port: server.port, security: .none),
      from: try #require(from),
      to: to.compactMap { $0 }, settings: toThisMachine())
  }

  @Test func `a letter has its headers, both texts, and the message's id`() throws {
    let letter = try Self.letter(message([okafor]))
    let id = message([okafor]).id
    #expect(letter.contains("Date: Mon, 06 Jan 2020 23:00:00 +0000\r\n"))
    #expect(letter.contains("From: Writethru <watch@news.example>\r\n"))
    #expect(letter.contains("Message-ID: <\(id)@news.example>\r\n"))
    #expect(
      letter.contains("To: desk@news.example,\r\n =?UTF-8?B?R3LDtsOfZSwgSsO8cmdlbg==?= <jg@wire.example>\r\n")
    )
    let parts = letter.components(separatedBy: "--writethru-\(id)")
    #expect(parts.count == 4)
    for (part, type, text) in [
      (parts[1], "plain", message([okafor]).text), (parts[2], "html", message([okafor]).html),
    ] {
      #expect(part.contains("Content-Type: text/\(type); charset=utf-8"))
      let body = part.components(separatedBy: "\r\n\r\n")[1].replacingOccurrences(of: "\r\n", with: "")
      #expect(Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) } == text)
    }
    #expect(try Self.letter(message([okafor])) == letter)
  }

  @Test func `letters about one story hang together`() throws {
    func thread(_ letter: String) -> Substring? {
      letter.split(separator: "\r\n").first { $0.hasPrefix("References:") }
    }
    let one = try thread(Self.letter(message([okafor])))
    #expect(one != nil)
    #expect(try thread(Self.letter(message([change(.numberChanged, "12", id: "c9")]))) == one)
  }

  @Test(arguments: [
    hostile, "A\r\nBcc: x@y.example", "A\nB", "=?UTF-8?B?QQ==?=", "“Größe” – 🔥",
    String(repeating: "ü🔥", count: 400),
  ])
  func `no page writes a header`(headline: String) throws {
    var bad = message([change(.quoteAdded, headline)], summary: headline)
    bad.headline = headline
    bad.outlet = headline
    let letter = try Self.letter(bad)
    let head = try #require(letter.components(separatedBy: "\r\n\r\n").first)
    let lines = head.components(separatedBy: "\r\n")
    let names = [
      "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
      "X-Writethru-Id", "MIME-Version", "Content-Type",
    ]
    for line in lines where !line.hasPrefix(" ") {
      #expect(names.contains { line.hasPrefix("\($0): ") }, "\(line)")
    }
    #expect(lines.count { !$0.hasPrefix(" ") } == names.count)
    #expect(letter.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 13 || $0 == 10 })
    #expect(letter.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    #expect(lines.allSatisfy { $0.utf8.count <= 90 })
    #expect(!letter.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" })
  }

  @Test(arguments: [
    ("desk@news.example", "", "desk@news.example"),
    ("News Desk <desk@news.example>", "News Desk", "desk@news.example"),
    ("\"Desk, News\" <a.b+c@news.example>", "Desk, News", "a.b+c@news.example"),
  ])
  func `addresses that are ones`(text: String, name: String, address: String) {
    let box = MailAddress(text)
    #expect(box?.name == name)
    #expect(box?.address == address)
  }

  @Test(arguments: [
    "", "desk", "desk@", "@news.example", "a@b@c", "a b@c.example",
    "desk@news.example>\r\nRCPT TO:<x@y.example",
    "x\u{0}@news.example", "A\r\nBcc: x <a@b.example>", "a@ö.example", "-x@news.example", "<a@b.example",
  ])
  func `addresses that are none`(text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test func `a letter reaches the server with all its recipients`() async throws {
    let server = MailServer()
    try await Self.mail(server).send(message([okafor]))
    let letter = try #require(server.letters.first)
    #expect(letter.from.hasPrefix("MAIL FROM:<watch@news.example>"))
    #expect(letter.to == ["RCPT TO:<desk@news.example>", "RCPT TO:<jg@wire.example>"])
    #expect(letter.text.contains("Message-ID: <\(message([okafor]).id)@news.example>"))
  }

  @Test func `one recipient refused does not keep the letter from the other`() async throws {
    let server = MailServer { $0.hasPrefix("RCPT TO:<desk") ? "550 nobody here" : nil }
    try await Self.mail(server).send(message([okafor]))
    #expect(server.letters.first?.to == ["RCPT TO:<jg@wire.example>"])
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
  func `a server that will not take it now is an error`(verb: String) async throws {
    let server = MailServer { $0.hasPrefix(verb) ? "451 try again" : nil }
    await #expect(throws: SendingError.self) { try await Self.mail(server).send(message([okafor])) }
    #expect(server.letters.isEmpty)
  }

  @Test func `where encryption is asked for and not offered, nothing is said`() async throws {
    let server = MailServer()
    let mail = Mail(
      name: "desk",
      server: .init(host: "127.0.0.1", port: server.port, security: .startTLS, user: "u", password: "geheim"),
      from: try #require(Self.from), to: Self.to.compactMap { $0 }, settings: toThisMachine())
    let error = await #expect(throws: SendingError.self) { try await mail.send(message([okafor])) }
    #expect(error?.description.contains("geheim") == false)
    #expect(server.letters.isEmpty)
  }
}
