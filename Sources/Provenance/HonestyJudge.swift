// Judges whether a story owns up to what a revision changed.

import Language
public import Story

/// Judges whether a story's notices own up to its changes.
///
/// A notice covers a change when the two share a number that changed, or two words that say something; one of stock
/// words alone (“This article has been corrected.”) covers what came with it in general, an update only what was
/// added. What shares nothing is not covered, however many notices there are.
public struct HonestyJudge: Sendable {
  private let functionWords: WordList
  private let stockWords: WordList

  /// A small change within this time of the version before is a slip put right. Our choice: the first half hour is
  /// when desks read their own copy.
  public static let quick: Int64 = 30 * 60 * 1000
  /// What is told otherwise after this time is a late rewrite. Our choice: by then the day's readers have read it.
  public static let late: Int64 = 24 * 3600 * 1000

  /// A judge of English notices.
  public init() {
    functionWords = Lexicon.english["function-words"]
    stockWords = WordList(EmbeddedFiles.text["en/notice-words.txt"] ?? "")
  }

  /// Judges one revision by itself.
  ///
  /// - Parameters:
  ///   - first: when the story was first captured.
  public func honesty(of revision: Revision, first: Timestamp?) -> Honesty {
    let changes = revision.difference.changes
    let substantive = changes.filter(\.isSubstantive)
    let notices = Self.newNotices(in: changes)
    var honesty = Honesty(standing: .minor)
    for change in substantive {
      if notices.contains(where: { covers($0, change) }) {
        honesty.covered.append(change.id)
      } else {
        honesty.uncovered.append(change.id)
      }
    }
    honesty.notices = notices.filter { notice in substantive.contains { covers(notice, $0) } }.map(\.text)
    if !substantive.isEmpty {
      let promised = revision.old.reading.notices.contains { $0.kind == .developing }
      honesty.standing = !honesty.covered.isEmpty ? .declared : promised ? .developing : .silent
    }
    honesty.pace = pace(of: revision, substantive, first: first)
    honesty.dateStamp = dateStamp(of: revision, substantive)
    return honesty
  }

  /// A notice that came or was reworded.
  struct NewNotice {
    var text: String
    /// Whether it only says that something was added.
    var isUpdate: Bool
  }

  /// The notices that came with some changes.
  static func newNotices(in changes: [Change]) -> [NewNotice] {
    changes.compactMap { change in
      switch change.type {
      case .correctionAdded, .clarificationAdded, .editorsNoteAdded:
        change.text.map { NewNotice(text: $0, isUpdate: false) }
      case .updateAdded: change.text.map { NewNotice(text: $0, isUpdate: true) }
      case .noticeEdited: (change.new ?? change.text).map { NewNotice(text: $0, isUpdate: false) }
      default: nil
      }
    }
  }

  /// Whether a notice owns up to a change that came with it.
  func covers(_ notice: NewNotice, _ change: Change) -> Bool {
    isGeneral(notice) ? !notice.isUpdate || change.addsOnly : names(notice, change)
  }

  /// Whether a notice says nothing that stock words do not.
  private func isGeneral(_ notice: NewNotice) -> Bool {
    let named = words(notice.text).filter { !stockWords.contains($0[...]) }
    return named.count { !isNumber($0) } < 2 && (notice.isUpdate || !named.contains(where: isNumber))
  }

  /// Whether a notice names what a change is about.
  func names(_ notice: NewNotice, _ change: Change) -> Bool {
    let named = words(notice.text).filter { !stockWords.contains($0[...]) }
    let told = ([change.old, change.new, change.text, change.oldSpeaker, change.newSpeaker] + change.merged)
      .compactMap { $0 }.reduce(into: Set<[UInt8]>()) { $0.formUnion(words($1)) }
    let shared = Set(named).intersection(told)
    if change.type == .numberChanged {
      let values = [change.old, change.new].compactMap { $0 }.flatMap { words($0) }.filter(isNumber)
      return !shared.isDisjoint(with: values) || values.isEmpty && !shared.isEmpty
    }
    let isName = [.nameChanged, .sourceNamed, .sourceAnonymised].contains(change.type)
    return shared.count >= (isName ? 1 : 2)
  }

  /// The words of a text that say something, folded, without a plural's s.
  private func words(_ text: String) -> [[UInt8]] {
    let utf8 = Array(text.utf8)
    return tokenise(utf8, in: TextRange(0, utf8.count)).compactMap { token in
      guard token.kind != .mark else { return nil }
      var word = folded(utf8[token.range.start..<token.range.end])
      if functionWords.contains(word[...]) { return nil }
      if word.count > 3, word.last == UInt8(ascii: "s") { word.removeLast() }
      return word
    }
  }

  private func isNumber(_ word: [UInt8]) -> Bool { word.first.map { $0 &- 0x30 < 10 } ?? false }

  private func pace(of revision: Revision, _ substantive: [Change], first: Timestamp?) -> Honesty.Pace {
    guard let old = revision.old.version?.captured, let new = revision.new.version?.captured,
      !substantive.isEmpty
    else { return .ordinary }
    let rewords = substantive.filter { !$0.addsOnly }
    if new.milliseconds - old.milliseconds <= Self.quick, rewords.count == substantive.count,
      rewords.count <= 2
    {
      return .quickFix
    }
    let age = first.map { new.milliseconds - $0.milliseconds } ?? 0
    return age >= Self.late && !rewords.isEmpty ? .lateRewrite : .ordinary
  }

  private func dateStamp(of revision: Revision, _ substantive: [Change]) -> Honesty.DateStamp {
    func stamp(_ article: Article) -> String? { article.modified?.value ?? article.published?.value }
    guard let old = stamp(revision.old.article), let new = stamp(revision.new.article) else { return .none }
    if old == new { return substantive.isEmpty ? .honest : .changeWithoutBump }
    let tells = revision.difference.changes.contains { !$0.type.isOfThePage }
    return tells ? .honest : .bumpedWithoutChange
  }
}

extension Change {
  /// Whether readers are told something else than before.
  public var isSubstantive: Bool {
    significance != .low && !type.isNotice && !type.isOfThePage && !type.isOfOrder
  }

  /// Whether it adds and takes nothing back.
  public var addsOnly: Bool {
    switch type {
    case .quoteAdded, .sentenceAdded, .postAdded, .captionAdded, .embedAdded, .quoteRestored, .sourceNamed:
      true
    default: false
    }
  }
}

extension ChangeType {
  /// Whether it is a change of notices.
  var isNotice: Bool {
    switch self {
    case .correctionAdded, .clarificationAdded, .updateAdded, .editorsNoteAdded, .wireMetaAdded,
      .noticeEdited,
      .noticeRemoved, .developingAdded, .developingRemoved:
      true
    default: false
    }
  }

  /// Whether it is a change of the page, not of what the story tells.
  var isOfThePage: Bool {
    switch self {
    case .dateChanged, .urlChanged, .layoutChanged, .formChanged, .linkAdded, .linkRemoved, .linkChanged,
      .pictureAdded, .pictureRemoved, .pictureChanged, .typographyChanged, .invisiblesChanged:
      true
    default: false
    }
  }

  /// Whether it is a change of order alone.
  var isOfOrder: Bool { self == .sentenceMoved || self == .sentenceSplit || self == .sentenceMerged }
}
