// Sentences of the same words in other marks, capitals or spelling.

import Language
import Story

/// The sentences whose words are the same and whose bytes are not: quotation marks, dashes, capitals, hyphens, numbers
/// in figures. Spaces alone are nothing.
func typographyChanges(_ pair: Pair) -> [Finding] {
  return pair.strands.all.compactMap { strand in
    guard strand.olds.count == 1, strand.news.count == 1, !pair.hasNotice(strand),
      pair.isHouseStyle(strand).allSatisfy({ $0 }), !pair.hasSameBytes(strand)
    else { return nil }
    let (old, new) = (pair.old.range(of: strand.olds[0]), pair.new.range(of: strand.news[0]))
    var change = Change(.typographyChanged, oldSpan: old, newSpan: new)
    (change.old, change.new) = (pair.old.text(old), pair.new.text(new))
    return Finding(change)
  }
}

extension Pair {
  /// Whether the tokens of both sides have the same bytes, whatever spaces stand between them.
  fileprivate func hasSameBytes(_ strand: Strand) -> Bool {
    let (one, other) = (old.reading.text.utf8, new.reading.text.utf8)
    return strand.oldTokens.count == strand.newTokens.count
      && zip(strand.oldTokens, strand.newTokens).allSatisfy {
        let (a, b) = (old.tokens[$0].range, new.tokens[$1].range)
        return one[a.start..<a.end] == other[b.start..<b.end]
      }
  }
}
