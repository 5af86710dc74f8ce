// One change as an item of a report.

import Story

/// Puts single changes into words.
struct ChangeItems {
  private let revision: Revision
  private let options: RevisionReport.Options
  /// Whether long texts are told in full.
  private let full: Bool
  private let places: Places

  /// Longer texts are cut in the short report.
  private static let limit = 300

  init(revision: Revision, options: RevisionReport.Options, full: Bool) {
    self.revision = revision
    self.options = options
    self.full = full
    places = Places(revision)
  }

  /// The item of a change.
  func item(for change: Change, number: Int) -> Item {
    let wording = change.wording
    var item = Item(number: number, anchor: change.id.isEmpty ? nil : change.id, label: wording.label)
    item.tone = wording.tone
    item.margin = places.margin(of: change)
    switch change.type {
    case .quoteAdded, .quoteRemoved:
      item.head = who(change)
      item.lines = [quoted(change.text, change)] + context(of: change, if: change.form == .partial)
    case .quoteAltered:
      item.head = who(change)
      item.lines = pair(before(change), after(change), in: ("“", "”"))
    case .quoteReattributed:
      item.lines = [quoted(change.text, change)] + credit(change)
    case .quoteParaphrased:
      item.head = who(change)
      item.lines = [quoted(change.text, change)] + sentence("now:", .now, after: change)
    case .quoteRestored:
      item.head = who(change)
      item.lines = sentence("was:", .was, before: change) + [quoted(change.text, change)]
    case .cueChanged:
      item.head = who(change)
      item.lines = pair(change.old, change.new, in: ("“", "”")) + context(of: change, if: true)
    case .hedgeAdded, .hedgeRemoved:
      item.head = change.cue.map { Words("“\($0)”", .strong) } ?? ""
      item.lines = context(of: change, if: true)
    case .numberChanged:
      item.head = numberWords(change)
      item.lines = context(of: change, if: true)
    case .dateChanged:
      let times = TimeWords(zone: options.zone)
      item.lines = pair(change.old.map(times.published), change.new.map(times.published))
    case .sentenceMoved:
      item.head = moved(change)
      item.lines = [plain(change.text ?? after(change))]
    case .sentenceMerged:
      item.lines =
        change.merged.map { line("was:", .was, $0, .before) } + [line("now:", .now, change.text, .after)]
    case .sentenceSplit:
      item.lines = pair(before(change), after(change) ?? change.text)
    case .sentenceAdded, .sentenceRemoved, .correctionAdded, .clarificationAdded, .updateAdded,
      .editorsNoteAdded,
      .noticeRemoved, .developingAdded, .developingRemoved, .captionAdded, .captionRemoved, .embedAdded,
      .embedRemoved, .linkAdded, .linkRemoved, .pictureAdded, .pictureRemoved, .postAdded, .postRemoved,
      .wireMetaAdded, .storyWithdrawn, .storyReturned:
      item.lines = [plain(change.text ?? change.new ?? change.old)]
    default:
      item.lines =
        pair(before(change), after(change))
        + context(
          of: change,
          if: change.type == .nameChanged || change.type == .sourceNamed
            || change.type == .sourceAnonymised)
    }
    item.lines.removeAll { $0.words.isEmpty }
    return item
  }

  // MARK: Who and how

  /// “Maria Okafor, a harbour spokeswoman · tweeted”.
  private func who(_ change: Change) -> Words {
    guard let speaker = change.speaker ?? change.newSpeaker else {
      return change.type == .quoteAdded || change.type == .quoteRemoved
        ? Words("nobody credited", .faint) : ""
    }
    var words = Words(speaker, .strong)
    if let description = change.speakerDescription { words += Words(", \(description)") }
    if let cue = change.cue { words += Words(" · ", .faint) + Words(cue) }
    return words
  }

  private func credit(_ change: Change) -> [Line] {
    [
      Line(role: .was, lead: "was:", words: Words(change.oldSpeaker ?? "nobody", .before)),
      Line(role: .now, lead: "now:", words: Words(change.newSpeaker ?? "nobody", .after)),
    ]
  }

  private func numberWords(_ change: Change) -> Words {
    var words = Words(change.old ?? "?", .before) + Words(" → ") + Words(change.new ?? "?", .after)
    if let counted = change.counted { words += Words(" \(cut(counted, to: 40))") }
    switch change.numberKind {
    case .refinement: words += Words(" · the same, told more or less exactly", .faint)
    case .correction: words += Words(" · a note says the old one was wrong", .faint)
    case .update, nil: break
    }
    return words
  }

