// Tests what credits a quotation within its own sentence.

import Foundation
import Testing

@Suite struct CreditsTests {
  @Test(
    arguments: [
      ("“We held on,” said Ann Doyle.", "Ann Doyle", "said"),
      ("“We held on,” Ann Doyle said.", "Ann Doyle", "said"),
      ("Ann Doyle said: “We held on.”", "Ann Doyle", "said"),
      ("Ann Doyle said, “We held on.”", "Ann Doyle", "said"),
      ("Ann Doyle said that “we held on”.", "Ann Doyle", "said"),
      ("“Did we hold on?” asked Ann Doyle.", "Ann Doyle", "asked"),
      ("“Hold on!” Ann Doyle shouted.", "Ann Doyle", "shouted"),
      ("“We held on”, Ann Doyle later tweeted.", "Ann Doyle", "tweeted"),
      ("The crew “held on”, as Ann Doyle put it.", "Ann Doyle", "put it"),
      ("“Barely afloat” was how Ann Doyle put it.", "Ann Doyle", "put it"),
      ("The crew “held on” for a day and a night, Ann Doyle said.", "Ann Doyle", "said"),
      ("The crew “held on” for a day, said Ann Doyle.", "Ann Doyle", "said"),
      ("Ann Doyle was quoted as saying: “We held on.”", "Ann Doyle", "was quoted as saying"),
      ("The radio quoted Ann Doyle as saying the crew “held on”.", "Ann Doyle", "saying"),
      ("The trip was described by Ann Doyle as “a nightmare”.", "Ann Doyle", "described"),
      ("The trip was called “a nightmare” by Ann Doyle.", "Ann Doyle", "called"),
    ])
  func `a quotation is credited by a verb beside it`(_ text: String, _ speaker: String, _ cue: String) {
    let lines = credits(text)
    #expect(lines.count == 1)
    #expect(lines.first?.hasSuffix(" — " + speaker + " · " + cue) == true, "\(lines)")
  }

