// Tests how marks are paired, within a paragraph and over several.

import Language
import Story
import Testing

@Suite struct MarkedRunsTests {
  @Test func `a quotation over paragraphs is a piece a paragraph, each going on with the last`() {
    let reading = Reader().read(
      """
      The ferry firm's chief, Ann Doyle, said: “We stopped every boat.
      “Nobody knew how deep it was.
      “We will look again tomorrow.”
      “That is all,” said Bob Hill.
      """)
    #expect(reading.quotes.map(\.continues) == [nil, 0, 1, nil])
    #expect(reading.quotes.map(\.isClosed) == [true, true, true, true])
    #expect(reading.quotes.map { $0.speaker?.name } == ["Ann Doyle", "Ann Doyle", "Ann Doyle", "Bob Hill"])
  }

  @Test func `who speaks may be said only after the last paragraph`() {
    let text = "“We stopped every boat.\n“Nobody knew how deep it was,” said Ann Doyle."
    #expect(
      credits(text) == [
        "We stopped every boat. — Ann Doyle · said", "Nobody knew how deep it was, — Ann Doyle · said",
      ])
  }

  @Test func `a mark that is never closed ends with its paragraph and spoils nothing else`() {
    let reading = Reader().read(
      """
      “There’s been no decision,” said Mr Ebden.
      He added: “I don’t know what that note is ... We’re looking. Period.
      He also said the town remained “open”.
      “It was a mess,” said Bob Hill.
      """)
    #expect(
      reading.quotes.map { reading.text[$0.range] } == [
        "There’s been no decision,", "I don’t know what that note is ... We’re looking. Period.", "open",
        "It was a mess,",
      ])
    #expect(reading.quotes.map(\.isClosed) == [true, false, true, true])
    #expect(reading.quotes.map(\.continues) == [nil, nil, nil, nil])
  }

  @Test func `one odd mark does not take words from the next speaker`() {
    let reading = Reader().read(
      "He said the plan was \"bold and it failed.\n\"We never saw it,\" said Ms Carr.")
    #expect(reading.quotes.map(\.continues) == [nil, nil])
    #expect(reading.quotes.map(\.isClosed) == [false, true])
    #expect(reading.quotes.map { $0.speaker?.name } == ["he", "Carr"])
  }

  @Test func `of two opening marks running, the first is closed where the second opens`() {
    let reading = Reader().read("“We are safe, he said. “We are fine,” said Mr Hale.")
    #expect(reading.quotes.map { reading.text[$0.range] } == ["We are safe, he said.", "We are fine,"])
    #expect(reading.quotes.map(\.isClosed) == [false, true])
  }

  @Test func `a closing mark that nothing opened is passed over`() {
    #expect(marked("It was late.” The mayor said “no”.") == ["no"])
  }

  @Test func `a closing mark that slipped into the next paragraph closes the run`() {
    let reading = Reader().read(
      "''We went in,'' said Ms Carr. ''It was dark.\n'' The mayor called it ''a crime''.")
    #expect(reading.quotes.map { reading.text[$0.range] } == ["We went in,", "It was dark.", "a crime"])
    #expect(reading.quotes.map(\.isClosed) == [true, true, true])
  }

  @Test func `sentences cut out of one quotation are joined again`() {
    let reading = Reader().read(sentences: [
      "“We went in.", "It was dark.", "We left,” said Ms Carr.", "It rained.",
    ])
    #expect(reading.quotes.map { reading.text[$0.range] } == ["We went in.", "It was dark.", "We left,"])
    #expect(reading.quotes.map(\.continues) == [nil, 0, 1])
    #expect(reading.quotes.map { $0.speaker?.name } == ["Carr", "Carr", "Carr"])
  }

  @Test(arguments: [
    ("“He told me ‘leave now’ and I left,” said Petra Lund.", ["He told me ‘leave now’ and I left,"]),
    ("‘He told me “leave now” and I left,’ said Petra Lund.", ["He told me “leave now” and I left,"]),
    ("\"He told me 'leave now' and I left,\" said Petra Lund.", ["He told me 'leave now' and I left,"]),
    ("“He told me “leave now” and I left,” said Petra Lund.", ["He told me “leave now” and I left,"]),
    ("\"'Leave now,' he told me,\" said Petra Lund.", ["'Leave now,' he told me,"]),
    ("“He said, ‘Leave.’” Petra Lund left.", ["He said, ‘Leave.’"]),
  ])
  func `marks inside marks belong to the outer quotation`(_ text: String, _ words: [String]) {
    #expect(marked(text) == words)
  }

  @Test func `british papers quote with single marks, whatever apostrophes stand between`() {
    let text = """
      ‘We can’t stay in our parents’ homes,’ said Tom O’Brien, whose sons’ school shut. ‘It’s the residents’ decision.’
      ‘The ’90s were better,’ he added.
      """
    #expect(
      credits(text) == [
        "We can’t stay in our parents’ homes, — Tom O’Brien · said",
        "It’s the residents’ decision. — Tom O’Brien · said",
        "The ’90s were better, — Tom O’Brien · added",
      ])
  }

  @Test func `a british quotation may run over paragraphs`() {
    let reading = Reader().read("Ms Pike said: ‘We don’t know.\n‘We’ll ask the pupils’ parents.’")
    #expect(
      reading.quotes.map { reading.text[$0.range] } == ["We don’t know.", "We’ll ask the pupils’ parents."])
    #expect(reading.quotes.map(\.continues) == [nil, 0])
  }

  @Test(arguments: [
    "", "“", "”", "'", "““““", "””””", "\"\"\"\"", "“…”", "‘’", "“ ”", "«»", "' ' ' '", "''''''", "“\n“\n“",
    "\"\n\n\"",
    "“a ‘b “c ‘d “e ‘f “g ‘h “i ‘j", "said said said “", "“” said ,,, — ( [", "\u{200B}“\u{FEFF}x\u{200B}”",
  ])
  func `bad input gives ranges that lie in the text and name no run out of order`(_ text: String) {
    let reading = Reader().read(text)
    for (index, quote) in reading.quotes.enumerated() {
      #expect(reading.text.range.contains(quote.range) && !quote.range.isEmpty)
      #expect(quote.continues.map { $0 < index } ?? true)
    }
    for (one, next) in zip(reading.quotes, reading.quotes.dropFirst()) {
      #expect(one.range.end <= next.range.start)
    }
  }

  @Test func `a long hostile text takes no more than its share of time`() {
    let clock = ContinuousClock()
    for piece in [
      "“a ", "a” ", "\"a", "‘a ", "s' ", "“a, ‘b", "“a” and ", "he said “a” that ", "(“", "said, ",
    ] {
      let text = String(repeating: piece, count: 1_500)
      #expect(clock.measure { _ = Reader().read(text) } < .seconds(15), "\(piece)")
    }
  }
}
