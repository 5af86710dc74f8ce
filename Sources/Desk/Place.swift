// Where each page is: the one table of addresses, read and written here.

import Foundation
import Newsroom
import Story

/// A page of the Desk. Links are made of places, so that none can lead nowhere.
enum Place: Hashable, Sendable {
  /// Which changes are listed.
  enum Judged: String, CaseIterable, Sendable {
    case unreviewed, reviewed, dismissed
  }

  case front(page: Int)
  case story(Slug)
  case version(Slug, Int)
  case record(Slug, Int)
  case body(Slug, Int)
  case saved(Slug, Int)
  case compare(Slug, Int, Int, isSideBySide: Bool)
  case watch(Slug)
  case quotes(Slug)
  case quote(Slug, id: String)
  case origins(Slug)
  case audit(Slug)
  case calendar(Slug)
  case coverage(Slug)
  case speakers
  case speaker(String)
  case search
  case changes(Judged, page: Int)
  case change(Slug, Int, Int, id: String)
  case settings
  case add
  case feeds

  /// The address, without a query.
  var path: String {
    switch self {
    case .front(let page): page <= 1 ? "/" : "/page/\(page)"
    case .story(let slug): "/stories/\(slug)"
    case .version(let slug, let number): "/stories/\(slug)/v\(number)"
    case .record(let slug, let number): "/stories/\(slug)/v\(number)/evidence"
    case .body(let slug, let number): "/stories/\(slug)/v\(number)/source"
    case .saved(let slug, let number): "/stories/\(slug)/v\(number)/page"
    case .watch(let slug): "/stories/\(slug)/watch"
    case .compare(let slug, let old, let new, let isSideBySide):
      "/stories/\(slug)/compare/v\(old)..v\(new)" + (isSideBySide ? "/side" : "")
    case .quotes(let slug): "/stories/\(slug)/quotes"
    case .quote(let slug, let id): "/stories/\(slug)/quotes/\(id)"
    case .origins(let slug): "/stories/\(slug)/origins"
    case .audit(let slug): "/stories/\(slug)/audit"
    case .calendar(let slug): "/stories/\(slug)/calendar"
    case .coverage(let name): "/coverage/\(name)"
    case .speakers: "/speakers"
    case .speaker(let name): "/speakers/\(percentEncoded(name))"
    case .search: "/search"
    case .changes(let judged, let page): "/changes/\(judged.rawValue)" + (page <= 1 ? "" : "/\(page)")
    case .change(let slug, let old, let new, let id): "/stories/\(slug)/compare/v\(old)..v\(new)/change/\(id)"
    case .settings: "/settings"
    case .add: "/add"
    case .feeds: "/feeds"
    }
  }

  /// The page at an address, or nil when there is none of that form.
  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map {
      String($0).removingPercentEncoding ?? String($0)
    }
    switch parts.count {
    case 0: self = .front(page: 1)
    case 1:
      switch parts[0] {
      case "speakers": self = .speakers
      case "search": self = .search
      case "settings": self = .settings
      case "add": self = .add
      case "feeds": self = .feeds
      case "changes": self = .changes(.unreviewed, page: 1)
      default: return nil
      }
    case 2 where parts[0] == "page":
      guard let page = count(parts[1]) else { return nil }
      self = .front(page: page)
    case 2 where parts[0] == "speakers": self = .speaker(parts[1])
    case 2...3 where parts[0] == "changes":
      guard let judged = Judged(rawValue: parts[1]), let page = parts.count == 2 ? 1 : count(parts[2]) else {
        return nil
      }
      self = .changes(judged, page: page)
    case 2 where parts[0] == "coverage":
      guard let name = try? Slug(parts[1]) else { return nil }
      self = .coverage(name)
    default:
      guard parts[0] == "stories", let slug = try? Slug(parts[1]), let place = Self.of(slug, parts[2...])
      else { return nil }
      self = place
    }
  }

  /// A page of a story.
  private static func of(_ slug: Slug, _ rest: ArraySlice<String>) -> Place? {
    let parts = Array(rest)
    switch parts.count {
    case 0: return .story(slug)
    case 1:
      switch parts[0] {
      case "quotes": return .quotes(slug)
      case "origins": return .origins(slug)
      case "audit": return .audit(slug)
      case "calendar": return .calendar(slug)
      case "watch": return .watch(slug)
      default: return number(parts[0]).map { .version(slug, $0) }
      }
    case 2 where parts[0] == "quotes": return .quote(slug, id: parts[1])
    case 2 where parts[1] == "evidence": return number(parts[0]).map { .record(slug, $0) }
    case 2 where parts[1] == "source": return number(parts[0]).map { .body(slug, $0) }
    case 2 where parts[1] == "page": return number(parts[0]).map { .saved(slug, $0) }
    case 2...4 where parts[0] == "compare":
      guard let dots = parts[1].firstRange(of: ".."), let old = number(parts[1][..<dots.lowerBound]),
        let new = number(parts[1][dots.upperBound...])
      else { return nil }
      if parts.count == 2 { return .compare(slug, old, new, isSideBySide: false) }
      if parts.count == 3 { return parts[2] == "side" ? .compare(slug, old, new, isSideBySide: true) : nil }
      return parts[2] == "change" ? .change(slug, old, new, id: parts[3]) : nil
    default: return nil
    }
  }
}

/// `v3` as 3.
private func number(_ text: some StringProtocol) -> Int? {
  text.hasPrefix("v") ? count(text.dropFirst()) : nil
}

/// A count from 1 as plainly written.
private func count(_ text: some StringProtocol) -> Int? {
  guard let number = Int(text), number >= 1, number < 10_000_000, text.allSatisfy(\.isNumber) else {
    return nil
  }
  return number
}

/// A text as a part of an address (RFC 3986 §2.3).
func percentEncoded(_ text: String) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default: encoded += "%" + String(256 + Int(byte), radix: 16, uppercase: true).dropFirst()
    }
  }
  return encoded
}
