// Tests who is credited with a quote, and how.

import Story
import Testing

@testable import Comparison

@Suite struct QuoteCreditsTests {
  @Test func `A quote credited to somebody else is re-attributed`() {
    let changes = Example.changes(
      "“We will strike again,” a union official said on Monday.",
      "“We will strike again,” Treasurer Ivo Maric said on Monday.")
    #expect(changes.map(\.type) == [.quoteReattributed])
    #expect(changes.first?.oldSpeaker == "a union official")
    #expect(changes.first?.newSpeaker == "Ivo Maric")
    #expect(changes.first?.text == "We will strike again,")
  }

  @Test func `Two people of one family name are two people`() {
    #expect(
      Example.types(
        "“We will strike again,” Ivo Maric said.", "“We will strike again,” Petra Maric said.")
        == [.quoteReattributed])
  }

  @Test(arguments: [
    (
      "“We lost,” Ivo Maric said.\n“It is over,” he said.",
      "“We lost,” Ivo Maric said.\n“It is over,” Mr Maric said."
    ),
    ("“It is over,” Maric said.", "“It is over,” Ivo Maric said."),
    ("“It is over,” Ivo Maric said.", "“It is over,” Ivo J. Maric said."),
    (
      "Mayor Ivo Maric spoke at noon.\n“It is over,” the mayor said.",
      "Mayor Ivo Maric spoke at noon.\n“It is over,” Ivo Maric said."
    ),
  ])
  func `The same speaker under another name or a pronoun is no re-attribution`(old: String, new: String) {
    let types = Example.types(old, new)
    #expect(!types.contains(.quoteReattributed) && !types.contains(.sourceNamed))
  }

  @Test func `An anonymous speaker who is named is a source named, and the other way round`() {
    let anonymous = "“The dam held,” a port spokeswoman said."
    let named = "“The dam held,” said Lena Brandt, a port spokeswoman."
    let changes = Example.changes(anonymous, named)
    #expect(changes.map(\.type) == [.sourceNamed])
    #expect(changes.first?.new == "Lena Brandt")
    #expect(Example.types(named, anonymous) == [.sourceAnonymised])
  }

  @Test func `A cue that tells something else is a change of cue`() {
    let changes = Example.changes(
      "“The dam held,” Lena Brandt said.", "“The dam held,” Lena Brandt admitted.")
    #expect(changes.map(\.type) == [.cueChanged])
    #expect(changes.first?.old == "said")
    #expect(changes.first?.new == "admitted")
    #expect(changes.first?.text == "The dam held,")
  }

  @Test(arguments: [
    ("“The dam held,” Lena Brandt said.", "“The dam held,” Lena Brandt says."),
    ("“The dam held,” Lena Brandt said.", "“The dam held,” Lena Brandt told reporters."),
  ])
  func `A cue that tells the same is no change of cue`(old: String, new: String) {
    #expect(!Example.types(old, new).contains(.cueChanged))
  }
}
