// A revision in a sentence, and on a line.

public import Story

/// What changed, on one line for a list: “+2 quotes, 1 number changed, no longer says “More follows…””.
///
/// What is small is told only when nothing else changed. The text is harmless to show.
public func summaryLine(of revision: Revision) -> String {
  let summary = Summary(revision)
  if summary.isWithdrawn { return Wording(.storyWithdrawn).label }
  let told = summary.counts.filter { !$0.isSmall && !$0.isDeveloping }.map { $0.wording.brief($0.count) }
  let all = told + [summary.developing?.clause].compactMap { $0 }
  let isQuiet = told.isEmpty && !(summary.developing?.changed ?? false)
  if !isQuiet { return harmless(all.joined(separator: ", ")) }
  let small = summary.counts.filter(\.isSmall).map { $0.wording.brief($0.count) }
  return small.isEmpty ? "no change" : "only small changes: " + small.joined(separator: ", ")
}

/// A revision counted.
struct Summary {
  /// How many changes of one type there are.
  struct Count {
    var type: ChangeType
    var wording: Wording
    var count: Int

    var isSmall: Bool { wording.group == .quiet }
    var isDeveloping: Bool { type == .developingAdded || type == .developingRemoved }
  }

  /// Whether the story says that more is to come.
  struct Developing {
    /// “still says “More follows…””.
    var clause: String
    /// Whether that differs from before.
    var changed: Bool
  }

  /// The changes counted by type, in the report's order.
  private(set) var counts: [Count] = []
  /// What the story says of more to come, if it does or did.
  let developing: Developing?
  private let hasNote: Bool

  /// Counts a revision's changes.
  init(_ revision: Revision) {
    for change in revision.difference.changes {
      let wording = change.wording
      let place = counts.firstIndex { $0.type == change.type && $0.wording.group == wording.group }
      if let place {
        counts[place].count += 1
      } else {
        counts.append(Count(type: change.type, wording: wording, count: 1))
      }
    }
    let order = ChangeType.allCases
    counts.sort {
      ($0.wording.group, order.firstIndex(of: $0.type) ?? 0)
        < ($1.wording.group, order.firstIndex(of: $1.type) ?? 0)
    }
    developing = Self.developing(revision)
    hasNote = revision.new.reading.notices.contains { $0.kind != .developing && $0.kind != .wireMeta }
  }

  /// Whether the story was taken down.
  var isWithdrawn: Bool { counts.contains { $0.type == .storyWithdrawn } }

  /// The report's first lines: what changed, what did not, and whether the page owns up to it.
  var sentence: String {
    if isWithdrawn { return "Story taken down." }
    if counts.isEmpty { return sentences(["nothing changed", developing?.clause]) }
    let told = counts.filter { !$0.isSmall && $0.wording.group != .notices }
    let notes = counts.filter { $0.wording.group == .notices && !$0.isDeveloping }
    let small = counts.filter(\.isSmall)
    if told.isEmpty, notes.isEmpty {
      let only = small.isEmpty ? nil : "only small changes: " + list(small)
      return sentences([only, developing?.clause])
    }
    let loses = counts.contains { $0.wording.effect == .removes || $0.wording.effect == .rewords }
    let adds = told.contains { $0.wording.effect == .adds }
    var note = notes.isEmpty ? (hasNote ? "no new note on the page" : "no note on the page") : list(notes)
    if let developing { note += "; " + developing.clause }
    return sentences([
      told.isEmpty ? nil : list(told), adds && !loses ? "nothing removed or reworded" : nil, note,
    ])
  }

  private func list(_ counts: [Count]) -> String {
    counts.map { $0.wording.sentence($0.count) }.joined(separator: ", ")
  }

  /// Clauses as sentences, each with a capital and a full stop.
  private func sentences(_ clauses: [String?]) -> String {
    clauses.compactMap { $0 }.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }.joined(separator: " ")
  }

  private static func developing(_ revision: Revision) -> Developing? {
    let changes = revision.difference.changes
    if let change = changes.first(where: { $0.type == .developingRemoved }) {
      let words = change.text ?? notice(in: revision.old.reading)
      return Developing(clause: clause("no longer says", words), changed: true)
    }
    let words = notice(in: revision.new.reading)
    if let change = changes.first(where: { $0.type == .developingAdded }) {
      return Developing(clause: clause("now says", change.text ?? words), changed: true)
    }
    guard let words else { return nil }
    return Developing(clause: clause("still says", words), changed: false)
  }

  private static func clause(_ says: String, _ words: String?) -> String {
    guard let words else { return "\(says) more follows" }
    // The sentence it stands in has a full stop of its own; an ellipsis is part of the words.
    let isSentence = words.hasSuffix(".") && !words.hasSuffix("..")
    return "\(says) “\(cut(harmless(isSentence ? String(words.dropLast()) : words), to: 60))”"
  }

  private static func notice(in reading: Reading) -> String? {
    reading.notices.first { $0.kind == .developing }.flatMap { reading.words(at: $0.range) }
  }
}
