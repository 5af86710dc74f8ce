// What can name a story.

import Story
import Testing

@Suite struct SlugTests {
  @Test(arguments: ["us-iraq-letter", "a", "2020-fire", String(repeating: "x", count: 100)])
  func `a plain name is taken as it is`(name: String) throws {
    #expect(try Slug(name).text == name)
  }

  @Test(arguments: [
    "", "-rf", "../etc", "a/b", "Fire", "fire\u{1B}[31m", "fire\0", "feuer-über", "a b",
    String(repeating: "x", count: 101),
  ])
  func `anything that could reach a path or a terminal is refused`(name: String) {
    #expect(throws: SlugError.self) { try Slug(name) }
  }

  @Test func `a refusal shows no control character and offers the nearest name`() {
    let error = SlugError(given: "Harbour Fire\u{1B}[2J")
    #expect(!error.description.contains("\u{1B}"))
    #expect(error.description.contains("harbour-fire-2j"))
  }

  @Test(arguments: [
    ("Harbour fire: 12 dead", "harbour-fire-12-dead"), ("--x--", "x"), ("a__b", "a-b"),
  ])
  func `the nearest name keeps letters and digits`(text: String, expected: String) {
    #expect(Slug(nearest: text)?.text == expected)
  }

  @Test func `nothing usable gives no name`() {
    #expect(Slug(nearest: "¿…?") == nil)
  }
}
