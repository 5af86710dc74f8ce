// Finds quotation marks, and judges from what stands around each whether it opens or closes.

import Story

/// A quotation mark of a paragraph.
struct QuotationMark {
  /// Marks that can close one another.
  enum Family {
    /// “ ” „ ‟ " ″ '' ``
    case double
    /// ‘ ’ ‚ ‛ ' `
    case single
    /// « »
    case angle
    /// ‹ ›
    case smallAngle
  }

  /// What a mark does.
  enum Side {
    case opens
    case closes
    /// Whichever fits what came before.
    case either
  }

  /// Its place among the paragraph's tokens.
  var token: Int
  var family: Family
  var side: Side
  /// What its shape alone says.
  var shape: Side
  /// Whether it may as well be an apostrophe (“the residents’ homes”) or an inch sign (“a 12" record”).
  var isDoubtful = false
}

/// Finds the quotation marks of paragraphs.
///
/// The shape of a mark is a hint, not the truth: publishing systems turn marks the wrong way round, and mix curly and
/// straight ones. What stands before and after decides; shape decides only where that does not.
struct QuotationMarkFinder {
  let text: [UInt8]
  /// What may follow an apostrophe at the start of a word (’em, ’til).
  let elisions: WordList

  /// The marks among a paragraph's tokens, apostrophes and inch signs left out.
  func marks(in tokens: [Token]) -> [QuotationMark] {
    var result: [QuotationMark] = []
    var attribute = false  // within the value of a tag's attribute: pic="…"
    for index in tokens.indices where tokens[index].kind == .mark {
      guard let (family, shape) = glyph(tokens[index]) else { continue }
      if attribute {
        attribute = false
        continue
      }
      if family == .double, index > 0, isByte("=", tokens[index - 1]) {
        attribute = true
        continue
      }
      if let mark = mark(at: index, of: family, shape: shape, in: tokens) { result.append(mark) }
    }
    return result
  }

  private func mark(
    at index: Int, of family: QuotationMark.Family, shape: QuotationMark.Side, in tokens: [Token]
  ) -> QuotationMark? {
    let free = isFree(before: index, in: tokens)
    let shut = isShut(after: index, in: tokens, free: free)
    if family == .single, !free, !shut { return nil }
    if family == .single, free, isApostrophe(index, shape: shape, shut: shut, in: tokens) { return nil }
    var mark = QuotationMark(token: index, family: family, side: .either, shape: shape)
    switch (free, shut) {
    case (true, false): mark.side = .opens
    case (false, true): mark.side = .closes
    case (true, true):
      // Spaces on both sides: « so », or a mark adrift. Low and angle marks are seldom turned.
      if family == .angle || family == .smallAngle { mark.side = shape }
    case (false, false): break
    }
    if mark.side == .closes, index > 0, !tokens[index].spaceBefore {
      let before = tokens[index - 1]
      let gap = index + 1 < tokens.count && tokens[index + 1].spaceBefore && tokens[index + 1].kind != .mark
      switch before.kind {
      case .number: mark.isDoubtful = gap || family == .single
      case .word: mark.isDoubtful = family == .single && gap && mayLoseLetters(before)
      case .mark: break
      }
    }
    return mark
  }

  /// More marks than these do not open or close together. Looking no farther keeps a long run of marks linear.
  private static let mostTogether = 8

  /// Whether an opening mark could stand here: after a space, a bracket, a dash, or nothing.
  private func isFree(before index: Int, in tokens: [Token]) -> Bool {
    var place = index
    while place > 0, index - place < Self.mostTogether, !tokens[place].spaceBefore,
      glyph(tokens[place - 1]) != nil
    {
      place -= 1
    }
    if place == 0 || tokens[place].spaceBefore { return true }
    switch first(tokens[place - 1]) {
    case "(", "[", "{", "—", "–", "―", "/", "-", "¿", "¡", "|", ">": return tokens[place - 1].kind == .mark
    default: return false
    }
  }

  /// Whether a closing mark could stand here: before a space, punctuation, or nothing.
  private func isShut(after index: Int, in tokens: [Token], free: Bool) -> Bool {
    var place = index + 1
    while place < tokens.count, place - index < Self.mostTogether, !tokens[place].spaceBefore,
      glyph(tokens[place]) != nil
    {
      place += 1
    }
    if place == tokens.count || tokens[place].spaceBefore { return true }
    guard tokens[place].kind == .mark else { return false }
    switch first(tokens[place]) {
    case ",", ";", ":", "!", "?", ")", "]", "}": return true
    case ".", "…", "—", "–", "―", "-", "/", "<": return !free
    default: return false
    }
  }

  /// Whether a single mark after a space stands for left-out letters: ’90s, ’em.
  private func isApostrophe(_ index: Int, shape: QuotationMark.Side, shut: Bool, in tokens: [Token]) -> Bool {
    if shut { return index == 0 || tokens[index].spaceBefore && shape != .closes }
    guard index + 1 < tokens.count else { return true }
    let next = tokens[index + 1]
    switch next.kind {
    case .number:
      let after = index + 2 < tokens.count ? tokens[index + 2] : nil
      let isDecade =
        after.map { !$0.spaceBefore && $0.range.count == 1 && first($0) == "s" } ?? false
        || next.range.count == 2
      return isDecade || shape == .closes
    case .word: return shape == .closes || elisions.contains(next, in: text)
    case .mark: return shape == .closes && glyph(next) == nil
    }
  }

  /// Whether a word may end in an apostrophe of its own: residents’, goin’.
  private func mayLoseLetters(_ word: Token) -> Bool {
    let letters = folded(text[word.range])
    guard let last = letters.last else { return false }
    if last == UInt8(ascii: "s") || last == UInt8(ascii: "x") || last == UInt8(ascii: "z") { return true }
    return letters.count > 2 && letters.suffix(2).elementsEqual("in".utf8) || letters.elementsEqual("o".utf8)
  }

  /// What quotation mark a token is, if any.
  func glyph(_ token: Token) -> (family: QuotationMark.Family, shape: QuotationMark.Side)? {
    guard token.kind == .mark else { return nil }
    if token.range.count == 2, text[token.range.start] < 0x80 {
      return (.double, text[token.range.start] == UInt8(ascii: "`") ? .opens : .either)
    }
    switch first(token) {
    case "\"", "″", "＂": return (.double, .either)
    case "“", "„", "‟", "〝": return (.double, .opens)
    case "”", "〞": return (.double, .closes)
    case "'": return (.single, .either)
    case "‘", "‚", "‛", "`": return (.single, .opens)
    case "’", "´": return (.single, .closes)
    case "«": return (.angle, .opens)
    case "»": return (.angle, .closes)
    case "‹": return (.smallAngle, .opens)
    case "›": return (.smallAngle, .closes)
    default: return nil
    }
  }

  private func isByte(_ byte: Unicode.Scalar, _ token: Token) -> Bool { first(token) == byte }

  /// The scalar that a token begins with.
  private func first(_ token: Token) -> Unicode.Scalar {
    Unicode.Scalar(scalar(in: text, at: token.range.start, end: token.range.end).value) ?? "\u{FFFD}"
  }
}
