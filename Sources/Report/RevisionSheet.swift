// A revision as a sheet: title, summary, changes in the order an editor reads, and what stayed.

import Story

/// Puts a revision into words.
struct RevisionSheet {
  let revision: Revision
  let options: RevisionReport.Options
  /// Whether everything is told.
  let full: Bool

  private var times: TimeWords { TimeWords(zone: options.zone) }
  private var old: Edition { revision.old }
  private var new: Edition { revision.new }

  var sheet: Sheet {
    var sheet = Sheet(title: title)
    if let one = old.version, let seen = newTime {
      sheet.time = Words(times.stretch(one.captured, seen))
    }
    sheet.headline = (new.article.headline ?? old.article.headline).map { Words($0.value) }
    sheet.summary = Words(Summary(revision).sentence, .strong)
    sheet.notes = provenance
    sheet.sections = sections
    if full { sheet.sections += setAside + copies }
    sheet.foot = foot
    return sheet
  }

  /// “harbour-fire”, else both sides' own names.
  private var title: Words {
    if let story = new.story, story == old.story { return Words(story.text) }
    return Words("\(old.label) → \(new.label)")
  }

  /// When the newer side was seen. A story found taken down is no version: its side is called by the time of the look.
  private var newTime: Timestamp? {
    new.version?.captured ?? (new.story == nil ? nil : Timestamp(new.label))
  }

  /// When the change was seen, and how that is known.
  private var provenance: [Words] {
    guard let one = old.version, let seen = newTime else {
      return [Words("Compared as given; nothing here says when it changed.", .faint)]
    }
    let isGone = new.version == nil
    let source = TimeSource.words([one.timeSource, new.version?.timeSource ?? .fetched])
    let without = old.lastSeen ?? one.captured
    let bracket =
      if isGone {
        times.goneBracket(standing: without, gone: seen)
      } else if one.capture == new.version?.capture {
        ""
      } else if revision.difference.changes.isEmpty {
        times.seen(one.captured, seen)
      } else if one.captured < seen {
        times.bracket(without: without, with: seen)
      } else if one.captured == seen {
        "Both saved copies carry the same time; which stood first is not known."
      } else {
        "Told backwards: what is called new here was saved first."
      }
    var lines = [Words(bracket.isEmpty ? source : "\(bracket) \(source)", .faint)]
    if old.isPartial || new.isPartial {
      let which = old.isPartial && new.isPartial ? "Both saved copies show" : "One of the saved copies shows"
      lines.append(
        Words("\(which) a part of the article only (a paywall); what is not shown is not compared.", .faint))
    }
    let late = [one, new.version].compactMap { $0 }.filter(\.late).map { "v\($0.number)" }
    if !late.isEmpty {
      lines.append(Words("\(late.joined(separator: " and ")) arrived after a later version did.", .faint))
    }
    return lines
  }

  // MARK: Changes

  private var sections: [Section] {
    let items = ChangeItems(revision: revision, options: options, full: full)
    var number = 0
    var sections: [Section] = []
    for group in ChangeGroup.allCases where group != .quiet || full {
      let changes = revision.difference.changes.filter { $0.wording.group == group }
      guard !changes.isEmpty else { continue }
      let body = changes.map { change in
        number += 1
        return items.item(for: change, number: number)
      }
      sections.append(Section(heading: group.heading, body: .items(body)))
    }
    return sections
  }

  // MARK: What stayed

  private var foot: [FootLine] {
    var lines: [FootLine] = []
    if !full {
      let small = Summary(revision).counts.filter(\.isSmall).map { $0.wording.sentence($0.count) }
      if !small.isEmpty {
        lines.append(
          FootLine(label: "Also", words: Words(small.joined(separator: ", ")), hint: "--all shows"))
      }
    }
    if let unchanged = Places(revision).unchanged {
      lines.append(FootLine(label: "Unchanged", words: Words(unchanged)))
    }
    if let setAside = new.article.setAside {
      lines.append(FootLine(label: "Set aside", words: Words(setAside), hint: full ? nil : "--all shows"))
    }
    return lines
  }

  private var setAside: [Section] {
    let lines = new.article.setAsideLines
    return lines.isEmpty ? [] : [Section(heading: "Set aside", body: .lines(lines))]
  }

  /// What the report rests on, so that it can be checked.
  private var copies: [Section] {
    let rows = [("before", old.version), ("after", new.version)].compactMap { side, version in
      version.map { [Words(side), Words("v\($0.number)"), facts(of: $0)] }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(columns: ["Side", "Version", "Saved copy"], rows: rows)
    return [Section(heading: "Saved copies compared", body: .table(table))]
  }

  private func facts(of version: Version) -> Words {
    var words = Words("\(times.zoned(version.captured)) (\(version.timeSource.inWords))")
    if let address = version.address { words += Words(", ") + Words(address: address) }
    words += Words(
      ", copy \(version.capture), commit \(version.commit), SHA-256 \(version.payloadSHA256)", .faint)
    return words
  }
}
