// The settings of channels and witnesses.

import Foundation
import Story
import Telling
import Testing

@testable import Newsroom

@Suite struct TellingSettingsTests {
  static func faults(_ yaml: String) -> [String] {
    do {
      _ = try Settings(yaml: yaml)
      return []
    } catch {
      return error.lines(file: "f")
    }
  }

  @Test func `what the default file shows in comments holds as shown`() throws {
    let shown = Settings.defaultFile.split(separator: "\n").filter {
      $0.hasPrefix("#  ") || !$0.hasPrefix("#")
    }
    .map { $0.hasPrefix("#  ") ? "  " + $0.dropFirst(3) : String($0) }.joined(separator: "\n")
    let settings = try Settings(yaml: shown)
    let chat = try #require(settings.telling.channels["desk-chat"])
    #expect(chat.rule.types == ["quote_*", "number_changed", "correction_added"])
    #expect(chat.rule.least == .high)
    guard case .webhook(let address, .slack, let secret, let headers) = chat.way else {
      Issue.record("no webhook")
      return
    }
    #expect(address == "https://hooks.news.example/services/a")
    #expect(secret?.hasPrefix("whsec_") == true)
    #expect(headers == ["Authorization": "Bearer 12345"])
    let mail = try #require(settings.telling.channels["desk-mail"])
    #expect(mail.digestMinute == 420)
    #expect(!mail.tellsEach)
    guard case .mail(let server, let from, let to) = mail.way else {
      Issue.record("no mail")
      return
    }
    #expect(server.port == 465 && server.security == .tls && server.password == "secret")
    #expect(from.name == "Writethru" && to.map(\.address) == ["desk@news.example"])
    #expect(settings.witnesses["wayback"]?.rest == 20)
    // Neither secrets nor the addresses of webhooks, which often are ones, are shown.
    let text = settings.effective.map(\.value).joined(separator: " ")
    for secret in ["whsec", "12345", "services", "\"secret\"", "LOW"] { #expect(!text.contains(secret)) }
  }

  static func channel(_ lines: String...) -> String {
    "telling:\n  channels:\n    desk:\n" + lines.map { "      \($0)\n" }.joined()
  }

  @Test(arguments: [
    (channel("kind: pigeon"), "f:4:13", "webhook, mail, command, feed"),
    (channel("least: high"), "f:3:5", "kind"),
    (channel("kind: webhook"), "f:3:5", "address"),
    (channel("kind: webhook", "address: http://hooks.example/a"), "f:5:16", "https"),
    (channel("kind: webhook", "address: file:///etc/passwd"), "f:5:16", "https"),
    (
      channel("kind: webhook", "address: https://a.example/", "types: [quotes]"), "f:6:15",
      "no type of change"
    ),
    (
      channel("kind: webhook", "address: https://a.example/", "headers:", "  X-A: \"a\\nb\""), "f:7:14",
      "one line"
    ),
    (
      channel("kind: mail", "server: m.example", "from: nobody", "to: [a@b.example]"), "f:6:13",
      "Desk <desk@news.example>"
    ),
    (
      channel("kind: mail", "server: m.example", "from: a@b.example", "to: [\"a@b.example\\nBcc: x\"]"),
      "f:7:12", "no mail address"
    ),
    (
      channel(
        "kind: mail", "server: m.example", "from: a@b.example", "to: [a@b.example]", "security: none",
        "password: x"),
      "f:3:5", "not sent without encryption"
    ),
    (channel("kind: feed"), "f:3:5", "file"), (channel("kind: command"), "f:3:5", "command"),
    (channel("kind: feed", "file: a.xml", "digest: 25:00"), "f:6:15", "time of day"),
    (channel("kind: feed", "file: a.xml", "colour: red"), "f:6:7", "no setting"),
    ("telling:\n  zone: Mars/Olympus", "f:2:9", "time zone"),
    ("telling:\n  channels:\n    Desk Mail:\n      kind: feed\n      file: a.xml", "f:3:5", "no name"),
    ("witnesses:\n  w:\n    address: ftp://a.example/{url}", "f:3:14", "{url}"),
    ("feeds:\n  interval: 1s", "f:2:13", "10s"),
  ])
  func `each fault is pointed at`(yaml: String, place: String, says: String) {
    let faults = Self.faults(yaml)
    #expect(faults.contains { $0.hasPrefix(place + ":") && $0.contains(says) }, "\(faults)")
  }

  @Test(arguments: [
    ("2026-03-28T08:00:00Z", "2026-03-28T07:00:00Z"), ("2026-03-28T06:59:00Z", "2026-03-27T07:00:00Z"),
    // Clocks go forward in London on 29 March 2026: seven there is six in UTC.
    ("2026-03-29T06:30:00Z", "2026-03-29T06:00:00Z"),
  ])
  func `digests fall due by the reader's clock`(now: String, due: String) throws {
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let moment = try #require(Timestamp(now))
    #expect(DigestTime.last(minute: 420, zone: zone, upTo: moment)?.description == due)
  }
}
