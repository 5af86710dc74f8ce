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
    /// The chance that another version came and went between the two, from 0 to 1; nil when that is not known.
    public var unseen: Double?

    /// An entry of a log.
    public init(
      _ version: Version, summary: String? = nil, lastSeenWithout: Timestamp? = nil, unseen: Double? = nil
    ) {
      self.version = version
      self.summary = summary
      self.lastSeenWithout = lastSeenWithout
      self.unseen = unseen
    }
  }

  /// Checks that ended badly, one after the other in the same way.
  public struct Check: Hashable, Sendable {
    /// The first of them.
    public var look: Look
    /// How many they were.
    public var count: Int
    /// When the last of them was made.
    public var last: Timestamp

    /// One check.
    public init(_ look: Look) {
      self.look = look
      count = 1
      last = look.time
    }

    /// The checks among all looks at a story that did not see it as it stood; such as follow each other and ended alike
    /// are one.
    public static func folded(_ looks: [Look]) -> [Check] {
      var checks: [Check] = []
      var isRow = false
      for look in looks.sorted(by: { $0.time < $1.time }) {
        switch look.outcome {
        case .version, .unchanged, .notModified: isRow = false
        default:
          if isRow, let last = checks.last?.look, last.endedLike(look) {
            checks[checks.count - 1].count += 1
            checks[checks.count - 1].last = look.time
          } else {
            checks.append(Check(look))
          }
          isRow = true
        }
      }
      return checks
    }
  }

  /// What the times of the checks say of versions that may have gone unseen.
  public struct Watch: Hashable, Sendable {
    /// How many checks saw the story.
    public var checks: Int
    /// How many versions are to be expected to have come and gone between them.
    public var unseen: Double

    /// A watch of so many checks.
    public init(checks: Int, unseen: Double) {
      self.checks = checks
      self.unseen = unseen
    }
  }

  /// The story.
  public let story: Story
  /// Its versions, in order of time of capture.
  public let entries: [Entry]
  /// The checks that ended badly.
  public let checks: [Check]
  /// How closely it was watched; nil when nobody watched it.
  public let watch: Watch?
  /// The gaps.
  public let blindSpells: [BlindSpell]
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A log; everything is put in order of time.
  public init(
    _ story: Story, entries: [Entry], checks: [Check] = [], watch: Watch? = nil,
    blindSpells: [BlindSpell] = [], zone: TimeZone = .gmt
  ) {
    self.story = story
    self.entries = entries.sorted {
      ($0.version.captured, $0.version.number) < ($1.version.captured, $1.version.number)
    }
    self.checks = checks.sorted { $0.look.time < $1.look.time }
    self.watch = watch
    self.blindSpells = blindSpells.sorted { $0.start < $1.start }
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
    let rows = (entries.map(row) + checks.map(row) + blindSpells.map(row)).sorted {
      ($0.time, $0.rank) < ($1.time, $1.rank)
    }
    if entries.isEmpty {
      sheet.summary = Words("No version yet.", .strong)
    } else {
      let count = entries.count == 1 ? "1 version" : "\(entries.count) versions"
      sheet.summary = Words("\(count).", .strong)
      sheet.notes = [Words(TimeSource.words(entries.map(\.version.timeSource)), .faint)]
    }
    if let watch { sheet.notes.append(Words(watch.told, .faint)) }
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
    if let unseen = entry.unseen {
      told += Words(" · another in between: \(percent(unseen))", .faint)
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

  private func row(_ check: Check) -> Row {
    let look = check.look
    var told = look.told
    if check.count > 1 {
      told += " (\(check.count) checks until \(times.short(check.last, beside: look.time)))"
    }
    return (
      look.time, 1, ["–", Words(times.full(look.time)), Words(look.timeSource.inWords, .faint), Words(told)]
    )
  }

  private func row(_ spell: BlindSpell) -> Row {
    let from = times.short(spell.start, beside: spell.start)
    let told =
      switch (spell.cause, spell.end) {
      case (.notLooked, let end?): "not watched \(from)–\(times.short(end, beside: spell.start))"
      case (.notLooked, nil): "not watched since"
      case (.notSeen, let end?): "not seen \(from)–\(times.short(end, beside: spell.start))"
      case (.notSeen, nil): "not seen since"
      }
    return (spell.start, 2, ["–", Words(times.full(spell.start)), "", Words(told)])
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
              ("unseen_chance", entry.unseen.map { .number(rounded($0)) } ?? .null),
            ])
        }),
      "checks": .array(
        checks.map { check in
          let look = check.look
          return [
            "time": .string(look.time.description), "time_source": .string(look.timeSource.rawValue),
            "outcome": .string(look.outcome.rawValue), "verdict": JSON(look.verdict?.rawValue),
            "status": JSON(look.status), "address": JSON(look.address), "note": JSON(look.note),
            "fault": JSON(look.fault), "count": .integer(check.count),
            "last_time": .string(check.last.description),
          ]
        }),
      "watch": watch.map { ["checks": .integer($0.checks), "unseen_expected": .number(rounded($0.unseen))] }
        ?? .null,
      "not_watched": .array(
        blindSpells.map { spell in
          [
            "from": .string(spell.start.description), "to": JSON(spell.end?.description),
            "cause": .string(spell.cause.rawValue),
          ]
        }),
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
    let checks = checks.map { check -> (Timestamp, Int, [String?]) in
      let look = check.look
      let last = check.count > 1 ? check.last.description : nil
      return (
        look.time, 1,
        [
          slug, "check", nil, look.time.description, look.timeSource.rawValue, nil, last, look.told, nil,
          look.address,
          nil,
        ]
      )
    }
    let gaps = blindSpells.map { spell -> (Timestamp, Int, [String?]) in
      (
        spell.start, 2,
        [
          slug, spell.cause == .notLooked ? "not watched" : "not seen", nil, spell.start.description, nil,
          nil,
          spell.end?.description, nil, nil, nil, nil,
        ]
      )
    }
    table.rows = (versions + checks + gaps).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    return table
  }
}

extension LogReport.Watch {
  /// “Checked 42 times; 0.3 versions may have come and gone in between.”
  fileprivate var told: String {
    let number = unseen < 0.05 ? "hardly any version" : "about \(rounded(unseen)) versions"
    return "Saw it in \(checks) check\(checks == 1 ? "" : "s"); \(number) may have come and gone in between."
  }
}

/// A chance in words: “under 1 %”, “12 %”.
private func percent(_ chance: Double) -> String {
  chance < 0.01 ? "under 1 %" : "\(Int((chance * 100).rounded())) %"
}

/// A number to two places.
private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

extension Look {
  /// Whether another check ended in the same way.
  fileprivate func endedLike(_ other: Look) -> Bool {
    (outcome, status, verdict, fault) == (other.outcome, other.status, other.verdict, other.fault)
      && (fault != nil || note == other.note) && outcome != .missed
  }

  /// How a check ended, in a sentence: “check refused (503): The server is busy”.
  var told: String {
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
