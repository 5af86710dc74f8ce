// One story's audit as people read it.

import Foundation
import Story

/// Puts an audit into words.
struct AuditSheet {
  let audit: Audit
  let archive: String?
  let full: Bool
  private let times: TimeWords

  /// So many changes of a version are told in the short report.
  private static let limit = 6

  init(_ audit: Audit, archive: String?, zone: TimeZone, full: Bool) {
    self.audit = audit
    self.archive = archive
    self.full = full
    times = TimeWords(zone: zone)
  }

  var sheet: Sheet {
    var sheet = Sheet(title: Words(audit.story.slug.text))
    guard let first = audit.versions.first?.version, let last = audit.versions.last?.version else {
      sheet.summary = Words("No version yet.", .strong)
      return sheet
    }
    sheet.time = Words(
      first.captured == last.captured
        ? times.zoned(first.captured) : times.stretch(first.captured, last.captured))
    sheet.headline = (last.headline ?? audit.story.title).map { Words($0) }
    sheet.summary = Words(summary, .strong)
    sheet.notes = [
      Words(TimeSource.words(audit.versions.map(\.version.timeSource)), .faint),
      Words(
        "A change happened between two checks: after the last one without it, and no later than the first one with it.",
        .faint),
    ]
    let parts: [Section?] = [
      timeline.map { Section(heading: "Timeline", body: .chart($0)) },
      section("Changed without a note on the page", silentItems), section("Versions", table(versionRows)),
      section("What each version changed", changeItems), section("Notes on the page", table(noticeRows)),
      section("Quotes", LedgerReport(audit.ledger, zone: times.zone).items(full: full)),
      LedgerReport(audit.ledger).chart.flatMap { chart in
        audit.ledger.entries.isEmpty
          ? nil : Section(heading: "How long each quote stood", body: .chart(chart))
      },
      section("Went back and forth", turnLines), section("Not watched", gapLines),
      section("How to check this", checkLines),
    ]
    sheet.sections = parts.compactMap { $0 }
    return sheet
  }

  /// “12 versions. 7 changed what readers were told: 1 with a note on the page, …”
  private var summary: String {
    let versions = audit.versions
    var text = versions.count == 1 ? "1 version." : "\(versions.count) versions."
    let told = versions.filter { $0.honesty.map { $0.standing != .minor } ?? false }
    guard !told.isEmpty else {
      return text + (versions.count > 1 ? " None changed what readers were told." : "")
    }
    var parts: [String] = []
    func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(count) \(words)") } }
    add(told.count { $0.honesty?.standing == .declared }, "with a note on the page")
    add(told.count { $0.honesty?.declaredIn != nil }, "with a note that came later")
    add(told.count { $0.honesty?.standing == .developing }, "while it said more follows")
    add(audit.silent.count, "without a note")
    text += " \(told.count) changed what readers were told: \(parts.joined(separator: ", "))."
    let bumps = versions.count { $0.honesty?.dateStamp == .bumpedWithoutChange }
    if bumps > 0 { text += " \(bumps) only moved the date." }
    return text
  }

  // MARK: Sections

  private func section(_ heading: String, _ items: [Item]) -> Section? {
    items.isEmpty ? nil : Section(heading: heading, body: .items(items))
  }
  private func section(_ heading: String, _ lines: [Line]) -> Section? {
    lines.isEmpty ? nil : Section(heading: heading, body: .lines(lines))
  }
  private func section(_ heading: String, _ table: Table) -> Section? {
    table.rows.isEmpty ? nil : Section(heading: heading, body: .table(table))
  }

