// Which changes a channel is told of.

import Foundation
import Report
public import Story

/// Which changes are told. Every part that is set must hold; one that is empty holds for all.
public struct TellingRule: Codable, Hashable, Sendable {
  /// The types told: `quote_added`, or with a star at the end, `quote_*`.
  public var types: [String]
  /// The least significance told.
  public var least: Significance
  /// The stories told of: names, a star standing for anything (`harbour-*`).
  public var stories: [String]
  /// The outlets told of: hosts, `*.news.example` for all below one.
  public var outlets: [String]
  /// The speakers told of: a name or a part of one, whatever its case. Changes that credit nobody are then left out.
  public var speakers: [String]

  /// A rule of these parts.
  public init(
    types: [String] = [], least: Significance = .medium, stories: [String] = [], outlets: [String] = [],
    speakers: [String] = []
  ) {
    self.types = types
    self.least = least
    self.stories = stories
    self.outlets = outlets
    self.speakers = speakers
  }

  /// Whether a pattern names any type there is.
  public static func isType(_ pattern: String) -> Bool {
    ChangeType.allCases.contains { matches(pattern, $0.rawValue) }
  }

  /// What of a message is told; nil when nothing is. What is no change is always told.
  public func part(of message: Message) -> Message? {
    guard message.kind == .change else { return message }
    guard takes(story: message.story ?? "") else { return nil }
    if !outlets.isEmpty, !outlets.contains(where: { Self.matches($0, message.outlet ?? "") }) { return nil }
    var part = message
    part.changes = message.changes.filter(tells)
    part.leftOut = message.leftOut + message.changes.count - part.changes.count
    return part.changes.isEmpty ? nil : part
  }

  /// Whether a story is among those told of.
  public func takes(story: String) -> Bool {
    stories.isEmpty || stories.contains { Self.matches($0, story) }
  }

  private func tells(_ change: ToldChange) -> Bool {
    // The weightier is the smaller.
    guard change.significance <= least else { return false }
    if !types.isEmpty, !types.contains(where: { Self.matches($0, change.type.rawValue) }) { return false }
    guard !speakers.isEmpty else { return true }
    let named = [change.speaker, change.oldSpeaker, change.newSpeaker, change.about].compactMap {
      $0?.lowercased()
    }
    return speakers.contains { speaker in named.contains { $0.contains(speaker.lowercased()) } }
  }

  /// Whether a text fits a pattern in which a star stands for any run of characters.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let pieces = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
    var rest = text.lowercased()[...]
    guard pieces.count > 1 else { return rest == pieces.first ?? "" }
    guard let first = pieces.first, let last = pieces.last, rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let place = rest.range(of: piece) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
