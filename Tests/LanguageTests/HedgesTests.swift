// Tests that words which hold a claim back are found, and their look-alikes are not.

import Language
import Story
import Testing

/// The hedges of a text as strings.
func hedges(_ text: String) -> [String] {
  let reading = english.read(text)
  return reading.hedges.map { reading.text[$0.range] }
}

@Suite struct HedgesTests {
  @Test(arguments: [
    ("The man allegedly fired twice.", ["allegedly"]),
    ("The fire may have been set.", ["may"]),
    ("It might rain.", ["might"]),
    ("It could have been worse.", ["could"]),
    ("He appears to be hurt.", ["appears to"]),
    ("Two men are believed to be inside.", ["believed to"]),
    ("It was not immediately clear who fired.", ["it was not immediately clear"]),
    ("It is unclear who fired, and why is not yet known.", ["it is unclear", "not yet known"]),
    ("Initial reports spoke of an unconfirmed toll.", ["Initial reports", "unconfirmed"]),
    ("The claim could not be independently verified.", ["could not be independently verified"]),
    ("A would-be robber fled.", ["would-be"]),
    ("It is unlikely, perhaps.", ["unlikely", "perhaps"]),
    ("The number remains to be seen.", ["remains to be seen"]),
  ])
  func `words that hold back are hedges`(text: String, expected: [String]) {
    #expect(hedges(text).map { $0.lowercased() } == expected.map { $0.lowercased() })
  }

  @Test(arguments: [
    "The vote is in May.", "On 5 May troops left.", "Theresa May said no.", "the military might of the state",
    "About 20 men came, at least 5 of them hurt.", "He will come as soon as possible.", "She could not come.",
    "He appeared in court.", "The might and power of it", "",
  ])
  func `months, bounds, nouns and denials are none`(text: String) {
    #expect(hedges(text) == [])
  }
}
