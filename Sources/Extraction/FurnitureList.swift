// Keeps count of what is set aside.

import Story

/// What was set aside, in reading order, the same thing once with its count.
struct FurnitureList {
  private var pieces: [Furniture] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    var kind: Furniture.Kind
    var text: String
  }

  /// A page with more pieces than this keeps the first ones.
  static let most = 200

  /// Notes a piece, which stood `count` times; its text is cut to 200 characters.
  ///
  /// Position lines of galleries and repeated captions are one piece each, whatever their text.
  mutating func note(_ kind: Furniture.Kind, _ text: [UInt8], count: Int = 1) {
    let shown = String(decoding: Self.shown(text), as: UTF8.self)
    let key = Key(kind: kind, text: kind == .galleryCount || kind == .repeatedCaption ? "" : shown)
    if let place = places[key] {
      pieces[place].count += count
    } else if pieces.count < Self.most {
      places[key] = pieces.count
      pieces.append(Furniture(kind, shown, count: count))
    }
  }

  /// A folded line as it is kept: its first 200 characters, UTF-8.
  static func shown(_ text: [UInt8]) -> [UInt8] {
    // An ASCII byte is a character, but for one that marks beyond the cut belong to.
    if text.prefix(201).allSatisfy({ $0 < 0x80 }) { return Array(text.prefix(200)) }
    let folded = Folding.text(Array(text.prefix(1600)))
    return Array(folded.utf8.count <= 200 ? folded[...].utf8 : folded.prefix(200).utf8)
  }

  /// The pieces, in reading order.
  var all: [Furniture] { pieces }
}
