// The report of a story over its whole life: what `audit` prints.

public import Foundation
public import Story

/// One story or several, each with its timeline, its versions and what they changed, its quotes, its notices, and what
/// was changed without one.
public struct AuditReport: Sendable {
  /// The audits, in the order asked for.
  public let audits: [Audit]
  /// Where the archive is, for the reader who wants to check.
  public let archive: String?
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A report of some audits.
  public init(_ audits: [Audit], archive: String? = nil, zone: TimeZone = .gmt) {
    self.audits = audits
    self.archive = archive
    self.zone = zone
  }

  /// A report of one audit.
  public init(_ audit: Audit, archive: String? = nil) { self.init([audit], archive: archive) }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }

  /// The first audit on one line: what `filter audit` gives out.
  public func line(id: LineID) -> String {
    JSON.object([("id", id.json)] + (audits.first?.members ?? [])).line
  }
}

extension AuditReport: Written {
  func sheet(full: Bool) -> Sheet {
    guard audits.count != 1, let first = audits.first else {
      return audits.first.map { AuditSheet($0, archive: archive, zone: zone, full: full).sheet }
        ?? Sheet(title: "Audit", summary: Words("No story.", .strong))
    }
    var sheet = Sheet(title: Words("Audit of \(audits.count) stories"))
    let times = TimeWords(zone: zone)
    let all = audits.flatMap(\.versions).map(\.version.captured)
    if let from = all.min(), let to = all.max() { sheet.time = Words(times.stretch(from, to)) }
    let silent = audits.reduce(0) { $0 + $1.silent.count }
    sheet.summary = Words(
      "\(all.count) versions; \(silent) changed what readers were told without a note.", .strong)
    _ = first
    for audit in audits {
      let one = AuditSheet(audit, archive: archive, zone: zone, full: full).sheet
      let lines = [one.headline, one.summary].compactMap { $0 } + one.notes
      sheet.sections.append(
        Section(heading: audit.story.slug.text, body: .lines(lines.map { Line(words: $0) })))
      sheet.sections += one.sections.map { section in
        var section = section
        section.heading = section.heading.map { "\(audit.story.slug): \($0)" }
        return section
      }
    }
    return sheet
  }

  var json: JSON { ["stories": .array(audits.map { .object($0.members) })] }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "version", "captured", "time_source", "last_seen_without", "late", "standing", "declared_in",
      "pace", "date_stamp", "returns_to", "type", "significance", "covered", "old", "new", "speaker",
      "address", "commit", "change_id",
    ])
    for audit in audits {
      for audited in audit.versions {
        let (version, honesty) = (audited.version, audited.honesty)
        let head = [
          audit.story.slug.text, String(version.number), version.captured.description,
          version.timeSource.rawValue, audited.lastSeenWithout?.description, version.late ? "yes" : "no",
          honesty?.standing.rawValue, honesty?.declaredIn.map(String.init), honesty?.pace.rawValue,
          honesty?.dateStamp.rawValue, honesty?.returnsTo.map(String.init),
        ]
        let tail = [version.address, version.commit]
        if audited.changes.isEmpty {
          table.rows.append(head + [nil, nil, nil, nil, nil, nil] + tail + [nil])
        }
        for change in audited.changes {
          let told = change.told
          let covered: String? =
            honesty?.covered.contains(change.id) == true
            ? "yes" : honesty?.uncovered.contains(change.id) == true ? "no" : nil
          table.rows.append(
            head + [
              change.type.rawValue, change.significance.rawValue, covered, told.old, told.new,
              change.newSpeaker ?? change.speaker,
            ] + tail + [change.id])
        }
      }
    }
    return table
  }
}

extension Change {
  /// What stood and what stands, as far as the change itself tells.
  var told: (old: String?, new: String?) {
    switch type {
    case .quoteReattributed: (oldSpeaker, newSpeaker)
    case .hedgeAdded: (nil, cue)
    case .hedgeRemoved: (cue, nil)
    case .sentenceMerged: (merged.joined(separator: " "), text)
    default:
      if old != nil || new != nil {
        (old, new)
      } else if Wording(type).effect == .removes {
        (text, nil)
      } else {
        (nil, text)
      }
    }
  }
}
