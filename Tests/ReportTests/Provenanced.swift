// Audits, lineages and coverages made by hand, for the tests of their reports.

import Report
import Story

enum Provenanced {
  static let versions = [
    Examples.version(1, "2020-01-06T10:00:00Z", address: "https://www.herald.example/fire"),
    Examples.version(2, "2020-01-06T11:00:00Z", address: "https://www.herald.example/fire"),
    Examples.version(3, "2020-01-06T14:00:00Z", address: "https://www.herald.example/fire"),
  ]

  static func change(_ type: ChangeType, _ text: String, id: String = "c1") -> Change {
    var change = Change(type, id: id)
    (change.text, change.old, change.new, change.speaker) = (text, text, text, text)
    return change
  }

  /// An audit with something in every part; `text` stands wherever text from outside can.
  static func audit(_ text: String = "Police said 15 people were hurt.") -> Audit {
    let entry = LedgerEntry(
      text: text, speaker: text, speakerDescription: text, cue: text, source: text, first: versions[0],
      last: versions[2], stands: true, absent: [2],
      alterations: [.init(in: versions[1], from: text, to: text)],
      reattributions: [.init(in: versions[2], from: text, to: text)])
    var look = Look(story: Examples.slug, time: versions[1].captured, timeSource: .fetched, outcome: .refused)
    look.note = text
    return Audit(
      story: Story(slug: Examples.slug, title: text, addresses: [text], registered: versions[0].captured),
      versions: [
        AuditedVersion(version: versions[0], words: 120, saysMoreFollows: true),
        AuditedVersion(
          version: versions[1], words: 130, lastSeenWithout: versions[0].captured,
          changes: [change(.numberChanged, text), change(.quoteRemoved, text, id: "c2")],
          honesty: Honesty(
            standing: .silent, uncovered: ["c1", "c2"], pace: .quickFix, dateStamp: .changeWithoutBump)),
        AuditedVersion(
          version: versions[2], words: 131, lastSeenWithout: versions[1].captured,
          changes: [change(.correctionAdded, text), change(.sentenceEdited, text, id: "c3")],
          honesty: Honesty(standing: .declared, covered: ["c3"], notices: [text], returnsTo: 1)),
      ],
      ledger: Ledger(story: Examples.slug, versions: versions, entries: [entry]),
      notices: [.init(kind: .correction, text: text, first: 3, last: 3, stands: true)],
      flipFlops: [.init(text, text, versions: [2, 3])], failedLooks: [look],
      blindSpells: [.init(from: versions[1].captured, to: versions[2].captured)])
  }

  static func lineage(_ text: String = "Police said 15 people were hurt.") -> Lineage {
    Lineage(
      story: Examples.slug, versions: versions,
      sentences: [
        SentenceLife(
          id: 1, text: text, first: 0, changed: 1, last: 2, absent: [1], splitFrom: 2, merged: [2],
          earlier: [.init(text, since: 0)],
          words: [
            WordLife(text, spaceBefore: false, first: 0, absent: [1]),
            WordLife("15", spaceBefore: true, first: 1),
          ]),
        SentenceLife(id: 2, text: text, first: 0, last: 0, stands: false),
      ])
  }

  static func coverage(_ text: String = "We were ready for this") -> Coverage {
    func cell(_ version: Version, _ form: Coverage.Cell.Form, lag: Int64, stands: Bool = true)
      -> Coverage.Cell
    {
      Coverage.Cell(
        text: text, form: form, speaker: text, isRecredited: lag > 0, story: Examples.slug, first: version,
        last: version, stands: stands, lag: lag, values: [text])
    }
    let cells = [
      cell(versions[0], .same, lag: 0), cell(versions[1], .trimmed, lag: 3_600_000, stands: false), nil,
    ]
    return Coverage(
      name: text,
      outlets: ["herald.example", "gazette.example", text].map { .init(name: $0, stories: [Examples.slug]) },
      facts: Coverage.Fact.Kind.allCases.map { .init(kind: $0, text: text, firstOutlet: 0, cells: cells) })
  }

  static func passage(_ text: String = "We were ready") -> Passage {
    Passage(
      story: Examples.slug, kind: .quote, text: text, speaker: text, first: versions[0], last: versions[1],
      stands: false)
  }
}