  private func moved(_ change: Change) -> Words {
    guard let from = revision.old.reading.paragraph(of: change.oldSpan),
      let to = revision.new.reading.paragraph(of: change.newSpan)
    else { return "" }
    return Words("from paragraph \(from + 1) to paragraph \(to + 1)")
  }

  // MARK: Texts

  /// What stood before: as the change tells it, else as it stands in the text.
  private func before(_ change: Change) -> String? {
    change.old ?? revision.old.reading.words(at: change.oldSpan)
  }

  /// What stands now.
  private func after(_ change: Change) -> String? {
    change.new ?? revision.new.reading.words(at: change.newSpan) ?? (change.old == nil ? nil : change.text)
  }

  private func shortened(_ text: String) -> String {
    let line = oneLine(text)
    return full ? line : cut(line, to: Self.limit)
  }

  private func plain(_ text: String?) -> Line { Line(words: Words(shortened(text ?? ""))) }

  private func quoted(_ text: String?, _ change: Change) -> Line {
    guard let text else { return plain(nil) }
    return Line(
      role: .quote, words: Words("“\(shortened(text))”", .quoted),
      margin: change.form == .partial ? "(part of a sentence)" : nil)
  }

  private func line(_ lead: String, _ role: Line.Role, _ text: String?, _ look: Run.Look) -> Line {
    Line(role: role, lead: lead, words: Words(shortened(text ?? ""), look))
  }

  /// The sentence that carries a change: “in: …”.
  private func context(of change: Change, if wanted: Bool) -> [Line] {
    guard wanted else { return [] }
    let before = revision.old.reading.sentence(around: change.oldSpan)
    let now = revision.new.reading.sentence(around: change.newSpan)
    // What went is shown where it stood.
    let sentence = change.type == .hedgeRemoved ? before ?? now : now ?? before
    return sentence.map { [Line(role: .context, lead: "in:", words: Words(shortened($0)))] } ?? []
  }

  private func sentence(_ lead: String, _ role: Line.Role, after change: Change) -> [Line] {
    revision.new.reading.sentence(around: change.newSpan).map { [line(lead, role, $0, .plain)] } ?? []
  }

  private func sentence(_ lead: String, _ role: Line.Role, before change: Change) -> [Line] {
    revision.old.reading.sentence(around: change.oldSpan).map { [line(lead, role, $0, .plain)] } ?? []
  }

  /// Old and new, one under the other, with the words that differ marked if the caller can tell; in one piece where
  /// word marks were asked for.
  private func pair(_ old: String?, _ new: String?, in marks: (String, String) = ("", "")) -> [Line] {
    let runs = if let old, let new, let words = options.words { words(old, new) } else { [WordRun]() }
    // Where next to nothing stayed, marks on every word tell nothing.
    guard runs.contains(where: { $0.kind == .same && $0.text.contains { $0.isLetter || $0.isNumber } }) else {
      return [
        line("was:", .was, old.map { marks.0 + shortened($0) + marks.1 }, .before),
        line("now:", .now, new.map { marks.0 + shortened($0) + marks.1 }, .after),
      ]
    }
    if options.showsWords { return [Line(words: marked(runs, in: marks) { _ in true })] }
    return [
      Line(role: .was, lead: "was:", words: marked(runs, in: marks) { $0 != .added }),
      Line(role: .now, lead: "now:", words: marked(runs, in: marks) { $0 != .removed }),
    ]
  }

  /// The runs of some kinds; a long stretch of words that stayed is cut in its middle.
  private func marked(
    _ runs: [WordRun], in marks: (String, String), _ shows: (WordRun.Kind) -> Bool
  ) -> Words {
    let runs = runs.filter { shows($0.kind) }
    var words = Words(marks.0)
    var afterSpace = true
    for (place, run) in runs.enumerated() {
      var text = run.text
      if run.kind == .same { text = around(text, isFirst: place == 0, isLast: place == runs.count - 1) }
      // Where a run is left out, the spaces on its two sides meet.
      if afterSpace { text = String(text.drop { $0 == " " }) }
      if place == runs.count - 1 { text = String(text.reversed().drop { $0 == " " }.reversed()) }
      guard !text.isEmpty else { continue }
      afterSpace = text.last == " "
      words += Words(text, run.kind == .same ? .plain : run.kind == .removed ? .removed : .added)
    }
    return words + Words(marks.1)
  }

  /// Words that stayed, cut to what stands next to words that did not.
  private func around(_ text: String, isFirst: Bool, isLast: Bool) -> String {
    let keep = 120
    guard !full, text.count > 2 * keep + 40 else { return text }
    let start = isFirst ? "" : String(text.prefix(keep))
    let end = isLast ? "" : String(text.suffix(keep))
    return start + " … " + end
  }
}
