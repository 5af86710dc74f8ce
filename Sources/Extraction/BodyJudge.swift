// Decides of each passage of an article whether it is body, caption or furniture.

import Story

/// Decides of each passage of an article, by itself, whether it is body, caption or furniture.
///
/// The same rules serve HTML and plain text. A passage's verdict rests on its own words, links and form, and on
/// what is said of its element; not on how much else is on the page. So furniture may come and go and the body
/// stays as it is.
struct BodyJudge {
  /// What the page's own notices are told by; kept before any rule of furniture is asked.
  var noticeKind: @Sendable (String) -> Notice.Kind?
  /// The headline, folded, when known: its repetition is no body.
  var headline: [UInt8]?
  /// The authors' names, folded: a line that begins with one and says who that is, is about the author.
  var authors: [[UInt8]] = []
  /// What was decided of the story's version before, and what the host taught.
  var memory = ExtractionMemory()
  /// Whether the article's paragraphs stand in bare `div`s or between line breaks.
  var isLoose = false

  /// A block and the passage it was made of.
  struct Judged {
    var block: Block
    /// The passage's number.
    var passage: Int
  }

  /// What was decided.
  struct Result {
    var blocks: [Judged] = []
    var furniture = FurnitureList()
    /// What nobody can see in the body's passages.
    var invisibles = Invisibles()
  }

  /// What a passage is.
  enum Verdict: Hashable {
    case block(Block.Kind, [UInt8])
    case furniture(Furniture.Kind)
  }

  /// Judges passages in reading order.
  ///
  /// - Parameter marks: what is said of the passages' elements; empty for plain text.
  func judge(_ passages: [Passage], marks: [Furnishing.Mark?] = []) -> Result {
    let gallery = Galleries(passages)
    var verdicts = passages.indices.map { index in
      verdict(passages[index], mark: marks.isEmpty ? nil : marks[index], part: gallery.parts[index])
    }
    setAsideSignature(&verdicts, passages)
    setAsideRepetitions(&verdicts, passages)
    setAsideEmptyHeadings(&verdicts)
    var result = Result()
    for (index, verdict) in verdicts.enumerated() {
      switch verdict {
      case .block(let kind, let text):
        result.blocks.append(Judged(block: Block(kind, Folding.text(text)), passage: index))
        if kind.isBody { result.invisibles.add(passages[index].invisibles) }
      case .furniture(let kind):
        result.furniture.note(kind, passages[index].text)
      }
    }
    return result
  }

  // MARK: One passage

  /// The rules' verdict, or that of the version before where it was another.
  private func verdict(_ passage: Passage, mark: Furnishing.Mark?, part: GalleryPart?) -> Verdict {
    let verdict = verdict(byRules: passage, mark: mark, part: part)
    guard !memory.isEmpty, part == nil else { return verdict }
    switch verdict {
    case .furniture(let kind):
      // A line of links is one whatever its words; they may head a section too.
      guard kind != .byline, !Self.isLinkLine(passage), memory.wasBody(passage.text),
        case .block = self.verdict(byForm: passage, isKnown: true)
      else { return verdict }
      return self.verdict(byForm: passage, isKnown: true)
    case .block(let kind, _):
      guard kind.isBody, kind != .notice else { return verdict }
      return memory.wasFurniture(passage.text)
        || memory.isOfHost(passage.text) && !memory.wasBody(passage.text)
        ? .furniture(.other) : verdict
    }
  }

  private func verdict(byRules passage: Passage, mark: Furnishing.Mark?, part: GalleryPart?) -> Verdict {
    switch part {
    case .count: return .furniture(.galleryCount)
    case .caption(let text): return .block(.caption, text)
    case .credit: return .furniture(.credit)
    case nil: break
    }
    let wording = Wording(passage.text)
    let rule = LineRules.furniture.kind(of: wording)
    if let notice = notice(passage, rule: rule, mark: mark) { return notice }
    switch mark?.kind {
    case .furniture(let kind): return .furniture(kind == .other ? rule ?? .other : kind)
    case .byline: return .furniture(.byline)
    case .date: return .furniture(.counter)
    case .standfirst, .body, .embed, .caption, nil: break
    }
    if let rule, !Self.isStory(passage, though: rule) { return .furniture(rule) }
    if let kind = kind(byParts: passage, wording) { return .furniture(kind) }
    if passage.form == .caption || mark?.kind == .caption { return caption(passage) }
    if let headline, passage.text == headline { return .furniture(.navigation) }
    return verdict(byForm: passage)
  }

