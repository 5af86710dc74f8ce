// What stands on a page but is not the article, in plain words.

import Story

extension Article {
  /// What was set aside, on one line: “cookie notice, 35 captions (printed twice), “Created with Sketch.””.
  var setAside: String? {
    guard !furniture.isEmpty else { return nil }
    return Furniture.Kind.allCases.compactMap { kind in
      let pieces = furniture.filter { $0.kind == kind }
      return pieces.isEmpty ? nil : kind.words(for: pieces)
    }.joined(separator: ", ")
  }

  /// What was set aside, piece by piece.
  var setAsideLines: [Line] {
    furniture.map { piece in
      let times = piece.count > 1 ? "\(piece.count) times" : nil
      return Line(lead: piece.kind.name.one + ":", words: Words(piece.text), margin: times)
    }
  }
}

extension Furniture.Kind {
  /// What one piece and several pieces are called.
  fileprivate var name: (one: String, many: String) {
    switch self {
    case .cookieNotice: ("cookie notice", "cookie notices")
    case .toolMark: ("drawing tool’s mark", "drawing tools’ marks")
    case .galleryCount: ("gallery count", "gallery counts")
    case .repeatedCaption: ("caption", "captions")
    case .credit: ("picture credit", "picture credits")
    case .related: ("link to another story", "links to other stories")
    case .sharing: ("sharing button", "sharing buttons")
    case .advertisement: ("advertisement", "advertisements")
    case .promotion: ("promotion", "promotions")
    case .navigation: ("menu line", "menu lines")
    case .comments: ("reader’s comment", "readers’ comments")
    case .counter: ("counter", "counters")
    case .other: ("other piece", "other pieces")
    }
  }

  fileprivate func words(for pieces: [Furniture]) -> String {
    if self == .toolMark {
      return pieces.prefix(3).map { "“\(cut(harmless($0.text), to: 40))”" }.joined(separator: ", ")
    }
    let text = pieces.count == 1 ? name.one : "\(pieces.count) \(name.many)"
    guard self == .repeatedCaption else { return text }
    // A caption set aside stands in the article too: once more is twice.
    let times = max(2, pieces.map(\.count).max() ?? 2)
    return "\(pieces.count == 1 ? "1 caption" : text) (printed \(times == 2 ? "twice" : "\(times) times"))"
  }
}
