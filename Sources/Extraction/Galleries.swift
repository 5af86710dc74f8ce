// Recognises galleries: numbered captions, however often they stand on the page.

import Story

/// What gallery detection says of a passage.
enum GalleryPart: Hashable {
  /// A position line alone (“3/35”).
  case count
  /// A caption; without its position, if that stood in the same passage.
  case caption([UInt8])
  /// A picture's credit.
  case credit
}

/// Finds galleries among passages: runs of numbered captions.
///
/// A gallery is a run of at least two positions of the same total, each one more than the one before; a passage
/// may be a position alone or begin with one (“3/35 The harbour on Monday”). A position alone outside a run is one
/// too, unless it may be a mark out of five, ten or a hundred.
struct Galleries {
  /// What each passage is; nil for one outside any gallery.
  private(set) var parts: [GalleryPart?]

  private struct Position {
    var number: Int
    var total: Int
    /// Where the caption begins in the passage; the passage's length when nothing follows.
    var rest: Int
    var index: Int
  }

  /// Reads passages in order. Complexity: O(bytes).
  init(_ passages: [Passage]) {
    parts = Array(repeating: nil, count: passages.count)
    let positions = passages.indices.compactMap { Self.position(passages[$0].text, at: $0) }
    var start = 0
    while start < positions.count {
      var end = start + 1
      while end < positions.count, positions[end].total == positions[start].total,
        positions[end].number == positions[end - 1].number + 1,
        positions[end].index - positions[end - 1].index <= 6
      {
        end += 1
      }
      if end - start >= 2 {
        take(Array(positions[start..<end]), of: passages)
      } else if positions[start].rest == passages[positions[start].index].text.count,
        ![5, 10, 100].contains(positions[start].total)
      {
        parts[positions[start].index] = .count
      }
      start = end
    }
  }

  private mutating func take(_ run: [Position], of passages: [Passage]) {
    // The last picture's lines have no position behind them; the pictures before show how many there are.
    let steps = zip(run, run.dropFirst()).map { $1.index - $0.index }.sorted()
    let usual = steps[steps.count / 2]
    for (place, position) in run.enumerated() {
      let isLast = place + 1 == run.count
      let end = isLast ? min(position.index + usual, passages.count) : run[place + 1].index
      var hasCaption = false
      if position.rest < passages[position.index].text.count {
        parts[position.index] = .caption(Array(passages[position.index].text[position.rest...]))
        hasCaption = true
      } else {
        parts[position.index] = .count
      }
      for index in position.index + 1..<max(position.index + 1, end) {
        if !hasCaption {
          parts[index] = .caption(passages[index].text)
          hasCaption = true
        } else if Self.isCredit(passages[index]) {
          parts[index] = .credit
        } else if isLast {
          break
        } else {
          parts[index] = .caption(passages[index].text)
        }
      }
    }
  }

  /// A credit is short and no sentence: an agency's or a photographer's name.
  static func isCredit(_ passage: Passage) -> Bool {
    passage.text.count <= 80 && !Passage.endsAsSentence(passage.text)
  }

  /// The position a passage begins with: `3/35`, `3 / 35`, `3 of 35`.
  private static func position(_ text: [UInt8], at index: Int) -> Position? {
    var place = Self.labelEnd(text)
    guard let first = digits(text, &place) else { return nil }
    while place < text.count, text[place] == 0x20 { place += 1 }
    if place < text.count, text[place] == UInt8(ascii: "/") {
      place += 1
    } else if let word = ["of ", "von ", "sur ", "de "].first(where: { text[place...].starts(with: $0.utf8) })
    {
      place += word.utf8.count - 1
    } else {
      return nil
    }
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard let total = digits(text, &place), first >= 1, first <= total, total >= 2 else { return nil }
    // “3/35” may be followed by a space or nothing; “3/35/2020” is a date.
    let ends = [0x20, UInt8(ascii: "."), UInt8(ascii: ":")]
    guard place == text.count || ends.contains(text[place]) else { return nil }
    while place < text.count, ends.contains(text[place]) { place += 1 }
    return Position(number: first, total: total, rest: place, index: index)
  }

  /// Where the position begins: behind “Image ”, “Slide ” and the like.
  private static func labelEnd(_ text: [UInt8]) -> Int {
    let word = text.prefix { $0 != 0x20 }.map { $0 | 0x20 }
    guard text.count > word.count + 1, labels.contains(word) else { return 0 }
    return word.count + 1
  }

  private static let labels: Set<[UInt8]> = Set(
    ["image", "slide", "photo", "picture", "bild", "foto"].map { Array($0.utf8) })

  private static func digits(_ text: [UInt8], _ place: inout Int) -> Int? {
    let start = place
    var value = 0
    while place < text.count, text[place] >= 0x30, text[place] <= 0x39, place - start < 4 {
      value = value * 10 + Int(text[place] - 0x30)
      place += 1
    }
    return place > start && place - start < 4 ? value : nil
  }
}
