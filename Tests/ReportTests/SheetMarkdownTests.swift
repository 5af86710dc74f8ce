// Reports as Markdown.

import Report
import Story
import Testing

@Suite struct SheetMarkdownTests {
  @Test func `two quotes added, in full`() {
    let text = RevisionReport(Examples.twoQuotesAdded()).rendered(as: .markdown)
    #expect(
      text.hasPrefix(
        """
        # harbour-fire

        **Fire spreads along the quay**

        6 Jan 2020 22:00 → 23:00 UTC

        **2 quotes added. Nothing removed or reworded. No note on the page; still says “More follows…”.**\\
        First seen with 23:00, last seen without 22:00. Times come from file names; not witnessed by us.

        ## Quotes added

        1. **quote added** · **the fire service** · called · *new paragraph 4 of 6*

           > “a controlled burn” · *(part of a sentence)*

           *in:* The fire service later called it “a controlled burn” that had spread.

        2. **quote added** · **Maria Okafor**, a harbour spokeswoman · tweeted · *new paragraph 5 of 6*

           > “Nobody is missing. Every boat that left this morning has been counted back in,”

        ## Set aside

        """))
    #expect(
      text.hasSuffix("**Set aside**: cookie notice, “Created with Pencil.”, 2 captions (printed twice)\n"))
  }

  @Test func `words that changed are marked beside punctuation too`() {
    var options = RevisionReport.Options()
    options.words = { old, new in Examples.words(old, new) }
    let text = RevisionReport(Examples.everything(), options: options).rendered(as: .markdown)
    #expect(text.contains("*was:* “<del>Everyone got out in good</del> time,”"))
  }
}
