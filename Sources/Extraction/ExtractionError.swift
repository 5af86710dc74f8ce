// Why bytes could not be read at all.

/// Why no article could be read from bytes. A page that can be read in part is read, with a remark.
public enum ExtractionError: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  /// The bytes are another kind of file: its name, such as `a PDF document`.
  case notText(String)
  /// There are no bytes, or nothing but white space.
  case empty
  /// The parser could not make a tree of the page.
  case unparsable
  /// There was not memory enough to read it.
  case tooLarge

  /// What was wrong, and what to do.
  public var description: String {
    switch self {
    case .notText(let found): "this is \(found), not a page: give an HTML page or plain text"
    case .empty: "there is no text in it: look again later, or give another file"
    case .tooLarge: "it needs more memory than there is: read it where there is more"
    case .unparsable: "the HTML parser found no document in it: see whether the file is an HTML page"
    }
  }
}
