// Two texts beside each other: which sentence stands against which.

import Report
import Story

/// The rows of a comparison in reading order. A sentence of the old text stands in exactly one row, and so does one of
/// the new.
struct Alignment {
  /// What became of the sentences of a row.
  enum Fate: String {
    case same, edited, added, removed
    /// Stands here now, and stood elsewhere.
    case moved
    /// Stood here, and stands elsewhere now.
    case away
  }

  /// Sentences that tell the same thing.
  struct Row {
    var fate: Fate
    /// Sentences of the old text, ascending.
    var old: [Int] = []
    /// Sentences of the new text, ascending.
    var new: [Int] = []
  }

  private(set) var rows: [Row] = []

  init(_ revision: Revision) {
    let (old, new) = (revision.old.reading, revision.new.reading)
    let links = revision.difference.links.filter {
      old.sentences.indices.contains($0.old) && new.sentences.indices.contains($0.new)
    }
    let moved = Set(revision.difference.moved)
    var partners: [Int: [Int]] = [:]
    for link in links { partners[link.new, default: []].append(link.old) }
    // An old sentence is told where its first unmoved partner stands, else as gone elsewhere.
    var movedTo: [Int: Int] = [:]
    var stays: Set<Int> = []
    for link in links {
      if moved.contains(link.new) { movedTo[link.old] = link.new } else { stays.insert(link.old) }
    }
    var next = 0
    var told: Set<Int> = []
    /// Tells what stood in the old text before a sentence and has no partner here.
    func catchUp(to bound: Int, _ rows: inout [Row]) {
      while next < bound {
        if !stays.contains(next), !told.contains(next) {
          rows.append(Row(fate: movedTo[next] == nil ? .removed : .away, old: [next]))
          told.insert(next)
        }
        next += 1
      }
    }
    var rows: [Row] = []
    var place = 0
    while place < new.sentences.count {
      let mine = partners[place] ?? []
      if mine.isEmpty {
        // What was taken out here is told before what was put in.
        let following = (place..<new.sentences.count).first { !moved.contains($0) && partners[$0] != nil }
        catchUp(to: following.flatMap { partners[$0]?.min() } ?? old.sentences.count, &rows)
        rows.append(Row(fate: .added, new: [place]))
        place += 1
        continue
      }
      if moved.contains(place) {
        rows.append(Row(fate: .moved, old: mine, new: [place]))
        place += 1
        continue
      }
      var row = Row(fate: .same, old: mine.filter { !told.contains($0) }, new: [place])
      catchUp(to: mine.min() ?? next, &rows)
      place += 1
      // A sentence that became several stands against all of them, as far as they follow each other.
      while place < new.sentences.count, !moved.contains(place), let more = partners[place],
        !Set(more).isDisjoint(with: mine)
      {
        row.new.append(place)
        row.old += more.filter { !row.old.contains($0) && !told.contains($0) }
        place += 1
      }
      row.old.sort()
      told.formUnion(row.old)
      next = max(next, (row.old.last ?? -1) + 1)
      let before = row.old.map { old.text[old.sentences[$0].range] }.joined(separator: " ")
      let after = row.new.map { new.text[new.sentences[$0].range] }.joined(separator: " ")
      row.fate = row.old.isEmpty ? .added : before == after ? .same : .edited
      rows.append(row)
    }
    catchUp(to: old.sentences.count, &rows)
    // Skipping ahead can pass sentences whose partners stand later; they have been told there.
    for missed in old.sentences.indices where !told.contains(missed) {
      let at = rows.lastIndex { ($0.old.first ?? Int.max) < missed && $0.fate != .moved }.map { $0 + 1 } ?? 0
      rows.insert(Row(fate: movedTo[missed] == nil ? .removed : .away, old: [missed]), at: at)
    }
    self.rows = rows
  }
}
