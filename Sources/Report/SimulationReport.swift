// The report of a comparison of schedules: what `schedule simulate` prints.

import Foundation

/// How schedules do on the same made-up stories.
public struct SimulationReport: Sendable {
  /// How one schedule did, on average over all seeds.
  public struct Row: Sendable {
    /// The kind of stories: `live` or `feed`.
    public var mix: String
    /// The schedule's name.
    public var name: String
    /// Whether it is this program's.
    public var isOurs: Bool
    /// Whether it is a point of this program's line in the plot: another θ and nothing else.
    public var isOnLine: Bool
    /// Looks a story in its week.
    public var looks: Double
    /// The share of versions caught.
    public var caught: Double
    /// The least of it in any seed.
    public var leastCaught: Double
    /// From a version's coming to its catch, in minutes: the median.
    public var medianDelay: Double
    /// The same: nine tenths are below.
    public var longDelay: Double

    /// A row of these parts.
    public init(
      mix: String, name: String, isOurs: Bool, isOnLine: Bool, looks: Double, caught: Double,
      leastCaught: Double,
      medianDelay: Double, longDelay: Double
    ) {
      self.mix = mix
      self.name = name
      self.isOurs = isOurs
      self.isOnLine = isOnLine
      self.looks = looks
      self.caught = caught
      self.leastCaught = leastCaught
      self.medianDelay = medianDelay
      self.longDelay = longDelay
    }
  }

  /// Something that is to hold, and in how many seeds it did.
  public struct Claim: Sendable {
    /// What is to hold.
    public var text: String
    /// In how many seeds it held.
    public var held: Int

    /// A claim.
    public init(_ text: String, held: Int) {
      self.text = text
      self.held = held
    }
  }

  /// The seeds, first and last.
  public var seeds: ClosedRange<UInt64>
  /// Stories a seed and kind.
  public var stories: Int
  /// Changes of a story in its week, by kind.
  public var changes: [(mix: String, each: Double)]
  /// The schedules, by kind of stories.
  public var rows: [Row]
  /// What is to hold.
  public var claims: [Claim]

  /// A report of these parts.
  public init(
    seeds: ClosedRange<UInt64>, stories: Int, changes: [(mix: String, each: Double)], rows: [Row],
    claims: [Claim]
  ) {
    self.seeds = seeds
    self.stories = stories
    self.changes = changes
    self.rows = rows
    self.claims = claims
  }

  /// The comparison in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }

  /// The plot of catch against looks, as SVG.
  public var plot: String { SchedulePlot(rows).svg }
}

extension SimulationReport: Written {
  private var seedCount: Int { Int(seeds.upperBound - seeds.lowerBound) + 1 }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "Schedules compared on made-up stories")
    let span =
      seedCount == 1 ? "seed \(seeds.lowerBound)" : "seeds \(seeds.lowerBound) to \(seeds.upperBound)"
    sheet.notes = [
      Words(
        "\(stories) stories of each kind, watched for a week; \(span). A check catches one version however many came since the last.",
        .faint)
    ]
    for (mix, each) in changes {
      let heading = mix == "live" ? "Live stories" : "Whole feeds"
      let rows = rows.filter { $0.mix == mix }.map { row in
        [
          Words(row.name, row.isOurs ? .strong : .plain),
          Words(decimal(row.looks, row.looks < 100 ? 1 : 0) + " checks"),
          Words(
            percent(row.caught) + " caught" + (seedCount > 1 ? ", at least \(percent(row.leastCaught))" : "")),
          Words("after \(decimal(row.medianDelay, 1)) min"),
          Words("9 in 10 within \(decimal(row.longDelay, 1)) min"),
        ]
      }
      sheet.sections.append(
        Section(
          heading: "\(heading), \(decimal(each, 1)) changes each",
          body: .table(
            Table(
              columns: [
                "Schedule", "Checks a story", "Versions caught", "Median delay, min", "9 in 10 below, min",
              ],
              rows: rows))))
    }
    if !claims.isEmpty {
      sheet.sections.append(
        Section(
          heading: "Held in so many of \(seedCount) seeds",
          body: .lines(claims.map { Line(words: Words("\($0.held)  ", .strong) + Words($0.text)) })))
    }
    return sheet
  }

  var json: JSON {
    [
      "seeds": [.integer(Int(seeds.lowerBound)), .integer(Int(seeds.upperBound))],
      "stories": .integer(stories),
      "changes_per_story": .object(changes.map { ($0.mix, .number($0.each)) }),
      "schedules": .array(
        rows.map { row in
          [
            "mix": .string(row.mix), "name": .string(row.name), "ours": .bool(row.isOurs),
            "looks": .number(row.looks),
            "caught": .number(row.caught), "least_caught": .number(row.leastCaught),
            "median_delay_minutes": .number(row.medianDelay),
            "ninth_decile_delay_minutes": .number(row.longDelay),
          ]
        }),
      "claims": .array(claims.map { ["text": .string($0.text), "held": .integer($0.held)] }),
    ]
  }

  var csv: CSV {
    CSV(
      columns: [
        "mix", "schedule", "looks", "caught", "least_caught", "median_delay_minutes",
        "ninth_decile_delay_minutes",
      ],
      rows: rows.map { row in
        [row.mix, row.name]
          + [row.looks, row.caught, row.leastCaught, row.medianDelay, row.longDelay].map { "\($0)" }
      })
  }

  private func percent(_ share: Double) -> String { decimal(share * 100, 1) + " %" }
}

/// A number with so many digits after the point.
func decimal(_ number: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), number)
}
