// Tests that numbers are read with their values, units, bounds and what they count, and that nothing else is.

import Language
import Story
import Testing

/// The figures of a text, each as `text = value[–upper] [unit] [bound] [counted]`.
func figures(_ text: String) -> [String] {
  let reading = english.read(text)
  return reading.figures.map { figure in
    var words = [
      "\(reading.text[figure.range]) =", number(figure.value) + (figure.upper.map { "–" + number($0) } ?? ""),
    ]
    if let unit = figure.unit { words.append(unit) }
    if figure.bound != .exact { words.append(figure.bound.rawValue) }
    if let counted = figure.counted { words.append("of " + counted) }
    return words.joined(separator: " ")
  }
}

private func number(_ value: Double) -> String {
  value == value.rounded() ? String(Int(value)) : String((value * 1000).rounded() / 1000)
}

@Suite struct FiguresTests {
  @Test(arguments: [
    ("Three people died.", ["Three = 3 of people"]),
    ("At least 12 people died.", ["12 = 12 at_least of people"]),
    ("Some 1,500 troops left.", ["1,500 = 1500 about of troops"]),
    ("Nearly two dozen homes burned.", ["two dozen = 24 about of homes"]),
    ("A hundred and five firefighters came.", ["A hundred and five = 105 of firefighters"]),
    ("Twenty-one boats sank.", ["Twenty-one = 21 of boats"]),
    ("Two hundred and fifty thousand people fled.", ["Two hundred and fifty thousand = 250000 of people"]),
    ("About 1.2 million homes had no power.", ["1.2 million = 1200000 about of homes"]),
    ("Half a million workers struck.", ["Half a million = 500000 of workers"]),
    ("Hundreds of villagers fled.", ["Hundreds = 200 at_least of villagers"]),
    ("Tens of thousands marched.", ["Tens of thousands = 20000 at_least"]),
    ("As many as 40 other people were hurt.", ["40 = 40 at_most of people"]),
    ("Fewer than ten cars came.", ["ten = 10 at_most of cars"]),
    ("30 or more flats burned.", ["30 = 30 at_least of flats"]),
    ("Police held 400 U.S. troops.", ["400 = 400 of troops"]),
    ("Two of the men fled.", ["Two = 2 of men"]),
    ("The 12-member jury met.", ["12 = 12 of member"]),
    ("Two were killed.", ["Two = 2"]),
    ("The boats carried 2,000 Syrians.", ["2,000 = 2000 of syrians"]),
    ("They include 12 of indecent assault.", ["12 = 12"]),
    ("10m people voted.", ["10m = 10000000 of people"]),
  ])
  func `a count has its value, its bound and its noun`(text: String, expected: [String]) {
    #expect(figures(text) == expected)
  }

  @Test(arguments: [
    ("It cost $1.5bn.", ["$1.5bn = 1500000000 $"]),
    ("It cost £5m.", ["£5m = 5000000 £"]),
    ("It cost US$40 million.", ["US$40 million = 40000000 $"]),
    ("It cost 200 euros.", ["200 euros = 200 €"]),
    ("Up 2.5 per cent.", ["2.5 per cent = 2.5 %"]),
    ("Up 2.5%.", ["2.5% = 2.5 %"]),
    ("Up 5 percent.", ["5 percent = 5 %"]),
    ("It is 10 miles (16 km) off.", ["10 miles = 10 miles", "16 km = 16 km"]),
    (
      "It is about 200 metres, or 660 feet, off.",
      ["200 metres = 200 metres about", "660 feet = 660 feet about"]
    ),
    ("A 10-mile queue.", ["10-mile = 10 miles"]),
    ("A wave 10m high.", ["10m = 10 metres"]),
    ("A three-year deal.", ["three-year = 3 years"]),
    ("It took over three hours.", ["three hours = 3 hours"]),
    ("It took more than three hours.", ["three hours = 3 hours at_least"]),
    ("It was -5 degrees.", ["5 degrees = -5 degrees"]),
    ("A two-thirds majority", ["two-thirds = 0.667 of majority"]),
    ("About 3/4 of the members", ["3/4 = 0.75 about of members"]),
  ])
  func `money, shares and measures have units`(text: String, expected: [String]) {
    #expect(figures(text) == expected)
  }

