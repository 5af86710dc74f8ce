// The settings file: what each setting may be.

import Fetch
import Foundation
import Schedule
import Story
import Yams

extension Settings {
  /// The commented default file, as `config default` prints it.
  public static var defaultFile: String { EmbeddedFiles.text["settings.yaml"] ?? "" }

  /// Reads settings. What the text does not set is as by default.
  ///
  /// - Throws: all that is wrong, with lines and columns.
  public init(yaml: String) throws(SettingsFaults) {
    self.init(bare: ())
    let reader = SettingsReader()
    var root = reader.root(of: yaml)
    root.takeMap("schedule") { schedule.take(from: &$0) }
    root.takeMap("fetch") { fetch.take(from: &$0) }
    keep = root.take("keep", or: .all, as: "all or versions", \.rawValue, Keep.init(rawValue:))
    root.takeMap("resources") { resources.take(from: &$0) }
    siteRules = root.take(
      "site-rules", or: String?.none, as: "the name of a folder", { $0.map(SettingsMap.quoted) ?? "none" },
      optional)
    root.takeNamed("hosts") { name, node, map in
      let host = Host(taking: &map)
      if Self.isHost(name) {
        hosts[name.lowercased()] = host
      } else {
        map.fault(
          node,
          "“\(shown(name))” is no host: write news.example, or *.news.example in quotes for all below it")
      }
    }
    root.takeNamed("stories") { name, node, map in
      let care = Care(
        weight: map.take("weight", or: 1, as: "a number from 0.01 to 100", plain) {
          number($0, in: 0.01...100)
        },
        isPinned: map.take("pinned", or: false, as: "true or false", \.description, truth))
      let resources = map.take(
        "resources", or: Bool?.none, as: "true or false", { $0?.description ?? "as for all" },
        { truth($0).map { .some($0) } })
      do {
        let slug = try Slug(name)
        stories[slug] = care
        resourcesOf[slug] = resources
      } catch {
        map.fault(node, "\(error)")
      }
    }
    root.takeMap("feeds") { feeds.take(from: &$0) }
    root.takeMap("telling") { telling.take(from: &$0) }
    root.takeMap("timestamps") { timestamps.take(from: &$0) }
    root.takeMap("fleet") { fleet.take(from: &$0) }
    root.takeNamed("witnesses") { name, node, map in
      let witness = Witness(taking: &map)
      if Self.isName(name) {
        witnesses[name] = witness
      } else {
        map.fault(node, "“\(shown(name))” is no name for a witness: letters a-z, digits and hyphens")
      }
    }
    root.finish()
    guard reader.faults.isEmpty else {
      throw SettingsFaults(faults: reader.faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    effective = reader.effective
  }

  private static func isHost(_ name: String) -> Bool {
    let rest = name.hasPrefix("*.") ? name.dropFirst(2) : name[...]
    return (try? WebAddress("https://\(rest)/")) != nil && !rest.contains("/") && !rest.contains("?")
      && !rest.contains("#") && !rest.contains(":")
  }
}

extension Settings.Schedule {
  fileprivate mutating func take(from map: inout SettingsMap) {
    let share = "a number above 0, up to 5"
    policy.theta = map.take("theta", or: policy.theta, as: share, plain) { number($0, in: 0.001...5) }
    policy.pinnedTheta = map.take("pinned-theta", or: policy.pinnedTheta, as: share, plain) {
      number($0, in: 0.001...5)
    }
    looksPerSecond = map.take(
      "looks-per-second", or: Double?.none, as: "a number above 0, or none", { $0.map(plain) ?? "none" }
    ) { unlessNone($0) { number($0, in: 0.0001...100_000) } }
    policy.floor =
      map.take("shortest-interval", or: policy.floor * 3600, as: "a time from 10s on", span) {
        seconds($0, in: 10...86_400)
      } / 3600
    map.takeMap("longest-interval") { map in
      let names = ["under-6h", "under-1d", "under-3d", "later"]
      for (place, name) in names.enumerated() {
        policy.caps[place].hours =
          map.take(name, or: policy.caps[place].hours * 3600, as: "a time from 1m to 30d", span) {
            seconds($0, in: 60...2_592_000)
          } / 3600
      }
    }
    policy.quietDays =
      map.take("end-after-quiet", or: policy.quietDays * 86_400, as: "a time from 1h on", span) {
        seconds($0, in: 3600...3_153_600_000)
      } / 86_400
    policy.longestDays =
      map.take("end-after", or: policy.longestDays * 86_400, as: "a time from 1h on", span) {
        seconds($0, in: 3600...3_153_600_000)
      } / 86_400
    rates = map.take(
      "rates", or: String?.none, as: "the name of a file", { $0.map(SettingsMap.quoted) ?? "none" }, optional)
  }
}

extension Settings.Fetch {
  fileprivate mutating func take(from map: inout SettingsMap) {
    let text = { (value: String?) in value.map(SettingsMap.quoted) ?? "none" }
    userAgent = map.take("user-agent", or: String?.none, as: "a line of text", text, header)
    contact = map.take("contact", or: String?.none, as: "a mail address or a page, on one line", text, header)
    allowedAddresses = map.takeList("allow-addresses", as: "a list of addresses or ranges") { item in
      do {
        _ = try AddressRange(item)
        return nil
      } catch {
        return "\(error)"
      }
    }
    hostRest = map.take("host-rest", or: hostRest, as: "a time up to 1d", span) {
      seconds($0, in: 0...86_400)
    }
    timeout = map.take("timeout", or: timeout, as: "a time from 1s to 10m", span) { seconds($0, in: 1...600) }
    largestPage = map.take("largest-page", or: largestPage, as: "a size from 1KB to 1GB", size, bytes)
    silentAfter = map.take("silent-after", or: silentAfter, as: "a time from 1m to 30d", span) {
      seconds($0, in: 60...2_592_000)
    }
    proxy = map.take(
      "proxy", or: String?.none, as: "an address such as http://proxy.example:3128, or none", text
    ) {
      given in
      guard given != "none" else { return .some(nil) }
      return (try? WebAddress(given)) != nil ? given : nil
    }
  }
}

extension Settings.Host {
  fileprivate init(taking map: inout SettingsMap) {
    delay = map.take("delay", or: Double?.none, as: "a time up to 1d", { $0.map(span) ?? "none" }) {
      unlessNone($0) { seconds($0, in: 0...86_400) }
    }
    headers = map.takeSecrets("headers") { name, value in
      guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
        return "“\(shown(name))” is no header’s name: letters, digits and hyphens"
      }
      if ["host", "content-length", "connection", "transfer-encoding", "cookie"].contains(name.lowercased()) {
        return "\(name) cannot be set here\(name.lowercased() == "cookie" ? ": use cookies" : "")"
      }
      return isLine(value) ? nil : "a header’s value is one line"
    }
    cookies = map.takeSecrets("cookies") { name, value in
      name.utf8.allSatisfy(isTokenByte) && isLine(value) && !value.contains(";")
        ? nil : "a cookie is a plain name and a value on one line without “;”"
    }
    sendsInPlainText = map.take("send-in-plain-text", or: false, as: "true or false", \.description, truth)
    robotsIgnoredBecause = map.take(
      "ignore-robots", or: String?.none, as: "the reason why robots.txt is not obeyed, in a sentence",
      { $0.map(SettingsMap.quoted) ?? "none" }
    ) {
      unlessNone($0) { $0.count >= 10 && $0.contains(" ") && isLine($0) ? $0 : nil }
    }
    let command = map.takeList("fetch-command", as: "a list: the program and its arguments") { _ in nil }
    self.command = command.isEmpty ? nil : command
    let screenshot = map.takeList("screenshot-command", as: "a list: the program and its arguments") { _ in
      nil
    }
    screenshotCommand = screenshot.isEmpty ? nil : screenshot
  }
}

// MARK: Values as they are written

func number(_ text: String, in range: ClosedRange<Double>) -> Double? {
  guard text.utf8.count < 40, let number = Double(text), range.contains(number) else { return nil }
  return number
}

func plain(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? String(describing: number)
}

func truth(_ text: String) -> Bool? {
  switch text {
  case "true", "yes": true
  case "false", "no": false
  default: nil
  }
}

/// What a text says, or that it says “none”; nil when it is wrong.
func unlessNone<Value>(_ text: String, _ read: (String) -> Value?) -> Value?? {
  text == "none" ? .some(nil) : read(text).map { .some($0) }
}

/// Seconds of a time such as `30s`, `5m`, `2h`, `1d`; plain `0` is none.
func seconds(_ text: String, in range: ClosedRange<Double>) -> Double? {
  let span = text == "0" ? 0 : Duration(typed: text).map { Double($0.components.seconds) }
  return span.flatMap { range.contains($0) ? $0 : nil }
}

/// A time in its largest whole unit.
func span(_ seconds: Double) -> String {
  let whole = Int(seconds.rounded())
  if whole == 0 { return "0" }
  for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "m")] where whole % unit == 0 {
    return "\(whole / unit)\(name)"
  }
  return "\(whole)s"
}

func bytes(_ text: String) -> Int? {
  for (name, unit) in [("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)] where text.hasSuffix(name) {
    guard let count = Int(text.dropLast(2)), (1...1024).contains(count), count * unit <= 1 << 30 else {
      return nil
    }
    return count * unit
  }
  return nil
}

func size(_ bytes: Int) -> String {
  for (name, unit) in [("GB", 1 << 30), ("MB", 1 << 20)] where bytes % unit == 0 {
    return "\(bytes / unit)\(name)"
  }
  return "\(bytes >> 10)KB"
}

func optional(_ text: String) -> String?? { unlessNone(text) { $0.isEmpty ? nil : $0 } }

func header(_ text: String) -> String?? {
  unlessNone(text) { isLine($0) && $0.utf8.count <= 300 && !$0.isEmpty ? $0 : nil }
}

func isLine(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
}

/// Whether a byte may stand in a header's name (a token of RFC 9110 §5.6.2).
func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: Array("!#$%&'*+-.^_`|~".utf8).contains(byte)
  }
}
