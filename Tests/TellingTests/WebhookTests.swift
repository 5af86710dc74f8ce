// Messages to webhooks: signed, in every form, and only where they may go.

import Crypto
import Foundation
import LocalServer
import Report
import Story
import Testing

@testable import Telling

@Suite struct WebhookTests {
  static func answer(_ status: String, _ more: String = "") -> [TestServer.Step] {
    [.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\(more)\r\n")]
  }

  static func hook(_ server: TestServer, form: Webhook.Form = .plain, secret: String? = nil) -> Webhook {
    Webhook(
      name: "desk", address: server.address("/secret-path"), host: "127.0.0.1", form: form, secret: secret,
      headers: ["Authorization": "Bearer t"], settings: toThisMachine())
  }

  @Test func `a message is posted as JSON and signed`() async throws {
    let server = TestServer { _ in Self.answer("204 No Content") }
    try await Self.hook(server, secret: "whsec_c2VjcmV0").send(message([okafor]))
    let request = try #require(server.requests.first)
    let parts = request.components(separatedBy: "\r\n\r\n")
    let body = parts.dropFirst().joined(separator: "\r\n\r\n")
    #expect(Message(json: body.utf8) == message([okafor]))
    func header(_ name: String) -> String {
      parts[0].components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("\(name):") }?
        .dropFirst(name.count + 2).description ?? ""
    }
    #expect(parts[0].hasPrefix("POST /secret-path HTTP/1.1"))
    #expect(header("webhook-id") == message([okafor]).id)
    #expect(header("authorization") == "Bearer t")
    let signed = "\(header("webhook-id")).\(header("webhook-timestamp")).\(body)"
    let key = SymmetricKey(data: Data("secret".utf8))
    let code = Data(HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)).base64EncodedString()
    #expect(header("webhook-signature") == "v1,\(code)")
  }

  /// RFC 4231, test case 2, by way of our own signing: key “Jefe”.
  @Test func `the signature is HMAC-SHA256 of id, time and body`() {
    let hook = Webhook(name: "a", address: "", host: "", secret: "Jefe", settings: toThisMachine())
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("msg_1.1578348000.{}".utf8), using: SymmetricKey(data: Data("Jefe".utf8)))
    #expect(
      hook.signature(id: "msg_1", seconds: 1_578_348_000, body: "{}")
        == "v1,\(Data(code).base64EncodedString())")
    #expect(Webhook.keyBytes("whsec_!") == Data("whsec_!".utf8))
  }

  @Test(
    arguments: [
      ("500 Oops", "", false, nil), ("429 Slow down", "Retry-After: 120\r\n", false, 120),
      ("404 Gone", "", false, 600),
      ("400 Bad", "", true, nil), ("301 Moved", "Location: http://127.0.0.1:1/\r\n", false, 600),
    ] as [(String, String, Bool, Int?)])
  func `what is not taken says whether others would be, and shows no secret`(
    status: String, more: String, isOfMessage: Bool, wait: Int?
  ) async throws {
    let server = TestServer { _ in Self.answer(status, more) }
    let error = await #expect(throws: SendingError.self) {
      try await Self.hook(server).send(message([okafor]))
    }
    #expect(error?.isOfMessage == isOfMessage)
    #expect(error?.wait == wait.map { .seconds($0) })
    #expect(error?.description.contains(String(status.prefix(3))) == true)
    #expect(error?.description.contains("secret") == false || status.hasPrefix("404"))
    #expect(error?.description.contains("secret-path") == false)
    #expect(server.connections == 1)
  }

  @Test func `an address that may not be reached is not connected to`() async throws {
    let server = TestServer { _ in Self.answer("200 OK") }
    let hook = Webhook(
      name: "desk", address: server.address("/"), host: "127.0.0.1",
      settings: OutgoingSettings { bytes, host in bytes.count >= 16 ? "\(host) is this machine" : nil })
    let error = await #expect(throws: SendingError.self) { try await hook.send(message([okafor])) }
    #expect(error?.description == "127.0.0.1 is this machine")
    #expect(server.connections == 0)
  }

  @Test func `a receiver that hangs up or says nothing is an error`() async {
    let reset = TestServer { _ in [.reset] }
    await #expect(throws: SendingError.self) { try await Self.hook(reset).send(message([okafor])) }
    let silent = TestServer { _ in [.pause(.seconds(5))] }
    let hook = Webhook(
      name: "desk", address: silent.address("/"), host: "127.0.0.1",
      settings: toThisMachine(timeout: .milliseconds(300)))
    await #expect(throws: SendingError.self) { try await hook.send(message([okafor])) }
  }

  // MARK: Forms

  static func json(_ form: Webhook.Form, _ message: Message) throws -> [String: Any] {
    let hook = Webhook(name: "a", address: "", host: "", form: form, settings: toThisMachine())
    let body = Data(hook.body(of: message).utf8)
    return try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
  }

  @Test func `Slack gets blocks with the change in them`() throws {
    let body = try Self.json(.slack, message([okafor]))
    #expect((body["text"] as? String)?.contains("Fire at the harbour") == true)
    let blocks = try #require(body["blocks"] as? [[String: Any]])
    #expect(blocks.first?["type"] as? String == "header")
    #expect("\(blocks)".contains("Nobody is missing."))
    #expect("\(blocks)".contains("<https://news.example/harbour-fire|The story>"))
  }

  @Test func `Teams gets a card, Discord an embed that calls nobody`() throws {
    let card = try Self.json(.teams, message([okafor]))
    let attachment = try #require((card["attachments"] as? [[String: Any]])?.first)
    #expect(attachment["contentType"] as? String == "application/vnd.microsoft.card.adaptive")
    #expect("\(attachment)".contains("Nobody is missing."))
    let embed = try Self.json(.discord, message([okafor]))
    #expect(embed["allowed_mentions"] as? [String: [String]] == ["parse": []])
    #expect("\(embed)".contains("Nobody is missing."))
  }

  @Test(arguments: Webhook.Form.allCases)
  func `bounds of the services hold, whatever a page says`(form: Webhook.Form) throws {
    let long = String(repeating: "🔥\(hostile) ", count: 300)
    var large = message(
      (0..<100).map { change(.quoteAdded, long, speaker: long, id: "c\($0)") }, summary: long)
    large.headline = long
    let body = try Self.json(form, large)
    let bytes = Webhook(name: "a", address: "", host: "", form: form, settings: toThisMachine()).body(
      of: large
    ).utf8.count
    switch form {
    case .plain: break
    case .slack:
      let blocks = try #require(body["blocks"] as? [[String: Any]])
      #expect(blocks.count <= 50)
      for block in blocks {
        let text = (block["text"] as? [String: Any])?["text"] as? String ?? ""
        #expect(text.utf16.count <= (block["type"] as? String == "header" ? 150 : 3000))
        if block["type"] as? String != "header" { #expect(!text.contains("<!channel>")) }
      }
    case .teams: #expect(bytes <= 28 * 1024)
    case .discord:
      let embed = try #require((body["embeds"] as? [[String: Any]])?.first)
      let fields = try #require(embed["fields"] as? [[String: String]])
      let texts =
        [embed["title"], embed["description"]].compactMap { $0 as? String } + fields.flatMap(\.values)
      #expect(texts.reduce(0) { $0 + $1.utf16.count } <= 6000)
      #expect(fields.count <= 25)
      #expect(
        fields.allSatisfy { ($0["value"] ?? "").utf16.count <= 1024 && ($0["name"] ?? "").utf16.count <= 256 }
      )
    }
  }
}
