// The report of how often stories change: what `schedule learn` prints.

import Foundation

/// Rates of change, learnt from the looks of an archive.
public struct LearningReport: Sendable {
  /// A host with rates of its own.
  public struct Host: Sendable {
    /// Its name.
    public var name: String
    /// Changes seen there.
    public var changes: Int
    /// Changes an hour, by age.
    public var rates: [Double]

    /// A host of these parts.
    public init(name: String, changes: Int, rates: [Double]) {
      self.name = name
      self.changes = changes
      self.rates = rates
    }
  }

  /// Stories that were looked at.
  public var stories: Int
  /// Times between two looks.
  public var gaps: Int
  /// Those that ended in a change.
  public var changes: Int
  /// The ages that steps end at.
  public var ages: [String]
  /// Changes an hour, by age, as the program carries them.
  public var carried: [Double]
  /// Changes an hour, by age, as learnt.
  public var learnt: [Double]
  /// What the rate is multiplied with in each hour of the day, UTC.
  public var hours: [Double]
  /// Hosts with rates of their own.
  public var hosts: [Host]
  /// The file the rates were written to.
  public var file: String?

  /// A report of these parts.
  public init(
    stories: Int, gaps: Int, changes: Int, ages: [String], carried: [Double], learnt: [Double],
    hours: [Double],
    hosts: [Host], file: String?
  ) {
    self.stories = stories
    self.gaps = gaps
    self.changes = changes
    self.ages = ages
    self.carried = carried
    self.learnt = learnt
    self.hours = hours
    self.hosts = hosts
    self.file = file
  }

  /// The rates in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension LearningReport: Written {
  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "How often stories change")
    sheet.summary = Words(
      "\(changes) changes seen in \(gaps) times between checks of \(stories) stories.", .strong)
    if changes < 100 {
      sheet.notes.append(
        Words("Few changes were seen: the rates stay near those the program carries.", .faint))
    }
    if let file { sheet.notes.append(Words("Written to \(file).")) }
    let rows = ages.indices.map { step in
      [
        Words(step == 0 ? "to \(ages[0])" : ages[step] == "end" ? "later" : "to \(ages[step])"),
        Words(rate(carried[step])), Words(rate(learnt[step]), .strong),
      ] + hosts.map { Words(rate($0.rates[step])) }
    }
    sheet.sections.append(
      Section(
        heading: "Changes an hour, by a story’s age",
        body: .table(Table(columns: ["Age", "Carried", "Learnt"] + hosts.map(\.name), rows: rows))))
    if hours.contains(where: { abs($0 - 1) > 0.05 }) {
      let hourRows = hours.enumerated().map { hour, factor in
        [Words("\(hour):00"), Words("× " + decimal(factor, 2))]
      }
      sheet.sections.append(
        Section(
          heading: "By hour of the day, UTC",
          body: .table(Table(columns: ["Hour", "Factor"], rows: hourRows))))
    }
    return sheet
  }

  var json: JSON {
    [
      "stories": .integer(stories), "gaps": .integer(gaps), "changes": .integer(changes), "file": JSON(file),
      "ages": .array(ages.map(JSON.string)), "carried": .array(carried.map(JSON.number)),
      "learnt": .array(learnt.map(JSON.number)), "hours": .array(hours.map(JSON.number)),
      "hosts": .array(
        hosts.map {
          [
            "host": .string($0.name), "changes": .integer($0.changes),
            "rates": .array($0.rates.map(JSON.number)),
          ]
        }),
    ]
  }

  var csv: CSV {
    CSV(
      columns: ["age", "carried", "learnt"] + hosts.map(\.name),
      rows: ages.indices.map { step in
        [ages[step], "\(carried[step])", "\(learnt[step])"] + hosts.map { "\($0.rates[step])" }
      })
  }

  private func rate(_ number: Double) -> String {
    decimal(number, number >= 0.1 ? 2 : number >= 0.001 ? 4 : 6)
  }
}
