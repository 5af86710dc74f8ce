// The versions in a corpus of JSON Lines.

import Foundation
import Story

/// Reads a corpus, a version a line: `{"time", "text"|"html", "headline"?, "language"?, "url"?, "story"?}`.
///
/// `captured`, `date`, `timestamp`, `created` and `published` are read for `time`; `title` for `headline`; `body`,
/// `summary` and `content` for `text`; `address` and `link` for `url`. Times are RFC 3339, `2020-01-06 22:00:00` in UTC,
/// or seconds since 1970.
public final class CorpusPages {
  private let source: ByteSource
  private let wanted: String?
  private var number = 0

  /// The longest line read.
  public static let longestLine = 16 << 20

  /// Opens a file, packed by gzip or not.
  ///
  /// - Parameter wanted: the one address, or the one `story`, whose versions are wanted; nil for all.
  public init(path: String, wanted: String? = nil) throws(EvidenceError) {
    source = try ByteSource(path: path)
    self.wanted = wanted
  }

  /// The next version, or what is wrong with a line; nil at the end.
  public func next() -> Result<FoundPage, EvidenceError>? {
    do throws(EvidenceError) {
      while let line = try source.line(limit: Self.longestLine) {
        number += 1
        if line.bytes.allSatisfy({ $0 <= 32 }) { continue }
        let name = "\(source.name), line \(number)"
        if line.isCut {
          return .failure(
            EvidenceError(.tooLarge, "\(name) has more than \(Self.longestLine >> 20) MB: left out"))
        }
        do throws(EvidenceError) {
          if let page = try page(line.bytes, name: name) { return .success(page) }
        } catch {
          return .failure(error)
        }
      }
    } catch {
      return .failure(error)
    }
    return nil
  }

  private func page(_ line: [UInt8], name: String) throws(EvidenceError) -> FoundPage? {
    guard let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any] else {
      throw EvidenceError(.malformed, "\(name) is no JSON object")
    }
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { object[$0] as? String }.first { !$0.isEmpty }
    }
    let address = text("url", "address", "link")
    if let wanted {
      let isWanted = address.map { searchKey(of: $0) == searchKey(of: wanted) } ?? false
      if !isWanted, text("story", "story_id", "entry_id", "id") != wanted { return nil }
    }
    let times = ["time", "captured", "date", "timestamp", "created", "published"].compactMap { object[$0] }
    guard let time = times.lazy.compactMap(Self.moment).first else {
      throw EvidenceError(.malformed, "\(name) says no time: “time” is to be as 2020-01-06T22:00:00Z")
    }
    let body: String
    var isPage = true
    if let html = text("html") {
      body = html
    } else if let plain = text("text", "body", "summary", "content") {
      let (headline, language) = (text("headline", "title"), text("language", "lang"))
      isPage = headline != nil || language != nil
      body = isPage ? Self.html(of: plain, headline: headline, language: language) : plain
    } else {
      throw EvidenceError(.malformed, "\(name) has no “text” and no “html”")
    }
    var page = FoundPage(name: name, address: address, time: time, timeSource: .file, body: Array(body.utf8))
    page.mediaType = isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"
    return page
  }

  /// A text as a page, so that what the line says of headline and language is not left to be guessed.
  private static func html(of text: String, headline: String?, language: String?) -> String {
    func escaped(_ text: some StringProtocol) -> String {
      text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        .replacingOccurrences(of: "\"", with: "&quot;")
    }
    let title = headline.map { "<h1>\(escaped($0))</h1>\n" } ?? ""
    let paragraphs = text.split(whereSeparator: \.isNewline).map { "<p>\(escaped($0))</p>\n" }
    let root = language.map { "<html lang=\"\(escaped($0))\">" } ?? "<html>"
    return "<!DOCTYPE html>\n\(root)<body><article>\n\(title)\(paragraphs.joined())</article></body></html>\n"
  }

  /// A time as corpora write it.
  private static func moment(_ value: Any) -> Timestamp? {
    if let text = value as? String {
      if let time = Timestamp(text) { return time }
      // As databases write it, in UTC.
      guard let found = text.wholeMatch(of: /(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?/)
      else {
        return Int64(text).flatMap { moment(NSNumber(value: $0)) }
      }
      let clock = found.2.map(String.init) ?? "00:00:00"
      return Timestamp("\(found.1)T\(clock.count == 5 ? clock + ":00" : clock)Z")
    }
    guard let number = value as? NSNumber, number.doubleValue.isFinite, abs(number.doubleValue) < 1e14 else {
      return nil
    }
    // Milliseconds have three digits more than any second of this century.
    let seconds = abs(number.doubleValue) > 1e11 ? number.doubleValue / 1000 : number.doubleValue
    return Timestamp(Date(timeIntervalSince1970: seconds))
  }
}
