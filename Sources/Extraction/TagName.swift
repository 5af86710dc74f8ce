// Tag and attribute names as numbers, and what is known of tags before parsing.

/// Tag and attribute names as numbers, so that a pass over a page compares no strings.
enum TagName {
  static let a = number("a".utf8)
  static let p = number("p".utf8)

  /// The number of a name in any case (FNV-1a; two names that collide would only count as one in depth).
  static func number(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
  }

  /// What is known of a tag by its name.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// It never has an end tag.
    static let void = Traits(rawValue: 1)
    /// A tag of the same family ends it; it nests only through another tag.
    static let closesItself = Traits(rawValue: 2)
    /// An HTML5 block that ends an open paragraph, which libxml2 does not know.
    static let endsParagraph = Traits(rawValue: 4)
    /// Its content is no markup.
    static let rawText = Traits(rawValue: 8)
    /// A part of a drawing without words: the tag is left out.
    static let drawn = Traits(rawValue: 16)
  }

  /// What is known of the tag of a number.
  static func traits(of number: UInt64) -> Traits { table[number] ?? [] }

  private static let table: NumberTable<Traits> = {
    var table: [UInt64: Traits] = [:]
    func add(_ trait: Traits, _ names: String) {
      for name in names.split(separator: " ") { table[number(name.utf8), default: []].insert(trait) }
    }
    add(.void, "area base br col embed hr img input link meta param source track wbr")
    add(.closesItself, "p li dt dd td th tr tbody thead tfoot option optgroup colgroup")
    add(
      .endsParagraph,
      "article aside details dialog figcaption figure footer header hgroup main nav section summary")
    add(
      .drawn,
      "circle clippath defs ellipse g line lineargradient mask path polygon polyline radialgradient rect stop use"
    )
    add(.rawText, "script style textarea iframe xmp noembed noframes")
    return NumberTable(table)
  }()

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
}

extension Tag {
  /// The elements by their names' numbers.
  static let byNumber = NumberTable(
    Dictionary(uniqueKeysWithValues: allCases.map { (TagName.number($0.name.utf8), $0) }))
}

extension Attribute {
  /// The attributes by their names' numbers.
  static let byNumber = NumberTable(
    Dictionary(uniqueKeysWithValues: allCases.map { (TagName.number($0.rawValue.utf8), $0) }))
}