  @Test func `a verb that governs a sentence credits the part that is quoted`() {
    #expect(
      credits(
        "The ministry later said the note that caused alarm was an “early, unfinished draft”, of no weight.")
        == ["early, unfinished draft — the ministry · said"])
  }

  @Test func `who is named behind a whole clause has told it, and speaks on`() {
    #expect(
      credits(
        "A wooden figure was found by a walker, said the head of the inquiry, Jens Quill.\n“We have it.”")
        == ["We have it. — Jens Quill · said"])
  }

  @Test func `an aside between dashes behind a quotation is no speaker`() {
    #expect(
      credits("Ann Doyle said the crew was “done with it” - a swipe at the owners - and thanked her friends.")
        == ["done with it — Ann Doyle · said"])
    #expect(
      credits(
        "The official Chirp account of the port, @leithport, said crews were coming and that “all is well”.")
        == ["all is well — the official Chirp account of the port · said"])
  }

  @Test func `a heading in marks that ran into the text is nobody's words`() {
    #expect(credits("'Vital role' Mr Quill opened the new ward during a visit to Leith.") == [])
    #expect(credits("\"Never\" Mr Quill said.") == ["Never — Quill · said"])
  }

  @Test func `what stands in the place of a noun is no verb`() {
    #expect(
      !credits("You can send captions for the picture with the “write to us” form.").contains {
        $0.hasSuffix("captions")
      })
  }

  @Test func `several parts of a sentence have the same speaker`() {
    #expect(
      credits("The report called the bridge “unsafe”, the road “a trap” and the signs “worse than none”.")
        == [
          "unsafe — the report · called", "a trap — the report · called",
          "worse than none — the report · called",
        ])
  }

  @Test func `both halves of a split quotation have the same speaker`() {
    #expect(
      credits("“The roof,” said Mr Quill, “was already gone.” “And,” he added, “so was the floor.”") == [
        "The roof, — Quill · said", "was already gone. — Quill · said", "And, — Quill · added",
        "so was the floor. — Quill · added",
      ])
  }

  @Test func `of several verbs the one nearest to the quotation is the cue`() {
    #expect(credits("Ms Carr said no, adding: “Not now.”") == ["Not now. — Carr · adding"])
    #expect(credits("She wrote a note and told reporters: “Not now.”") == ["Not now. — she · told"])
  }

  @Test func `a verb that only hangs on another is not the cue`() {
    #expect(
      credits("Mr Hale said it was too early to tell whether the fire was “an accident”.")
        == ["an accident — Hale · said"])
    #expect(credits("Ms Carr says she knows the road is “a trap”.") == ["a trap — Carr · says"])
  }

  @Test func `who is spoken to does not speak`() {
    #expect(credits("Ms Tran told the mayor: “You must act.”") == ["You must act. — Tran · told"])
    #expect(credits("Asked by Mr Boyd, the chief said: “No.”") == ["No. — the chief · said"])
    #expect(credits("“You must act,” Ms Tran told Mr Boyd.") == ["You must act, — Tran · told"])
  }

  @Test func `a noun that looks like a verb credits nothing`() {
    #expect(credits("Only 22% of council claims were “true”, Ms Carr said.") == ["true — Carr · said"])
    #expect(
      credits("The United States said reports of a deal were “premature”.")
        == ["premature — the United States · said"])
  }

  @Test func `ellipses and brackets inside belong to the quotation`() {
    #expect(credits("“The […] bridge … fell,” said Ms Carr.") == ["The […] bridge … fell, — Carr · said"])
    #expect(
      credits("\"We [the council] ... knew,\" said Ms Carr.") == ["We [the council] ... knew, — Carr · said"])
  }

  /// Styles of many papers and agencies, each with what it is that a reader gets wrong.
  @Test(arguments: [
    ("a dateline", "LEITH (Reuters) - The port said it would “take all steps”.", ["the port · said"]),
    (
      "an agency's city", "PARIS, Jan 6 (AFP) - “We stay,” Ann Doyle told AFP. “Always.”",
      ["Ann Doyle · told", "Ann Doyle · told"]
    ),
    (
      "one shouted word", "“Stop!” Ann Doyle shouted. “Police!” Then all ran.",
      ["Ann Doyle · shouted", "Ann Doyle · shouted"]
    ),
    ("an account's handle", "“You can't make this up,” tweeted @leithport.", ["@leithport · tweeted"]),
    ("a handle before its verb", "@leithport wrote: “The wall fell.”", ["@leithport · wrote"]),
    (
      "a clause with who", "The senator, who chairs the board, said the plan was “dead”.",
      ["the senator · said"]
    ),
    ("an aside with dashes", "Mr Reyes – who denies it – said he was “innocent”.", ["Reyes · said"]),
    ("a clause with whose", "“It is broken,” Doyle, whose brother died, told the board.", ["Doyle · told"]),
    (
      "a bracketed party", "Governor Anita Cole (R) said she was “sad,” while Sam Pike said he was “glad.”",
      ["Anita Cole · said", "Sam Pike · said"]
    ),
    (
      "an owner's spokesman", "The mayor's spokesman, Eric Lund, said: “He regrets it.”", ["Eric Lund · said"]
    ),
    (
      "a father of one of many", "The father of one of the victims, Ken Doran, said: “I forgive him.”",
      ["Ken Doran · said"]
    ),
    (
      "an office with its place", "Officials at the clinic in Leith called it “contained”.",
      ["officials at the clinic in Leith · called"]
    ),
    (
      "lawyers for somebody", "Lawyers for Mr. Brandt called it “a fairy tale”.",
      ["lawyers for Mr. Brandt · called"]
    ),
    (
      "a statement from somebody", "“I am sorry,” read a statement from Mr Cole.",
      ["a statement from Mr Cole · read"]
    ),
    (
      "an office with a title", "Mr Abbott's office issued a statement calling it “false”.",
      ["Mr Abbott's office · calling"]
    ),
    (
      "a name for a thing, then a paper", "A port spokesman dismissed it as “nonsense”, the Echo reported.",
      ["a port spokesman · dismissed"]
    ),
    (
      "unnamed officials", "Two officials, speaking on condition of anonymity, called the talks “tense.”",
      ["two officials · called"]
    ),
    ("a message that reads", "“This is not a drill,” the text message read.", ["the text message · read"]),
    (
      "a question to somebody", "Asked by the Echo if he would go, Mr Hale replied: “No, I have a job.”",
      ["Hale · replied"]
    ),
    (
      "a denial before", "Kim’s lawyer, Dana Wolfe, would not comment. She later said Kim was “crushed”.",
      ["Dana Wolfe · said"]
    ),
    (
      "an introduction in the sentence before",
      "Among those waiting was Lucy Grant, 23. “I came at six,” she said.", ["Lucy Grant · said"]
    ),
    (
      "single marks with a group's apostrophe",
      "‘We froze,’ said Maureen Platt. ‘The residents’ group wrote – twice.’",
      ["Maureen Platt · said", "Maureen Platt · said"]
    ),
    ("feet and inches", "\"I'm 6'3\" and saw nothing,\" said Matt Cole.", ["Matt Cole · said"]),
    (
      "a place that is no he",
      "The boat sank in the Norland Sea. Ann Doyle watched. She said it “just went”.", ["Ann Doyle · said"]
    ),
  ])
  func `credited whatever the style`(_ what: String, _ text: String, _ expected: [String]) {
    let found = credits(text).map { $0.components(separatedBy: " — ").last ?? "" }
    #expect(found == expected, "\(what)")
  }
}
