// What cannot be read is refused in one line, with the right exit code, and nothing is half written.

import Foundation
import Testing

@Suite struct BadInputTests {
  /// What is typed, and the exit code it ends with.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32
    var testDescription: String { arguments.joined(separator: " ").debugDescription }
  }

  static let refusals: [Refusal] = [
    Refusal(arguments: ["import", "fire", "missing.html"], status: 66),
    Refusal(arguments: ["import", "fire", "folder"], status: 65),
    Refusal(arguments: ["import", "../x", "page.txt"], status: 64),
    Refusal(arguments: ["import", "fire\u{1B}[2J", "page.txt"], status: 64),
    Refusal(arguments: ["import", "fire", "empty.txt"], status: 65),
    Refusal(arguments: ["import", "fire", "paper.pdf"], status: 65),
    Refusal(arguments: ["import", "fire", "picture.html"], status: 65),
    Refusal(arguments: ["log", "nothing"], status: 66),
    Refusal(arguments: ["diff", "nothing"], status: 66),
    Refusal(arguments: ["diff", "page.txt", "missing.txt"], status: 66),
    Refusal(arguments: ["look", "not an address"], status: 64),
    Refusal(arguments: ["look", "file:///etc/passwd"], status: 64),
    Refusal(arguments: ["look", "http://127.0.0.1:9/"], status: 69),
    Refusal(arguments: ["verify"], status: 66),
    Refusal(arguments: ["filter", "guess"], status: 64),
    Refusal(arguments: ["watch", "http://a.example/", "--every", "0s"], status: 64),
  ]

  @Test(arguments: refusals)
  func `a clear line and the right exit code`(refusal: Refusal) throws {
    let program = try Program()
    try program.write("A page.\nWith text on it.\n", to: "page.txt")
    try program.write("", to: "empty.txt")
    try program.write(Array("%PDF-1.7\n%âãÏÓ\n".utf8) + [0, 1, 2, 255], to: "paper.pdf")
    try program.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], to: "picture.html")
    try FileManager.default.createDirectory(
      at: program.folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
    let run = try program.start(refusal.arguments).end()
    #expect(run.status == refusal.status)
    #expect(run.errors.count > 20)
    #expect(!run.errors.unicodeScalars.contains("\u{1B}"))
    #expect(run.output.isEmpty || run.output.hasSuffix("0 versions\n"))
  }

  @Test func `one bad file does not stop the others`() throws {
    let program = try Program()
    try program.write(ImportTests.early, to: "2020-01-06T2200Z.txt")
    try program.write("", to: "2020-01-06T2300Z.txt")
    let run = try program.run("import", "fire", ".")
    #expect(run.status == 65)
    #expect(run.output.contains("fire: 1 version of a new story"))
    #expect(run.errors.contains("2020-01-06T2300Z.txt is empty"))
  }

  /// Pages that are meant to hurt, each holding a sentence that should survive.
  static let hostile: [(name: String, bytes: [UInt8])] = [
    (
      "nested.html",
      Array(
        (String(repeating: "<div>", count: 100_000)
          + "<p>The river rose again on Friday, and the people of the lower town were told to leave their homes.</p>")
          .utf8)
    ),
    (
      "latin.html",
      Array("<html><body><p>The caf".utf8) + [0xE9]
        + Array(
          " burned. The river rose again on Friday, and the people of the lower town were told to leave their homes.</p>"
            .utf8)
    ),
    (
      "invalid.txt",
      Array("Broken \u{FFFD}".utf8) + [0xFF, 0xC0, 0x80]
        + Array(
          "\nThe river rose again on Friday, and the people of the lower town were told to leave their homes.\n"
            .utf8)
    ),
    (
      "nul.txt",
      Array(
        "The river\0rose.\nThe river rose again on Friday, and the people of the lower town were told to leave their homes.\n"
          .utf8)
    ),
  ]

  @Test(arguments: hostile.map(\.name))
  func `a hostile page gives a version with what could be read`(name: String) throws {
    let program = try Program()
    let page = try #require(Self.hostile.first { $0.name == name })
    try program.write(page.bytes, to: name)
    let run = try program.run("import", "river", name)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try program.run("show", "river", "--json").output.contains(
        "The river rose again on Friday, and the people of the lower town were told to leave their homes."))
    #expect(try program.run("verify").status == 0)
  }

  @Test func `twenty megabytes of one line end in a version or a clear error`() throws {
    let program = try Program()
    try program.write(Array(repeating: UInt8(ascii: "x"), count: 20 << 20), to: "line.txt")
    let run = try program.run("import", "line", "line.txt")
    #expect(run.status == 0 || run.status == 65)
    if run.status == 0 { #expect(try program.run("verify").status == 0) }
  }

  @Test func `terminal escapes in a headline are printed harmless`() throws {
    let program = try Program()
    let page =
      "<html><head><title>x</title></head><body><article><h1>Fire\u{1B}]0;owned\u{7} at the docks</h1>"
      + "<p>A warehouse\u{1B}[2J at the old docks burned down on Monday night.</p><p>Nobody was hurt.</p></article>"
    try program.write(page, to: "2020-01-06T2200Z.html")
    try program.run("import", "fire", ".")
    for verb in ["log", "show", "quotes"] {
      let output = try program.run(verb, "fire").output
      #expect(!output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 })
    }
    #expect(!(try program.git("log", "fire").output.unicodeScalars.contains("\u{1B}")))
  }

  @Test(arguments: ["stories.git/HEAD", "stories.git/objects", "stories.git"])
  func `a corrupt archive is named as such`(missing: String) throws {
    let program = try Program()
    try program.write(ImportTests.early, to: "2020-01-06T2200Z.txt")
    try program.run("import", "fire", ".")
    let archive = program.folder.appendingPathComponent("writethru-archive")
    try FileManager.default.removeItem(at: archive.appendingPathComponent(missing))
    for arguments in [["verify"], ["show", "fire"], ["import", "fire", "2020-01-06T2200Z.txt"]] {
      let run = try program.start(arguments).end()
      #expect(run.status == 65, "\(arguments): \(run.status) \(run.errors)")
      #expect(run.errors.hasPrefix("writethru: "))
    }
  }
}
