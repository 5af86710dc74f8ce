// Lines that are known to be a host's furniture, as the archive keeps them.

public import Story

/// Lines that are known to be a host's furniture: what its pages taught (``HostFurniture``).
///
/// Written out they are a text of one line each, so that nothing is hidden: whoever doubts a reading can see what was
/// set aside for them. A line is known by its first 200 characters.
public struct LearntLines: Hashable, Sendable {
  /// The lines, in the order they were learnt.
  public private(set) var lines: [String] = []
  /// Their digests, ascending: what ``ExtractionMemory/host`` asks.
  public private(set) var digests: [UInt64] = []

  /// No more lines are kept; the oldest go first.
  static let most = 200

  /// Nothing learnt.
  public init() {}

  /// Lines as they were written out.
  public init(file: [UInt8]) {
    for line in file.split(separator: 0x0A).prefix(Self.most) { add(String(decoding: line, as: UTF8.self)) }
  }

  /// The lines written out, a line each.
  public var file: [UInt8] { lines.flatMap { Array($0.utf8) + [0x0A] } }

  /// Whether there are none.
  public var isEmpty: Bool { lines.isEmpty }

  /// These lines and the others.
  public func union(_ others: LearntLines) -> LearntLines {
    var all = self
    for line in others.lines { all.add(line) }
    return all
  }

  /// Whether the body of an article has any of these lines: then it would be read otherwise with them.
  public func stand(in article: Article) -> Bool {
    !isEmpty
      && article.blocks.contains { block in
        block.kind.isBody && block.kind != .notice && holds(Self.digest(Array(block.text.utf8)))
      }
  }

  func holds(_ digest: UInt64) -> Bool { digests.holdsSorted(digest) }

  mutating func add(_ line: String) {
    let line = String(decoding: FurnitureList.shown(Array(line.utf8)), as: UTF8.self)
    let digest = ExtractionMemory.digest(Array(line.utf8))
    guard !line.isEmpty, !holds(digest) else { return }
    lines.append(line)
    digests.insert(digest, at: digests.place(notBefore: digest))
    if lines.count > Self.most {
      let oldest = ExtractionMemory.digest(Array(lines.removeFirst().utf8))
      digests.removeAll { $0 == oldest }
    }
  }

  /// What a folded line is known by.
  static func digest(_ line: [UInt8]) -> UInt64 { ExtractionMemory.digest(FurnitureList.shown(line)) }
}
