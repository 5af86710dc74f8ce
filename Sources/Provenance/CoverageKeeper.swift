// Puts the records of several stories together: who had what first, and who changed or dropped it.

import Language
public import Story

/// Puts several stories about one event together.
public struct CoverageKeeper: Sendable {
  /// A quote of fewer words is anybody's (“no comment”).
  static let shortestQuote = 4
  /// A shared sentence of fewer words says nothing of where it comes from.
  static let shortestSentence = 8

  /// A keeper.
  public init() {}

  /// The coverage that some stories make.
  public func coverage(named name: String, of records: [StoryRecord]) -> Coverage {
    var outlets: [Coverage.Outlet] = []
    var places: [String: Int] = [:]
    let outletOf = records.map { record in
      if let at = places[record.outlet] {
        outlets[at].stories.append(record.story)
        return at
      }
      places[record.outlet] = outlets.count
      outlets.append(.init(name: record.outlet, stories: [record.story]))
      return outlets.count - 1
    }
    let parts = Array(zip(outletOf, records))
    let facts =
      quotes(parts, outlets.count) + numbers(parts, outlets.count) + corrections(parts, outlets.count)
      + sentences(parts, outlets.count)
    return Coverage(name: name, outlets: outlets, facts: facts)
  }

  /// How much two stories share: quotes of some length, then names. Those of one event share a quote, or three names.
  public func likeness(_ one: StoryRecord, _ other: StoryRecord) -> (quotes: Int, names: Int) {
    let mine = Set(
      one.ledger.entries.map { LedgerKeeper.key($0.text) }.filter { wordCount($0) > Self.shortestQuote })
    let theirs = Set(other.ledger.entries.map { LedgerKeeper.key($0.text) })
    return (mine.intersection(theirs).count, one.names.intersection(other.names).count)
  }

  /// One outlet's piece of a fact, before the pieces are compared.
  private struct Piece {
    var outlet: Int
    var cell: Coverage.Cell
    var words: [[UInt8]]
    /// What the text says of the speaker.
    var description: String?
  }

  // MARK: Quotes

  private func quotes(_ parts: [(Int, StoryRecord)], _ outlets: Int) -> [Coverage.Fact] {
    var groups: [[Piece]] = []
    var places: [[UInt8]: Int] = [:]
    var pieces: [Piece] = []
    for (outlet, record) in parts {
      for entry in record.ledger.entries {
        let words = splitWords(entry.text)
        guard words.count >= Self.shortestQuote else { continue }
        let cell = Coverage.Cell(
          text: entry.text, speaker: entry.speaker, story: record.story, first: entry.first, last: entry.last,
          stands: entry.stands)
        pieces.append(Piece(outlet: outlet, cell: cell, words: words, description: entry.speakerDescription))
      }
    }
    // The fullest first, so that what was trimmed finds what it was trimmed from.
    for piece in pieces.enumerated().sorted(by: {
      ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
    }).map(\.element) {
      let key = Array(piece.words.joined(separator: [0x20]))
      if let at = places[key] ?? groups.firstIndex(where: { isSameQuote($0[0].words, piece.words) }) {
        places[key] = at
        groups[at].append(piece)
      } else {
        places[key] = groups.count
        groups.append([piece])
      }
    }
    return groups.map { fact(.quote, $0, outlets) }.sorted(by: isEarlier)
  }

  /// Whether two wordings are one quote: the shorter is a part of the longer, or six words of ten are shared in order.
  private func isSameQuote(_ longer: [[UInt8]], _ shorter: [[UInt8]]) -> Bool {
    if isRun(shorter, of: longer) { return true }
    var numbers: [[UInt8]: Int32] = [:]
    func rows(_ words: [[UInt8]]) -> [Int32] {
      words.map { word in
        if let known = numbers[word] { return known }
        numbers[word] = Int32(numbers.count)
        return Int32(numbers.count - 1)
      }
    }
    // Words are numbered side by side, so that the two rows can be compared.
    let (one, other) = (rows(longer), rows(shorter))
    let shared = longestRuns(one, other).filter { $0.count > 1 }.reduce(0) { $0 + $1.count }
    return shared >= 4 && shared * 10 >= shorter.count * 6
      && shared * 10 >= min(longer.count, shorter.count * 2) * 5
  }

