// robots.txt: what a site asks of robots.

/// What a site's robots.txt asks of one robot (RFC 9309). Only that robot's rules are kept.
public struct RobotsFile: Sendable, Hashable {
  /// One `Allow` or `Disallow`.
  struct Rule: Sendable, Hashable {
    /// Whether it allows.
    var allows: Bool
    /// The pattern's pieces between its stars, in one spelling of their percent-encoding.
    var pieces: [[UInt8]]
    /// Whether the last piece must end the address (`$`).
    var endsAddress: Bool
    /// How telling it is: the octets of its pattern (RFC 9309 §2.2.2).
    var length: Int
  }

  /// The rules, the most telling first, `Allow` before `Disallow` where two tell as much.
  let rules: [Rule]
  /// The rest asked for between two requests, in seconds. Not in the RFC; obeyed as a courtesy.
  public let crawlDelay: Double?

  /// The most bytes that are read; what follows is passed over (RFC 9309 §2.5 asks for at least this much).
  public static let readBytes = 500 * 1024

  /// Everything allowed.
  public static let allowingAll = RobotsFile([], robot: "")

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: the file. Bytes that are not UTF-8 are taken as they are.
  ///   - robot: the robot's product token (`writethru`), compared without regard to case. Its groups hold if it has
  ///     any, else those of `*`, merged where there are several.
  public init(_ bytes: [UInt8], robot: String) {
    let token = robot.lowercased()
    var own = Group()
    var general = Group()
    var isNamed = false
    // Which groups the lines stand in, and whether the last group's names are over.
    var scope = (own: false, general: false)
    var hasRules = true

    Self.eachLine(bytes) { key, value in
      switch key {
      case .agent:
        if hasRules { scope = (false, false) }
        hasRules = false
        let name = Self.product(value)
        if name == "*" {
          scope.general = true
        } else if name == token && !token.isEmpty {
          scope.own = true
          isNamed = true
        }
      case .allow, .disallow:
        hasRules = true
        guard let rule = Rule(allows: key == .allow, pattern: value) else { return }
        if scope.own { own.rules.append(rule) }
        if scope.general { general.rules.append(rule) }
      case .delay:
        // Not of the RFC's, so it does not part the names of a group from each other.
        guard let seconds = Self.seconds(value) else { return }
        if scope.own { own.delay = max(own.delay ?? 0, seconds) }
        if scope.general { general.delay = max(general.delay ?? 0, seconds) }
      }
    }
    let group = isNamed ? own : general
    crawlDelay = group.delay
    rules = group.rules.enumerated()
      .sorted {
        ($1.element.length, $0.element.allows ? 0 : 1, $0.offset)
          < ($0.element.length, $1.element.allows ? 0 : 1, $1.offset)
      }
      .map(\.element)
  }

  /// Whether the robot may ask for an address; only its path and query count.
  public func allows(_ address: WebAddress) -> Bool { allows(path: Array(address.pathAndQuery.utf8)) }

  func allows(path: [UInt8]) -> Bool {
    if rules.isEmpty || path == Array("/robots.txt".utf8) { return true }
    let path = PercentCoding.oneSpelling(path, isPattern: false)
    return rules.first { $0.matches(path) }?.allows ?? true
  }

  /// About how many bytes its rules take.
  var size: Int { rules.reduce(64) { $0 + 64 + $1.length } }

  private struct Group {
    var rules: [Rule] = []
    var delay: Double?
  }
}

// How the lines are read.
extension RobotsFile {
  fileprivate enum Key { case agent, allow, disallow, delay }

  fileprivate static func eachLine(_ bytes: [UInt8], _ take: (Key, ArraySlice<UInt8>) -> Void) {
    var rest = bytes.prefix(readBytes)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for var line in rest.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if let comment = line.firstIndex(of: UInt8(ascii: "#")) { line = line[..<comment] }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let key = key(trimmed(line[..<colon])) else {
        continue
      }
      take(key, trimmed(line[(colon + 1)...]))
    }
  }

  private static func key(_ name: ArraySlice<UInt8>) -> Key? {
    guard name.count <= 12 else { return nil }
    return switch String(decoding: name, as: UTF8.self).lowercased() {
    case "user-agent": .agent
    case "allow": .allow
    case "disallow": .disallow
    case "crawl-delay": .delay
    default: nil
    }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C }
    guard let first = text.firstIndex(where: { !isBlank($0) }),
      let last = text.lastIndex(where: { !isBlank($0) })
    else { return text[text.startIndex..<text.startIndex] }
    return text[first...last]
  }

  /// The product token of a `User-agent` line in lower case: `Writethru/2.0 (news)` names `writethru`.
  private static func product(_ value: ArraySlice<UInt8>) -> String {
    if value.first == UInt8(ascii: "*"), value.count == 1 || value[value.startIndex + 1] == 0x20 {
      return "*"
    }
    let token = value.prefix { byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
    }
    return String(decoding: token, as: UTF8.self).lowercased()
  }

  private static func seconds(_ value: ArraySlice<UInt8>) -> Double? {
    guard value.count < 20, value.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite
    else { return nil }
    return number
  }
}

extension RobotsFile.Rule {
  /// Reads a pattern; nil when it is empty, which rules nothing.
  init?(allows: Bool, pattern: ArraySlice<UInt8>) {
    guard !pattern.isEmpty else { return nil }
    self.allows = allows
    endsAddress = pattern.last == UInt8(ascii: "$")
    let body = PercentCoding.oneSpelling(endsAddress ? pattern.dropLast() : pattern, isPattern: true)
    length = body.count + (endsAddress ? 1 : 0)
    pieces = body.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
    // Of stars in a row one is enough.
    if pieces.count > 2 {
      pieces =
        [pieces[0]] + pieces[1..<(pieces.count - 1)].filter { !$0.isEmpty } + [pieces[pieces.count - 1]]
    }
  }

  /// Whether it speaks of a path. The leftmost place of each piece is as good as any later one.
  func matches(_ path: [UInt8]) -> Bool {
    guard let start = pieces.first, path.starts(with: start) else { return false }
    if pieces.count == 1 { return !endsAddress || path.count == start.count }
    var place = start.count
    let last = pieces.count - 1
    for index in 1...last {
      let piece = pieces[index]
      if index == last && endsAddress {
        return path.count - place >= piece.count && path.suffix(piece.count).elementsEqual(piece)
      }
      guard let end = Self.end(of: piece, in: path, from: place) else { return false }
      place = end
    }
    return true
  }

  /// Where a piece that stands at or after a place ends; in linear time, whatever the two hold (Knuth, Morris, Pratt,
  /// SIAM J. Comput. 6, 1977), since a hostile site writes both patterns and addresses.
  private static func end(of piece: [UInt8], in path: [UInt8], from place: Int) -> Int? {
    if piece.isEmpty { return place }
    if path.count - place < piece.count { return nil }
    var borders = [0]
    borders.reserveCapacity(piece.count)
    var border = 0
    for byte in piece.dropFirst() {
      while border > 0 && piece[border] != byte { border = borders[border - 1] }
      if piece[border] == byte { border += 1 }
      borders.append(border)
    }
    var matched = 0
    for index in place..<path.count {
      while matched > 0 && piece[matched] != path[index] { matched = borders[matched - 1] }
      if piece[matched] == path[index] { matched += 1 }
      if matched == piece.count { return index + 1 }
    }
    return nil
  }
}
