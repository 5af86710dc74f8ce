// Numbers that differ in sentences that tell the same thing.

import Language
import Story

/// Compares the numbers of linked sentences by value, unit, bound and what they count.
///
/// The same number in words and in figures is no change, nor is one that only stands elsewhere. Of a number given in
/// two units only the first is told. Numbers inside quotes belong to the quotes.
func numberChanges(_ pair: Pair) -> [Finding] {
  pair.edited.flatMap { strand -> [Finding] in
    let matches = pair.matching(strand).changed
    let style = HouseStyle(pair)
    let numbers: [Finding] = matches.indices.compactMap { index in
      let match = matches[index]
      // “12 000” and “12,000” may be read as other numbers.
      if let one = match.old.hunk, one == match.new.hunk,
        max(strand.hunks[one].old.count, strand.hunks[one].new.count) < 5,
        style.isSame(
          strand.hunks[one].old.map { strand.oldTokens[$0] },
          strand.hunks[one].new.map { strand.newTokens[$0] })
      {
        return nil
      }
      if index > 0, match.old.isConversion(of: matches[index - 1].old, pair.old),
        match.new.isConversion(of: matches[index - 1].new, pair.new)
      {
        return nil
      }
      return numberChange(match.old, match.new, pair)
    }
    return numbers + ordinalChanges(strand, pair)
  }
}

/// “its third attempt” → “its fourth attempt”: one ordinal alone in the place of another.
private func ordinalChanges(_ strand: Strand, _ pair: Pair) -> [Finding] {
  strand.hunks.compactMap { hunk in
    guard hunk.old.count == 1, hunk.new.count == 1, let one = hunk.old.first, let other = hunk.new.first
    else {
      return nil
    }
    let (old, new) = (strand.oldTokens[one], strand.newTokens[other])
    let (oldRange, newRange) = (pair.old.tokens[old].range, pair.new.tokens[new].range)
    guard let before = Spelling.ordinal(pair.vocabulary[pair.old.numbers[old]]),
      let after = Spelling.ordinal(pair.vocabulary[pair.new.numbers[new]]), before != after,
      !pair.old.quoted.covers(oldRange), !pair.new.quoted.covers(newRange),
      pair.old.figure(at: oldRange) == nil, pair.new.figure(at: newRange) == nil
    else { return nil }
    var change = Change(.numberChanged, oldSpan: oldRange, newSpan: newRange)
    (change.old, change.new) = (pair.old.text(oldRange), pair.new.text(newRange))
    change.numberKind = .update
    return Finding(change)
  }
}

private func numberChange(_ old: Numeral, _ new: Numeral, _ pair: Pair) -> Finding? {
  let oldRange = pair.old.rangeWithBound(old.figure, pair.lists.bounds)
  let newRange = pair.new.rangeWithBound(new.figure, pair.lists.bounds)
  let onlyBound = old.figure.isSameNumber(as: new.figure)
  // “about 20” → “20” is told as a hedge when the bound is one.
  if onlyBound, !pair.old.hedges(touching: oldRange).isEmpty || !pair.new.hedges(touching: newRange).isEmpty {
    return nil
  }
  let kind = NumberKind(old.figure, new.figure, pair)
  // “at least five” → “seven” is no other number; without its bound it would look like one.
  let withBound = onlyBound || kind == .refinement && old.figure.bound != new.figure.bound
  var change = Change(
    .numberChanged, oldSpan: withBound ? oldRange : old.figure.range,
    newSpan: withBound ? newRange : new.figure.range)
  change.old = withBound ? pair.old.writtenWithBound(old.figure, oldRange) : pair.old.written(old.figure)
  change.new = withBound ? pair.new.writtenWithBound(new.figure, newRange) : pair.new.written(new.figure)
  change.text = new.figure.counted ?? old.figure.counted
  change.numberKind = kind
  if kind == .refinement { change.significance = .medium }
  return Finding(change, old: [oldRange], new: [newRange])
}

extension NumberKind {
  /// What kind of change it is from one number to another.
  fileprivate init(_ old: Figure, _ new: Figure, _ pair: Pair) {
    if pair.new.isCorrected(old, new) && !pair.old.isCorrected(old, new) {
      self = .correction
    } else if old.unit == "time", new.unit == "time", abs(old.value - new.value) == 720 {
      // Half a day apart: “3 o’clock” was told more exactly as “3 p.m.”.
      self = .refinement
    } else if old.unit == new.unit, old.allows(new) || new.allows(old) {
      self = .refinement
    } else {
      self = .update
    }
  }
}

extension Figure {
  /// Whether another number tells the same more exactly.
  fileprivate func allows(_ other: Figure) -> Bool {
    if isSameNumber(as: other) { return true }
    let least = other.value
    let most = other.upper ?? other.value
    if let upper { return value <= least && most <= upper }
    switch bound {
    case .exact: return isRounded(other)
    // Half as much again is news, not a closer look.
    case .atLeast: return value <= least && least <= value * 1.5 && other.bound != .atLeast
    case .atMost: return most <= value && value <= most * 1.5 && other.bound != .atMost
    case .about: return abs(other.value - value) <= abs(value) * 0.1
    }
  }

  /// Whether this is another number rounded, to two digits or more.
  private func isRounded(_ other: Figure) -> Bool {
    guard other.upper == nil, value != 0, other.value != 0 else { return false }
    var scale = 1.0
    for _ in 0..<30 where abs(value) / scale >= 100 { scale *= 10 }
    for _ in 0..<30 where abs(value) / scale < 10 { scale /= 10 }
    let own = value / scale
    // Two digits suffice for this number; the other has more, and they round to the same.
    return own == own.rounded() && !own.truncatingRemainder(dividingBy: 10).isZero
      && (other.value / scale).rounded() == own
  }
}

extension Side {
  /// Where a figure stands with the words before it that bound it (“at least”).
  func rangeWithBound(_ figure: Figure, _ bounds: WordList) -> TextRange {
    let first = tokenIndices(in: figure.range).lowerBound
    for length in stride(from: min(4, first), to: 0, by: -1)
    where bounds.match(tokens, at: first - length, in: reading.text.utf8) == length {
      return TextRange(tokens[first - length].range.start, figure.range.end)
    }
    return figure.range
  }

  /// A figure with the words that bound it; a range bounds itself.
  fileprivate func writtenWithBound(_ figure: Figure, _ range: TextRange) -> String {
    figure.upper == nil || figure.bound != .exact ? text(range) : written(figure)
  }

  /// A figure as it stands in the text; of a range the two ends with a dash between them.
  fileprivate func written(_ figure: Figure) -> String {
    let inside = tokenIndices(in: figure.range)
    let joiner = inside.dropFirst().dropLast().first { token in
      ["and", "to", "or"].contains { text(tokens[token].range).lowercased() == $0 }
    }
    guard figure.upper != nil, let joiner else { return text(figure.range) }
    return text(TextRange(figure.range.start, tokens[joiner - 1].range.end)) + "–"
      + text(TextRange(tokens[joiner + 1].range.start, figure.range.end))
  }

  /// Whether a correction names one of two numbers.
  func isCorrected(_ one: Figure, _ other: Figure) -> Bool {
    reading.notices.contains { notice in
      notice.kind == .correction
        && reading.figures.contains {
          notice.range.contains($0.range) && ($0.value == one.value || $0.value == other.value)
        }
    }
  }
}
