// Whether a story owns up to a change.

/// Whether and how a story owns up to what a revision changed.
public struct Honesty: Hashable, Sendable {
  /// How a revision stands to the reader.
  public enum Standing: String, Codable, Sendable, CaseIterable {
    /// A notice owns up to it.
    case declared
    /// What readers were told changed, and no notice owns up to it.
    case silent
    /// The story said that more was to come, and more came.
    case developing
    /// Nothing that readers were told changed.
    case minor
  }

  /// How a revision stands in the story's time.
  public enum Pace: String, Codable, Sendable, CaseIterable {
    /// A small change soon after the version before: a slip put right.
    case quickFix = "quick_fix"
    /// What was told changed long after the story first stood.
    case lateRewrite = "late_rewrite"
    /// Anything else.
    case ordinary
  }

  /// What the date of change on the page did.
  public enum DateStamp: String, Codable, Sendable, CaseIterable {
    /// It moved with a change of the text, or stayed with none.
    case honest
    /// It moved, and nothing that readers were told changed.
    case bumpedWithoutChange = "bumped_without_change"
    /// It stayed, and what readers were told changed.
    case changeWithoutBump = "change_without_bump"
    /// The page gives none.
    case none
  }

  /// How the revision stands.
  public var standing: Standing
  /// The ids of the changes that a notice covers.
  public var covered: [String]
  /// The ids of the substantive changes that no notice covers.
  public var uncovered: [String]
  /// The notices that cover them, as they stand on the page.
  public var notices: [String]
  /// The number of the later version whose notice first owned up to a change that was silent.
  public var declaredIn: Int?
  /// How it stands in the story's time.
  public var pace: Pace
  /// What the date of change on the page did.
  public var dateStamp: DateStamp
  /// The number of the earlier version whose text it went back to.
  public var returnsTo: Int?

  /// An honesty of these parts.
  public init(
    standing: Standing, covered: [String] = [], uncovered: [String] = [], notices: [String] = [],
    declaredIn: Int? = nil, pace: Pace = .ordinary, dateStamp: DateStamp = .none, returnsTo: Int? = nil
  ) {
    self.standing = standing
    self.covered = covered
    self.uncovered = uncovered
    self.notices = notices
    self.declaredIn = declaredIn
    self.pace = pace
    self.dateStamp = dateStamp
    self.returnsTo = returnsTo
  }
}