  /// The story's life: its versions, and how long each promise and note stood.
  private var timeline: Chart? {
    let captured = audit.versions.map(\.version.captured.milliseconds)
    guard let start = captured.min(), let end = captured.max(), start < end else { return nil }
    func at(_ time: Timestamp) -> Double { Double(time.milliseconds - start) / Double(end - start) }
    var byNumber: [Int: Timestamp] = [:]
    for audited in audit.versions { byNumber[audited.version.number] = audited.version.captured }
    var rows = [Chart.Row(label: "Versions")]
    rows[0].marks = audit.versions.map { audited in
      .init(
        at: at(audited.version.captured), tone: .neutral,
        title: "v\(audited.version.number) \(times.zoned(audited.version.captured))")
    }
    for (label, tone, standing) in [
      ("With a note", Tone.notice, Honesty.Standing.declared), ("Without a note", .removed, .silent),
    ] {
      let marks = audit.versions.filter { $0.honesty?.standing == standing }
      guard !marks.isEmpty else { continue }
      rows.append(
        Chart.Row(
          label: label,
          marks: marks.map { .init(at: at($0.version.captured), tone: tone, title: "v\($0.version.number)") })
      )
    }
    for notice in audit.notices where notice.kind != .wireMeta {
      guard let from = byNumber[notice.first], let to = byNumber[notice.last] else { continue }
      let next = audit.versions.first { $0.version.captured > to }?.version.captured ?? to
      rows.append(
        Chart.Row(
          label: "“\(notice.text)”",
          bars: [.init(from: at(from), to: at(notice.stands ? to : next), tone: .notice)]))
    }
    if !audit.blindSpells.isEmpty {
      rows.append(
        Chart.Row(
          label: "Not watched",
          bars: audit.blindSpells.map { .init(from: at($0.from), to: at($0.to), tone: .altered) }))
    }
    return Chart(
      start: times.full(Timestamp(milliseconds: start)), end: times.full(Timestamp(milliseconds: end)),
      rows: rows, title: "When the story changed, and how long its notes stood")
  }

  private func table(_ rows: [[Words]]) -> Table {
    Table(columns: rows.first?.count == 4 ? ["Note", "From", "To", "Words"] : versionColumns, rows: rows)
  }

  private let versionColumns = [
    "Version", "First seen with", "Last seen without", "Owned up to", "What changed",
  ]

  private var versionRows: [[Words]] {
    audit.versions.map { audited in
      let version = audited.version
      var told = Words(audited.honesty == nil ? "first version" : brief(audited))
      for remark in remarks(audited) { told += Words(" · \(remark)", .faint) }
      return [
        Words("v\(version.number)", .strong), Words(times.full(version.captured)),
        Words(
          audited.lastSeenWithout.map { "not at " + times.short($0, beside: version.captured) } ?? "", .faint),
        Words(audited.honesty?.inWords ?? ""), told,
      ]
    }
  }

  private func remarks(_ audited: AuditedVersion) -> [String] {
    var remarks: [String] = []
    if let to = audited.honesty?.returnsTo { remarks.append("back to the text of v\(to)") }
    switch audited.honesty?.pace {
    case .quickFix: remarks.append("a quick fix")
    case .lateRewrite: remarks.append("more than a day after the first version")
    default: break
    }
    switch audited.honesty?.dateStamp {
    case .bumpedWithoutChange: remarks.append("the page’s date moved, the text did not")
    case .changeWithoutBump: remarks.append("the page’s date did not move")
    default: break
    }
    if audited.version.late { remarks.append("arrived late") }
    return remarks
  }

  /// What a version changed, on a line.
  private func brief(_ audited: AuditedVersion) -> String {
    let changes = audited.changes
    guard !changes.isEmpty else { return "nothing" }
    var counts: [(wording: Wording, type: ChangeType, count: Int)] = []
    for change in changes {
      let wording = change.wording
      if let at = counts.firstIndex(where: { $0.type == change.type && $0.wording.group == wording.group }) {
        counts[at].count += 1
      } else {
        counts.append((wording, change.type, 1))
      }
    }
    let loud = counts.filter { $0.wording.group != .quiet }
    let told = (loud.isEmpty ? counts : loud).sorted { $0.wording.group < $1.wording.group }
    return (loud.isEmpty ? "only small changes: " : "")
      + told.map { $0.wording.brief($0.count) }.joined(separator: ", ")
  }

  private var silentItems: [Item] {
    audit.silent.map { audited in
      let left = Set(audited.honesty?.uncovered ?? [])
      return item(audited, audited.changes.filter { left.contains($0.id) })
    }
  }

  private var changeItems: [Item] {
    guard full else { return [] }
    return audit.versions.filter { !$0.changes.isEmpty }.map { item($0, $0.changes) }
  }

