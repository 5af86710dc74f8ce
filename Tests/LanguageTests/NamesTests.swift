// Tests that names are found whole, without titles, and that capitals at a sentence's start prove nothing.

import Language
import Story
import Testing

/// The names of a text as strings.
func names(_ text: String) -> [String] {
  let reading = english.read(text)
  return reading.names.map { reading.text[$0.range] }
}

@Suite struct NamesTests {
  @Test(arguments: [
    ("Police in Baghdad met Ann Hale.", ["Baghdad", "Ann Hale"]),
    ("They met Mr. Hale and Gen. Mark Diaz.", ["Hale", "Mark Diaz"]),
    ("They met Crown Prince Mohammed bin Salman.", ["Mohammed bin Salman"]),
    (
      "They met Ursula von der Leyen of the European Commission.",
      ["Ursula von der Leyen", "European Commission"]
    ),
    ("They met William H. Seely in St. Louis.", ["William H. Seely", "St. Louis"]),
    ("The Ministry of Defence and the Bank of England met.", ["Ministry of Defence", "Bank of England"]),
    ("They met US President Ann Hale.", ["US", "Ann Hale"]),
    ("They asked the Justice Department.", ["Justice Department"]),
    ("It was Ann Hale’s fault, said O’Brien.", ["Ann Hale", "O’Brien"]),
    ("The UK-based firm left the U.S. on Monday.", ["UK", "U.S."]),
    ("Ms May and Mr. Will left.", ["May", "Will"]),
    ("Spokeswoman Ann Mary Hale left.", ["Ann Mary Hale"]),
    ("LONDON Union leaders met Ann Hale.", ["LONDON", "Ann Hale"]),
    ("NATO Secretary Ann Hale left.", ["NATO Secretary Ann Hale"]),
    ("The Iraqi army and South Korean ships left.", []),
    ("He left. It was Sunday. I'm sure I did.", []),
    ("THE BRIDGE HAS FALLEN DOWN", []),
    ("", []),
  ])
  func `names are whole and without titles`(text: String, expected: [String]) {
    #expect(names(text) == expected)
  }

  @Test func `a word that opens a sentence is a name only when the text has it elsewhere`() {
    #expect(names("Harbours were shut.") == [])
    #expect(names("Okafor left. They followed Maria Okafor.") == ["Okafor", "Maria Okafor"])
    #expect(names("Police came. The North Police force and other police left.").first == "North Police")
  }

  @Test func `names come in order and never overlap`() {
    let reading = english.read(
      "In Rome, Pope Leo met Prime Minister Ann Hale of the Labour Party and Al Gore & Co.")
    #expect(reading.names == reading.names.sorted { $0.range < $1.range })
    for (one, other) in zip(reading.names, reading.names.dropFirst()) {
      #expect(one.range.end <= other.range.start)
    }
    #expect(reading.names.count == 5)
  }
}
