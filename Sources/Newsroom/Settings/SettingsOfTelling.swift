// The settings of feeds, messages and witnesses: what each may be.

import Fetch
import Foundation
import Story
public import Telling

extension Settings {
  /// How feeds are polled.
  public struct Feeds: Sendable {
    /// Seconds between two polls of one feed.
    public var interval = 900.0
    /// The most stories taken from one feed at one poll.
    public var mostNew = 50
  }

  /// Who is told of what, and how.
  public struct Telling: Sendable {
    /// The zone that times are told in and digests fall due in: a name of the time-zone database.
    public var zone = "UTC"
    /// Seconds after which a change in doubt is told at the latest.
    public var settle = 900.0
    /// Seconds after which a message is tried again that could not be handed over; then twice as many, and so on.
    public var retry = 10.0
    /// Where a version's report is to be had, with `{story}`, `{old}` and `{new}` to be filled in; nil for nowhere.
    public var report: String?
    /// The channels, by name.
    public var channels: [String: Channel] = [:]
  }

  /// A way for messages to reach somebody, and what it tells.
  public struct Channel: Sendable {
    /// What it tells of.
    public var rule = TellingRule()
    /// Whether each change is a message.
    public var tellsEach = true
    /// The minute of the day at which a digest falls due; nil for no digest.
    public var digestMinute: Int?
    /// Addresses and networks that may be connected to although they are not public.
    public var allowedAddresses: [String] = []
    /// A PEM file with the certificate authorities to trust; nil for the system's.
    public var certificates: String?
    /// How it goes out.
    public var way = Way.none
  }

  /// How messages go out.
  public enum Way: Sendable {
    /// Not at all: the settings are wrong.
    case none
    /// To an address by HTTP.
    case webhook(address: String, form: Webhook.Form, secret: String?, headers: [String: String])
    /// By mail.
    case mail(server: Mail.Server, from: MailAddress, to: [MailAddress])
    /// To a command.
    case command([String], timeout: Double)
    /// Into a file.
    case feed(file: String, address: String?)
  }

  /// An outside archive.
  public struct Witness: Sendable {
    /// Its address; `{url}` is where the page's address goes, percent-encoded in a query.
    public var address = ""
    /// What is posted; nil for a GET.
    public var body: String?
    /// Headers sent along.
    public var headers: [String: String] = [:]
    /// Seconds between two requests.
    public var rest = 20.0
    /// The stories whose versions are handed over: patterns; empty for all.
    public var stories: [String] = []
    /// Addresses and networks that may be connected to although they are not public.
    public var allowedAddresses: [String] = []
  }

  static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count) && !name.hasPrefix("-")
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

extension Settings.Feeds {
  mutating func take(from map: inout SettingsMap) {
    interval = map.take("interval", or: interval, as: "a time from 10s to 1d", span) {
      seconds($0, in: 10...86_400)
    }
    mostNew = map.take("most-new", or: mostNew, as: "a number from 1 to 10000", String.init) { text in
      Int(text).flatMap { (1...10_000).contains($0) ? $0 : nil }
    }
  }
}

extension Settings.Telling {
  mutating func take(from map: inout SettingsMap) {
    zone = map.take("zone", or: zone, as: "a time zone such as Europe/London", { $0 }) { text in
      text == "UTC" || TimeZone(identifier: text) != nil ? text : nil
    }
    settle = map.take("settle", or: settle, as: "a time from 0 to 1d", span) { seconds($0, in: 0...86_400) }
    retry = map.take("retry", or: retry, as: "a time from 1s to 1h", span) { seconds($0, in: 1...3600) }
    report = map.take(
      "report", or: String?.none, as: "an address with {story}, {old} and {new} in it, or none", optionalText
    ) { text in
      unlessNone(text) { address in
        let filled = ["{story}", "{old}", "{new}"].reduce(address) { $0.replacing($1, with: "a") }
        return (try? WebAddress(filled)) == nil ? nil : address
      }
    }
    map.takeNamed("channels") { name, node, map in
      let channel = Settings.Channel(taking: &map, at: node)
      if Settings.isName(name) {
        channels[name] = channel
      } else {
        map.fault(node, "“\(shown(name))” is no name for a channel: letters a-z, digits and hyphens")
      }
    }
  }
}

extension Settings.Channel {
  private enum Kind: String, CaseIterable { case webhook, mail, command, feed }

