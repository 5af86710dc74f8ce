// Tests quotations that are credited by another sentence or paragraph.

import Testing

@Suite struct PageTests {
  @Test func `the rest of a paragraph is said by whoever spoke last in it`() {
    #expect(
      credits("“It was close,” said Carla Vance. “We held on.” She shrugged. “We always do.”") == [
        "It was close, — Carla Vance · said", "We held on. — Carla Vance · said",
        "We always do. — Carla Vance · said",
      ])
  }

  @Test func `each of two speakers in a paragraph keeps their words`() {
    #expect(
      credits("“It's over,” said Dana Fox, the captain. “No comment,” replied the manager. “Go away.”") == [
        "It's over, — Dana Fox · said", "No comment, — the manager · replied",
        "Go away. — the manager · replied",
      ])
  }

  @Test func `a sentence about somebody leads to their words`() {
    #expect(
      credits("Carla Vance shrugged. “What can you do about it?”") == [
        "What can you do about it? — Carla Vance"
      ])
  }

  @Test func `the cue may stand in the next sentence`() {
    #expect(
      credits("“Nobody believes it any more.” That was how one minister put it.")
        == ["Nobody believes it any more. — one minister · put it"])
  }

  @Test func `a paragraph that is all quotation goes on with the speaker before it`() {
    #expect(
      credits("Carla Vance said the flood was “no surprise”.\n“We warned them for years.”\n“They laughed.”")
        == [
          "no surprise — Carla Vance · said", "We warned them for years. — Carla Vance · said",
          "They laughed. — Carla Vance · said",
        ])
  }

  @Test func `a lead-in that ends in a colon credits the paragraphs after it`() {
    #expect(
      credits("Mr Weaver spoke to the crowd in Hull:\n“Friends, we won.”\n“And we shall win again.”") == [
        "Friends, we won. — Weaver · spoke", "And we shall win again. — Weaver · spoke",
      ])
  }

  @Test func `a transcript names each speaker before a colon`() {
    #expect(
      credits("HALE: “Where were you?”\nROSS: “At home.”\nHALE: “Alone?”") == [
        "Where were you? — HALE · :", "At home. — ROSS · :", "Alone? — HALE · :",
      ])
    #expect(
      credits("“HALE: Where were you?\n“ROSS: At home.”") == [
        "HALE: Where were you? — HALE · :", "ROSS: At home. — ROSS · :",
      ])
  }

  @Test func `pull quotes are signed behind a dash`() {
    #expect(
      credits("“Never forget this day.” — Maria Okafor, harbour spokeswoman")
        == ["Never forget this day. — Maria Okafor · —"])
  }

  @Test func `nobody is credited when nobody is named`() {
    #expect(
      credits("“Nobody came to help us at all that night.”") == ["Nobody came to help us at all that night."])
  }
}
