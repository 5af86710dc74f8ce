// What changed in a time, over all stories: what `digest` prints and sends.

public import Foundation
public import Story

/// What changed since a moment, by event, and what there is to know of everything that did not: so silence is never
/// ambiguous.
public struct DigestReport: Sendable {
  /// One version that changed something.
  public struct Entry: Sendable, Hashable {
    /// The story.
    public var story: Slug
    /// Its headline.
    public var headline: String?
    /// Its outlet: a host.
    public var outlet: String
    /// Its address.
    public var address: String?
    /// When it was last seen without the change.
    public var without: Timestamp?
    /// When it was first seen with it.
    public var with: Timestamp
    /// What changed, on a line.
    public var summary: String
    /// The changes told.
    public var changes: [ToldChange]
    /// Whether it changed what readers were told and no note owns up to it.
    public var isSilent: Bool

    /// A version of a story.
    public init(
      story: Slug, headline: String?, outlet: String, address: String?, without: Timestamp?, with: Timestamp,
      summary: String, changes: [ToldChange], isSilent: Bool
    ) {
      self.story = story
      self.headline = headline
      self.outlet = outlet
      self.address = address
      self.without = without
      self.with = with
      self.summary = summary
      self.changes = changes
      self.isSilent = isSilent
    }
  }

  /// The stories about one event, with what changed in them.
  public struct Group: Sendable, Hashable {
    /// What the event is called: a headline.
    public var name: String
    /// What changed, the oldest first.
    public var entries: [Entry]

    /// An event.
    public init(name: String, entries: [Entry]) {
      self.name = name
      self.entries = entries
    }
  }

  /// A story that could not be seen.
  public struct Blocked: Sendable, Hashable {
    /// The story.
    public var story: Slug
    /// When it was last seen; nil when it never was.
    public var lastSeen: Timestamp?
    /// What stands in the way.
    public var problem: String

    /// A story that could not be seen.
    public init(story: Slug, lastSeen: Timestamp?, problem: String) {
      self.story = story
      self.lastSeen = lastSeen
      self.problem = problem
    }
  }

  /// A stretch in which nobody watched.
  public struct Gap: Sendable, Hashable {
    /// When the watch ended, or was last heard of.
    public var from: Timestamp
    /// When it began again; nil when it has not.
    public var to: Timestamp?

    /// A stretch of time.
    public init(from: Timestamp, to: Timestamp?) {
      self.from = from
      self.to = to
    }
  }

  /// From when.
  public var since: Timestamp
  /// To when.
  public var until: Timestamp
  /// The zone that times are told in.
  public var zone: TimeZone
  /// What changed, by event.
  public var groups: [Group] = []
  /// How many stories are watched.
  public var watched = 0
  /// How many of them were seen in this time and had not changed.
  public var unchanged = 0
  /// Stories that were not looked at in this time though watched: none was due.
  public var notLooked = 0
  /// How many looks there were.
  public var looks = 0
  /// Stories that could not be seen when they were looked at last.
  public var blocked: [Blocked] = []
  /// When nobody watched.
  public var gaps: [Gap] = []
  /// Stories paused and ended.
  public var resting = 0
  /// Changes that were left out because somebody marked them as no changes of the story.
  public var falseAlarms = 0

  /// A digest of a stretch of time.
  public init(since: Timestamp, until: Timestamp, zone: TimeZone = .gmt) {
    self.since = since
    self.until = until
    self.zone = zone
  }

  /// The digest in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }

  /// What is in it, on a line: for a subject.
  public var summary: String {
    let entries = groups.flatMap(\.entries)
    let notices = entries.flatMap(\.changes).count(where: \.isNotice)
    if entries.isEmpty { return "No changes in \(Self.counted(watched, "story", "stories"))" }
    let stories = Set(entries.map(\.story)).count
    var text = "\(Self.counted(stories, "story", "stories")) of \(watched) changed"
    if notices > 0 { text += ", \(Self.counted(notices, "note", "notes")) added or changed" }
    if !blocked.isEmpty { text += "; \(blocked.count) not to be seen" }
    return text
  }

  fileprivate static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}

