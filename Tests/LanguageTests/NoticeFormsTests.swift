// Tests, over the forms that outlets use, that every notice is known for what it is and nothing else is taken for one.

import Language
import Story
import Testing

/// A line and the kind that a reader should give it; nil for a line of the story.
private typealias Line = (text: String, kind: Notice.Kind?)

@Suite struct NoticeFormsTests {
  private static let notices: [Line] = [
    ("Correction: June 3, 2021", .correction),
    (
      "An earlier version of this article misspelled the surname of a witness. She is Dana Wolfe, not Wolff.",
      .correction
    ),
    ("A picture caption with an earlier version of this article misidentified the bridge.", .correction),
    (
      "This article was amended on 4 June 2021. An earlier version said the ferry was built in 1979; it was 1997.",
      .correction
    ),
    ("• This article was amended on 4 June 2021 to clarify the ferry's age.", .clarification),
    ("This story corrects the spelling of Wolfe in the fourth paragraph.", .correction),
    ("(This June 3 story has been corrected to fix the name of the company in paragraph 4)", .correction),
    ("(Corrects to show profit rose 4 pct, not fell, in headline and paragraph 1)", .correction),
    ("(Corrects spelling of minister's name in paragraph 6)", .correction),
    ("(Removes extraneous word in paragraph 2)", .correction),
    ("(This version of the story corrects typo in headline)", .correction),
    (
      "CORRECTION: A previous version of this post gave the wrong title for Ms. Cole. She is the deputy mayor. The Post regrets the error.",
      .correction
    ),
    ("Editor's note: This story has been updated with comment from the city.", .editorsNote),
    ("Editor’s Note, June 5: After publication, the company disputed the figure.", .editorsNote),
    ("EDITOR'S NOTE: This article has been removed because it did not meet our standards.", .editorsNote),
    (
      "Clarification: This article has been updated to make clear that the vote was advisory.", .clarification
    ),
    ("CLARIFICATION (June 5, 2021): The story should have said the vote was advisory.", .clarification),
    ("UPDATE 2:40 p.m.: The road has reopened.", .update),
    ("Updated at 17:40 BST", nil),
    ("[UPDATE: The council has now replied.]", .update),
    ("This story was updated at 5 p.m. to add a statement from the airline.", .update),
    ("This is a breaking news story. Check back for updates.", .developing),
    ("This breaking news story is being updated and more details will be published shortly.", .developing),
    ("This is a developing story. It will be updated.", .developing),
    ("More to follow", .developing),
    ("More on this story as we get it.", .developing),
    ("This is a developing news story and will be updated as information becomes available.", .developing),
    ("Story developing...", .developing),
    ("Please refresh this page for updates.", .developing),
    ("(Adds details on injuries, quotes, background)", .update),
    ("(Recasts, adds analyst comment, share move)", .update),
    ("(Updates prices, adds quote)", .update),
    ("UPDATE 3-Leith ferry hits harbour wall, 12 hurt", .wireMeta),
    ("AP-EU--Scotland-Ferry Crash, 2nd Ld-Writethru", .wireMeta),
    ("EDS: Adds photo links.", .update),
    ("We have amended this article to reflect that Mr Price was acquitted.", .correction),
    ("The headline of this story has been changed to reflect the jury's verdict.", .correction),
    ("This piece has been updated since publication.", .update),
    ("This page has been updated since it was first published.", .update),
    (
      "A correction was made on June 5, 2021: An earlier version of this article misstated when the ferry was built.",
      .correction
    ),
    ("When we learn of a mistake, we acknowledge it with a correction.", nil),
    ("This article originally stated that the ferry was built in 1979.", .correction),
    ("Due to an editing error, this article originally gave the wrong date.", .correction),
    ("Amendment: The original version of this story named the wrong street.", .correction),
    ("An earlier headline on this story misstated the number of people hurt.", .correction),
    ("The Times has corrected this article.", .correction),
    ("This story was first published at 09:10 and has been updated.", .update),
    ("Last updated on 5 June 2021", nil),
    ("Breaking: Ferry hits wall in Leith", .developing),
    ("THIS IS A BREAKING NEWS UPDATE. PREVIOUS STORY FOLLOWS BELOW.", .developing),
    ("We’re updating this story as more details come in.", .developing),
    ("Note: This story has been corrected. The ferry is owned by the council.", .correction),
    (
      "Apology: On 3 June we wrongly reported that Mr Price had been convicted. We apologise to Mr Price.",
      .correction
    ),
    ("Correction and apology: Mr Price", .correction),
    ("This transcript has been updated to correct a misspelled name.", .correction),
    ("In a previous version of this story, we said the ferry was built in 1979.", .correction),
    ("The story has been updated to correct the number of injured.", .correction),
    ("-- This story has been corrected to reflect that there were 12 people on board.", .correction),
    ("Full story to follow.", .developing),
    ("Live updates below.", .developing),
    ("Stay with us for the latest.", .developing),
  ]

