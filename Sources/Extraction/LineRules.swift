// Says by its words whether a line is furniture.

import Story

/// A line as the rules see it: lower case, straight quotation marks, numbers as `#`, without what ends it.
struct Wording {
  /// The bytes the rules are matched against.
  private(set) var bytes: [UInt8] = []
  /// The length of the line as it stands on the page, in bytes.
  let length: Int

  /// Complexity: O(bytes); no rule looks at lines over 1,200 bytes, so of longer ones only so much is kept.
  init(_ folded: [UInt8]) {
    length = folded.count
    let line = folded.prefix(1200)
    bytes.reserveCapacity(line.count)
    var position = 0
    while position < line.count {
      let byte = line[position]
      if byte >= 0x30 && byte <= 0x39 {
        position = Self.endOfNumber(line, from: position)
        bytes.append(UInt8(ascii: "#"))
      } else if byte == 0xE2, position + 2 < line.count, line[position + 1] == 0x80,
        let plain = Self.plain(line[position + 2])
      {
        bytes.append(contentsOf: plain)
        position += 3
      } else {
        bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        position += 1
      }
    }
    while let last = bytes.last, Self.isCloser(last) { bytes.removeLast() }
  }

  /// `1,204`, `3.4k` and `12m` are one number each.
  private static func endOfNumber(_ line: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    func isDigit(_ place: Int) -> Bool { place < line.count && line[place] >= 0x30 && line[place] <= 0x39 }
    while isDigit(end) || end < line.count && (line[end] == 0x2C || line[end] == 0x2E) && isDigit(end + 1) {
      end += 1
    }
    if end < line.count, [0x6B, 0x4B, 0x6D, 0x4D].contains(line[end]),
      end + 1 == line.count || line[end + 1] == 0x20
    {
      end += 1
    }
    return end
  }

  private static func plain(_ last: UInt8) -> [UInt8]? {
    switch last {
    case 0x98, 0x99: Array("'".utf8)
    case 0x9C, 0x9D: Array("\"".utf8)
    case 0x93, 0x94: Array("-".utf8)
    case 0xA6: Array("...".utf8)
    default: nil
    }
  }

  // The last bytes of », › and → too: a lone tail byte is no harm, as rules are ASCII but for ©.
  private static func isCloser(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: ">"): true
    default: false
    }
  }
}

/// A table of rules on lines, from a data file.
struct LineRules: Sendable {
  private enum Place: String { case `is`, starts, ends, has }

  private struct Rule: Sendable {
    var kind: Furniture.Kind
    var place: Place
    var longest: Int
    /// Parts that follow one another, anything between them.
    var parts: [[UInt8]]
  }

  /// Rules on a line's beginning by its first two bytes, the others in `anywhere`; in the file's order.
  private var byBeginning: [UInt16: [Rule]] = [:]
  private var anywhere: [Rule] = []

  /// Lines of the body.
  static let furniture = LineRules("furniture.txt")
  /// Headings of boxes.
  static let headings = LineRules("headings.txt")

  private init(_ file: String) {
    for line in DataTable.lines(file) {
      let fields = line.split(separator: " ", maxSplits: 3)
      guard fields.count == 4, let kind = Furniture.Kind(rawValue: String(fields[0])),
        let place = Place(rawValue: String(fields[1])), let longest = Int(fields[2])
      else { continue }
      let parts = String(fields[3]).split(separator: " … ").map { Array($0.utf8) }
      let rule = Rule(kind: kind, place: place, longest: longest, parts: parts)
      if place == .is || place == .starts, let first = parts.first, first.count > 1 {
        byBeginning[Self.beginning(first), default: []].append(rule)
      } else {
        anywhere.append(rule)
      }
    }
  }

  /// What a line is by the first rule that fits, or nil.
  func kind(of wording: Wording) -> Furniture.Kind? {
    guard wording.bytes.count > 1 else { return nil }
    return byBeginning[Self.beginning(wording.bytes)]?.first { Self.fits($0, wording) }?.kind
      ?? anywhere.first { Self.fits($0, wording) }?.kind
  }

  private static func beginning(_ bytes: [UInt8]) -> UInt16 { UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }

  private static func fits(_ rule: Rule, _ wording: Wording) -> Bool {
    guard wording.length <= rule.longest else { return false }
    let line = wording.bytes
    guard let first = rule.parts.first, let last = rule.parts.last else { return false }
    var position = 0
    if rule.place == .is || rule.place == .starts {
      guard line.starts(with: first) else { return false }
      if rule.place == .starts, let next = line.dropFirst(first.count).first, isLetter(next),
        isLetter(first[first.count - 1])
      {
        return false
      }
      position = first.count
    }
    let anchored = rule.place == .is || rule.place == .starts ? rule.parts.dropFirst() : rule.parts[...]
    for part in anchored {
      guard let found = line.place(of: part, from: position) else { return false }
      position = found + part.count
    }
    switch rule.place {
    case .is:
      return position == line.count || rule.parts.count > 1 && line.suffix(last.count).elementsEqual(last)
    case .ends: return line.suffix(last.count).elementsEqual(last)
    case .starts, .has: return true
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
