// Small revisions made by hand, for the tests of every report.

import Report
import Story

/// Builds a reading by naming stretches of its text.
struct TextBuilder {
  var reading: Reading

  /// Reads paragraphs given as lists of sentences.
  init(_ paragraphs: [[String]]) {
    let text = paragraphs.map { $0.joined(separator: " ") }.joined(separator: "\n")
    reading = Reading(text: Text(text))
    var start = 0
    for (index, sentences) in paragraphs.enumerated() {
      let begin = start
      for sentence in sentences {
        let end = start + sentence.utf8.count
        reading.sentences.append(Sentence(range: TextRange(start, end), paragraph: index))
        start = end + 1
      }
      reading.paragraphs.append(TextRange(begin, start - 1))
    }
  }

  /// Where words first stand.
  func range(_ words: String) -> TextRange {
    let bytes = Array(words.utf8)
    let text = reading.text.utf8
    guard let start = text.indices.first(where: { text[$0...].starts(with: bytes) }) else {
      fatalError("“\(words)” is not in the example")
    }
    return TextRange(start, start + bytes.count)
  }

  mutating func quote(
    _ words: String, by speaker: String? = nil, name: String? = nil, description: String? = nil,
    cue: String? = nil,
    form: Quote.Form = .direct, closed: Bool = true
  ) {
    reading.quotes.append(
      Quote(
        range: range(words), form: form, isClosed: closed,
        speaker: speaker.map { Speaker(range: range($0), name: name ?? $0, description: description) },
        cue: cue.map { Cue(range: range($0)) }))
  }

  mutating func notice(_ words: String, _ kind: Notice.Kind) {
    reading.notices.append(Notice(range: range(words), kind: kind))
  }
}

enum Examples {
  static let slug = Slug(nearest: "harbour-fire")!

  static func version(
    _ number: Int, _ time: String, source: TimeSource = .fileName,
    headline: String? = "Fire spreads along the quay",
    late: Bool = false, address: String? = nil
  ) -> Version {
    Version(
      number: number, story: slug, capture: CaptureID(time: Timestamp(time)!, bits: [UInt8(number)]),
      captured: Timestamp(time)!, timeSource: source, late: late,
      commit: String(repeating: "\(number)", count: 40), headline: headline, address: address,
      payloadSHA256: String(repeating: "a", count: 64), extractor: "html 1 libxml2 2.9.14")
  }

  static func edition(_ text: TextBuilder, _ version: Version?, label: String = "file.html") -> Edition {
    var article = Article(
      blocks: text.reading.paragraphs.map { Block(.paragraph, text.reading.text[$0]) })
    article.headline = Sourced(version?.headline ?? "Fire spreads along the quay", source: "h1")
    return Edition(
      label: version.map { "\($0.story) v\($0.number)" } ?? label, story: version?.story, version: version,
      article: article, reading: text.reading)
  }

  static let kept: [[String]] = [
    ["A fire has spread along the east quay of the harbour.", "Nobody was hurt."],
    ["“We were ready for this,” said Tom Ashdown, the harbour master."],
    ["He added: “The wind has turned."],
  ]

  static func oldText() -> TextBuilder {
    var text = TextBuilder(kept + [["More follows…"]])
    keep(&text)
    return text
  }

  static func newText() -> TextBuilder {
    var text = TextBuilder(
      kept + [
        ["The fire service later called it “a controlled burn” that had spread."],
        [
          "“Nobody is missing. Every boat that left this morning has been counted back in,” Maria Okafor, "
            + "a harbour spokeswoman, tweeted."
        ],
        ["More follows…"],
      ])
    keep(&text)
    text.quote(
      "a controlled burn", by: "The fire service", name: "the fire service", cue: "called", form: .partial)
    text.quote(
      "Nobody is missing. Every boat that left this morning has been counted back in,", by: "Maria Okafor",
      description: "a harbour spokeswoman", cue: "tweeted")
    return text
  }

  private static func keep(_ text: inout TextBuilder) {
    text.quote("We were ready for this,", by: "Tom Ashdown", description: "the harbour master", cue: "said")
    text.quote("The wind has turned.", by: "He", name: "Tom Ashdown", cue: "added", closed: false)
    text.notice("More follows…", .developing)
  }

  /// Two quotes added, nothing else: the report that the design draws.
  static func twoQuotesAdded(old: Version? = nil, new: Version? = nil) -> Revision {
    let (before, after) = (oldText(), newText())
    var one = Change(.quoteAdded, id: "c1", newSpan: after.range("a controlled burn"))
    one.text = "a controlled burn"
    one.speaker = "the fire service"
    one.cue = "called"
    one.form = .partial
    let words = "Nobody is missing. Every boat that left this morning has been counted back in,"
    var two = Change(.quoteAdded, id: "c2", newSpan: after.range(words))
    two.text = words
    two.speaker = "Maria Okafor"
    two.speakerDescription = "a harbour spokeswoman"
    two.cue = "tweeted"
    two.form = .direct
    var newer = edition(after, new ?? version(2, "2020-01-06T23:00:00Z"))
    newer.article.furniture = [
      Furniture(.cookieNotice, "We use cookies."), Furniture(.toolMark, "Created with Pencil.", count: 2),
      Furniture(.repeatedCaption, "The quay at noon.", count: 2),
    ]
    newer.article.blocks += [Block(.caption, "The quay at noon."), Block(.caption, "A tug.")]
    return Revision(
      old: edition(before, old ?? version(1, "2020-01-06T22:00:00Z")), new: newer,
      difference: Difference(
        links: [Link(0, 0), Link(1, 1), Link(2, 2), Link(3, 3), Link(4, 6)], changes: [one, two]))
  }