  /// Furniture that no list of lines can name: dates, walls, labels before a link, bare counts, who the author is.
  private func kind(byParts passage: Passage, _ wording: Wording) -> Furniture.Kind? {
    guard passage.text.count <= 400 else { return nil }
    if PageVerdict.isWall(passage.text.count, wording) { return .promotion }
    switch passage.form {
    case .paragraph, .loose, .listItem:
      if passage.form != .listItem, DateLine.holds(passage.text) { return .counter }
      if Self.isLabelledLink(passage) { return .related }
      if passage.text.count <= 40, passage.form != .listItem, Self.isBareCount(passage.text) {
        return .counter
      }
      if authors.contains(where: { Self.isAbout($0, passage.text) }) { return .byline }
    default: break
    }
    return nil
  }

  /// “See also: a headline”, in any language: a few words, a colon or bar or arrow, and a link to the end that is no
  /// sentence.
  private static func isLabelledLink(_ passage: Passage) -> Bool {
    guard passage.links == 1, passage.text.count <= 200, passage.linkShare >= 0.6, passage.linkShare < 1,
      passage.text.last != UInt8(ascii: "."), passage.text.last != UInt8(ascii: ",")
    else { return false }
    let label = passage.text.prefix(passage.text.count - passage.linkedBytes + 2).prefix(40)
    return label.contains(UInt8(ascii: ":")) || label.contains(UInt8(ascii: "|"))
      || !label.contains { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A && label.count > 3 }
  }

  /// Figures and signs without a letter: “👍 120”.
  private static func isBareCount(_ text: [UInt8]) -> Bool {
    text.contains { $0 >= 0x30 && $0 <= 0x39 }
      && !text.contains { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0xC3 && $0 <= 0xDF }
      && text.contains { $0 >= 0xE2 }
  }

  private static func isAbout(_ name: [UInt8], _ text: [UInt8]) -> Bool {
    guard name.count >= 5, text.starts(with: name) else { return false }
    let rest = text[name.count...]
    return [" is a ", " is an ", " is the ", " covers ", " reports on ", " writes about "].contains {
      rest.starts(with: $0.utf8)
    }
  }

  /// - Parameter isKnown: whether the passage was body before: then it is judged by its form alone.
  private func verdict(byForm passage: Passage, isKnown: Bool = false) -> Verdict {
    guard
      passage.text.contains(where: {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 >= 0xC3 && $0 != 0xE2
      })
    else { return .furniture(.other) }
    if Self.isLinkLine(passage) { return .furniture(.related) }
    switch passage.form {
    case .heading(let level): return level == 1 ? .furniture(.navigation) : .block(.subheading, passage.text)
    case .paragraph: return .block(.paragraph, passage.text)
    case .listItem: return .block(.listItem, passage.text)
    case .quotation: return .block(.quotation, passage.text)
    case .tableRow: return .block(.tableRow, passage.text)
    case .caption: return caption(passage)
    case .loose:
      if isKnown { return .block(.paragraph, passage.text) }
      let isProse = passage.endsAsSentence && passage.text.count >= (isLoose ? 12 : 40)
      return isProse || isLoose && passage.text.count >= 100
        ? .block(.paragraph, passage.text) : .furniture(.other)
    }
  }

  private func caption(_ passage: Passage) -> Verdict {
    // A caption is a sentence or several words; a credit names who took the picture.
    Galleries.isCredit(passage) && passage.text.split(separator: 0x20).count <= 4
      ? .furniture(.credit) : .block(.caption, passage.text)
  }

  /// Whether a passage only begins as links to other stories do: it has none, and more words than a headline.
  private static func isStory(_ passage: Passage, though rule: Furniture.Kind) -> Bool {
    rule == .related && passage.links == 0 && passage.text.count > 200 && passage.isProse
  }

  /// A line that is a link, or little else.
  private static func isLinkLine(_ passage: Passage) -> Bool {
    guard passage.links > 0 else { return false }
    switch passage.form {
    case .heading, .listItem, .loose: return passage.linkShare >= 0.6
    case .paragraph, .quotation, .tableRow, .caption: return passage.linkShare >= 0.85
    }
  }

