// Writes one Swift file that holds the text of every file given, so that the program needs no folder beside it.

import Foundation

/// `embed-files OUTPUT ROOT FILE…` writes `EmbeddedFiles.text`, a table from each file's path below ROOT to its text.
@main
struct EmbedFiles {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      throw EmbeddingError(problem: "usage: embed-files OUTPUT ROOT FILE…")
    }
    let root = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
    var entries = ""
    for path in arguments.dropFirst(3).sorted() {
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(validating: data, as: UTF8.self)
      else {
        throw EmbeddingError(problem: "\(path) cannot be read as UTF-8 text")
      }
      let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
      entries += "    \(literal(name)): \(literal(text)),\n"
    }
    let source = """
      // Made by embed-files from the files under Resources; change those instead.
      enum EmbeddedFiles {
        /// The text of every embedded file, by its path below `Resources`.
        static let text: [String: String] = [
      \(entries.isEmpty ? "    :\n" : entries)  ]
      }

      """
    try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  /// The text as a one-line Swift string literal, every scalar outside printable ASCII escaped.
  static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result + "\""
  }
}

struct EmbeddingError: Error, CustomStringConvertible {
  var problem: String
  var description: String { "embed-files: \(problem)" }
}
