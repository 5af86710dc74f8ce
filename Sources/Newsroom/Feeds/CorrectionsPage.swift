// A page of an outlet's corrections: its passages, and which stories they are about.

import Fetch
import Foundation
import Story

/// Reads a page or feed of corrections.
enum CorrectionsPage {
  /// A passage of such a page.
  struct Passage: Hashable, Sendable {
    /// Its words, on one line.
    var text: String
    /// The keys of the addresses it links to.
    var links: Set<String>
  }

  /// The passages of an answer: a feed's items, or a page's paragraphs and entries of lists.
  static func passages(_ answer: Answer, at place: WebAddress) -> [Passage] {
    if let feed = try? Feed(answer.body, mediaType: answer.mediaType, address: place) {
      return feed.items.map { item in
        let text = [item.title, item.summary].compactMap { $0 }.joined(separator: ". ")
        return Passage(text: text, links: key(item.address.text).map { [$0] } ?? [])
      }
    }
    let html = String(decoding: answer.body.prefix(4 << 20), as: UTF8.self)
    return pieces(of: html).compactMap { piece in
      guard let text = FeedMarkup.text(piece, limit: 1500), text.count > 30 else { return nil }
      return Passage(text: text, links: Set(FeedMarkup.links(piece, from: place).compactMap { key($0.text) }))
    }
  }

  /// Whether a passage is about a story: it links to it, or names its headline whole.
  static func isAbout(_ passage: Passage, _ story: Story) -> Bool {
    if story.addresses.contains(where: { address in key(address).map(passage.links.contains) ?? false }) {
      return true
    }
    guard let title = story.title, title.split(separator: " ").count >= 4 else { return false }
    return folded(passage.text).contains(folded(title))
  }

  private static func key(_ address: String) -> String? { try? StoryAddress(address).key }

  private static func folded(_ text: String) -> String {
    text.lowercased().unicodeScalars.map {
      $0.properties.isAlphabetic || $0.properties.numericType != nil ? String($0) : " "
    }
    .joined().split(separator: " ").joined(separator: " ")
  }

  /// What stands between the starts of paragraphs, entries of lists, rows and headings.
  private static func pieces(of html: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = html.startIndex
    for tag in html.matches(of: /<(?:p|li|tr|dd|h[1-6]|article)[\s>]/.ignoresCase()) {
      pieces.append(html[start..<tag.range.lowerBound])
      start = tag.range.lowerBound
      if pieces.count > 5000 { break }
    }
    pieces.append(html[start...])
    return pieces
  }
}
