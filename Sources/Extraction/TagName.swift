// Tag names as numbers, and what is known of them before parsing.

/// Tag names as numbers, so that a pass over a page compares no strings.
enum TagName {
  static let a = number("a".utf8)
  static let p = number("p".utf8)

  /// The number of a name in any case (FNV-1a; two names that collide would only count as one in depth).
  static func number(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
  }

  /// Tags that never have an end tag.
  static let void = numbers("area base br col embed hr img input link meta param source track wbr")
  /// Tags that a tag of the same family ends; they nest only through another tag.
  static let closesItself = numbers("p li dt dd td th tr tbody thead tfoot option optgroup colgroup")
  /// HTML5 blocks that end an open paragraph, which libxml2 does not know.
  static let endsParagraph = numbers(
    "article aside details dialog figcaption figure footer header hgroup main nav section summary")

  /// A tag whose content is no markup.
  struct RawText {
    var name: [UInt8]
    var isScript = false
  }

  /// The tags whose content is no markup, by number.
  static let rawText: [UInt64: RawText] = {
    var table: [UInt64: RawText] = [:]
    for name in ["style", "textarea", "iframe", "xmp", "noembed", "noframes"] {
      table[number(name.utf8)] = RawText(name: Array(name.utf8))
    }
    table[number("script".utf8)] = RawText(name: Array("script".utf8), isScript: true)
    return table
  }()

  private static func numbers(_ names: String) -> Set<UInt64> {
    Set(names.split(separator: " ").map { number($0.utf8) })
  }
}
