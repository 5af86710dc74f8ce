// Comparing copies that show a part of the article only: what a paywall hides is not gone.

import Archive
import Comparison
import Extraction
import Story

extension Newsroom {
  /// What changed between two editions. Of an edition beside a partial one only that part is compared which the partial
  /// one shows.
  func revision(from old: Edition, to new: Edition) -> Revision {
    guard old.isPartial != new.isPartial else { return comparer.revision(from: old, to: new) }
    let links = comparer.revision(from: old, to: new).difference.links
    if new.isPartial {
      return comparer.revision(from: shown(of: old, through: links.map(\.old).max(), by: new), to: new)
    }
    return comparer.revision(from: old, to: shown(of: new, through: links.map(\.new).max(), by: old))
  }

  /// An edition cut to what a partial one shows of it.
  ///
  /// - Parameter last: the last of its sentences that the partial one has; nil when it has none.
  private func shown(of whole: Edition, through last: Int?, by part: Edition) -> Edition {
    let paragraphs = last.map { whole.reading.sentences[$0].paragraph + 1 } ?? 0
    var article = whole.article
    var count = 0
    let end = article.blocks.firstIndex { block in
      if block.kind.isBody { count += 1 }
      return count > paragraphs
    }
    if let end { article.blocks.removeSubrange(end...) }
    cutLastParagraph(of: &article, as: part.article)
    var edition = whole
    edition.article = article
    edition.reading = read(article)
    return edition
  }

  /// Ends the last paragraph where the partial copy breaks off within it (“The council said that…”).
  private func cutLastParagraph(of whole: inout Article, as part: Article) {
    guard let at = whole.blocks.lastIndex(where: \.kind.isBody),
      let broken = part.blocks.last(where: { block in
        block.kind.isBody && whole.blocks[at].text.hasPrefix(Self.withoutDots(block.text))
      })
    else { return }
    whole.blocks[at].text = broken.text
  }

  /// A text without the dots that say it was cut off.
  private static func withoutDots(_ text: String) -> Substring {
    var text = text[...]
    while let last = text.last, "….[] ".contains(last) { text.removeLast() }
    return text
  }

  /// The version that a page is compared with: the one before it, or, for one that shows the whole article, the last
  /// before it that does, if there is one.
  ///
  /// - Parameter before: the versions before it, in order of time.
  func base(
    ofPartial isPartial: Bool, among before: some BidirectionalCollection<Version>, in archive: ArchiveReader
  ) throws -> Version? {
    guard let neighbour = before.last, !isPartial else { return before.last }
    return try before.last { try !self.isPartial($0, in: archive) } ?? neighbour
  }

  /// Whether a version shows a part of its article only.
  func isPartial(_ version: Version, in archive: ArchiveReader) throws -> Bool {
    try page(of: version, in: archive).verdict == .partial
  }

  /// The versions through which sentences and quotes are followed, in order of time: those that show the whole article,
  /// if any does. What a partial copy does not show is not gone.
  func versionsToFollow(of slug: Slug, in archive: ArchiveReader) throws -> [Version] {
    let versions = try versionsInOrder(of: slug, in: archive)
    let whole = try versions.filter { try !isPartial($0, in: archive) }
    return whole.isEmpty ? versions : whole
  }
}
