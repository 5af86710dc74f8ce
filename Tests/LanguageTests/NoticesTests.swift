// Tests that lines about the story itself are found and named, and that their look-alikes are not.

import Language
import Story
import Testing

@Suite struct NoticesTests {
  @Test(arguments: [
    "Correction: An earlier version of this article gave the wrong date.",
    "CORRECTION, 6 January: The bridge is in Leeds.",
    "Correction (Jan. 6): The bridge is in Leeds.",
    "This article was amended on 3 May 2019. The bridge is in Leeds, not York.",
    "This article was amended on 3 May 2019 to correct the name of the bridge.",
    "This story has been corrected to show that two men were hurt, not three.",
    "___ This story has been corrected to fix the spelling of Okafor.",
    "Corrects that the vote was on Tuesday.",
    "(Corrects paragraph 3 to say billion, not million)",
    "An earlier version of this report misstated the age of the mayor.",
    "A previous version of this story said the bridge was closed.",
    "Because of an editing error, an earlier version of this article misidentified the mayor.",
    "This post originally said the bridge was closed.",
    "The headline on this article was changed because it misquoted the mayor.",
    "We regret the error.",
    "A correction was made on April 4, 2023: An earlier version of this article misspelled a name.",
    "This article has been revised to reflect the following correction: the bridge is in Leeds.",
    "For the record: The bridge is in Leeds.",
    "This story has been updated to correct the number of homes.",
  ])
  func `corrections`(line: String) {
    #expect(english.noticeKind(of: line) == .correction)
  }

  @Test(arguments: [
    "Clarification: This story has been updated to make plain that the vote is not binding.",
    "This article was amended on 3 May 2019 to clarify who owns the bridge.",
    "CLARIFICATION: The bridge is owned by the city.",
    "This story was updated on Monday to make clear that nobody was charged.",
    "This story has been clarified.",
  ])
  func `clarifications`(line: String) {
    #expect(english.noticeKind(of: line) == .clarification)
  }

  @Test(arguments: [
    "This article has been updated with a statement from the mayor.",
    "This story was updated at 5 p.m. on Monday.",
    "UPDATE: 5/12 — The city has reopened the bridge.",
    "Update (9.15pm): The bridge is open.",
    "(Adds details, quotes from the mayor)",
    "(Recasts, adds comment from the fire service)",
    "(Updates with mayor's statement)",
    "Eds: UPDATES: With comment from the mayor.",
    "This is an updated version of a story first published on Monday.",
    "This article was first published on Monday and has been updated.",
  ])
  func `updates`(line: String) {
    #expect(english.noticeKind(of: line) == .update)
  }

  @Test(arguments: [
    "Editor's note: This story was withdrawn after questions about its sourcing.",
    "EDITORS’ NOTE: The name of a child has been removed from this article.",
    "Editor’s note",
    "A note to readers: this column was published before the vote.",
  ])
  func `editors' notes`(line: String) {
    #expect(english.noticeKind(of: line) == .editorsNote)
  }

  @Test(arguments: [
    "More follows…", "More follows...", "More to follow", "More soon …", "More details soon ...",
    "More details to follow.", "Further details to come.",
    "This is a breaking news story.", "This is a developing story and will be updated.",
    "This a developing story; check back for updates.",
    "This breaking news story is being updated and more details will be published shortly.",
    "Please refresh the page for the fullest version.", "Refresh for updates.",
    "Please check back for updates.",
    "This story will be updated.", "BREAKING: The bridge has fallen.", "Developing…", "(Developing story)",
    "We will update this story as we get more.", "Stay tuned.", "Full story to follow.",
  ])
  func `promises of more`(line: String) {
    #expect(english.noticeKind(of: line) == .developing)
  }

  @Test(arguments: [
    "AP-EU--Bridge, 3rd Ld", "BC-UK--Bridge Collapse,2nd Ld-Writethru", "BC-UK--Bridge", "1st Ld-Writethru",
    "UPDATE 2-Oil prices rise on harbour fire", "URGENT", "Eds: Note language in paragraph 5.",
  ])
  func `slugs of the wire agencies`(line: String) {
    #expect(english.noticeKind(of: line) == .wireMeta)
  }

  @Test(arguments: [
    "Corrections officers said the prison was calm.", "The market correction went on.",
    "The company issued a correction to its report.", "Lawmakers amended the order.",
    "He updated his page in a tweet.",
    "The country is developing weapons.", "An earlier version of the law failed.",
    "More details are expected on Monday.",
    "More soon became known of the fire.", "He declined to give more details.", "“More follows,” he said.",
    "Mayor update: the count so far.", "This story was written by our staff.",
    "This report was edited by Ann Hale.",
    "This is a developing country with a young people.", "Last updated 6 January 2020",
    "Updated: 6 January 2020, 22:00 GMT",
    "Editor's note: Ann Hale is a professor at Leeds. The views expressed are her own.",
    "The list will be updated on Monday.", "Breaking the law is a crime.",
    "The leader said: “This story was updated.”",
    "This is a story about a bridge.", "This is a moving story.",
    "Updated with new engines, the plane flew again.",
    "UN officials said aid would come.", "AP photographers were there.",
    "Correction of the record is due, he said.",
    "Adds Mr Hale: it is late.", "This report says the bridge is old.", "Leeds leads by two goals", "",
  ])
  func `look-alikes are part of the story`(line: String) {
    #expect(english.noticeKind(of: line) == nil)
  }

  /// The notices of a text as strings.
  private func notices(_ text: String) -> [String] {
    let reading = english.read(text)
    return reading.notices.map { "\($0.kind.rawValue): \(reading.text[$0.range])" }
  }

  @Test func `a notice is found among paragraphs, with all that explains it`() {
    #expect(
      notices("The bridge fell.\nCorrection: It is in Leeds. It was built in 1901.\nMore follows…") == [
        "correction: Correction: It is in Leeds. It was built in 1901.", "developing: More follows…",
      ])
  }

  @Test func `a notice at the end of a paragraph begins at its sentence`() {
    #expect(
      notices("The bridge fell. This story has been updated.") == ["update: This story has been updated."])
    #expect(notices("The bridge fell. More follows… Share this") == ["developing: More follows…"])
  }

  @Test func `what a speaker promises is no notice`() {
    #expect(notices("“We are at work. More details to follow. Stay tuned,” he said.") == [])
  }

  @Test func `a label alone takes the next paragraph with it`() {
    #expect(
      notices("Correction\nThe bridge is in Leeds.\nIt fell.") == [
        "correction: Correction\nThe bridge is in Leeds."
      ])
    #expect(notices("More follows\nThe bridge is in Leeds.") == ["developing: More follows"])
  }
}
