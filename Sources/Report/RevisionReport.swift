// The report of what changed between two versions.

public import Foundation
public import Story

/// What changed between two versions or two files, in an editor's terms.
public struct RevisionReport: Sendable {
  /// How much is told, and how.
  public struct Options: Sendable {
    /// Whether small changes, long texts and what was set aside are told in full (`--all`). Markdown and HTML always
    /// tell them.
    public var showsAll: Bool
    /// Whether edited sentences are shown in one piece with the words that went and came marked (`--words`).
    public var showsWords: Bool
    /// How two texts differ word by word, as whoever compares them sees it. Without it, old and new are shown whole.
    public var words: (@Sendable (_ old: String, _ new: String) -> [WordRun])?
    /// The zone that times are told in; programs always get UTC.
    public var zone: TimeZone

    /// Options, by default the short report in UTC.
    public init(
      showsAll: Bool = false, showsWords: Bool = false, zone: TimeZone = .gmt,
      words: (@Sendable (_ old: String, _ new: String) -> [WordRun])? = nil
    ) {
      self.showsAll = showsAll
      self.showsWords = showsWords
      self.words = words
      self.zone = zone
    }
  }

  /// What changed.
  public let revision: Revision
  /// How it is told.
  public let options: Options

  /// A report of a revision.
  public init(_ revision: Revision, options: Options = Options()) {
    self.revision = revision
    self.options = options
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

/// Words that stayed, went or came between two wordings, in reading order.
public struct WordRun: Hashable, Sendable {
  /// What became of the words.
  public enum Kind: Hashable, Sendable {
    /// They stand in both.
    case same
    /// They stood in the old wording only.
    case removed
    /// They stand in the new wording only.
    case added
  }

  /// What became of them.
  public var kind: Kind
  /// The words with the spaces and marks between them.
  public var text: String

  /// A run of words.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

extension RevisionReport: Written {
  func sheet(full: Bool) -> Sheet {
    RevisionSheet(revision: revision, options: options, full: full || options.showsAll).sheet
  }

  var json: JSON { revision.json }

  var csv: CSV { revision.csv }
}