  /// One revision with these changes, between two plain texts.
  static func revision(
    _ changes: [Change], old: TextBuilder = oldText(), new: TextBuilder = oldText(),
    oldVersion: Version? = version(1, "2020-01-06T22:00:00Z"),
    newVersion: Version? = version(2, "2020-01-06T23:00:00Z")
  ) -> Revision {
    let links = zip(old.reading.sentences.indices, new.reading.sentences.indices).map { Link($0, $1) }
    return Revision(
      old: edition(old, oldVersion, label: "monday.html"),
      new: edition(new, newVersion, label: "tuesday.html"),
      difference: Difference(links: links, changes: changes))
  }

  /// A change with every fact that a type can have.
  static func change(_ type: ChangeType, text: String = "the text", old: String = "12", new: String = "15")
    -> Change
  {
    var change = Change(type, id: "id-\(type.rawValue)")
    change.text = text
    change.old = old
    change.new = new
    change.speaker = "Ann Lee"
    change.cue = "said"
    change.oldSpeaker = "Ann Lee"
    change.newSpeaker = "Bo Marsh"
    change.merged = ["One sentence.", "Another one."]
    change.numberKind = .correction
    change.form = .direct
    return change
  }

  /// Many kinds of change at once.
  static func everything() -> Revision {
    let old = TextBuilder([
      ["Twelve boats were lost, the harbour master said.", "“Everyone got out in good time,” he said."],
      ["Police allegedly knew of the danger for weeks before the fire broke out."],
      ["A police officer said the gates had been locked from the outside since the spring."],
      ["More follows…"],
    ])
    let new = TextBuilder([
      ["Fifteen boats were lost, the harbour master said.", "“Almost everyone got out in time,” he said."],
      ["Police knew of the danger for weeks before the fire broke out."],
      ["Sgt Lena Voss said the gates had been locked from the outside since the spring."],
      ["Correction: an earlier version gave the wrong number of boats."],
    ])
    func at(_ type: ChangeType, _ one: String?, _ other: String?, _ set: (inout Change) -> Void) -> Change {
      var change = Change(
        type, id: "e-\(type.rawValue)", oldSpan: one.map(old.range), newSpan: other.map(new.range))
      set(&change)
      return change
    }
    let notice = "Correction: an earlier version gave the wrong number of boats."
    let changes = [
      at(.correctionAdded, nil, notice) { $0.text = notice },
      at(.developingRemoved, "More follows…", nil) { $0.text = "More follows…" },
      at(.headlineChanged, nil, nil) {
        $0.old = "Twelve boats lost as fire spreads along the quay"
        $0.new = "Fifteen boats lost as fire spreads along the quay"
      },
      at(.quoteAltered, "Everyone got out in good time,", "Almost everyone got out in time,") {
        $0.old = "Everyone got out in good time,"
        $0.new = "Almost everyone got out in time,"
        $0.speaker = "Tom Ashdown"
        $0.cue = "said"
      },
      at(.quoteReattributed, nil, nil) {
        $0.text = "The gates were locked"
        $0.oldSpeaker = "a police officer"
        $0.newSpeaker = "Lena Voss"
      },
      at(.numberChanged, "Twelve", "Fifteen") {
        $0.old = "Twelve boats"
        $0.new = "Fifteen boats"
        $0.numberKind = .correction
      },
      at(.hedgeRemoved, "allegedly", nil) { $0.cue = "allegedly" },
      at(.sourceNamed, "A police officer", "Sgt Lena Voss") {
        $0.old = "A police officer"
        $0.new = "Sgt Lena Voss"
      },
      at(
        .sentenceEdited, "Police allegedly knew of the danger for weeks before the fire broke out.",
        "Police knew of the danger for weeks before the fire broke out."
      ) {
        $0.text = "Police knew of the danger for weeks before the fire broke out."
      },
      at(.captionAdded, nil, nil) { $0.text = "The quay at dawn" },
      at(.dateChanged, nil, nil) {
        $0.old = "6 January 2020"
        $0.new = "7 January 2020"
      },
    ]
    return revision(changes, old: old, new: new)
  }

  /// Word runs as a comparison would hand them in, by common words at both ends.
  static func words(_ old: String, _ new: String) -> [WordRun] {
    let (one, other) = (old.split(separator: " "), new.split(separator: " "))
    let start = zip(one, other).prefix { $0 == $1 }.count
    let end = zip(one.dropFirst(start).reversed(), other.dropFirst(start).reversed()).prefix { $0 == $1 }
      .count
    let middle = (one.dropFirst(start).dropLast(end), other.dropFirst(start).dropLast(end))
    var runs: [WordRun] = []
    if start > 0 { runs.append(WordRun(.same, one.prefix(start).joined(separator: " ") + " ")) }
    if !middle.0.isEmpty { runs.append(WordRun(.removed, middle.0.joined(separator: " "))) }
    if !middle.0.isEmpty, !middle.1.isEmpty { runs.append(WordRun(.same, " ")) }
    if !middle.1.isEmpty { runs.append(WordRun(.added, middle.1.joined(separator: " "))) }
    if end > 0 { runs.append(WordRun(.same, " " + one.suffix(end).joined(separator: " "))) }
    return runs
  }
}
