// Tests which marks count as quotation marks, and which way round they are taken.

import Testing

@Suite struct QuotationMarksTests {
  @Test(arguments: [
    "“We held on,” said Ann Doyle.",
    "\"We held on,\" said Ann Doyle.",
    "''We held on,'' said Ann Doyle.",
    "``We held on,'' said Ann Doyle.",
    "„We held on,“ said Ann Doyle.",
    "«We held on,» said Ann Doyle.",
    "« We held on, » said Ann Doyle.",
    "»We held on,« said Ann Doyle.",
    "‹We held on,› said Ann Doyle.",
    "‘We held on,’ said Ann Doyle.",
    "'We held on,' said Ann Doyle.",
    "”We held on,“ said Ann Doyle.",
    "“We held on,“ said Ann Doyle.",
    "”We held on,” said Ann Doyle.",
    "“We held on,\" said Ann Doyle.",
    "\"We held on,” said Ann Doyle.",
  ])
  func `every house style, and marks turned the wrong way, give the same words`(_ text: String) {
    #expect(credits(text) == ["We held on, — Ann Doyle · said"])
  }

  @Test(arguments: [
    "He is 6'3\" tall, and his record sold 2m.",
    "They danced to '90s music and rock 'n' roll in the residents' hall.",
    "The ’60s ended, and so did the ’70s; get ’em while you can.",
    "It's the club's, the boss's and the players' ground, and don't forget it.",
    "Take 5' of pipe and 10\" of tape.",
    "Goin' home, singin' all the way o' the day.",
  ])
  func `feet, inches, decades, possessives and left-out letters are no quotation marks`(_ text: String) {
    #expect(marked(text) == [])
  }

  @Test func `an inch sign inside a quotation does not close it`() {
    #expect(marked("\"It's a 12\" record,\" said Ms Pole.") == ["It's a 12\" record,"])
  }

  @Test func `a possessive inside single marks does not close them`() {
    #expect(marked("‘The residents’ homes were lost,’ he said.") == ["The residents’ homes were lost,"])
    #expect(marked("'The pupils' parents weren't told,' he said.") == ["The pupils' parents weren't told,"])
  }

  @Test func `the value of a tag's attribute is not quoted`() {
    #expect(marked("<tweet id=\"77\" by=\"@hale\"> Mr Hale said \"no\".") == ["no"])
  }

  @Test func `marks without spaces around them are taken as they fit`() {
    #expect(marked("He said:\"We are late.\"Then he left.") == ["We are late."])
    #expect(marked("The “new”plan and the“old” one were “the same”.") == ["new", "old", "the same"])
  }
}