  /// A published line about the story itself, even in a footer or an aside; never a menu or a list of links.
  private func notice(_ passage: Passage, rule: Furniture.Kind?, mark: Furnishing.Mark?) -> Verdict? {
    guard passage.text.count <= 1200, passage.linkShare < 0.6, rule != .counter, rule != .cookieNotice else {
      return nil
    }
    if case .heading = passage.form { return nil }
    guard let kind = noticeKind(Folding.text(passage.text)) else { return nil }
    switch mark?.kind {
    case .furniture(.related), .furniture(.other), .furniture(.navigation), .byline, .date:
      return [.correction, .clarification, .editorsNote].contains(kind) ? .block(.notice, passage.text) : nil
    case .furniture: return nil
    default: return .block(.notice, passage.text)
    }
  }

  // MARK: Passages together

  /// “By Jane Doe” above the first paragraph.
  private func setAsideSignature(_ verdicts: inout [Verdict], _ passages: [Passage]) {
    for index in verdicts.indices {
      guard case .block(let kind, let text) = verdicts[index], kind.isBody else { continue }
      guard !passages[index].isProse else { return }
      guard text.count <= 100, text.count > 3, text.starts(with: "By ".utf8) || text.starts(with: "BY ".utf8),
        Byline.isLoneName(String(Folding.text(text).dropFirst(3)))
      else { continue }
      verdicts[index] = .furniture(.byline)
    }
  }

  /// Of so many quotations and headings it is asked whether the body has them; no article pulls more.
  private static let mostPulled = 64

  /// A block that stands again, and a pulled quotation, whose words stand in the body already.
  private func setAsideRepetitions(_ verdicts: inout [Verdict], _ passages: [Passage]) {
    var seen: Set<[UInt8]> = []
    var captions: Set<[UInt8]> = []
    var body: [UInt8] = []
    var pulled = 0
    for case .block(let kind, let text) in verdicts where kind == .paragraph || kind == .listItem {
      body.append(contentsOf: text)
      body.append(0x0A)
    }
    for index in verdicts.indices {
      guard case .block(let kind, let text) = verdicts[index] else { continue }
      switch kind {
      case .caption:
        if !captions.insert(text).inserted { verdicts[index] = .furniture(.repeatedCaption) }
      case .notice, .tableRow:
        break
      default:
        if text.count >= 60, !seen.insert(text).inserted {
          verdicts[index] = .furniture(.other)
        } else if kind == .paragraph, pulled < Self.mostPulled, Self.isQuoted(text),
          let bare = Self.bare(text)
        {
          // It stands in the body itself; a pulled one stands there twice.
          pulled += 1
          if let place = body.place(of: bare, from: 0), body.place(of: bare, from: place + 1) != nil {
            verdicts[index] = .furniture(.other)
          }
        } else if kind == .quotation || kind == .subheading, pulled < Self.mostPulled,
          let bare = Self.bare(text)
        {
          pulled += 1
          if body.holds(bare) { verdicts[index] = .furniture(.other) }
        }
      }
    }
  }

  /// Whether a text begins and ends with quotation marks.
  private static func isQuoted(_ text: [UInt8]) -> Bool {
    ["“", "‘", "\"", "«", "„"].contains { text.starts(with: $0.utf8) }
      && ["”", "’", "\"", "»", "“"].contains { text.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The words between the quotation marks, when there are enough to tell a sentence by.
  private static func bare(_ text: [UInt8]) -> [UInt8]? {
    let marks = ["“", "”", "‘", "’", "\"", "'"].map { Array($0.utf8) }
    var words = text[...]
    while let mark = marks.first(where: { words.starts(with: $0) }) { words = words.dropFirst(mark.count) }
    while let mark = marks.first(where: { words.suffix($0.count).elementsEqual($0) }) {
      words = words.dropLast(mark.count)
    }
    return words.count >= 25 ? Array(words) : nil
  }

  /// A heading with nothing under it headed furniture.
  private func setAsideEmptyHeadings(_ verdicts: inout [Verdict]) {
    var hasBody = false
    for index in verdicts.indices.reversed() {
      guard case .block(let kind, _) = verdicts[index] else { continue }
      if kind == .subheading {
        if !hasBody { verdicts[index] = .furniture(.other) }
        hasBody = true
      } else if kind.isBody && kind != .notice {
        hasBody = true
      }
    }
  }
}
