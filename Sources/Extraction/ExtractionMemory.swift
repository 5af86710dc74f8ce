// What is remembered of a story's version before, so that the next one is read the same way.

public import Story

/// What is remembered of a story's version before.
///
/// Where a page leaves a choice, the choice made before is made again while it fits: so that what the site did to its
/// frame does not look like a change of the story. All of it comes from the version before as the archive keeps it, and
/// from what the host's pages taught; nothing is hidden.
///
/// What is remembered are words, not places: a paragraph that was body stays body, a line that was furniture stays
/// furniture, and the element that holds the article is one that holds those paragraphs. So a site may rebuild its pages
/// altogether. Words that are new are judged by the rules alone.
public struct ExtractionMemory: Codable, Hashable, Sendable {
  /// The encoding that version was read as, by the WHATWG's name.
  public var charset: String?
  /// What its host's pages taught: ``LearntLines/digests``.
  public var host: [UInt64] = []
  /// Digests of its lines of body and of its furniture, ascending.
  private var body: [UInt64] = []
  private var furniture: [UInt64] = []

  /// Shorter lines are judged anew each time (bytes): the same few words stand in many places.
  static let shortest = 20

  /// A memory of nothing: the story's first version.
  public init() {}

  /// What there is to remember of a version.
  public init(of article: Article) {
    charset = article.charset
    let lines = article.blocks.lazy.filter(\.kind.isBody).map { Array($0.text.utf8) }
    body = Set(lines.filter { $0.count >= Self.shortest }.map(Self.digest)).sorted()
    let pieces = article.furniture.lazy.map { Array($0.text.utf8) }.filter { $0.count >= Self.shortest }
    furniture = Set(pieces.map(Self.digest)).subtracting(body).sorted()
  }

  /// What there is to remember of a version whose decisions are to be made anew: its encoding.
  public static func encoding(of article: Article) -> ExtractionMemory {
    var memory = ExtractionMemory()
    memory.charset = article.charset
    return memory
  }

  /// Whether a page that was read without this memory would be read the same with it.
  ///
  /// It would when it has all the body that is remembered, as body, not much more, and no remembered furniture in it.
  public func isKept(by page: ExtractedPage) -> Bool {
    guard charset == nil || charset == page.charset, host.isEmpty else { return false }
    let read = ExtractionMemory(of: page.article)
    let found = Set(read.body)
    guard body.isEmpty || read.body.count * 2 <= body.count * 3 + 10 else { return false }
    return body.allSatisfy(found.contains) && !furniture.contains(where: found.contains)
  }

  // MARK: Asking

  /// Whether any decision is remembered.
  var isEmpty: Bool { body.isEmpty && furniture.isEmpty && host.isEmpty }

  /// Whether a folded line was body.
  func wasBody(_ line: [UInt8]) -> Bool {
    line.count >= Self.shortest && body.holdsSorted(Self.digest(Array(Folding.text(line).utf8)))
  }

  /// Whether a folded line was furniture, or is known to be on this host.
  func wasFurniture(_ line: [UInt8]) -> Bool {
    guard line.count >= Self.shortest else { return false }
    return furniture.holdsSorted(Self.digest(FurnitureList.shown(line)))
  }

  /// Whether a folded line is the host's furniture.
  func isOfHost(_ line: [UInt8]) -> Bool {
    !host.isEmpty && line.count >= Self.shortest && host.holdsSorted(LearntLines.digest(line))
  }

  /// FNV-1a, 64 bits. Two lines that collide would share their verdict; nothing is lost by it.
  static func digest(_ line: [UInt8]) -> UInt64 {
    line.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension Array where Element: FixedWidthInteger {
  /// The first place whose number is not less; the numbers ascend. Complexity: O(log n).
  func place(notBefore number: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a number is among these, which ascend. Complexity: O(log n).
  func holdsSorted(_ number: Element) -> Bool {
    let place = place(notBefore: number)
    return place < count && self[place] == number
  }
}
