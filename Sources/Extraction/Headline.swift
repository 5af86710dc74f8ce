// Finds the headline on a page, and takes the site's name off a title.

import Story

/// The headline.
enum Headline {
  /// The heading that is the page's headline, and its node.
  ///
  /// Among the `h1`s it is the one most like what the page's head claims; a heading that is only the site's name or
  /// logo is none. Where no `h1` is like it, an `h2` that says just the same is taken.
  static func onPage(_ tree: HTMLTree, like claims: [String], site: String?) -> (text: String, node: Int)? {
    let wanted = claims.map(words).filter { !$0.isEmpty }
    var best: (text: String, node: Int, likeness: Double)?
    var longest: (text: String, node: Int, words: Int)?
    for node in tree.nodes.indices {
      let level = tree.nodes[node].tag.headingLevel
      guard level == 1 || level == 2 else { continue }
      let text = Folding.text(tree.text(of: node, limit: 1000))
      guard !text.isEmpty, text.utf8.count <= 600, text.lowercased() != site?.lowercased() else { continue }
      let these = words(text)
      let likeness = wanted.map { Self.likeness($0, these) }.max() ?? 0
      if likeness >= (level == 1 ? 0.5 : 0.8), likeness > best?.likeness ?? 0 {
        best = (text, node, likeness)
      }
      if level == 1, these.count >= 3, these.count > longest?.words ?? 0 {
        longest = (text, node, these.count)
      }
    }
    if let best { return (best.text, best.node) }
    return longest.map { ($0.text, $0.node) }
  }

  /// The headline among its forms: the declared one when the printed one is the same but for a few words (half of all
  /// their words are in both), else the printed one, else whichever there is.
  static func choice(of forms: [Sourced<String>]) -> Sourced<String>? {
    guard let printed = forms.first(where: { $0.source == "h1" }) else { return forms.first }
    let declared = forms.first { $0.source == "json-ld" } ?? forms.first { $0.source == "og" }
    guard let declared, likeness(words(declared.value), words(printed.value)) >= 0.5 else { return printed }
    return declared
  }

  /// A title without the site's name before or behind it.
  ///
  /// A part set off by a bar or a spaced dash goes when it is the site's name, or when it is at most four words long
  /// and shorter than what stays.
  static func withoutSite(_ title: String, site: String?) -> String {
    var rest = Folding.folded(Markup.plain(title))
    // No separator is without one of these.
    var isCut = rest.utf8.contains { [0x7C, 0x2D, 0x3A, 0xC2, 0xE2].contains($0) }
    while isCut {
      isCut = false
      let bytes = Array(rest.utf8)
      for (separator, text) in separators {
        // Looking for characters takes fifty times as long as looking for bytes.
        guard bytes.holds(text), let place = rest.ranges(of: separator).last else { continue }
        let before = String(rest[..<place.lowerBound])
        let after = String(rest[place.upperBound...])
        if isSite(after, site: site, beside: before) {
          rest = before
          isCut = true
        } else if let site, before.lowercased() == site.lowercased() {
          rest = after
          isCut = true
        }
        if isCut { break }
      }
    }
    return rest
  }

  private static func isSite(_ part: String, site: String?, beside other: String) -> Bool {
    if let site, part.lowercased() == site.lowercased() { return true }
    let count = words(part).count
    return count <= 4 && words(other).count >= max(3, count + 1)
  }

  private static let separators = [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "].map {
    ($0, Array($0.utf8))
  }

  /// The words of a text, in lower case, letters and digits only.
  static func words(_ text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  /// How alike two sets of words are: shared over all, 0 to 1 (Jaccard).
  static func likeness(_ one: Set<String>, _ other: Set<String>) -> Double {
    let shared = one.intersection(other).count
    let all = one.count + other.count - shared
    return all == 0 ? 0 : Double(shared) / Double(all)
  }
}