  private static let others: [String] = [
    "Corrections officers found the man in his cell at dawn.",
    "The Department of Corrections said the prison was calm.",
    "A market correction of 10% was overdue, analysts said.",
    "Lawmakers amended the bill on Tuesday to raise the cap.",
    "The health agency updated its guidance on masks.",
    "The company updated its forecast for the year.",
    "Developing countries need $4bn a year.",
    "A developing storm off Florida could strengthen.",
    "A note from the editor of the journal said the paper would be reviewed.",
    "Reuters could not immediately verify the footage.",
    "The editor of the paper has been sacked.",
    "The ministry corrected itself an hour later.",
    "The update to the app fixes three bugs.",
    "In an update on Friday, police said two people had died.",
    "Police gave an update at noon.",
    "An earlier version of the bill would have banned it outright.",
    "A previous version of the software had the same flaw.",
    "The story of the ferry begins in 1979.",
    "This story begins in a small town.",
    "This article of the treaty was amended in 1999.",
    "More details of the attack emerged on Monday.",
    "More follows from the inquiry next week, the judge said.",
    "Further details were not available.",
    "The breaking news alert sent shares lower.",
    "This is a developing country with a young population.",
    "Clarification of the law is needed, judges said.",
    "The clarification came after a week of protest.",
    "The court issued a correction to its ruling.",
    "The bank's correction of its error cost $2m.",
    "Check back in at the desk by noon, guests were told.",
    "Please refresh your memory, counsel told the witness.",
    "The council will update residents next week.",
    "The page has been turned, the president said.",
    "An amended complaint was filed on Monday.",
    "Notes to editors are usually ignored, he joked.",
    "The paper's readers' editor has resigned.",
    "This report was published by the UN on Monday.",
    "This report has been updated every year since 1998 by the UN agency.",
    "The breaking of the dam killed 12.",
    "Stay tuned, the mayor said with a grin.",
    "He said the story was still developing and that he would wait.",
    "\"This story is developing,\" the anchor said.",
    "“An earlier version of this article misled me,” she said.",
    "The correction facility in Leith is full.",
    "Urgent action is needed, the charity said.",
    "Update your passwords, experts say.",
    "Editors at the paper said they stood by the story.",
    "The original version of the song was recorded in 1971.",
    "The article was corrected by its authors and republished in March, the journal said.",
    "We regret the loss of life, the airline said.",
    "We will update you as soon as we can, the airline told passengers.",
    "Corrected for inflation, prices fell 2%.",
    "Revised figures showed the economy shrank.",
    "Adds Mr Cole: \"We were lucky.\"",
    "More soon came to the square.",
  ]

  @Test(arguments: notices)
  private func `a notice in its usual form`(line: Line) {
    #expect(english.read(line.text).notices.map(\.kind) == (line.kind.map { [$0] } ?? []))
  }

  @Test(arguments: others)
  func `a look-alike is no notice`(text: String) {
    #expect(english.read(text).notices.isEmpty)
  }

  @Test(arguments: others)
  func `a look-alike at a paragraph's end is no notice`(text: String) {
    #expect(english.read("The port of Leith is shut. \(text)").notices.isEmpty)
  }
}
