// What a story is about, in a few numbers: enough to tell that two stories are about different things.

import Story

/// What a story is about: the names in it and the words of its headline, as digests.
///
/// Two stories are told to be about different things only where both name enough; a script without capitals or spaces
/// therefore never teaches anything, and a story of two lines does not either.
struct StoryTopic: Codable, Hashable, Sendable {
  /// Digests of words, ascending.
  private var words: [UInt32]

  /// So many words are kept, the first in reading order.
  private static let most = 32
  /// With fewer words nothing can be told.
  private static let fewest = 4

  init(_ article: Article) {
    var found: [UInt32] = []
    var seen: Set<UInt32> = []
    func note(_ word: Substring.UTF8View) {
      let digest = Self.digest(word)
      if found.count < Self.most, seen.insert(digest).inserted { found.append(digest) }
    }
    for word in Self.words(of: article.headline?.value ?? "") where word.utf8.count >= 5 { note(word.utf8) }
    for block in article.blocks where block.kind.isBody && block.kind != .notice && found.count < Self.most {
      var isStart = true
      for word in Self.words(of: block.text) {
        if !isStart, word.utf8.count >= 4, word.first?.isUppercase == true { note(word.utf8) }
        // The first word of a sentence is written large whatever it is.
        isStart = block.text[word.endIndex...].first.map { ".!?:”\"".contains($0) } ?? true
      }
    }
    words = found.sorted()
  }

  /// Whether two stories are about different things, as far as can be told without the words of a line they share.
  func differs(from other: StoryTopic, besides line: Set<UInt32>) -> Bool {
    let (own, others) = (words.filter { !line.contains($0) }, other.words.filter { !line.contains($0) })
    guard min(own.count, others.count) >= Self.fewest else { return false }
    let shared = Set(own).intersection(others).count
    return shared < 2 || shared * 4 < min(own.count, others.count)
  }

  /// The digests of a line's words.
  static func digests(of line: String) -> Set<UInt32> { Set(words(of: line).map { digest($0.utf8) }) }

  private static func words(of text: String) -> [Substring] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "’" && $0 != "'" }
  }

  /// FNV-1a, 32 bits, of a word in small letters as far as ASCII goes.
  private static func digest(_ word: Substring.UTF8View) -> UInt32 {
    word.reduce(0x811C_9DC5) { hash, byte in
      (hash ^ UInt32(0x41...0x5A ~= byte ? byte | 0x20 : byte)) &* 0x0100_0193
    }
  }
}
