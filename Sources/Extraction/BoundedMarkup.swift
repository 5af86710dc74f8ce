// Makes any bytes safe to parse: bounds size, depth and attributes in one pass, and leaves out scripts and comments.

/// Markup with bounds on all that a parser's time may grow with.
///
/// libxml2 is quadratic in the attributes of a tag, and its tree as deep as the page wants. Real news pages need at
/// most 50 levels and 64 attributes; the bounds here are those of Blink (512 levels) and four times the real ones.
/// The pass also leaves out comments, styles and scripts, most of a page's bytes; where JSON-LD stands is noted.
struct BoundedMarkup {
  /// The markup, UTF-8 after a byte order mark (``HTMLTree/init(parsing:)`` says what for).
  private(set) var utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// What had to be left out that may have held text, a sentence each.
  private(set) var remarks: [String] = []
  /// How many bytes of scripts there were.
  private(set) var scriptBytes = 0
  /// Whether the page carries its state as data for a script to draw.
  var hasScriptState: Bool { !stateScripts.isEmpty }
  /// Where scripts stand that carry such data, in the bytes given.
  private(set) var stateScripts: [Range<Int>] = []
  /// Where scripts of JSON-LD stand, in the bytes given: a parser would look at each of their characters in vain.
  private(set) var linkedScripts: [Range<Int>] = []
  /// How many scripts there were, those fetched from elsewhere too.
  private(set) var scripts = 0

  /// Longer pages are cut to this many bytes.
  static let longest = 32 << 20
  /// Tags opened at this depth or deeper are left out; their text stays.
  static let deepest = 512
  /// Further tags are left out; their text stays. Ten times as many as the largest news page measured has.
  static let mostTags = 100_000
  /// Further attributes of one tag are left out.
  static let mostAttributes = 256
  /// Attributes with longer values (pictures in `data:` addresses, a script's state) are left out.
  static let longestAttribute = 64 << 10
  /// The page is not read beyond so many bytes of markup, scripts, styles and comments not counted: five times as many
  /// as the largest news page measured has of all.
  static let mostMarkup = 8 << 20
  /// The page is not read beyond so many bytes of text: some 350,000 words.
  static let mostText = 2 << 20
  /// Of white space so much is copied.
  static let mostBlanks = 16
  /// Further `&` and `<` that are text become spaces: the parser is slow with each of them.
  static let mostReferences = 1 << 19
  /// The remark about text beyond the bound.
  static let tooMuchText = "more than \(mostText >> 20) MB of text; the rest was not read"

  private let source: [UInt8]
  private var position = 0
  private var open: [UInt64] = []
  /// How many tags of a name were left out, so that their end tags close nothing else.
  private var leftOut: [UInt64: Int] = [:]
  private var tags = 0
  private var tagsLeftOut = 0
  private var tagsTooMany = 0
  private var attributesLeftOut = 0
  private var textBytes = 0
  private var references = 0

  /// Reads markup once. Complexity: O(bytes).
  init(_ text: [UInt8]) {
    source = text.count > Self.longest ? Array(text[..<Self.longest]) : text
    if text.count > Self.longest { remarks.append("the page is longer than 32 MB; the rest was not read") }
    utf8.reserveCapacity(min(source.count, 4 << 20))
    while position < source.count, utf8.count < Self.mostMarkup, textBytes < Self.mostText { step() }
    if textBytes >= Self.mostText {
      remarks.append(Self.tooMuchText)
    } else if position < source.count {
      remarks.append("more than \(Self.mostMarkup >> 20) MB of markup; the rest was not read")
    }
    if tagsLeftOut > 0 {
      remarks.append("\(tagsLeftOut) tags nested deeper than \(Self.deepest) were passed over")
    }
    if tagsTooMany > 0 { remarks.append("\(tagsTooMany) tags beyond \(Self.mostTags) were passed over") }
    if attributesLeftOut > 0 {
      remarks.append(
        "\(attributesLeftOut) attributes beyond \(Self.mostAttributes) on a tag were passed over")
    }
    if references > Self.mostReferences {
      remarks.append(
        "\(references - Self.mostReferences) “&” and “<” beyond \(Self.mostReferences) became spaces")
    }
  }

