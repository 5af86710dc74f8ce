// In whose name the archive's commits are made.

/// Who commits: a setting.
public struct Committer: Hashable, Sendable {
  /// The name that git shows.
  public let name: String
  /// The mail address that git shows.
  public let email: String

  /// Who commits unless a setting says otherwise.
  public static let standard = Committer(name: "Writethru", email: "writethru@localhost")

  /// Somebody. What git has no room for (angle brackets, line ends) is taken out; nothing left means the standard.
  public init(name: String, email: String) {
    func clean(_ text: String, or standard: String) -> String {
      let clean = text.filter { $0 != "<" && $0 != ">" }.onOneLine(limit: 100)
      return clean.isEmpty ? standard : clean
    }
    self.name = clean(name, or: "Writethru")
    self.email = clean(email, or: "writethru@localhost")
  }

  /// Reads what follows `committer` in a commit: `Name <email> seconds zone`.
  static func parse(_ line: some StringProtocol) -> (Committer, seconds: Int64)? {
    guard let open = line.lastIndex(of: "<"), let close = line.lastIndex(of: ">"), open < close,
      let seconds = line[line.index(after: close)...].split(separator: " ").first.flatMap({ Int64($0) })
    else { return nil }
    let email = line[line.index(after: open)..<close]
    return (Committer(name: String(line[..<open]), email: String(email)), seconds)
  }
}
