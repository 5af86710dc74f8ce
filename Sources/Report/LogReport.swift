// The report of a story's versions: what `log` prints.

public import Foundation
public import Story

/// A story's versions in order of time, and the checks and gaps between them.
public struct LogReport: Sendable {
  /// One version.
  public struct Entry: Sendable {
    /// The version.
    public var version: Version
    /// What changed against the one before it in time (``summaryLine(of:)``); nil for the first.
    public var summary: String?
    /// When the one before it was last seen to stand; nil for the first or when that is not known.
    public var lastSeenWithout: Timestamp?

    /// An entry of a log.
    public init(_ version: Version, summary: String? = nil, lastSeenWithout: Timestamp? = nil) {
      self.version = version
      self.summary = summary
      self.lastSeenWithout = lastSeenWithout
    }
  }

  /// A time in which nobody looked though somebody should have.
  public struct BlindSpell: Hashable, Sendable {
    /// The last check before.
    public var from: Timestamp
    /// The first check after.
    public var to: Timestamp

    /// A time without checks.
    public init(from: Timestamp, to: Timestamp) {
      self.from = from
      self.to = to
    }
  }

  /// The story.
  public let story: Story
  /// Its versions, in order of time of capture.
  public let entries: [Entry]
  /// The checks that ended badly.
  public let looks: [Look]
  /// The gaps.
  public let blindSpells: [BlindSpell]
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A log; everything is put in order of time.
  public init(
    _ story: Story, entries: [Entry], looks: [Look] = [], blindSpells: [BlindSpell] = [],
    zone: TimeZone = .gmt
  ) {
    self.story = story
    self.entries = entries.sorted {
      ($0.version.captured, $0.version.number) < ($1.version.captured, $1.version.number)
    }
    self.looks = looks.sorted { $0.time < $1.time }
    self.blindSpells = blindSpells.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    self.zone = zone
  }

  /// The log in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension LogReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: Words(story.slug.text))
    if let first = entries.first?.version.captured, let last = entries.last?.version.captured {
      sheet.time = Words(first == last ? times.zoned(first) : times.stretch(first, last))
    }
    sheet.headline = story.title.map { Words($0) }
    let rows = (entries.map(row) + looks.map(row) + blindSpells.map(row)).sorted {
      ($0.time, $0.rank) < ($1.time, $1.rank)
    }
    if entries.isEmpty {
      sheet.summary = Words("No version yet.", .strong)
    } else {
      let count = entries.count == 1 ? "1 version" : "\(entries.count) versions"
      sheet.summary = Words("\(count).", .strong)
      sheet.notes = [Words(TimeSource.words(entries.map(\.version.timeSource)), .faint)]
    }
    let table = Table(columns: ["Version", "Time", "Time’s source", "What changed"], rows: rows.map(\.cells))
    if !rows.isEmpty { sheet.sections = [Section(heading: nil, body: .table(table))] }
    return sheet
  }

  /// A line of the log; of lines of the same time, the version comes first.
  private typealias Row = (time: Timestamp, rank: Int, cells: [Words])

  private func row(_ entry: Entry) -> Row {
    let version = entry.version
    var told = entry.summary.map { Words($0) } ?? Words("first version")
    if entry.summary == nil, let headline = version.headline { told += Words(": \(headline)") }
    if let without = entry.lastSeenWithout {
      let time = times.short(without, beside: version.captured)
      told += Words(" · last seen without \(time)", .faint)
    }
    if version.late { told += Words(" · arrived late", .faint) }
    return (
      version.captured, 0,
      [
        Words("v\(version.number)", .strong), Words(times.full(version.captured)),
        Words(version.timeSource.inWords, .faint), told,
      ]
    )
  }

  private func row(_ look: Look) -> Row {
    (
      look.time, 1,
      ["–", Words(times.full(look.time)), Words(look.timeSource.inWords, .faint), Words(look.told)]
    )
  }

  private func row(_ spell: BlindSpell) -> Row {
    let from = times.short(spell.from, beside: spell.from)
    let to = times.short(spell.to, beside: spell.from)
    return (spell.from, 2, ["–", Words(times.full(spell.from)), "", Words("not watched \(from)–\(to)")])
  }

  var json: JSON {
    [
      "story": .string(story.slug.text), "title": JSON(story.title),
      "versions": .array(
        entries.map { entry in
          .object(
            entry.version.facts + [
              ("summary", JSON(entry.summary)),
              ("last_seen_without", JSON(entry.lastSeenWithout?.description)),
            ])
        }),
      "checks": .array(
        looks.map { look in
          [
            "time": .string(look.time.description), "time_source": .string(look.timeSource.rawValue),
            "outcome": .string(look.outcome.rawValue), "verdict": JSON(look.verdict?.rawValue),
            "status": JSON(look.status), "address": JSON(look.address), "note": JSON(look.note),
          ]
        }),
      "not_watched": .array(
        blindSpells.map { ["from": .string($0.from.description), "to": .string($0.to.description)] }),
    ]
  }

  var csv: CSV {
    var table = CSV(columns: [
      "story", "row", "version", "time", "time_source", "last_seen_without", "until", "summary", "headline",
      "address",
      "commit",
    ])
    let slug = story.slug.text
    let versions = entries.map { entry -> (Timestamp, Int, [String?]) in
      let version = entry.version
      return (
        version.captured, 0,
        [
          slug, "version", String(version.number), version.captured.description, version.timeSource.rawValue,
          entry.lastSeenWithout?.description, nil, entry.summary, version.headline, version.address,
          version.commit,
        ]
      )
    }
    let checks = looks.map { look -> (Timestamp, Int, [String?]) in
      (
        look.time, 1,
        [
          slug, "check", nil, look.time.description, look.timeSource.rawValue, nil, nil, look.told, nil,
          look.address,
          nil,
        ]
      )
    }
    let gaps = blindSpells.map { spell -> (Timestamp, Int, [String?]) in
      (
        spell.from, 2,
        [
          slug, "not watched", nil, spell.from.description, nil, nil, spell.to.description, nil, nil, nil,
          nil,
        ]
      )
    }
    table.rows = (versions + checks + gaps).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    return table
  }
}

extension Look {
  /// How a check ended, in a sentence: “check refused (503): The server is busy”.
  fileprivate var told: String {
    let ending =
      switch outcome {
      case .version: "new version"
      case .unchanged, .notModified: "nothing changed"
      case .noArticle: "no article: \(verdict?.told ?? "another page")"
      case .withdrawn: "story taken down"
      case .refused: "check refused"
      case .unreachable: "could not be reached"
      case .failed: "could not be read"
      case .blocked: "not checked, as the site or a setting does not allow it"
      case .missed: "check missed"
      }
    let code = status.map { " (\($0))" } ?? ""
    return harmless(ending + code + (note.map { ": \($0)" } ?? ""))
  }
}

extension Verdict {
  /// What a page turned out to be, in plain words.
  fileprivate var told: String {
    switch self {
    case .article: "a whole article"
    case .liveblog: "a live blog"
    case .partial: "a part of an article"
    case .consent: "a page that asks for consent"
    case .challenge: "a check for robots"
    case .notFound: "a page that says it is not there"
    case .redirected: "another page instead"
    case .needsRendering: "a page that only scripts can fill"
    case .empty: "a page without text"
    case .failed: "a page that could not be read"
    }
  }
}