  private mutating func step() {
    guard let tag = source.place(of: [UInt8(ascii: "<")], from: position) else {
      copyText(to: source.count)
      return
    }
    copyText(to: tag)
    guard position == tag else { return }
    let next = tag + 1 < source.count ? source[tag + 1] : 0
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      skipDeclaration()
    } else if next == UInt8(ascii: "/") {
      endTag()
    } else if Self.isLetter(next) {
      startTag()
    } else {
      references += 1
      utf8.append(contentsOf: references > Self.mostReferences ? " ".utf8 : "&lt;".utf8)
      textBytes += 1
      position += 1
    }
  }

  /// Copies text up to a place, or as much of it as is allowed. Of long white space only the beginning is copied.
  private mutating func copyText(to end: Int) {
    var from = position
    var blanks = 0
    var kept = textBytes
    while position < end {
      let byte = source[position]
      blanks = byte <= 0x20 ? blanks + 1 : 0
      var isCopied = blanks <= Self.mostBlanks
      if byte == UInt8(ascii: "&") {
        references += 1
        isCopied = references <= Self.mostReferences
      }
      if !isCopied {
        utf8.append(contentsOf: source[from..<position])
        if byte > 0x20 { utf8.append(0x20) }
        from = position + 1
      } else {
        // A character is not cut in two.
        if kept >= Self.mostText, byte & 0xC0 != 0x80 { break }
        kept += 1
      }
      position += 1
    }
    utf8.append(contentsOf: source[from..<position])
    textBytes = kept
  }

  // MARK: Comments and declarations

  private mutating func skipDeclaration() {
    if source[position...].starts(with: Self.commentStart) {
      // `<!-->` and `<!--->` are whole comments.
      let body = position + 4
      if source[body...].first == UInt8(ascii: ">") {
        position = body + 1
      } else if let end = source.place(of: Self.commentEnd, from: body - 1) {
        position = end + 3
      } else {
        remarks.append("a comment is never closed; what follows it was not read")
        position = source.count
      }
    } else {
      position = source.place(of: [UInt8(ascii: ">")], from: position).map { $0 + 1 } ?? source.count
    }
  }

  // MARK: Tags

  private mutating func endTag() {
    let end = source.place(of: [UInt8(ascii: ">")], from: position).map { $0 + 1 } ?? source.count
    defer { position = end }
    guard position + 2 < source.count, Self.isLetter(source[position + 2]) else { return }
    let (name, nameEnd) = name(at: position + 2)
    if TagName.traits(of: name).contains(.drawn) { return }
    if let count = leftOut[name], count > 0 {
      leftOut[name] = count - 1
      return
    }
    if let place = open.lastIndex(of: name) { open.removeSubrange(place...) }
    utf8.append(contentsOf: source[position..<nameEnd])
    utf8.append(UInt8(ascii: ">"))
  }

  private mutating func startTag() {
    let (name, nameEnd) = name(at: position + 1)
    let start = utf8.count
    let traits = TagName.traits(of: name)
    if traits.contains(.drawn) {
      position = nameEnd
      skipAttributes()
      return
    }
    if traits.contains(.endsParagraph), open.last == TagName.p {
      // libxml2 does not know that these end a paragraph.
      open.removeLast()
      utf8.append(contentsOf: "</p>".utf8)
    }
    utf8.append(contentsOf: source[position..<nameEnd])
    copyAttributes(from: nameEnd)
    let isAlone = traits.contains(.void) || utf8.suffix(2).first == UInt8(ascii: "/")
    if traits.contains(.rawText), let content = TagName.rawText[name] {
      skipRawText(
        content, name: name, tagStart: start, data: content.isScript ? scriptData(nameEnd..<position) : .none)
      return
    }
    tags += 1
    if tags > Self.mostTags {
      leaveOut(name, from: start, hasEnd: !isAlone)
      tagsTooMany += 1
      return
    }
    if isAlone { return }
    if traits.contains(.closesItself) {
      while let last = open.last, TagName.traits(of: last).contains(.closesItself) { open.removeLast() }
    }
    if name == TagName.a, open.last == name { open.removeLast() }
    if open.count >= Self.deepest {
      leaveOut(name, from: start)
      tagsLeftOut += 1
    } else {
      open.append(name)
    }
  }

  /// Takes a tag back; a space keeps the words before and after it apart.
  private mutating func leaveOut(_ name: UInt64, from start: Int, hasEnd: Bool = true) {
    utf8.removeSubrange(start...)
    utf8.append(0x20)
    if hasEnd { leftOut[name, default: 0] += 1 }
  }

  private enum ScriptData { case none, linked, state }

  /// What a script's attributes say it holds.
  private func scriptData(_ attributes: Range<Int>) -> ScriptData {
    let lower = source[attributes].prefix(4096).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    if lower.holds(Self.linkedData) { return .linked }
    return Self.stateMarks.contains { lower.holds($0) } ? .state : .none
  }

  /// Whether a script's beginning says that it carries the page's state.
  private func isState(_ script: ArraySlice<UInt8>) -> Bool {
    guard script.count >= 400 else { return false }
    let lower = script.prefix(2048).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return Self.stateMarks.contains { lower.holds($0) }
  }

  /// Copies a tag's attributes up to its `>`, as many as are allowed.
  private mutating func copyAttributes(from start: Int) {
    position = start
    var count = 0
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      if byte <= 0x20 || byte == UInt8(ascii: "/") {
        if byte == UInt8(ascii: "/"), position + 1 < source.count, source[position + 1] == UInt8(ascii: ">") {
          utf8.append(byte)
        }
        position += 1
        continue
      }
      let from = position
      skipAttribute()
      count += 1
      if count <= Self.mostAttributes {
        if position - from > Self.longestAttribute || !isOfUse(from) { continue }
        utf8.append(0x20)
        utf8.append(contentsOf: source[from..<position])
      } else {
        attributesLeftOut += 1
      }
    }
    utf8.append(UInt8(ascii: ">"))
  }

  /// Moves past a tag's attributes and its `>`.
  private mutating func skipAttributes() {
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        return
      }
      if byte <= 0x20 || byte == UInt8(ascii: "/") { position += 1 } else { skipAttribute() }
    }
  }

  /// Whether the attribute at a place is one that extraction reads; the parser is spared the others, which are most.
  private func isOfUse(_ start: Int) -> Bool {
    var end = start + 1
    while end < source.count, !Self.endsName(source[end]) { end += 1 }
    return Attribute.byNumber[TagName.number(source[start..<end])] != nil
  }

  /// Moves past one attribute: a name, and perhaps `=` and a value, quoted or not.
  private mutating func skipAttribute() {
    position += 1
    while position < source.count, !Self.endsName(source[position]) { position += 1 }
    var after = position
    while after < source.count, source[after] <= 0x20 { after += 1 }
    guard after < source.count, source[after] == UInt8(ascii: "=") else { return }
    position = after + 1
    while position < source.count, source[position] <= 0x20 { position += 1 }
    guard position < source.count else { return }
    let quote = source[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      if let end = source.place(of: [quote], from: position + 1) {
        position = end + 1
      } else {
        // Never closed: the value ends where the tag seems to.
        position += 1
        while position < source.count, source[position] != UInt8(ascii: ">") { position += 1 }
      }
    } else {
      while position < source.count, source[position] > 0x20, source[position] != UInt8(ascii: ">") {
        position += 1
      }
    }
  }

  /// Moves past the content of a script, style, title and the like; keeps it where it is of use.
  private mutating func skipRawText(_ content: TagName.RawText, name: UInt64, tagStart: Int, data: ScriptData)
  {
    let from = position
    let end = endOfRawText(name, content.name)
    if end == nil { remarks.append("a <\(String(decoding: content.name, as: UTF8.self))> is never closed") }
    let to = end ?? source.count
    if content.isScript {
      scriptBytes += to - from
      scripts += 1
      if data == .linked {
        linkedScripts.append(from..<to)
      } else if data == .state || isState(source[from..<to]) {
        stateScripts.append(from..<to)
      }
    }
    if !content.isScript {
      utf8.append(contentsOf: "</".utf8)
      utf8.append(contentsOf: content.name)
      utf8.append(UInt8(ascii: ">"))
    } else {
      utf8.removeSubrange(tagStart...)
    }
    position =
      end == nil
      ? source.count : source.place(of: [UInt8(ascii: ">")], from: to).map { $0 + 1 } ?? source.count
  }

  /// Where the end tag of a name begins, or nil.
  private func endOfRawText(_ name: UInt64, _ text: [UInt8]) -> Int? {
    var from = position
    while let found = source.place(of: Self.endTagStart, from: from) {
      let (hash, end) = self.name(at: found + 2)
      if hash == name,
        end >= source.count || source[end] <= 0x20 || source[end] == UInt8(ascii: ">")
          || source[end] == UInt8(ascii: "/")
      {
        return found
      }
      from = found + 2
    }
    return nil
  }

  // MARK: Bytes

  /// A tag's name as a number, and where it ends.
  private func name(at start: Int) -> (UInt64, end: Int) {
    var end = start
    while end < source.count, !Self.endsTagName(source[end]) { end += 1 }
    return (TagName.number(source[start..<end]), end)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
  private static func endsTagName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }
  private static func endsName(_ byte: UInt8) -> Bool { endsTagName(byte) || byte == UInt8(ascii: "=") }

  private static let commentStart = Array("<!--".utf8)
  private static let commentEnd = Array("-->".utf8)
  private static let endTagStart = Array("</".utf8)
  private static let linkedData = Array("ld+json".utf8)
  private static let stateMarks = DataTable.lines("states.txt").map { Array($0.utf8) }
}
