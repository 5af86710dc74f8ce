// What is learnt of a host's pages: lines that stand in several of its stories are the host's, not the stories'.

public import Story

/// Learns which lines are a host's furniture, whatever they look like: those that stand in three of its stories which
/// are about different things.
///
/// A value that is handed in and handed back; what it has learnt (``learnt``) is handed in with a page. A line counts
/// once a story, however often the story is looked at. Stories about the same thing share lines for a reason: wire
/// copy, a standfirst that stands over each of them, a paragraph of background. So do lines that say something about
/// their story (corrections, editor's notes, “More follows…”) or quote somebody; those are never learnt. It remembers
/// the last ``most`` stories and is bounded: some five kilobytes.
public struct HostFurniture: Hashable, Sendable {
  /// What has been learnt so far.
  public private(set) var learnt: LearntLines
  /// The stories seen last, the oldest first.
  private var recent: [Seen] = []

  /// What is remembered of a story.
  private struct Seen: Hashable, Sendable {
    var story: UInt64
    var topic: StoryTopic
    /// The low halves of its lines' digests, ascending.
    var lines: [UInt32]
  }

  /// A line that stood in so many stories is furniture.
  static let enough = 3
  /// So many stories are remembered.
  public static let most = 12
  /// So many lines of a story are remembered: the first and the last, where furniture stands.
  private static let mostLines = 40

  /// A host of which this much is known.
  public init(knowing learnt: LearntLines = LearntLines()) { self.learnt = learnt }

  /// Learns from the body of a story's page; the page itself was read before.
  ///
  /// - Parameter story: what the story is known by: its slug or address.
  /// - Returns: whether a line became furniture by it.
  @discardableResult
  public mutating func learn(_ article: Article, story: String) -> Bool {
    let before = learnt
    let story = ExtractionMemory.digest(Array(story.utf8))
    let texts = Self.lines(of: article)
    let topic = StoryTopic(article)
    let others = recent.filter { $0.story != story }
    let digests = texts.map { UInt32(truncatingIfNeeded: LearntLines.digest(Array($0.utf8))) }
    for (text, digest) in zip(texts, digests) {
      if Self.isOfHost(text, digest, topic, others) { learnt.add(text) }
    }
    let lines = digests.sorted()
    if let place = recent.firstIndex(where: { $0.story == story }) {
      recent[place] = Seen(story: story, topic: topic, lines: lines)
    } else {
      recent.append(Seen(story: story, topic: topic, lines: lines))
      if recent.count > Self.most { recent.removeFirst() }
    }
    return learnt != before
  }

  /// The lines of an article that may be the host's.
  private static func lines(of article: Article) -> [String] {
    let lines = article.blocks.lazy.filter { block in
      block.kind.isBody && block.kind != .notice && block.post == nil
        && block.text.utf8.count >= ExtractionMemory.shortest
        && !quotes(block.text)
    }.map(\.text)
    return lines.count <= mostLines
      ? Array(lines) : Array(lines.prefix(mostLines / 2)) + Array(lines.suffix(mostLines / 2))
  }

  /// Whether a line has a quotation mark of the kinds `"`, `«»` and `“”„`.
  private static func quotes(_ line: String) -> Bool {
    // On the bytes: this is asked of every line of every version that is watched.
    var (last, before): (UInt8, UInt8) = (0, 0)
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "\""): return true
      case 0xAB, 0xBB: if last == 0xC2 { return true }
      case 0x9C, 0x9D, 0x9E: if last == 0x80 && before == 0xE2 { return true }
      default: break
      }
      (before, last) = (last, byte)
    }
    return false
  }

  /// Whether a line stands in enough stories that are all about different things.
  private static func isOfHost(_ line: String, _ digest: UInt32, _ topic: StoryTopic, _ others: [Seen])
    -> Bool
  {
    var found = [topic]
    let holders = others.filter { $0.lines.holdsSorted(digest) }
    guard holders.count + 1 >= enough else { return false }
    let words = StoryTopic.digests(of: line)
    for other in holders where found.allSatisfy({ $0.differs(from: other.topic, besides: words) }) {
      found.append(other.topic)
    }
    return found.count >= enough
  }
}
