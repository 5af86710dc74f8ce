// Every library has an article that begins its documentation, and the example in it is code that a test runs.

import Foundation
import Testing

@Suite struct RoomArticlesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The libraries that the package offers.
  static let libraries: [String] = {
    let package = (try? text("Package.swift")) ?? ""
    return package.matches(of: /\.library\(name: "(\w+)"/).map { String($0.output.1) }
  }()

  /// Lines that say something, without the room that they are set in by.
  private func lines(_ text: some StringProtocol) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  @Test func `there are libraries`() { #expect(Self.libraries.count >= 10) }

  @Test(arguments: libraries)
  func `a library's article has an example of at most fifteen lines, and its tests run it`(
    room: String
  ) throws {
    let article = try Self.text("Sources/\(room)/Documentation.docc/\(room).md")
    #expect(article.hasPrefix("# ``\(room)``\n"))
    let example = try #require(article.firstMatch(of: /```swift\n((?s:.*?))```/)).output.1
    let (imports, code) = (
      lines(example).filter { $0.hasPrefix("import ") }, lines(example).filter { !$0.hasPrefix("import ") }
    )
    #expect(imports.contains("import \(room)"))
    #expect(imports.count + code.count <= 15)
    let test = lines(try Self.text("Tests/\(room)Tests/\(room)ExampleTests.swift"))
    #expect(Set(imports).isSubset(of: test))
    #expect(test.joined(separator: "\n").contains(code.joined(separator: "\n")))
  }
}
