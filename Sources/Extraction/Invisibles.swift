// Counts the characters that nobody can see where they are left out of the text.

import Story

/// How often each character that nobody can see stood in a text, before it was folded.
///
/// Soft hyphens are not counted: they say where a line may be broken, and sites set them by machine.
struct Invisibles {
  /// What is counted as one thing.
  enum Sign: Hashable, Comparable {
    /// A character by itself.
    case character(UInt32)
    /// A run of variation selectors behind a zero-width no-break space: bytes that a signed claim of origin is kept in
    /// (C2PA 2.1, “Embedding manifests into unstructured text”).
    case wrapper
    /// A run of tag characters (U+E0000 to U+E007F) that belong to no flag: words in invisible ASCII.
    case tags
  }

  private var counts: [Sign: Int] = [:]

  /// Notes that a sign stood there once more.
  mutating func note(_ sign: Sign) { counts[sign, default: 0] += 1 }

  /// Adds what stood in another text.
  mutating func add(_ other: Invisibles) { counts.merge(other.counts, uniquingKeysWith: +) }

  /// What was counted, in order of code; nil when there was nothing.
  var found: [Invisible]? {
    counts.isEmpty ? nil : counts.sorted { $0.key < $1.key }.map { Invisible($0.key.code, count: $0.value) }
  }
}

extension Invisibles.Sign {
  /// Its name in an article.
  fileprivate var code: String {
    switch self {
    case .wrapper: return "C2PA"
    case .tags: return "tags"
    case .character(let scalar):
      let digits = String(scalar, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }
}
