// Tests that a second language is read by its word lists alone.

import Language
import Story
import Testing

private let german = Readers()["de-AT"]

@Suite struct GermanTests {
  @Test(arguments: [
    ("„Das Dach ist weg“, sagte Jonas Keller.", "Das Dach ist weg — Jonas Keller · sagte"),
    ("„Das Dach ist weg“, so Keller.", "Das Dach ist weg — Keller · so"),
    ("„Das Dach ist weg!“, rief Nachbar Karl Weiß.", "Das Dach ist weg! — Karl Weiß · rief"),
    ("Bürgermeisterin Anna Bauer sagte: „Wir bauen neu.“", "Wir bauen neu. — Anna Bauer · sagte"),
    (
      "»Wir bauen neu«, erklärte eine Sprecherin der Bahn.",
      "Wir bauen neu — eine Sprecherin der Bahn · erklärte"
    ),
    ("«Wir bauen neu», erklärte das Ministerium.", "Wir bauen neu — das Ministerium · erklärte"),
    ("Das Unternehmen nannte die Klage „haltlos“.", "haltlos — das Unternehmen · nannte"),
    ("Die Polizei teilte mit, es gehe um „eine Bande“.", "eine Bande — die Polizei · teilte"),
    ("Der Polizei zufolge war er „viel zu schnell“ unterwegs.", "viel zu schnell — der Polizei · zufolge"),
    ("Laut Polizei war er „viel zu schnell“ unterwegs.", "viel zu schnell — Polizei · Laut"),
    (
      "„Wir wussten nichts“, wie ein Sprecher der Stadt mitteilte.",
      "Wir wussten nichts — ein Sprecher der Stadt · mitteilte"
    ),
    (
      "„Ich hörte einen ‚lauten Knall‘“, sagte Petra Lenz (42).",
      "Ich hörte einen ‚lauten Knall‘ — Petra Lenz · sagte"
    ),
  ])
  func `quotations have their speakers and cues`(text: String, expected: String) {
    #expect(credits(text, by: german) == [expected])
  }

  @Test func `a quotation split by its cue is one speaker's`() {
    #expect(
      credits("„Wir prüfen das“, sagte Anna Bauer. „Mehr weiß ich nicht.“", by: german) == [
        "Wir prüfen das — Anna Bauer · sagte", "Mehr weiß ich nicht. — Anna Bauer · sagte",
      ])
  }

  @Test(arguments: [
    (
      "Am 6. Januar fiel der Turm. Danach wurde es still.",
      ["Am 6. Januar fiel der Turm.", "Danach wurde es still."]
    ),
    (
      "Dr. Weber kam z. B. um 20.30 Uhr an. Er blieb.", ["Dr. Weber kam z. B. um 20.30 Uhr an.", "Er blieb."]
    ),
    ("Er kam auf Platz 3. Danach ging er.", ["Er kam auf Platz 3.", "Danach ging er."]),
    ("„Halt!“, rief er. „Weg da!“ Alle liefen.", ["„Halt!“, rief er.", "„Weg da!“", "Alle liefen."]),
    ("Es kostet 3 Mrd. Euro, d. h. mehr als zuvor.", ["Es kostet 3 Mrd. Euro, d. h. mehr als zuvor."]),
  ])
  func `sentences end where they should`(text: String, expected: [String]) {
    let reading = german.read(text)
    #expect(reading.sentences.map { reading.text[$0.range] } == expected)
  }

  @Test(
    arguments: [
      ("Rund 1.500 Häuser brannten.", 1500, nil, Figure.Bound.about, "häuser"),
      ("Es kostet 2,5 Millionen Euro.", 2_500_000, "€", .exact, nil),
      ("Es kostet 3,4 Mrd. Euro.", 3_400_000_000, "€", .exact, nil),
      ("Mindestens zwölf Menschen starben.", 12, nil, .atLeast, "menschen"),
      ("Einundzwanzig Boote sanken.", 21, nil, .exact, "boote"),
      ("Etwa 12 Prozent lehnten ab.", 12, "%", .about, nil),
      ("Am 6. Januar 2020 brannte es.", 20_200_106, "date", .exact, nil),
      ("Um 20.30 Uhr brannte es.", 1230, "time", .exact, nil),
      ("Der 42-Jährige floh.", 42, "age", .exact, nil),
      ("Der Mann ist 42 Jahre alt.", 42, "age", .exact, nil),
    ] as [(String, Double, String?, Figure.Bound, String?)])
  func `figures have value, unit, bound and noun`(
    text: String, value: Double, unit: String?, bound: Figure.Bound, counted: String?
  ) {
    let figures = german.read(text).figures
    #expect(figures.map(\.value) == [value])
    #expect(figures.map(\.unit) == [unit])
    #expect(figures.map(\.bound) == [bound])
    #expect(figures.map(\.counted) == [counted])
  }

  @Test func `an ordinal and a range are told apart from a count`() {
    #expect(german.read("Er wurde beim 3. Versuch gestellt.").figures.isEmpty)
    #expect(german.read("Es kamen 20 bis 25 Helfer.").figures.map(\.upper) == [25])
  }

  @Test(
    arguments: [
      ("Korrektur: Die Brücke steht in Ulm.", Notice.Kind.correction),
      ("Korrektur vom 6. Januar: Die Brücke steht in Ulm.", .correction),
      ("In einer früheren Version dieses Artikels stand, die Brücke stehe in Bonn.", .correction),
      ("In einer ersten Fassung hieß es, niemand sei verletzt.", .correction),
      ("Anmerkung der Redaktion: Der Text wurde nachträglich gekürzt.", .editorsNote),
      ("Mehr in Kürze.", .developing),
      ("Dieser Artikel wird laufend aktualisiert.", .developing),
      ("Dieser Beitrag wurde um eine Stellungnahme der Stadt ergänzt.", .update),
      ("Klarstellung: Gemeint ist die alte Brücke.", .clarification),
      ("Die Korrektur der Zahlen dauerte Stunden.", nil),
      ("Das Gesetz wurde geändert.", nil),
      ("Die frühere Version des Gesetzes war strenger.", nil),
    ] as [(String, Notice.Kind?)])
  func `notices are known, look-alikes are not`(text: String, kind: Notice.Kind?) {
    #expect(german.read(text).notices.map(\.kind) == (kind.map { [$0] } ?? []))
  }

  @Test func `a noun's capital makes no name`() {
    let reading = german.read(
      "Die Feuerwehr rettete am Montag Anna Bauer aus dem Haus. Bauer lobte die Helfer von Ursula von der Leyen."
    )
    #expect(reading.names.map { reading.text[$0.range] } == ["Anna Bauer", "Bauer", "Ursula von der Leyen"])
  }

  @Test func `what holds a claim back is marked`() {
    let reading = german.read("Der mutmaßliche Täter floh offenbar. Er könnte bewaffnet sein.")
    #expect(reading.hedges.map { reading.text[$0.range] } == ["mutmaßliche", "offenbar", "könnte"])
  }

  @Test(arguments: ["tlh", "", "xx-YY", "en-GB", "-", "🙂", String(repeating: "x", count: 10_000)])
  func `a language without lists is read as English`(language: String) {
    let reading = Readers()[language].read("“We held on,” said Ann Doyle.")
    #expect(reading.quotes.first?.speaker?.name == "Ann Doyle")
  }
}
