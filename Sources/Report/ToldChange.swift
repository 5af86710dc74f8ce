// One change in words, apart from any report: for messages and digests.

public import Foundation
public import Story

/// A change as a person is told of it, and its facts for programs. Its words are harmless to show; its facts are as
/// they stand on the page.
public struct ToldChange: Codable, Hashable, Sendable {
  /// A line that says more of it.
  public struct Line: Codable, Hashable, Sendable {
    /// The word before it (“was:”).
    public var lead: String?
    /// Its words.
    public var text: String

    /// A line of these parts.
    public init(lead: String? = nil, text: String) {
      self.lead = lead
      self.text = text
    }
  }

  /// Its id, for ever.
  public var id: String
  /// What differs.
  public var type: ChangeType
  /// How much it matters.
  public var significance: Significance
  /// Where it belongs among others: “Quotes added”.
  public var group: String
  /// What it is called: “quote added”.
  public var label: String
  /// Who or what it is about: “Maria Okafor, a harbour spokeswoman · tweeted”.
  public var about: String?
  /// Where it stands: “new paragraph 14 of 15”.
  public var place: String?
  /// What is told of it.
  public var lines: [Line]
  /// Who is credited, or was with what went.
  public var speaker: String?
  /// Who was credited before.
  public var oldSpeaker: String?
  /// Who is credited now.
  public var newSpeaker: String?
  /// The cue's words.
  public var cue: String?
  /// What the change is about: the quote, sentence or notice.
  public var text: String?
  /// What stood before.
  public var old: String?
  /// What stands now.
  public var new: String?

  /// A change of a type; the rest is set one by one.
  public init(id: String, type: ChangeType, significance: Significance? = nil, label: String? = nil) {
    self.id = id
    self.type = type
    self.significance = significance ?? type.usualSignificance
    group = Wording(type).group.heading
    self.label = label ?? Wording(type).label
    lines = []
  }

  /// Whether it is a notice's coming or going: a correction, a clarification, an editor's note.
  public var isNotice: Bool { Wording(type).group == .notices && !isDeveloping }

  /// Whether it says no more than that more is or is no longer to come.
  private var isDeveloping: Bool { type == .developingAdded || type == .developingRemoved }

  enum CodingKeys: String, CodingKey {
    case id, type, significance, group, label, about, place, lines, speaker, cue, text, old, new
    case oldSpeaker = "old_speaker"
    case newSpeaker = "new_speaker"
  }
}

extension RevisionReport {
  /// The changes in words, in the report's order.
  public var told: [ToldChange] {
    let items = ChangeItems(revision: revision, options: options, full: options.showsAll)
    return revision.difference.changes.enumerated()
      .sorted { ($0.element.wording.group, $0.offset) < ($1.element.wording.group, $1.offset) }
      .map { place, change in
        let item = items.item(for: change, number: place + 1)
        var told = ToldChange(
          id: change.id, type: change.type, significance: change.significance, label: item.label)
        told.group = change.wording.group.heading
        told.about = item.head.isEmpty ? nil : item.head.text
        told.place = item.margin
        told.lines = item.lines.map { ToldChange.Line(lead: $0.lead, text: $0.words.text) }
        (told.speaker, told.cue) = (change.speaker, change.cue)
        (told.oldSpeaker, told.newSpeaker) = (change.oldSpeaker, change.newSpeaker)
        (told.text, told.old, told.new) = (change.text, change.old, change.new)
        return told
      }
  }

  /// What changed in a sentence or two, and whether the page owns up to it: the report's first lines.
  public var summary: String { harmless(Summary(revision).sentence) }
}

/// “First seen with 6 Jan 2020 23:00 UTC, last seen without 22:00.”: when a change came about is known no closer.
public func bracketWords(without: Timestamp?, with: Timestamp, zone: TimeZone) -> String {
  let times = TimeWords(zone: zone)
  guard let without else { return "First seen \(times.zoned(with))." }
  return "First seen with \(times.zoned(with)), last seen without \(times.short(without, beside: with))."
}
