// What a page shows beside its own bytes: the addresses of its styles, images and fonts.

/// The addresses that a page or a style sheet names of what is shown with it, as they are written there.
///
/// This reads tags and attributes and needs no tree, so that no parser of C sees the page in the process that fetches.
/// Scripts, frames, sound and film are not among them. Complexity: O(bytes).
public struct PageResources: Hashable, Sendable {
  /// Style sheets.
  public private(set) var styles: [String] = []
  /// Images and fonts that are shown in any case.
  public private(set) var pictures: [String] = []
  /// Further sizes of images, of which a browser takes the one that fits.
  public private(set) var sizes: [String] = []
  /// What addresses are relative to, when the page says so.
  public private(set) var base: String?

  /// Further addresses are passed over.
  static let most = 2000
  /// Longer pages and style sheets are read as far as this.
  static let longest = 16 << 20

  /// Reads a page, in UTF-8 or an encoding that has ASCII in it.
  public init(page: [UInt8]) {
    var scanner = TagScanner(page.count > Self.longest ? Array(page[..<Self.longest]) : page)
    while let tag = scanner.next() { take(tag) }
  }

  /// Reads a style sheet.
  public init(style: [UInt8]) { take(style: style.prefix(Self.longest)) }

  private mutating func take(_ tag: TagScanner.Tag) {
    switch tag.name {
    case "base": if base == nil { base = tag["href"] }
    case "style": take(style: tag.content)
    case "link": take(link: tag)
    case "img", "source":
      if tag.name == "img" { note(tag["src"], in: \.pictures) }
      for candidate in Self.candidates(tag["srcset"] ?? tag["imagesrcset"] ?? "") {
        note(candidate, in: \.sizes)
      }
    case "input": if tag["type"]?.lowercased() == "image" { note(tag["src"], in: \.pictures) }
    case "video": note(tag["poster"], in: \.pictures)
    case "image": note(tag["href"] ?? tag["xlink:href"], in: \.pictures)
    case "body", "table", "td", "th", "tr": note(tag["background"], in: \.pictures)
    default: break
    }
    if let style = tag["style"] { take(style: Array(style.utf8)[...]) }
  }

  private mutating func take(link: TagScanner.Tag) {
    let relations = (link["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
    // Many pages load their styles as “preload” and make a style sheet of it by script.
    if relations.contains("stylesheet") || relations.contains("preload") && link["as"] == "style" {
      note(link["href"], in: \.styles)
    } else if relations.contains("icon") {
      note(link["href"], in: \.pictures)
    }
  }

  /// Takes what a style sheet imports and what it shows by `url(…)` (CSS Values 4, §4.5).
  private mutating func take(style: ArraySlice<UInt8>) {
    var reader = StyleScanner(style)
    while let (address, isStyle) = reader.next() {
      if isStyle { note(address, in: \.styles) } else { note(address, in: \.pictures) }
    }
  }

  private mutating func note(_ address: String?, in list: WritableKeyPath<PageResources, [String]>) {
    guard let address, styles.count + pictures.count + sizes.count < Self.most else { return }
    // White space around it means nothing; line ends within are dropped, spaces encoded (WHATWG URL, §4.4).
    var text = String.UnicodeScalarView()
    for scalar in address.unicodeScalars where !["\n", "\r", "\t"].contains(scalar) { text.append(scalar) }
    let trimmed = String(text).split(separator: " ", omittingEmptySubsequences: true).joined(separator: "%20")
    guard !trimmed.isEmpty, !trimmed.hasPrefix("#"), trimmed.utf8.count <= 4096,
      !["data:", "blob:", "about:", "javascript:"].contains(where: { trimmed.lowercased().hasPrefix($0) })
    else { return }
    self[keyPath: list].append(trimmed)
  }

  /// The addresses of a `srcset` (HTML, §4.8.4.2.2): each up to white space, parted by commas outside of brackets.
  static func candidates(_ text: String) -> [String] {
    var found: [String] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "," }
      if rest.isEmpty { return found }
      let address = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(address.count)
      if address.last == "," {
        found.append(String(address.reversed().drop { $0 == "," }.reversed()))
        continue
      }
      found.append(String(address))
      var depth = 0
      rest = rest.drop { character in
        if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
        return character != "," || depth > 0
      }
    }
  }
}
