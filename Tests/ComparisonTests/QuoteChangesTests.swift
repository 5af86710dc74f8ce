// Tests quotes that came, went, moved or were reworded.

import Story
import Testing

@testable import Comparison

@Suite struct QuoteChangesTests {
  @Test func `A quote in a new sentence is told once, with its speaker and cue`() {
    let changes = Example.changes(
      "The port is closed.",
      "The port is closed.\nLena Brandt, a spokeswoman for the port, tweeted: “Nobody is missing. We are counting again.”"
    )
    #expect(changes.map(\.type) == [.quoteAdded])
    #expect(changes.first?.text == "Nobody is missing. We are counting again.")
    #expect(changes.first?.speaker == "Lena Brandt")
    #expect(changes.first?.cue == "tweeted")
    #expect(changes.first?.significance == .high)
  }

  @Test func `A quote that went is told once`() {
    let changes = Example.changes(
      "Rain fell.\n“We were warned twice,” Lena Brandt said.\nThe road is shut.",
      "Rain fell.\nThe road is shut.")
    #expect(changes.map(\.type) == [.quoteRemoved])
    #expect(changes.first?.text == "We were warned twice,")
  }

  @Test func `A few quoted words put into a sentence are a quote added`() {
    let changes = Example.changes(
      "Lena Brandt said the plan was a draft.",
      "Lena Brandt said the plan was a “hasty and unfinished sketch” sent by mistake.")
    #expect(changes.map(\.type) == [.quoteAdded])
    #expect(changes.first?.form == .partial)
  }

  @Test func `A quote whose words differ is altered, and its sentence is not edited too`() {
    let changes = Example.changes(
      "“We have worked with police to bring him down,” Lena Brandt said.",
      "“We are working with police to bring him down,” Lena Brandt said.")
    #expect(changes.map(\.type) == [.quoteAltered])
    #expect(changes.first?.old == "We have worked with police to bring him down,")
    #expect(changes.first?.new == "We are working with police to bring him down,")
  }

  @Test func `A quote cut short is altered`() {
    let changes = Example.changes(
      "“We will rebuild the bridge, whatever it costs, before the winter,” Lena Brandt said.",
      "“We will rebuild the bridge,” Lena Brandt said.")
    #expect(changes.map(\.type) == [.quoteAltered])
  }

  @Test func `A quote in a sentence that moved is neither added nor removed`() {
    let old =
      "Rain fell on Osk.\nThe dam held through the night.\nSchools stay shut.\n“It was close,” Lena Brandt said."
    let new =
      "“It was close,” Lena Brandt said.\nRain fell on Osk.\nThe dam held through the night.\nSchools stay shut."
    #expect(Example.types(old, new) == [.sentenceMoved])
  }

  @Test func `A quote that runs over paragraphs is one quote`() {
    let changes = Example.changes(
      "Rain fell.",
      "Rain fell.\nLena Brandt said: “The dam held.\n“But it may not hold again.”")
    #expect(changes.map(\.type) == [.quoteAdded])
    #expect(changes.first?.text == "The dam held. But it may not hold again.")
  }

  @Test func `A quote broken up around its cue is the same quote`() {
    let types = Example.types(
      "“The dam held through the night but it will not hold again,” Lena Brandt said.",
      "“The dam held through the night,” Lena Brandt said, “but it will not hold again.”")
    #expect(!types.contains(.quoteAdded) && !types.contains(.quoteRemoved) && !types.contains(.quoteAltered))
  }

  @Test func `A quote that lost its marks is paraphrased, and restored the other way`() {
    let marked = "“The harbour wall collapsed within seconds,” Lena Brandt said."
    let own = "Lena Brandt said the harbour wall had collapsed within seconds."
    #expect(Example.types(marked, own) == [.quoteParaphrased])
    #expect(Example.types(own, marked) == [.quoteRestored])
  }

  @Test func `A short quote told indirectly in another person and tense is paraphrased`() {
    #expect(
      Example.types("“I will not resign,” the minister said.", "The minister said he would not resign.")
        == [.quoteParaphrased])
  }

  @Test func `A partial quote that became a full one is altered, and its cue is not told apart`() {
    #expect(
      Example.types(
        "The mayor called it “a disgrace”.", "“It is a disgrace and I will not stand for it,” the mayor said."
      )
        == [.quoteAltered])
  }

  @Test(arguments: [
    ("“I'm not leaving,” he told reporters.", "“I’m not leaving,” he told reporters."),
    ("\"The dam held,\" Lena Brandt said.", "“The dam held,” Lena Brandt said."),
    ("‘The dam held,’ Lena Brandt said.", "“The dam held,” Lena Brandt said."),
    ("“We lost five boats,” Lena Brandt said.", "“We lost 5 boats,” Lena Brandt said."),
  ])
  func `Marks and house style make no change of a quote`(old: String, new: String) {
    #expect(Example.types(old, new).allSatisfy { $0 == .typographyChanged })
  }

  @Test func `A scare quote is no quote`() {
    let types = Example.types(
      "The so-called “peace tram” stopped at noon.", "The “peace tram” stopped at noon in Osk.")
    #expect(!types.contains(.quoteAdded) && !types.contains(.quoteRemoved))
  }
}
