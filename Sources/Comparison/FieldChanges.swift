// Headline, standfirst, byline, dates, address, form, layout and invisible characters.

import Language
import Story

/// Compares what a page says beside its text. A headline in other marks or capitals is typography.
///
/// Scraped text has few fields or none: that one is missing there says nothing about the page.
func fieldChanges(_ old: Article, _ new: Article) -> [Change] {
  let isScraped = old.medium == .text || new.medium == .text
  func change(_ type: ChangeType, _ before: String?, _ after: String?, isProse: Bool = false) -> Change? {
    if isScraped && (before == nil || after == nil) { return nil }
    return fieldChange(type, before, after, isProse: isProse)
  }
  return [
    change(.headlineChanged, old.headline?.value, new.headline?.value, isProse: true)
      ?? change(.headlineChanged, printed(old), printed(new), isProse: true),
    change(.standfirstChanged, old.standfirst?.value, new.standfirst?.value, isProse: true),
    change(.bylineChanged, names(old), names(new)),
    change(.dateChanged, old.published?.value, new.published?.value),
    change(.dateChanged, old.modified?.value, new.modified?.value),
    change(.urlChanged, old.canonical?.value, new.canonical?.value),
    isScraped ? nil : formChange(old, new),
    isScraped ? nil : layoutChange(old, new),
    invisiblesChange(old, new),
  ].compactMap { $0 }
}

private func fieldChange(
  _ type: ChangeType, _ before: String?, _ after: String?, isProse: Bool = false
) -> Change? {
  guard spaced(before) != spaced(after) else { return nil }
  let isSameWords = isProse && before != nil && after != nil && wordsOnly(before) == wordsOnly(after)
  var change = Change(isSameWords ? .typographyChanged : type)
  (change.old, change.new) = (before, after)
  return change
}

/// The headline as it stands on the page, where that is known: it may change while the declared one does not.
private func printed(_ article: Article) -> String? {
  article.headlines?.first { $0.source == "h1" }?.value ?? article.headline?.value
}

/// The authors in one line; nil when there are none.
private func names(_ article: Article) -> String? {
  guard let byline = article.byline?.value, !byline.isEmpty else { return nil }
  return byline.joined(separator: ", ")
}

/// The bytes with each run of white space as one space, none at either end; empty for nil.
private func spaced(_ text: String?) -> [[UInt8]] {
  (text ?? "").split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
}

/// The folded words, without marks.
private func wordsOnly(_ text: String?) -> [[UInt8]] {
  let utf8 = folded(Array((text ?? "").utf8)[...])
  return tokenise(utf8, in: TextRange(0, utf8.count)).filter { $0.kind != .mark }
    .map { Array(utf8[$0.range.start..<$0.range.end]) }
}

/// An article became a live blog, or the other way round.
private func formChange(_ old: Article, _ new: Article) -> Change? {
  guard (old.posts == nil) != (new.posts == nil) else { return nil }
  var change = Change(.formChanged)
  change.old = old.posts == nil ? "article" : "live blog"
  change.new = new.posts == nil ? "article" : "live blog"
  return change
}

/// The page is built another way: its article stands in other tags, or the running text is the same and its blocks are
/// not.
private func layoutChange(_ old: Article, _ new: Article) -> Change? {
  if let before = old.layout, let after = new.layout, before != after { return Change(.layoutChanged) }
  let (before, after) = (old.blocks.filter(\.kind.isBody), new.blocks.filter(\.kind.isBody))
  guard before.map(\.kind) != after.map(\.kind), spaced(old.text) == spaced(new.text) else { return nil }
  return Change(.layoutChanged)
}

/// Characters that nobody can see came, went or grew in number: a mark, or somebody's claim of where the text comes
/// from.
private func invisiblesChange(_ old: Article, _ new: Article) -> Change? {
  guard old.invisibles != new.invisibles else { return nil }
  var change = Change(.invisiblesChanged)
  (change.old, change.new) = (listed(old.invisibles), listed(new.invisibles))
  return change
}

/// The characters in one line (“U+200B ×3, C2PA ×1”); nil when there are none.
private func listed(_ invisibles: [Invisible]?) -> String? {
  invisibles?.map { "\($0.code) ×\($0.count)" }.joined(separator: ", ")
}