  private func isRun(_ part: [[UInt8]], of whole: [[UInt8]]) -> Bool {
    guard part.count <= whole.count, let first = part.first else { return false }
    return (0...(whole.count - part.count)).contains { start in
      whole[start] == first && whole[start..<start + part.count].elementsEqual(part)
    }
  }

  /// A fact made of pieces; of one outlet's several pieces the earliest counts.
  private func fact(_ kind: Coverage.Fact.Kind, _ pieces: [Piece], _ outlets: Int) -> Coverage.Fact {
    let ordered = pieces.sorted {
      ($0.cell.first.captured, $0.outlet) < ($1.cell.first.captured, $1.outlet)
    }
    let first = ordered[0]
    let fullest = pieces.max { $0.words.count < $1.words.count } ?? first
    var cells: [Coverage.Cell?] = Array(repeating: nil, count: outlets)
    for piece in ordered {
      var cell = piece.cell
      cell.lag = cell.first.captured.milliseconds - first.cell.first.captured.milliseconds
      cell.form =
        piece.words == fullest.words ? .same : isRun(piece.words, of: fullest.words) ? .trimmed : .altered
      cell.isRecredited = isOther(piece, first)
      if let known = cells[piece.outlet] {
        // The same outlet has it again, elsewhere or in other words: it stands as long as any does.
        if cell.stands, !known.stands { cells[piece.outlet]?.stands = true }
        if cell.stands == cells[piece.outlet]?.stands, cell.last.captured > known.last.captured {
          cells[piece.outlet]?.last = cell.last
        }
        continue
      }
      cells[piece.outlet] = cell
    }
    return Coverage.Fact(kind: kind, text: fullest.cell.text, firstOutlet: first.outlet, cells: cells)
  }

  /// Whether a piece credits somebody else than the first one: neither shares a word with the other's name or what is
  /// said of them. Who is not told, or only as “he”, is nobody else.
  private func isOther(_ piece: Piece, _ first: Piece) -> Bool {
    guard let one = piece.cell.speaker, let other = first.cell.speaker else { return false }
    let (mine, theirs) = (nameWords(one), nameWords(other))
    if mine.isEmpty || theirs.isEmpty || !mine.isDisjoint(with: theirs) { return false }
    return mine.isDisjoint(with: nameWords(first.description ?? ""))
      && theirs.isDisjoint(with: nameWords(piece.description ?? ""))
  }

  private static let pronouns: Set<[UInt8]> = Set(
    ["he", "she", "they", "it", "the", "a", "an", "mr", "ms", "mrs", "dr", "of", "for", "one", "his", "her"]
      .map {
        Array($0.utf8)
      })

  private func nameWords(_ text: String) -> Set<[UInt8]> {
    Set(splitWords(text)).subtracting(Self.pronouns)
  }

  // MARK: Numbers, corrections, sentences