extension DigestReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "Digest", time: Words(times.stretch(since, until)))
    sheet.summary = Words(summary + ".", .strong)
    let notices = groups.flatMap(\.entries).flatMap { entry in
      entry.changes.filter(\.isNotice).map { (entry, $0) }
    }
    var number = 0
    if !notices.isEmpty {
      sheet.sections.append(
        Section(
          heading: "Corrections and notes",
          body: .items(
            notices.map { entry, change in
              number += 1
              var item = self.item(change, number: number)
              item.head = Words(entry.outlet, .strong) + Words(" · \(entry.headline ?? entry.story.text)")
              return item
            })))
    }
    for group in groups {
      var items: [Item] = []
      for entry in group.entries {
        number += 1
        var item = Item(number: number, label: entry.outlet, tone: entry.isSilent ? .notice : .altered)
        item.head = Words(entry.story.text, .strong) + Words(" · \(entry.summary)")
        let hasNote = entry.changes.contains(where: \.isNotice)
        item.margin = entry.isSilent ? (hasNote ? "no note names it" : "no note on the page") : nil
        item.lines = [
          Line(words: Words(bracketWords(without: entry.without, with: entry.with, zone: zone), .faint))
        ]
        if let address = entry.address { item.lines.append(Line(words: Words(address: address))) }
        let told = entry.changes.filter { !$0.isNotice }
        for change in full ? told[...] : told.prefix(8) {
          let head = [change.label, change.about].compactMap { $0 }.joined(separator: " · ")
          item.lines.append(Line(role: .heading, words: Words(head)))
          item.lines += change.lines.map(Self.line)
        }
        if !full, told.count > 8 {
          item.lines.append(Line(words: Words("and \(told.count - 8) more", .faint)))
        }
        items.append(item)
      }
      sheet.sections.append(Section(heading: group.name, body: .items(items)))
    }
    sheet.foot = foot
    return sheet
  }

  private func item(_ change: ToldChange, number: Int) -> Item {
    var item = Item(number: number, label: change.label, tone: .notice)
    item.lines = change.lines.map(Self.line)
    return item
  }

  private static func line(_ line: ToldChange.Line) -> Line {
    let role: Line.Role =
      switch line.lead {
      case "was:": .was
      case "now:": .now
      case "in:": .context
      default: .plain
      }
    return Line(role: role, lead: line.lead, words: Words(line.text))
  }

  /// What was watched, what did not change, what could not be seen and since when.
  private var foot: [FootLine] {
    let changed = Set(groups.flatMap(\.entries).map(\.story)).count
    var lines = [
      FootLine(
        label: "Watched",
        words: Words(
          "\(Self.counted(watched, "story", "stories")), \(Self.counted(looks, "check", "checks")): "
            + "\(changed) changed, \(unchanged) unchanged, \(blocked.count) not to be seen"
            + (notLooked > 0 ? ", \(notLooked) not due" : "")
            + (resting > 0 ? "; \(resting) paused or ended" : "")))
    ]
    for story in blocked {
      let seen = story.lastSeen.map { "not seen since \(times.zoned($0))" } ?? "never seen"
      lines.append(
        FootLine(label: "Not to be seen", words: Words("\(story.story): \(seen); \(story.problem)")))
    }
    for gap in gaps {
      let words = gap.to.map { times.stretch(gap.from, $0) } ?? "since \(times.zoned(gap.from))"
      lines.append(FootLine(label: "Nobody watched", words: Words(words)))
    }
    if falseAlarms > 0 {
      lines.append(
        FootLine(
          label: "Left out",
          words: Words("\(Self.counted(falseAlarms, "change", "changes")) marked as false alarms")))
    }
    return lines
  }

  var json: JSON {
    [
      "since": .string(since.description), "until": .string(until.description),
      "zone": .string(zone.identifier),
      "watched": .integer(watched), "unchanged": .integer(unchanged), "not_due": .integer(notLooked),
      "looks": .integer(looks), "resting": .integer(resting), "false_alarms": .integer(falseAlarms),
      "events": .array(
        groups.map { group in
          ["name": .string(group.name), "entries": .array(group.entries.map(\.json))]
        }),
      "blocked": .array(
        blocked.map {
          [
            "story": .string($0.story.text), "last_seen": JSON($0.lastSeen?.description),
            "problem": .string($0.problem),
          ]
        }),
      "unwatched": .array(
        gaps.map { ["from": .string($0.from.description), "to": JSON($0.to?.description)] }),
    ]
  }

  var csv: CSV {
    var table = CSV(columns: [
      "event", "story", "address", "change_id", "last_seen_without", "first_seen_with", "type", "speaker",
      "cue",
      "old", "new", "significance",
    ])
    for group in groups {
      for entry in group.entries {
        table.rows += entry.changes.map { change in
          [
            group.name, entry.story.text, entry.address, change.id, entry.without?.description,
            entry.with.description, change.type.rawValue, change.speaker ?? change.newSpeaker, change.cue,
            change.old ?? (Wording(change.type).effect == .removes ? change.text : nil),
            change.new ?? (Wording(change.type).effect == .removes ? nil : change.text),
            change.significance.rawValue,
          ]
        }
      }
    }
    return table
  }
}

extension DigestReport.Entry {
  fileprivate var json: JSON {
    [
      "story": .string(story.text), "headline": JSON(headline), "outlet": .string(outlet),
      "address": JSON(address),
      "last_seen_without": JSON(without?.description), "first_seen_with": .string(with.description),
      "summary": .string(summary), "silent": .bool(isSilent), "changes": .array(changes.map(\.json)),
    ]
  }
}

extension ToldChange {
  fileprivate var json: JSON {
    [
      "id": .string(id), "type": .string(type.rawValue), "significance": .string(significance.rawValue),
      "label": .string(label), "about": JSON(about), "place": JSON(place), "speaker": JSON(speaker),
      "old_speaker": JSON(oldSpeaker), "new_speaker": JSON(newSpeaker), "cue": JSON(cue), "text": JSON(text),
      "old": JSON(old), "new": JSON(new),
    ]
  }
}
