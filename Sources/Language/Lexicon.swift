// The words of a language that mean something to a reader of news, each list from a data file.

/// The word lists of a language.
public struct Lexicon: Sendable {
  /// The language, a BCP 47 tag (`en`).
  public let language: String
  private let lists: [String: WordList]
  private let texts: [String: String]

  /// Reads `Resources/<language>/*.txt`; nil if there is none.
  public init?(language: String) {
    self.init(reading: language)
    if lists.isEmpty { return nil }
  }

  /// The lists of the language that a BCP 47 tag names (`de-AT` is `de`); English where there are none for it.
  public static func best(for tag: String?) -> Lexicon {
    let primary = (tag ?? "").prefix { $0 != "-" && $0 != "_" }.lowercased()
    return primary == "en" ? english : Lexicon(language: primary) ?? english
  }

  /// The English lists.
  public static let english = Lexicon(reading: "en")

  private init(reading language: String) {
    self.language = language
    var lists: [String: WordList] = [:]
    var texts: [String: String] = [:]
    let folder = "\(language)/"
    for (path, text) in EmbeddedFiles.text where path.hasPrefix(folder) && path.hasSuffix(".txt") {
      let name = String(path.dropFirst(folder.count).dropLast(4))
      texts[name] = text
      lists[name] = WordList(text)
    }
    self.lists = lists
    self.texts = texts
  }

  /// The list read from `<name>.txt`; an empty list if the language has none. Ask once and keep it: this is not for
  /// inner loops.
  public subscript(list: String) -> WordList { lists[list] ?? WordList("") }

  /// What `settings.txt` says of a subject; empty if it says nothing.
  func setting(_ name: String) -> String { self["settings"].value(of: Array(name.utf8)[...]) ?? "" }

  /// The text of `<name>.txt` as it stands, for lists that are more than words; empty if the language has none.
  func text(of list: String) -> String { texts[list] ?? "" }
}
