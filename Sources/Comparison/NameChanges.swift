// Names that differ in sentences that tell the same thing.

import Language
import Story

/// Compares the names of linked sentences: one name that stands where another stood.
///
/// A name told shorter or longer is no change, nor one that only stands elsewhere in the sentence. `told` are the
/// stretches that other changes have told about.
func nameChanges(_ pair: Pair, oldTold: Told, newTold: Told) -> [Finding] {
  // A name that is changed throughout is one change.
  var seen: Set<[[Int32]]> = []
  return pair.edited.flatMap { strand -> [Finding] in
    let style = HouseStyle(pair)
    return strand.hunks.compactMap { hunk in
      guard let oldRange = strand.oldRange(hunk, pair.old), let newRange = strand.newRange(hunk, pair.new),
        let old = pair.old.onlyName(touching: oldRange), let new = pair.new.onlyName(touching: newRange),
        !oldTold.touches(old), !newTold.touches(new),
        !style.isSame(hunk.old.map { strand.oldTokens[$0] }, hunk.new.map { strand.newTokens[$0] })
      else { return nil }
      let before = pair.old.wordNumbers(in: old)
      let after = pair.new.wordNumbers(in: new)
      let oldWords = Set(strand.oldTokens.map { pair.old.numbers[$0] })
      let newWords = Set(strand.newTokens.map { pair.new.numbers[$0] })
      guard !before.allSatisfy(newWords.contains), !after.allSatisfy(oldWords.contains),
        !pair.areInitials(before, after), !pair.areInitials(after, before),
        pair.othersCount(hunk, strand, old, new) <= 2, !pair.hasPronoun(hunk, strand),
        seen.insert([before, after]).inserted
      else { return nil }
      var change = Change(.nameChanged, oldSpan: old, newSpan: new)
      (change.old, change.new) = (pair.old.text(old), pair.new.text(new))
      if strand.news.allSatisfy({ pair.new.isBoilerplate($0, pair.lists) }) { change.significance = .low }
      return Finding(change)
    }
  }
}

extension Side {
  /// The name that touches a range outside of quotes, if exactly one does.
  fileprivate func onlyName(touching range: TextRange) -> TextRange? {
    let names = names(touching: range)
    guard names.count == 1, let name = names.first, !quoted.covers(name.range) else { return nil }
    return name.range
  }
}

extension Pair {
  /// Whether a pronoun came or went with the names: then a clause got another subject, not a person another name.
  fileprivate func hasPronoun(_ hunk: Hunk, _ strand: Strand) -> Bool {
    func isPronoun(_ number: Int32) -> Bool {
      lists.functionWords.value(of: vocabulary[number])?.contains("pronoun") == true
    }
    return hunk.old.contains { isPronoun(old.numbers[strand.oldTokens[$0]]) }
      || hunk.new.contains { isPronoun(new.numbers[strand.newTokens[$0]]) }
  }

  /// Whether a name is the initials of another: “ANC”.
  fileprivate func areInitials(_ one: [Int32], _ other: [Int32]) -> Bool {
    let words = other.filter { vocabulary.worths[Int($0)] == .content }
    guard one.count == 1, words.count > 1 else { return false }
    return vocabulary[one[0]].elementsEqual(words.compactMap { vocabulary[$0].first })
  }

  /// How many words of a hunk say something and are no part of the names.
  fileprivate func othersCount(_ hunk: Hunk, _ strand: Strand, _ oldName: TextRange, _ newName: TextRange)
    -> Int
  {
    let olds = hunk.old.map { strand.oldTokens[$0] }.filter {
      isContent($0, old) && !oldName.contains(old.tokens[$0].range)
    }
    let news = hunk.new.map { strand.newTokens[$0] }.filter {
      isContent($0, new) && !newName.contains(new.tokens[$0].range)
    }
    return olds.count + news.count
  }
}
