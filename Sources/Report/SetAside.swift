// What stands on a page but is not the article, in plain words.

import Story

extension Article {
  /// What was set aside, on one line: “cookie notice, 35 captions (printed twice), “Created with Sketch.””.
  var setAside: String? {
    guard !furniture.isEmpty else { return nil }
    return Furniture.Kind.allCases.compactMap { kind in
      let pieces = furniture.filter { $0.kind == kind }
      if pieces.isEmpty { return nil }
      return kind == .repeatedCaption ? repeatedCaptions(pieces) : kind.words(for: pieces)
    }.joined(separator: ", ")
  }

  /// “35 captions (printed twice)”: a caption set aside stands in the article too, so once more is twice.
  private func repeatedCaptions(_ pieces: [Furniture]) -> String {
    let again = pieces.reduce(0) { $0 + $1.count }
    let captions = max(1, blocks.count { $0.kind == .caption })
    let times = again % captions == 0 ? 1 + again / captions : 1
    switch times {
    case 1: return again == 1 ? "1 caption printed again" : "\(again) captions printed again"
    case 2: return "\(captions) \(captions == 1 ? "caption" : "captions") (printed twice)"
    default: return "\(captions) \(captions == 1 ? "caption" : "captions") (printed \(times) times)"
    }
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
    case .byline: ("authors’ line", "authors’ lines")
    case .counter: ("counter", "counters")
    case .other: ("other piece", "other pieces")
    }
  }

  fileprivate func words(for pieces: [Furniture]) -> String {
    if self == .toolMark {
      return pieces.prefix(3).map { "“\(cut(harmless($0.text), to: 40))”" }.joined(separator: ", ")
    }
    return pieces.count == 1 ? name.one : "\(pieces.count) \(name.many)"
  }
}
