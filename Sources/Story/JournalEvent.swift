// What happened to the watch itself: it began, it ended, the clock was set.

/// One event of the journal that belongs to no story.
public struct JournalEvent: Codable, Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A process began to watch.
    case started
    /// It ended in good order.
    case stopped
    /// The wall clock went another way than the one that never jumps.
    case clockJump = "clock_jump"
  }

  /// What happened.
  public var kind: Kind
  /// When, by the wall clock.
  public var time: Timestamp
  /// How far the clock jumped, in milliseconds, negative when it went back; nil for other events.
  public var milliseconds: Int64?
  /// More of it, for people.
  public var note: String?

  /// An event of these parts.
  public init(_ kind: Kind, time: Timestamp, milliseconds: Int64? = nil, note: String? = nil) {
    self.kind = kind
    self.time = time
    self.milliseconds = milliseconds
    self.note = note
  }
}
