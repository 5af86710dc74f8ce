// The report of the stories of an archive: what `stories` prints.

public import Foundation
public import Story

/// The stories of an archive, one a line.
public struct StoriesReport: Sendable {
  /// One story.
  public struct Row: Sendable {
    /// What becomes of a story.
    public enum State: String, Sendable, CaseIterable {
      /// It is looked at again and again.
      case watched
      /// It is not looked at until somebody says so.
      case paused
      /// It is no longer looked at.
      case ended
      /// It was made of files and has no address.
      case imported
      /// Its page was taken down.
      case withdrawn

      /// The state in plain words.
      var told: String {
        switch self {
        case .watched: "watched"
        case .paused: "paused"
        case .ended: "ended"
        case .imported: "from files"
        case .withdrawn: "taken down"
        }
      }
    }

    /// The story.
    public var story: Story
    /// How many versions it has.
    public var versions: Int
    /// When the newest version was captured.
    public var newest: Timestamp?
    /// What becomes of it.
    public var state: State

    /// A row of the list.
    public init(_ story: Story, versions: Int, newest: Timestamp?, state: State) {
      self.story = story
      self.versions = versions
      self.newest = newest
      self.state = state
    }
  }

  /// The stories, in the order given.
  public let rows: [Row]
  /// The zone that times are told in.
  public let zone: TimeZone

  /// A list of stories.
  public init(_ rows: [Row], zone: TimeZone = .gmt) {
    self.rows = rows
    self.zone = zone
  }

  /// The list in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension StoriesReport: Written {
  private var times: TimeWords { TimeWords(zone: zone) }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: "Stories")
    guard !rows.isEmpty else {
      sheet.summary = Words("No story yet.", .strong)
      return sheet
    }
    let versions = rows.reduce(0) { $0 + $1.versions }
    let stories = rows.count == 1 ? "1 story" : "\(rows.count) stories"
    sheet.summary = Words("\(stories), \(versions) version\(versions == 1 ? "" : "s").", .strong)
    sheet.notes = [Words("Times are \(times.zoneName).", .faint)]
    let table = Table(
      columns: ["Story", "Versions", "Newest", "State", "Headline"],
      rows: rows.map { row in
        [
          Words(row.story.slug.text, .strong),
          Words("\(row.versions) version\(row.versions == 1 ? "" : "s")"),
          Words(row.newest.map { times.full($0) } ?? "–"), Words(row.state.told, .faint),
          Words(row.story.title ?? row.story.addresses.first ?? ""),
        ]
      })
    sheet.sections = [Section(heading: nil, body: .table(table))]
    return sheet
  }

  var json: JSON {
    [
      "stories": .array(
        rows.map { row in
          [
            "story": .string(row.story.slug.text), "versions": .integer(row.versions),
            "newest": JSON(row.newest?.description), "state": .string(row.state.rawValue),
            "title": JSON(row.story.title), "addresses": .array(row.story.addresses.map(JSON.string)),
            "registered": .string(row.story.registered.description),
          ]
        })
    ]
  }

  var csv: CSV {
    CSV(
      columns: ["story", "versions", "newest", "state", "title", "address"],
      rows: rows.map { row in
        [
          row.story.slug.text, String(row.versions), row.newest?.description, row.state.rawValue,
          row.story.title,
          row.story.addresses.first,
        ]
      })
  }
}
