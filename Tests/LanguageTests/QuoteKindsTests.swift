// Tests why words stand in marks, and how much of a sentence they are.

import Story
import Testing

@Suite struct QuoteKindsTests {
  @Test(arguments: [
    ("Ms Carr called it “a scandal”.", Quote.Kind.quote),
    ("“Nobody came to help us at all that night.”", .quote),
    ("The so-called “smart” road is shut.", .term),
    ("The word “crisis” was nowhere to be seen.", .term),
    ("The storm, known as “the Beast”, passed.", .term),
    ("Robert “Bobby” Crane sat in the front row.", .term),
    ("The film “The Long Way Home” opened on Friday.", .title),
    ("Her novel, “Salt and Iron”, was published in May.", .title),
    ("He appeared on BBC's “Morning Hour” on Monday.", .title),
    ("She sang in “The Merry Miller” for ten years.", .title),
    ("It won the “Golden Reel” award.", .title),
    ("He ran a “chop shop” behind the station.", .scare),
    ("The “fresh” fish was a week old.", .scare),
  ])
  func `words in marks are a quotation, a title, a term, or held at arm's length`(
    _ text: String, _ kind: Quote.Kind
  ) {
    #expect(kinds(text) == [kind])
  }

  @Test func `a title beside a quotation stays a title`() {
    #expect(
      kinds("In an interview on Radio Nord's “Face the Facts,” the minister said it was “over”.") == [
        .title, .quote,
      ])
  }

  @Test func `only words that somebody said have a speaker`() {
    #expect(credits("Mr Hale said the so-called “smart” road was “a trap”.") == ["a trap — Hale · said"])
  }

  @Test(arguments: [
    ("“We held on,” said Ann Doyle.", [Quote.Form.direct]),
    ("Ann Doyle said: “We held on.”", [.direct]),
    ("Ann Doyle said the ship was “barely afloat”.", [.partial]),
    ("“Barely afloat” was how Ann Doyle put it.", [.partial]),
    ("“The roof,” said Mr Quill, “was already gone.”", [.direct, .direct]),
    ("The plan “will fail”, she said.", [.partial]),
    ("“No,” he said.", [.direct]),
  ])
  func `a quotation is direct when it is a clause of its own, else a part of the sentence`(
    _ text: String, _ wanted: [Quote.Form]
  ) {
    #expect(forms(text) == wanted)
  }
}