  private func numbers(_ parts: [(Int, StoryRecord)], _ outlets: Int) -> [Coverage.Fact] {
    var groups: [(first: StoryRecord.Count, context: Set<String>, pieces: [Piece])] = []
    for (outlet, record) in parts {
      // Of one story each count goes to a row of its own, the one it shares most with.
      let open = groups.count
      var taken: Set<Int> = []
      for count in record.counts {
        guard let first = count.values.first, let last = count.values.last else { continue }
        let cell = Coverage.Cell(
          text: last.text, story: record.story, first: first.first, last: count.last,
          stands: count.last == record.newest, values: count.values.map(\.text))
        let piece = Piece(outlet: outlet, cell: cell, words: splitWords(last.text))
        func shared(_ at: Int) -> (Int, Int) {
          (
            groups[at].first.context.intersection(count.context).count,
            groups[at].context.intersection(count.context).count
          )
        }
        let fitting = (0..<open).filter {
          groups[$0].first.noun == count.noun && !taken.contains($0) && shared($0).1 > 0
        }
        // Of rows that share as much the first.
        let best = fitting.max { (shared($0).0, shared($0).1, $1) < (shared($1).0, shared($1).1, $0) }
        if let at = best {
          taken.insert(at)
          groups[at].context.formUnion(count.context)
          groups[at].pieces.append(piece)
        } else {
          groups.append((count, count.context, [piece]))
        }
      }
    }
    return groups.filter { Set($0.pieces.map(\.outlet)).count > 1 }.map { group in
      var fact = fact(.number, group.pieces, outlets)
      fact.text = group.first.label
      // A number is altered where it differs from what the outlet that was first last gave.
      let newest = fact.cells[fact.firstOutlet]?.values.last
      for at in fact.cells.indices {
        let isSame = fact.cells[at]?.values.last == newest
        fact.cells[at]?.form = isSame ? .same : .altered
      }
      return fact
    }.sorted(by: isEarlier)
  }

  private func corrections(_ parts: [(Int, StoryRecord)], _ outlets: Int) -> [Coverage.Fact] {
    parts.flatMap { outlet, record in
      record.corrections.map { correction in
        let cell = Coverage.Cell(
          text: correction.text, story: record.story, first: correction.first, last: correction.last,
          stands: correction.last == record.newest)
        return fact(.correction, [Piece(outlet: outlet, cell: cell, words: [])], outlets)
      }
    }.sorted(by: isEarlier)
  }

  /// Sentences that two outlets or more have word for word.
  private func sentences(_ parts: [(Int, StoryRecord)], _ outlets: Int) -> [Coverage.Fact] {
    var groups: [[UInt8]: [Piece]] = [:]
    for (outlet, record) in parts {
      let lineage = record.lineage
      for sentence in lineage.sentences where !sentence.isNotice {
        for (text, first, last) in sentence.wordings {
          let words = splitWords(text)
          guard words.count >= Self.shortestSentence else { continue }
          let cell = Coverage.Cell(
            text: text, story: record.story, first: lineage.versions[first],
            last: lineage.versions[last], stands: sentence.stands && text == sentence.text)
          groups[LedgerKeeper.key(text), default: []].append(Piece(outlet: outlet, cell: cell, words: words))
        }
      }
    }
    return groups.values.filter { Set($0.map(\.outlet)).count > 1 }.map { fact(.sentence, $0, outlets) }
      .sorted(by: isEarlier)
  }

  private func isEarlier(_ one: Coverage.Fact, _ other: Coverage.Fact) -> Bool {
    func time(_ fact: Coverage.Fact) -> Timestamp {
      fact.cells[fact.firstOutlet]?.first.captured ?? Timestamp(seconds: 0)
    }
    return (time(one), one.text) < (time(other), other.text)
  }

  private func wordCount(_ folded: [UInt8]) -> Int { folded.split(separator: 0x20).count }
}

extension SentenceLife {
  /// Each wording with the versions it first and last stood in.
  var wordings: [(text: String, first: Int, last: Int)] {
    let all = earlier.map { ($0.text, $0.since) } + [(text, changed ?? first)]
    let gaps = Set(absent)
    return all.enumerated().map { place, wording in
      guard place + 1 < all.count else { return (wording.0, wording.1, last) }
      // The sentence may have been out for a while before it came back in other words.
      var last = all[place + 1].1 - 1
      while last > wording.1, gaps.contains(last) { last -= 1 }
      return (wording.0, wording.1, last)
    }
  }
}

/// The words of a text, folded, without marks.
func splitWords(_ text: String) -> [[UInt8]] {
  let utf8 = Array(text.utf8)
  return tokenise(utf8, in: TextRange(0, utf8.count)).compactMap { token in
    token.kind == .mark ? nil : folded(utf8[token.range.start..<token.range.end])
  }
}