  private func item(_ audited: AuditedVersion, _ changes: [Change]) -> Item {
    var item = Item(label: "v\(audited.version.number)")
    item.tone = audited.honesty?.standing == .silent ? .removed : .neutral
    item.head = Words(times.zoned(audited.version.captured))
    if let without = audited.lastSeenWithout {
      item.head += Words(
        ", last seen without \(times.short(without, beside: audited.version.captured))", .faint)
    }
    let sorted = changes.enumerated().sorted {
      ($0.element.wording.group, $0.offset) < ($1.element.wording.group, $1.offset)
    }.map(\.element)
    let shown = full ? sorted : Array(sorted.prefix(Self.limit))
    let covered = Set(audited.honesty?.covered ?? [])
    item.lines = shown.map { line($0, isCovered: covered.contains($0.id)) }
    if shown.count < sorted.count {
      item.lines.append(Line(role: .context, words: Words("and \(sorted.count - shown.count) more", .faint)))
    }
    return item
  }

  /// A change on one line: “number changed: 12 → 15”.
  private func line(_ change: Change, isCovered: Bool) -> Line {
    let (old, new) = change.told
    func shown(_ text: String) -> String {
      if change.type == .dateChanged { return times.published(oneLine(text)) }
      return full ? oneLine(text) : cut(oneLine(text), to: 160)
    }
    let isQuote =
      ChangeGroup.quotesAltered.rawValue <= change.wording.group.rawValue
      && [.quoteAdded, .quoteRemoved, .quoteAltered].contains(change.type)
    func marked(_ text: String) -> String { isQuote ? "“\(shown(text))”" : shown(text) }
    var words = Words("")
    if change.type == .quoteReattributed, let text = change.text { words += Words("“\(shown(text))” ") }
    if let old { words += Words(marked(old), .before) }
    if old != nil, new != nil { words += Words(" → ", .faint) }
    if let new { words += Words(marked(new), .after) }
    if let counted = change.counted { words += Words(" \(cut(counted, to: 40))") }
    if let speaker = change.speaker { words += Words(" · \(speaker)", .faint) }
    if isCovered { words += Words(" · a note says so", .faint) }
    return Line(role: .plain, lead: change.wording.label + ":", words: words)
  }

  private var noticeRows: [[Words]] {
    audit.notices.map { notice in
      [
        Words(notice.kind.inWords), Words("v\(notice.first)"),
        Words(notice.stands ? "still there" : "v\(notice.last)"),
        Words(full ? notice.text : cut(notice.text, to: 200)),
      ]
    }
  }

  private var turnLines: [Line] {
    audit.flipFlops.map { turn in
      Line(
        words: Words(turn.one, .before) + Words(" ⇄ ", .faint) + Words(turn.other, .before)
          + Words(" in \(turn.versions.map { "v\($0)" }.joined(separator: ", "))", .faint))
    }
  }

  private var gapLines: [Line] {
    audit.blindSpells.map { spell in
      Line(
        words: Words(
          "\(times.full(spell.from)) to \(times.short(spell.to, beside: spell.from)) \(times.zoneName)"))
    }
  }

  private var checkLines: [Line] {
    guard full, audit.versions.contains(where: { !$0.version.commit.isEmpty }) else { return [] }
    let place = archive ?? "ARCHIVE"
    var lines = [
      "Every version is a commit of the branch \(audit.story.slug) in \(place)/stories.git, readable with stock git: git log -p \(audit.story.slug).",
      "The page as received is the file \(audit.story.slug).html or .source of the commit; its SHA-256 must be the one below.",
      "writethru verify checks the whole archive against itself.",
    ].map { Line(words: Words($0)) }
    lines += audit.versions.map { audited in
      Line(
        lead: "v\(audited.version.number)",
        words: Words("commit \(audited.version.commit), SHA-256 \(audited.version.payloadSHA256)", .faint))
    }
    return lines
  }
}

extension Honesty {
  /// How a revision stands, in plain words.
  fileprivate var inWords: String {
    if let declaredIn { return "later, in v\(declaredIn)" }
    return switch standing {
    case .declared: "note on the page"
    case .silent: "no note"
    case .developing: "said more follows"
    case .minor: ""
    }
  }
}

extension Notice.Kind {
  /// What a notice is, in plain words.
  var inWords: String {
    switch self {
    case .correction: "correction"
    case .clarification: "clarification"
    case .update: "update"
    case .editorsNote: "editor’s note"
    case .developing: "more follows"
    case .wireMeta: "agency line"
    }
  }
}
