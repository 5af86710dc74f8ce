// What happened beside the looks: the watch began or ended, somebody marked a change, a witness answered.

/// One event of the journal that is no look.
public struct JournalEvent: Codable, Hashable, Sendable {
  /// What happened.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A process began to watch.
    case started
    /// It ended in good order.
    case stopped
    /// The wall clock went another way than the one that never jumps.
    case clockJump = "clock_jump"
    /// Somebody said something of a change: ``JournalEvent/mark``.
    case mark
    /// A feed came on or off the list: ``JournalEvent/feed``.
    case feed
    /// An outside archive answered: ``JournalEvent/witness``.
    case witness
    /// Versions take turns without being edited: ``JournalEvent/flapping``.
    case flapping
    /// A note about a story was seen on another page: ``JournalEvent/noteElsewhere``.
    case noteElsewhere = "note_elsewhere"
    /// A time-stamping authority vouched for the journal as it stood: ``JournalEvent/timestamp``.
    case timestamp
    /// Another archive did not give captures that its TimeMap lists: ``JournalEvent/notGiven``.
    case notGiven = "not_given"
  }

  /// What happened.
  public var kind: Kind
  /// When, by the wall clock.
  public var time: Timestamp
  /// How far the clock jumped, in milliseconds, negative when it went back; nil for other events.
  public var milliseconds: Int64?
  /// More of it, for people.
  public var note: String?
  /// What tells it from others of its kind, if it was asked for by a request that may be done twice.
  public var id: CaptureID?
  /// What somebody said of a change.
  public var mark: Mark?
  /// A feed as it is from now on.
  public var feed: FeedSource?
  /// What an outside archive answered.
  public var witness: WitnessAnswer?
  /// Versions that take turns.
  public var flapping: Flapping?
  /// A note on another page.
  public var noteElsewhere: NoteElsewhere?
  /// An authority's token.
  public var timestamp: TimestampToken?

  /// Captures that another archive did not give.
  public var notGiven: NotGiven?

  /// An event of these parts.
  public init(_ kind: Kind, time: Timestamp, milliseconds: Int64? = nil, note: String? = nil) {
    self.kind = kind
    self.time = time
    self.milliseconds = milliseconds
    self.note = note
  }
}

/// Captures that another archive lists and did not give, so that they are not asked for again at every import.
public struct NotGiven: Codable, Hashable, Sendable {
  /// The story they were to be brought into.
  public var story: Slug
  /// Their addresses in the other archive.
  public var addresses: [String]

  /// Captures of these addresses.
  public init(story: Slug, addresses: [String]) {
    self.story = story
    self.addresses = addresses
  }
}

/// A time-stamping authority's word that the journal stood as it did (RFC 3161).
///
/// What was stamped is the SHA-256 of `tally.json` of a journal commit, which holds the root of the Merkle tree over
/// every capture until then.
public struct TimestampToken: Codable, Hashable, Sendable {
  /// The authority's address.
  public var authority: String
  /// The journal commit, 40 hexadecimal digits.
  public var commit: String
  /// Lowercase hexadecimal SHA-256 of the commit's `tally.json`: the message that was stamped.
  public var tallySHA256: String
  /// How many captures the tree holds.
  public var captures: Int
  /// The tree's root, lowercase hexadecimal.
  public var root: String
  /// The time the authority gives.
  public var time: Timestamp
  /// The authority's whole answer (`TimeStampResp`, DER) in base 64.
  public var response: String

  /// A token of these parts.
  public init(
    authority: String, commit: String, tallySHA256: String, captures: Int, root: String, time: Timestamp,
    response: String
  ) {
    self.authority = authority
    self.commit = commit
    self.tallySHA256 = tallySHA256
    self.captures = captures
    self.root = root
    self.time = time
    self.response = response
  }
}
