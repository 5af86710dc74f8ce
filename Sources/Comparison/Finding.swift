// A change as found, with what it has told of the two texts.

import Story

/// A change, and the stretches that it tells the whole truth about: a sentence in which nothing else differs need not
/// be reported as edited too.
struct Finding {
  /// The change; its id is given last.
  var change: Change
  /// What it tells of the old text.
  var old: [TextRange]
  /// What it tells of the new text.
  var new: [TextRange]

  /// A change that tells about its own spans and some more stretches.
  init(_ change: Change, old: [TextRange] = [], new: [TextRange] = []) {
    self.change = change
    self.old = old + (change.oldSpan.map { [$0] } ?? [])
    self.new = new + (change.newSpan.map { [$0] } ?? [])
  }
}

/// The stretches of a text that some changes have told about.
struct Told {
  /// The stretches, apart and in order.
  private var ranges: [TextRange] = []

  /// Gathers stretches.
  init(_ all: some Sequence<TextRange>) {
    for range in all.sorted() where !range.isEmpty {
      if let last = ranges.last, range.start <= last.end {
        ranges[ranges.count - 1].end = max(last.end, range.end)
      } else {
        ranges.append(range)
      }
    }
  }

  /// Whether a stretch lies inside one that was told about. Complexity: O(log n).
  func covers(_ range: TextRange) -> Bool {
    first(endingAfter: range.start).map { $0.contains(range) } ?? false
  }

  /// Whether a stretch shares a byte with one that was told about. Complexity: O(log n).
  func touches(_ range: TextRange) -> Bool {
    first(endingAfter: range.start).map { $0.overlaps(range) } ?? false
  }

  private func first(endingAfter place: Int) -> TextRange? {
    let index = ranges.firstIndex(fromWhich: { $0.end > place })
    return index < ranges.count ? ranges[index] : nil
  }
}