  @Test(arguments: [
    ("10 to 15 people", ["10 to 15 = 10–15 of people"]),
    ("10-15 people", ["10-15 = 10–15 of people"]),
    ("between 1,500 and 2,000 troops", ["1,500 and 2,000 = 1500–2000 of troops"]),
    ("1.2 to 1.5 million votes", ["1.2 to 1.5 million = 1200000–1500000 of votes"]),
    ("$10-$15 a barrel", ["$10-$15 = 10–15 $"]),
    ("10% to 15%", ["10% to 15% = 10–15 %"]),
    ("rose from 10 to 15 people", ["10 = 10", "15 = 15 of people"]),
    ("won by 5 to 4", ["5 = 5", "4 = 4"]),
  ])
  func `a range has two ends, in order`(text: String, expected: [String]) {
    #expect(figures(text) == expected)
  }

  @Test(arguments: [
    ("It began at 22:00.", ["22:00 = 1320 time"]),
    ("It began at 10.30pm.", ["10.30pm = 1350 time"]),
    ("It began at 7 a.m. today.", ["7 a.m. = 420 time"]),
    ("It struck at 1400 GMT.", ["1400 = 840 time"]),
    ("He left on 6 January 2020.", ["6 January 2020 = 20200106 date"]),
    ("He left on Jan. 6, 2020.", ["Jan. 6, 2020 = 20200106 date"]),
    ("He left on May 5.", ["May 5 = 505 date"]),
    ("He left in March 2019.", ["March 2019 = 20190300 date"]),
    ("The 2016 vote", ["2016 = 20160000 date"]),
    ("in the 1990s", ["1990s = 19900000 date"]),
    ("the 2019-20 season", ["2019-20 = 20190000–20200000 date"]),
    ("on 2020-01-06", ["2020-01-06 = 20200106 date"]),
    ("Some 2000 people came.", ["2000 = 2000 about of people"]),
    ("Ann Hale, 42, said so.", ["42 = 42 age"]),
    ("Ann Hale (42) said so.", ["42 = 42 age"]),
    ("a man aged 25", ["25 = 25 age"]),
    ("a 25-year-old man", ["25-year-old = 25 age"]),
    ("a three-year-old boy", ["three-year-old = 3 age"]),
    ("He is 25 years old.", ["25 years old = 25 age"]),
  ])
  func `times, dates and ages are not counts`(text: String, expected: [String]) {
    #expect(figures(text) == expected)
  }

  @Test(arguments: [
    "One of them may go in May, and march in March.", "No one came.", "This one can go.", "One another",
    "He came second; the 7th was a man.", "Flight 370 and a Boeing 737", "Section 230 of the act",
    "the No. 2 man",
    "the F-16, Covid-19 and 5G", "9/11 and 24/7", "www.example.com/2019/12 is down", "#10 trends",
    "a second chance",
    "1,2,3", "1/35", "",
  ])
  func `pronouns, months, ordinals, names and addresses are no figures`(text: String) {
    #expect(figures(text) == [])
  }

  @Test func `one with a noun is a figure`() {
    #expect(figures("One man was hurt.") == ["One = 1 of man"])
    #expect(figures("At least one was hurt.") == ["one = 1 at_least"])
  }

  @Test(arguments: [
    "99999999999999999999999999999999999999 people", "1.2.3.4", "12:99:77", "$", "£ m", "1/0", "0/0",
  ])
  func `odd digits do no harm`(text: String) {
    let strange = english.read(text).figures.filter { !$0.value.isFinite }
    #expect(strange == [])
  }

  @Test(arguments: [
    ("Shares fell 3.2% to 412p.", ["3.2% = 3.2 %", "412p = 412 pence"]),
    ("Cases rose by 1,204 to 45,310.", ["1,204 = 1204", "45,310 = 45310"]),
    ("Nearly half of those asked said no.", ["half = 0.5 about"]),
    ("A third of pupils stayed home.", ["A third = 0.333 of pupils"]),
    ("More than half the teachers left.", ["half = 0.5 at_least of teachers"]),
    ("The second half of the year was worse.", []),
    ("A third man was held.", []),
    ("It took three and a half years.", ["three and a half years = 3.5 years"]),
    ("Two and a half million people fled.", ["Two and a half million = 2500000 of people"]),
    ("Two men, aged 21 and 24, were held.", ["Two = 2 of men", "21 = 21 age", "24 = 24 age"]),
    ("A boy aged 17 and two men fled.", ["17 = 17 age", "two = 2 of men"]),
    ("One of the men, 34, was held.", ["34 = 34 age"]),
    ("It reached 38C by 8 June. It rained.", ["38C = 38 °C", "8 June = 608 date"]),
    ("From 10% to 12% of 10 to 12 miles.", ["10% = 10 %", "12% = 12 %", "10 to 12 miles = 10–12 miles"]),
    ("In May he came second.", []),
  ])
  func `parts, halves, ages and changes are told apart`(text: String, expected: [String]) {
    #expect(figures(text) == expected)
  }
}
