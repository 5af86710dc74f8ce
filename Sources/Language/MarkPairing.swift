// Pairs the quotation marks of one paragraph.

import Story

/// The quotation marks of one paragraph, paired. Complexity of making it: O(marks), but for nested marks.
struct MarkPairing {
  /// An opening mark and its closing mark, as places in ``MarkPairing/marks``.
  struct Pair {
    var open: Int
    var close: Int?
    /// The pair it is nested in, a place in ``MarkPairing/pairs``.
    var parent: Int?
  }

  /// Words between marks, before they are known to be words.
  struct Piece {
    var family: QuotationMark.Family
    /// The tokens it takes up, marks included.
    var tokens: Range<Int>
    /// Whether its first token is a mark, and its last.
    var hasOpening = true
    var hasClosing: Bool
    /// Whether it runs to the paragraph's end for want of a closing mark.
    var isOpen = false
  }

  /// How many marks may stand open at once; keeps hostile text linear.
  private static let depth = 8

  let marks: [QuotationMark]
  let tokens: [Token]
  let text: [UInt8]
  /// In the order of their opening marks.
  private(set) var pairs: [Pair] = []
  /// Closing marks that nothing opened, as places in ``marks``.
  private(set) var strays: [Int] = []

  init(_ marks: [QuotationMark], tokens: [Token], text: [UInt8]) {
    self.marks = marks
    self.tokens = tokens
    self.text = text
    var open: [Int] = []  // places in pairs, the outermost first
    for index in marks.indices {
      let family = marks[index].family
      let fitting = open.lastIndex { marks[pairs[$0].open].family == family }
      if opens(index, isOpen: fitting != nil) {
        pairs.append(Pair(open: index, parent: open.last))
        open.append(pairs.count - 1)
        if open.count > Self.depth { open.removeFirst() }
      } else if let fitting {
        // A single mark cannot close across an open double one: it is an apostrophe.
        if family == .single, fitting != open.count - 1 || isApostrophe(index) { continue }
        if marks[index].isDoubtful, isApostrophe(index) { continue }
        pairs[open[fitting]].close = index
        open.removeSubrange(fitting...)
      } else {
        strays.append(index)
      }
    }
  }

  /// Whether a mark opens, now that it is known whether one of its family is open.
  private func opens(_ index: Int, isOpen: Bool) -> Bool {
    switch marks[index].side {
    case .opens: true
    case .closes: false
    case .either: !isOpen && marks[index].family != .single && !isLeftOver(index)
    }
  }

  /// Whether a mark stands apart at the paragraph's start and the next of its family opens: it closed what another
  /// paragraph had opened.
  private func isLeftOver(_ index: Int) -> Bool {
    guard marks[index].token == 0, tokens.count > 1, tokens[1].spaceBefore else { return false }
    return marks[(index + 1)...].first { $0.family == marks[index].family }?.side == .opens
  }

  /// Whether a doubtful closing mark is an apostrophe (or an inch sign): the next of its family surely closes.
  private func isApostrophe(_ index: Int) -> Bool {
    guard marks[index].isDoubtful else { return false }
    let next = marks[(index + 1)...].first { $0.family == marks[index].family }
    return next.map { $0.side == .closes && !$0.isDoubtful } ?? false
  }

  /// Whether the paragraph begins with a mark of a family that stands apart from the words after it.
  func beginsAdrift(_ family: QuotationMark.Family) -> Bool {
    guard let first = marks.first else { return false }
    return first.token == 0 && first.family == family && first.side == .either && tokens.count > 1
  }

  /// The pairing with the first mark left out.
  func withoutFirst() -> MarkPairing { MarkPairing(Array(marks.dropFirst()), tokens: tokens, text: text) }

  /// Whether a closing mark has the punctuation of speech beside it.
  func endsAsSpeech(_ close: Int) -> Bool {
    for place in [marks[close].token - 1, marks[close].token + 1]
    where tokens.indices.contains(place) && tokens[place].kind == .mark {
      switch Mark(tokens[place], in: text) {
      case .comma, .fullStop, .question, .exclamation: return true
      default: break
      }
    }
    return false
  }

  /// The outermost runs of the paragraph.
  ///
  /// - Parameters:
  ///   - singles: whether the text quotes with single marks; else an unclosed single mark means nothing.
  ///   - goesOn: the family of the mark that the next paragraph begins with.
  func pieces(singles: Bool, goesOn: QuotationMark.Family?) -> [Piece] {
    var pieces: [Piece] = []
    var end = 0  // the first token that no piece has taken up
    for index in pairs.indices where marks[pairs[index].open].token >= end {
      let open = marks[pairs[index].open]
      var piece = Piece(family: open.family, tokens: open.token..<tokens.count, hasClosing: false)
      if let close = pairs[index].close {
        piece.tokens = open.token..<(marks[close].token + 1)
        piece.hasClosing = true
      } else if open.family == .single, !singles || open.token > 0 && open.shape != .opens {
        continue
      } else if let next = nextOpening(after: index), !(open.token == 0 && goesOn == open.family) {
        // Two opening marks running: the first was never closed, and must not swallow the second.
        piece.tokens = open.token..<next
      } else {
        piece.isOpen = true
      }
      end = piece.tokens.upperBound
      pieces.append(piece)
    }
    return pieces
  }

  private func nextOpening(after pair: Int) -> Int? {
    pairs[(pair + 1)...].first { marks[$0.open].family == marks[pairs[pair].open].family }
      .map { marks[$0.open].token }
  }

  /// The words up to the paragraph's first mark of a family, if that closes and nothing opened it.
  func firstStray(of family: QuotationMark.Family) -> Piece? {
    guard let stray = strays.first(where: { marks[$0].family == family }),
      !marks[..<stray].contains(where: { $0.family == family })
    else { return nil }
    return Piece(family: family, tokens: 0..<(marks[stray].token + 1), hasOpening: false, hasClosing: true)
  }

  /// The whole paragraph as words between marks that stand in other paragraphs.
  func whole(_ family: QuotationMark.Family) -> Piece {
    Piece(family: family, tokens: 0..<tokens.count, hasOpening: false, hasClosing: false)
  }

  /// A piece as a run of words; nil when there is neither letter nor digit in it.
  func run(_ piece: Piece, paragraph: Int) -> MarkedRun? {
    let first = piece.tokens.lowerBound + (piece.hasOpening ? 1 : 0)
    let last = piece.tokens.upperBound - (piece.hasClosing ? 2 : 1)
    guard first <= last, tokens[first...last].contains(where: { $0.kind != .mark }) else { return nil }
    return MarkedRun(
      range: TextRange(tokens[first].range.start, tokens[last].range.end),
      outer: TextRange(
        tokens[piece.tokens.lowerBound].range.start, tokens[piece.tokens.upperBound - 1].range.end),
      paragraph: paragraph, tokens: piece.tokens, isClosed: piece.hasClosing,
      isSingle: piece.family == .single)
  }
}
