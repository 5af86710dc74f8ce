// What is learnt of a host's pages: lines that stand in several of its stories are the host's, not the stories'.

public import Story

/// Lines that stand in several stories of one host: its furniture, whatever they look like.
///
/// A value that is handed in with a page (``ExtractionMemory/host``) and handed back when the page was read
/// (``learn(_:story:)``). It forgets nothing it has counted but is bounded: beyond ``most`` lines no new ones are taken.
/// A story's own lines stay body in that story while its memory has them, so that learning alone changes no story.
public struct HostFurniture: Codable, Hashable, Sendable {
  /// Lines by digest, ascending, and the stories they stood in, the first few by digest.
  private var lines: [UInt64] = []
  private var stories: [[UInt64]] = []

  /// A line that stood in so many stories is furniture.
  static let enough = 3
  /// No more lines are kept.
  static let most = 20_000

  /// Nothing learnt yet.
  public init() {}

  /// Learns from the body of a story's page; the page itself is judged before.
  ///
  /// - Parameter story: what the story is known by: its slug or address.
  public mutating func learn(_ article: Article, story: String) {
    let story = ExtractionMemory.digest(Array(story.utf8))
    for block in article.blocks where block.kind.isBody && block.kind != .notice {
      let line = Array(block.text.utf8)
      guard line.count >= ExtractionMemory.shortest else { continue }
      note(ExtractionMemory.digest(line), story)
    }
  }

  private mutating func note(_ line: UInt64, _ story: UInt64) {
    let place = lines.place(notBefore: line)
    if place < lines.count, lines[place] == line {
      if stories[place].count < Self.enough, !stories[place].contains(story) { stories[place].append(story) }
    } else if lines.count < Self.most {
      lines.insert(line, at: place)
      stories.insert([story], at: place)
    }
  }

  /// Whether a line is the host's.
  func holds(_ line: UInt64) -> Bool {
    let place = lines.place(notBefore: line)
    return place < lines.count && lines[place] == line && stories[place].count >= Self.enough
  }
}
