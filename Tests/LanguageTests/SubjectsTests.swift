// Tests whom a verb has for its subject, however far away.

import Testing

@Suite struct SubjectsTests {
  @Test(arguments: [
    (
      "Lena Ortiz, a spokeswoman for the water company, later told reporters: “The pipes are old.”",
      "Lena Ortiz"
    ),
    ("Lena Ortiz, the chair of the Leith, Fife and Angus board, said: “The pipes are old.”", "Lena Ortiz"),
    ("Lena Ortiz (Lab) said: “The pipes are old.”", "Lena Ortiz"),
    (
      "Lena Ortiz, who has run the board since 2011 and lives nearby, said: “The pipes are old.”",
      "Lena Ortiz"
    ),
    ("Lena Ortiz, in remarks to state radio on Monday, said: “The pipes are old.”", "Lena Ortiz"),
    ("Lena Ortiz on Monday said the pipes were “old”.", "Lena Ortiz"),
    ("On Monday Lena Ortiz, a plumber, said: “The pipes are old.”", "Lena Ortiz"),
    ("Late in the evening Lena Ortiz, a plumber, tweeted: “The pipes are old.”", "Lena Ortiz"),
    ("Shortly after midnight Lena Ortiz, a plumber, said: “The pipes are old.”", "Lena Ortiz"),
    ("Lena Ortiz – the board's chair – said the pipes were “old”.", "Lena Ortiz"),
    ("Lena Ortiz walked out of the room and said: “The pipes are old.”", "Lena Ortiz"),
    ("Lena Ortiz declined to comment, saying only that the pipes were “old”.", "Lena Ortiz"),
    ("Speaking to reporters, Lena Ortiz said: “The pipes are old.”", "Lena Ortiz"),
    ("Bemoaning the “old pipes”, Lena Ortiz left the meeting.", "Lena Ortiz"),
    ("In a statement on Monday, Lena Ortiz said: “The pipes are old.”", "Lena Ortiz"),
    ("LEITH (Reuters) — Lena Ortiz, a plumber, said: “The pipes are old.”", "Lena Ortiz"),
    ("The flood spread, and Lena Ortiz, the board's chair, said: “The pipes are old.”", "Lena Ortiz"),
    ("Mr Hale denied it, but Lena Ortiz, who was there, said: “The pipes are old.”", "Lena Ortiz"),
    ("The board, which Lena Ortiz, a plumber, called “a joke”, met on Monday.", "Lena Ortiz"),
    ("It was Lena Ortiz who said: “The pipes are old.”", "Lena Ortiz"),
    ("“The pipes are old,” said Lena Ortiz, a plumber, on Monday.", "Lena Ortiz"),
    (
      "“The pipes are old,” the 41-year-old plumber who lives nearby said.",
      "the 41-year-old plumber"
    ),
    ("“The pipes are old,” said 9/11 widow Lena Ortiz.", "Lena Ortiz"),
    ("What Lena Ortiz called “old pipes” had burst.", "Lena Ortiz"),
    ("Lena Ortiz, his lawyer, in a statement said the pipes were “old”.", "Lena Ortiz"),
    ("Lena Ortiz in a letter called the pipes “old”.", "Lena Ortiz"),
    ("They met Lena Ortiz, who in the public part of the meeting called the pipes “old”.", "Lena Ortiz"),
    (
      "The plan was welcomed by Lena Ortiz, director of the water board, who said: “The pipes are old.”",
      "Lena Ortiz"
    ),
    ("Lena Ortiz wrote that the mayor warned the board that he had “old pipes” to mend.", "the mayor"),
    ("So far Ms May has only said that the pipes are “old”.", "May"),
    ("'' Lena Ortiz, 35, said the flood ''kept coming and coming all night long''.", "Lena Ortiz"),
    (
      "Following the vote Lena Ortiz, MP for Leith, rose and told members: “The pipes are old.”", "Lena Ortiz"
    ),
    ("Lena Ortiz said that adopting the plan had been slow, but “the pipes are old”.", "Lena Ortiz"),
    ("The man accused of planning the Leith ferry raid said the pipes were “old”.", "the man"),
    ("Lena Ortiz said crews were responding and that “the pipes are old”.", "Lena Ortiz"),
    ("Writer and activist Lena Ortiz said the pipes were “old”.", "Lena Ortiz"),
    ("Norwegian police said the pipes were “old”.", "Norwegian police"),
    ("Norland's top engineer said the pipes were “old”.", "Norland's top engineer"),
    ("The list has ten pipes, including two which police have described as “very old”.", "police"),
    ("PARIS Union leaders said the pipes were “old”.", "union leaders"),
  ])
  func `the subject is found across asides, helpers and clauses`(_ text: String, _ speaker: String) {
    let lines = credits(text)
    #expect(lines.count == 1 && lines[0].contains(" — " + speaker + " · "), "\(lines)")
  }

  @Test func `a long relative clause does not hide the letter that speaks`() {
    let text = """
      The letter, which was not signed but printed on paper of John B Tarn, an officer with the alliance that is \
      fighting there, warned of “moving over the coming weeks”.
      """
    #expect(credits(text) == ["moving over the coming weeks — the letter · warned of"])
  }

  @Test(arguments: [
    ("Two officials, who asked not to be named, said the deal was “off”.", "two officials"),
    ("A source close to the talks said: “It's off.”", "a source close to the talks"),
    ("One of the survivors said it was “hell”.", "one of the survivors"),
    ("Residents said they were “terrified”.", "residents"),
    ("“We want answers,” protesters chanted.", "protesters"),
    ("The union and the company said they were “far apart”.", "the union and the company"),
    ("Smith and Jones said they were “far apart”.", "Smith and Jones"),
    ("The Evening Post said the move was “rash”.", "the Evening Post"),
    ("The mayor's office called it “necessary”.", "the mayor's office"),
    ("The tweet read: “Run.”", "the tweet"),
    ("A statement from the club said it was “shocked”.", "a statement from the club"),
    ("“Run,” the text message said.", "the text message"),
  ])
  func `anonymous people, crowds, papers and offices speak too`(_ text: String, _ speaker: String) {
    let lines = credits(text)
    #expect(lines.count == 1 && lines[0].contains(" — " + speaker + " · "), "\(lines)")
  }
}