  fileprivate init(taking map: inout SettingsMap, at node: SettingsNode) {
    let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    let kind = map.take("kind", or: Kind?.none, as: "one of \(kinds)", { $0?.rawValue ?? "none" }) { text in
      Kind(rawValue: text).map { .some($0) }
    }
    rule.types = map.takeList("types", as: "a list of types of change") { item in
      TellingRule.isType(item)
        ? nil : "“\(shown(item))” is no type of change: quote_added, quote_*, number_changed, …"
    }
    rule.least = map.take("least", or: rule.least, as: "high, medium or low", \.rawValue, Significance.init)
    rule.stories = map.takeList("stories", as: "a list of stories") { _ in nil }
    rule.outlets = map.takeList("outlets", as: "a list of hosts") { _ in nil }
    rule.speakers = map.takeList("speakers", as: "a list of names") {
      $0.isEmpty ? "a speaker has a name" : nil
    }
    tellsEach = map.take("each", or: true, as: "true or false", \.description, truth)
    digestMinute = map.take(
      "digest", or: Int?.none, as: "a time of day such as 07:00, or none", { $0.map(Self.clock) ?? "none" }
    ) { text in unlessNone(text, Self.minute) }
    allowedAddresses = map.takeAddresses()
    certificates = map.take(
      "certificates", or: String?.none, as: "the name of a file", optionalText, optional)
    switch kind {
    case .webhook: way = Self.webhook(&map, at: node, inside: !allowedAddresses.isEmpty)
    case .mail: way = Self.mail(&map, at: node)
    case .command:
      let words = map.takeList("command", as: "a list: the program and its arguments") { _ in nil }
      if words.isEmpty { map.fault(node, "a command channel needs “command”: the program and its arguments") }
      way = .command(
        words,
        timeout: map.take("timeout", or: 30, as: "a time from 1s to 10m", span) { seconds($0, in: 1...600) })
    case .feed:
      let file = map.take("file", or: String?.none, as: "the name of a file", optionalText, optional)
      if file == nil { map.fault(node, "a feed channel needs “file”") }
      let address = map.take("address", or: String?.none, as: "an address on the web", optionalText) { text in
        unlessNone(text) { (try? WebAddress($0))?.text }
      }
      way = .feed(file: file ?? "", address: address)
    case nil:
      map.fault(node, "a channel needs its “kind”: \(kinds)")
      map.takeAll()
    }
  }

  private static func webhook(_ map: inout SettingsMap, at node: SettingsNode, inside: Bool) -> Settings.Way {
    let address = map.take(
      "address", or: String?.none, as: "an address of https, or of http with allow-addresses", isSecret: true,
      optionalText
    ) { text in
      guard let place = try? WebAddress(text), place.text.hasPrefix("https://") || inside else { return nil }
      return .some(place.text)
    }
    if address == nil { map.fault(node, "a webhook channel needs “address”") }
    let form = map.take(
      "form", or: Webhook.Form.plain, as: "plain, slack, teams or discord", \.rawValue, Webhook.Form.init)
    let secret = map.take("secret", or: String?.none, as: "a text", isSecret: true, optionalText, optional)
    let headers = map.takeHeaders()
    return .webhook(address: address ?? "", form: form, secret: secret, headers: headers)
  }

  private static func mail(_ map: inout SettingsMap, at node: SettingsNode) -> Settings.Way {
    let host = map.take("server", or: String?.none, as: "a server's name", optionalText) { text in
      (try? WebAddress("https://\(text)/")) != nil && !text.contains("/") ? .some(text) : nil
    }
    let security = map.take(
      "security", or: Mail.Security.tls, as: "tls, starttls or none", \.rawValue, Mail.Security.init)
    let port = map.take("port", or: security.port, as: "a port from 1 to 65535", String.init) { text in
      Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
    }
    let user = map.take("user", or: String?.none, as: "a text", optionalText, optional)
    let password = map.take(
      "password", or: String?.none, as: "a text", isSecret: true, optionalText, optional)
    let from = map.take(
      "from", or: MailAddress?.none, as: "an address such as Desk <desk@news.example>",
      { $0?.address ?? "none" }
    ) {
      MailAddress($0).map { .some($0) }
    }
    let to = map.takeList("to", as: "a list of addresses") { item in
      MailAddress(item) == nil ? "“\(shown(item))” is no mail address" : nil
    }.compactMap { MailAddress($0) }
    if host == nil || from == nil || to.isEmpty {
      map.fault(node, "a mail channel needs “server”, “from” and “to”")
    }
    guard let from, !to.isEmpty else { return .none }
    if security == .none, password != nil {
      map.fault(node, "a password is not sent without encryption: set security to tls or starttls")
    }
    return .mail(
      server: Mail.Server(host: host ?? "", port: port, security: security, user: user, password: password),
      from: from,
      to: to)
  }

  private static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  private static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Settings.Witness {
  init(taking map: inout SettingsMap) {
    address = map.take("address", or: "", as: "an address of https with {url} in it", { $0 }) { text in
      let place = try? WebAddress(text.replacing("{url}", with: "a"))
      return place == nil ? nil : text
    }
    body = map.take("body", or: String?.none, as: "a text with {url} in it, or none", optionalText, optional)
    headers = map.takeHeaders()
    rest = map.take("rest", or: rest, as: "a time from 0 to 1d", span) { seconds($0, in: 0...86_400) }
    stories = map.takeList("stories", as: "a list of stories") { _ in nil }
    allowedAddresses = map.takeAddresses()
  }
}

func optionalText(_ value: String?) -> String { value.map(SettingsMap.quoted) ?? "none" }

extension SettingsMap {
  /// Takes headers that are sent along and not shown.
  fileprivate mutating func takeHeaders() -> [String: String] {
    takeSecrets("headers") { name, value in
      guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
        return "“\(shown(name))” is no header’s name: letters, digits and hyphens"
      }
      return isLine(value) ? nil : "a header’s value is one line"
    }
  }

  /// Takes addresses that may be connected to although they are not public.
  fileprivate mutating func takeAddresses() -> [String] {
    takeList("allow-addresses", as: "a list of addresses or ranges") { item in
      do {
        _ = try AddressRange(item)
        return nil
      } catch {
        return "\(error)"
      }
    }
  }
}
