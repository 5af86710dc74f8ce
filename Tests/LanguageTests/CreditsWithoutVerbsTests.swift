// Tests quotations that something other than a verb credits.

import Testing

@Suite struct CreditsWithoutVerbsTests {
  @Test(
    arguments: [
      ("“We held on,” according to Ann Doyle.", "Ann Doyle", "according to"),
      ("According to Ann Doyle, the crew “held on”.", "Ann Doyle", "According to"),
      ("The crew “held on”, in the words of Ann Doyle.", "Ann Doyle", "in the words of"),
      ("Ann Doyle sold the trip as “a nightmare”.", "Ann Doyle", nil),
      ("Ann Doyle's warning that the ship was “barely afloat” went unheard.", "Ann Doyle", "warning"),
      ("A letter from Ann Doyle on the ship's “last hours” was found.", "Ann Doyle", "letter"),
      ("“Hold on.” — Ann Doyle", "Ann Doyle", "—"),
      ("DOYLE: “Hold on.”", "DOYLE", ":"),
      ("Ann Doyle, captain: “We held on.”", "Ann Doyle", ":"),
      ("A statement by Ann Doyle on the ship's “last hours” was found.", "Ann Doyle", "statement"),
      ("The crew “held on”, according to the captain, Ann Doyle.", "Ann Doyle", "according to"),
    ] as [(String, String, String?)])
  func `a quotation is credited by a noun, a colon, a dash or “according to”`(
    _ text: String, _ speaker: String, _ cue: String?
  ) {
    let lines = credits(text)
    #expect(lines.count == 1)
    #expect(lines.first?.hasSuffix(" — " + speaker + (cue.map { " · " + $0 } ?? "")) == true, "\(lines)")
  }

  @Test func `a noun of saying without an owner credits nobody`() {
    #expect(
      credits("The statement about the “last hours of the ship and its crew” was lost.")
        == ["last hours of the ship and its crew"])
  }
}
