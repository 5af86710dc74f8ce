// Tests whom a mention stands for, and what the text says of them.

import Language
import Story
import Testing

@Suite struct SpeakerNamesTests {
  @Test func `a title and last name stand for the full name given before`() {
    let reading = Reader().read(
      "Defence secretary Mark Ebden told reporters he knew nothing.\n“No decision has been made,” said Mr Ebden."
    )
    let speaker = reading.quotes.first?.speaker
    #expect(speaker?.name == "Mark Ebden")
    #expect(speaker.map { reading.text[$0.range] } == "Mr Ebden")
  }

  @Test func `he and she stand for the last speaker whom they fit`() {
    #expect(
      credits(
        """
        Boris Hale and Emily Stone argued. Ms Stone said it was “empty”. She called it “a trick”.
        Mr Hale said: “It is sound.” He added: “It adds up.” “It doesn't,” she said.
        """) == [
          "empty — Emily Stone · said", "a trick — Emily Stone · called", "It is sound. — Boris Hale · said",
          "It adds up. — Boris Hale · added", "It doesn't, — Emily Stone · said",
        ])
  }

  @Test func `a pronoun is passed over by those it does not fit`() {
    #expect(
      credits(
        "Maria Okafor met Peter Lund, a captain, on Monday.\n“It was dark,” he said.\n“We had no warning,” she said."
      )
        == ["It was dark, — Peter Lund · said", "We had no warning, — Maria Okafor · said"])
  }

  @Test func `a lawyer speaks, not the client`() {
    let text = "Mr Khan's lawyer, Sarah Bell, said he was “blameless”. “He did all he could,” she added."
    #expect(credits(text) == ["blameless — Sarah Bell · said", "He did all he could, — Sarah Bell · added"])
    #expect(Reader().read(text).quotes.first?.speaker?.description == "Mr Khan's lawyer")
  }

  @Test func `it stands for the paper or the firm that spoke, they for several`() {
    #expect(
      credits("The letter warned of “closures”. It added: “We regret this.”") == [
        "closures — the letter · warned of", "We regret this. — the letter · added",
      ])
    #expect(
      credits("Residents said they were “afraid”. They called the road “a trap”.") == [
        "afraid — residents · said", "a trap — residents · called",
      ])
  }

  @Test(
    arguments: [
      ("Alys Farr, a ministry spokesperson, said: “No.”", "a ministry spokesperson"),
      ("“No,” said Alys Farr, a ministry spokesperson.", "a ministry spokesperson"),
      ("Ministry spokesperson Alys Farr said: “No.”", "ministry spokesperson"),
      ("The former mayor Alys Farr said: “No.”", "the former mayor"),
      ("The ministry's spokesperson, Alys Farr, said: “No.”", "the ministry's spokesperson"),
      ("Ms Farr said: “No.”", nil),
      ("Alys Farr, 34, said: “No.”", nil),
      ("Alys Farr, who was there, said: “No.”", nil),
    ] as [(String, String?)])
  func `what the text says of a speaker is kept`(_ text: String, _ description: String?) {
    let speaker = Reader().read(text).quotes.first?.speaker
    #expect(speaker?.name.hasSuffix("Farr") == true)
    #expect(speaker?.description == description)
  }

  @Test(arguments: [
    ("The Pentagon said it was “a draft”.", "the Pentagon"),
    ("President Ana Ruiz said it was “a draft”.", "Ana Ruiz"),
    ("Prime Minister Ana Ruiz said it was “a draft”.", "Ana Ruiz"),
    ("Sen. Ana Ruiz (D-Ohio) said it was “a draft”.", "Ana Ruiz"),
    ("Dr Ana Ruiz said it was “a draft”.", "Ana Ruiz"),
    ("Ana Ruiz of the Leith board said it was “a draft”.", "Ana Ruiz"),
    ("The Bank of Norland said it was “a draft”.", "the Bank of Norland"),
  ])
  func `names go without titles, and with a small article`(_ text: String, _ name: String) {
    #expect(Reader().read(text).quotes.first?.speaker?.name == name)
  }
}
