// Tests that sentences end where a reader would end them.

import Language
import Story
import Testing

/// The sentences of a text as strings.
func sentences(_ text: String) -> [String] {
  let reading = english.read(text)
  return reading.sentences.map { reading.text[$0.range] }
}

@Suite struct SentencesTests {
  /// Each text is written with ` | ` where a sentence ends; the bar is taken out before it is read.
  private func check(_ marked: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let expected = marked.split(separator: " | ").map(String.init)
    #expect(sentences(expected.joined(separator: " ")) == expected, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "The bridge fell. | Nobody was hurt. | Was it old?",
    "Mr. Hale met Sen. Ruth Alba and Lt. Gen. Omar Diaz. | They talked.",
    "Rep. Tom Birch, D-Fla., voted no. | Sen. Jo Reed, R-Ala., did not.",
    "The crash was near Ocala, Fla. | The road was closed.",
    "She lives in Tampa, Fla. and works in Mobile, Ala. Gov. Lee Stone's office.",
    "He left the U.S. in May. | He came back to the U.S. | The visa had run out.",
    "A U.S. District Court judge and the U.N. Security Council agreed.",
    "Trains stop at 11 p.m. and start at 5 a.m. Monday.",
    "The vote was held at 6 p.m. | It passed.",
    "The meeting in the old town hall ended at 6 p.m. | Mayor Ann Cole then left.",
    "John F. Kennedy and J. R. Smith met.",
    "Martin Luther King Jr. spoke. | They heard Martin Luther King Jr. | He was brief.",
    "Acme Corp. and Bolt Inc. merged. | The buyer was Bolt Inc. | The price was high.",
    "He was No. 2 on the list. | No. | He was No. 3.",
    "The ruling in Roe v. Wade stood.",
    "On Jan. 6 and Sept. 11 flags flew. | It was Oct. 3.",
    "Prices rose 2.5 per cent. to $3.50. | Wages fell 1.1%. | That was all.",
    "She took vitamin C. | The doctor agreed.",
    "It was he and I. | We left.",
  ])
  func `titles, places, clock times, initials and numbers do not end a sentence`(marked: String) {
    check(marked)
  }

  @Test(arguments: [
    "“Why now?” Mr. Cole asked. | Nobody knew.",
    "“Get out!” she shouted. | They ran.",
    "“Get out!” Ms. Reed shouted at reporters. | They ran.",
    "“Is it over?” | The crowd fell silent.",
    "He asked: “Is it over?” | Mr Cole said he did not know.",
    "“We lost. | We will be back,” he said.",
    "“We lost.” | He left.",
    "\"We lost.\" | He left. | \"Really?\" | The hall was empty.",
    "''We lost. | It hurt.'' | He left.",
    "‘We lost.’ | He left.",
    "He called it “a mess”. | She agreed.",
    "(He had said so before.) | She agreed.",
    "He said (it was late.) that he would go.",
    "“It is false.“ | He left.",
    "“We lost. ” | He left.",
    "''We lost. '' | He left.",
  ])
  func `a closing mark belongs to its sentence, and a question before a cue goes on`(marked: String) {
    check(marked)
  }

  @Test(arguments: [
    "I do not know … we will see. | He left.",
    "I do not know ... | We will see.",
    "The bill was “unfair [...] and late”. | It fell.",
    "I thought ... I hoped he lived.",
    "LONDON (AP) — The bridge fell. | Nobody was hurt.",
    "HARTFORD, Conn. (AP) -- A train stopped. | It was late.",
    "Read it at www.example.com/a.b?c=d now. | Or write to a.hale@example.org.",
    "1. Open the door | 2. Close the door",
    "1) Go in. | 2) Go out.",
    "• Go in | • Go out",
    "Two men died | ___ This story has been corrected.",
    "Yahoo! Inc. and Google talked.",
    "“Really?!” | The hall laughed.",
  ])
  func `ellipses, datelines, addresses and lists are cut rightly`(marked: String) {
    check(marked)
  }

  @Test func `a missing space does not join sentences, and dots that open one belong to it`() {
    #expect(
      sentences("It ended at last.The crowd went home.") == ["It ended at last.", "The crowd went home."])
    #expect(sentences("He waited. . . . Nobody came.") == ["He waited.", ". . . Nobody came."])
  }

  @Test func `a newline ends a sentence whatever stands before it`() {
    #expect(
      sentences("A headline\nThe text goes on\n\n\nand on.") == ["A headline", "The text goes on", "and on."])
    #expect(sentences("Mr.\r\nHale") == ["Mr.", "Hale"])
  }

  @Test func `marks alone are never a sentence beside others`() {
    #expect(sentences("It is over. ” ") == ["It is over. ”"])
    #expect(sentences("“ It is over.") == ["“ It is over."])
    let wordless = sentences("Over. ... ... He left.").filter { !$0.contains(where: \.isLetter) }
    #expect(wordless == [])
  }

  @Test func `sentences hold all of a paragraph but white space, in order`() {
    let text = "“No,” he said. “We won’t … ever!” Mr. X laughed; then (at 5 p.m.) left. 'Fine.' 1. One 2. Two"
    let reading = english.read(text)
    var place = 0
    for sentence in reading.sentences {
      let between = reading.text[TextRange(place, sentence.range.start)]
      #expect(between.trimmingPrefix(while: \.isWhitespace).isEmpty)
      place = sentence.range.end
    }
    #expect(place == reading.text.utf8.count)
  }
}
