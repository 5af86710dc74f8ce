// Tests sources and cues of reported speech.

import Story
import Testing

@testable import Comparison

@Suite struct SourceChangesTests {
  @Test func `A stronger or weaker verb for the same claim is a change of cue`() {
    let changes = Example.changes(
      "The mayor claimed that the tunnel was safe.", "The mayor confirmed that the tunnel was safe.")
    #expect(changes.map(\.type) == [.cueChanged])
    #expect(changes.first?.old == "claimed")
    #expect(changes.first?.new == "confirmed")
    #expect(changes.first?.text == "the tunnel was safe.")
  }

  @Test func `An anonymous source that is named is a source named, and the other way round`() {
    let anonymous = "An official said the tunnel would stay closed until Friday."
    let named = "Petra Maric said the tunnel would stay closed until Friday."
    let changes = Example.changes(anonymous, named)
    #expect(changes.map(\.type) == [.sourceNamed])
    #expect(changes.first?.old == "An official")
    #expect(changes.first?.new == "Petra Maric")
    #expect(Example.types(named, anonymous) == [.sourceAnonymised])
  }

  @Test func `A plural without names is anonymous, a person described after the name is named`() {
    let types = Example.types(
      "The tunnel will stay closed until Friday, officials said.",
      "The tunnel will stay closed until Friday, said Petra Maric, who runs it.")
    #expect(types == [.sourceNamed])
  }

  @Test func `The mayor is somebody known, and a place is nobody's name`() {
    #expect(
      !Example.types("The mayor said the tunnel was safe.", "Petra Maric said the tunnel was safe.")
        .contains(.sourceNamed))
    #expect(
      !Example.types("Officials said the tunnel was safe.", "Norland said the tunnel was safe.")
        .contains(.sourceNamed))
  }
}
