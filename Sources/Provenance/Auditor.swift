// Audits a story: follows its versions and puts together what changed and what was owned up to.

import Comparison
public import Story

/// Audits a story, one version after the other in order of time. One more version costs one comparison; no text is
/// kept but the newest and what changed.
public struct Auditor: Sendable {
  private let story: Story
  private var before: Edition?
  private var versions: [AuditedVersion] = []
  private var ledger: LedgerKeeper
  private var notices: [Audit.NoticeLife] = []
  private var noticePlaces: [[UInt8]: Int] = [:]
  /// The newest version of each text, by its place.
  private var texts: [Text: Int] = [:]
  private var turns = Turns()
  /// Places of versions whose change nobody owned up to yet.
  private var unowned: [Int] = []

  /// An auditor of one story, before its first version.
  public init(of story: Story) {
    self.story = story
    ledger = LedgerKeeper(story: story.slug)
  }

  /// Goes on to the next version in time; an edition without a version is passed over.
  ///
  /// - Parameters:
  ///   - edition: the version as read.
  ///   - revision: what it changed against the version added before it, if that is known; else it is found.
  ///   - lastSeenWithout: when the version before was last seen to stand, if later than its capture.
  public mutating func add(
    _ edition: Edition, revision: Revision? = nil, lastSeenWithout: Timestamp? = nil
  ) {
    guard let version = edition.version else { return }
    let place = versions.count
    var audited = AuditedVersion(
      version: version, words: Self.words(in: edition.reading.text),
      saysMoreFollows: edition.reading.notices.contains { $0.kind == .developing })
    var difference: Difference?
    if let before {
      let revision = revision ?? English.comparer.revision(from: before, to: edition)
      difference = revision.difference
      audited.changes = revision.difference.changes
      audited.lastSeenWithout = lastSeenWithout ?? before.version?.captured
      var honesty = English.judge.honesty(of: revision, first: versions.first?.version.captured)
      if let same = texts[edition.reading.text], same != place - 1, !audited.changes.isEmpty {
        honesty.returnsTo = versions[same].version.number
      }
      audited.honesty = honesty
    }
    ledger.add(version, edition.reading, difference: difference)
    versions.append(audited)
    ownUp(at: place)
    turns.add(audited)
    note(edition.reading, number: version.number, place: place)
    texts[edition.reading.text] = place
    before = edition
  }

  /// The audit as far as it goes.
  ///
  /// - Parameter looks: all looks at the story, in any order.
  public func audit(looks: [Look] = []) -> Audit {
    let newest = versions.last?.version.number
    let looks = looks.sorted { $0.time < $1.time }
    return Audit(
      story: story, versions: versions, ledger: ledger.ledger,
      notices: notices.map { notice in
        var notice = notice
        notice.stands = notice.last == newest
        return notice
      },
      flipFlops: turns.flipFlops(versions), failedLooks: looks.filter { !$0.outcome.sawTheStory },
      blindSpells: blindSpells(looks))
  }

  /// Looks whether a notice that came with a version owns up to what earlier versions changed.
  private mutating func ownUp(at place: Int) {
    let came = HonestyJudge.newNotices(in: versions[place].changes)
    if !came.isEmpty {
      var left: [Int] = []
      let number = versions[place].version.number
      for earlier in unowned {
        let uncovered = Set(versions[earlier].honesty?.uncovered ?? [])
        let changes = versions[earlier].changes
        let isNamed = changes.contains { change in
          uncovered.contains(change.id) && came.contains { English.judge.names($0, change) }
        }
        if isNamed {
          versions[earlier].honesty?.declaredIn = number
        } else {
          left.append(earlier)
        }
      }
      unowned = left
    }
    if versions[place].honesty?.standing == .silent { unowned.append(place) }
  }

  /// Notes the notices that stand in a version.
  private mutating func note(_ reading: Reading, number: Int, place: Int) {
    for notice in reading.notices {
      let text = reading.text[notice.range]
      let key = LedgerKeeper.key(text)
      if let at = noticePlaces[key] {
        notices[at].last = number
      } else {
        noticePlaces[key] = notices.count
        notices.append(.init(kind: notice.kind, text: text, first: number, last: number, stands: true))
      }
    }
  }

  private static func words(in text: Text) -> Int {
    var count = 0
    var isInside = false
    for byte in text.utf8 {
      if byte > 0x20 && !isInside { count += 1 }
      isInside = byte > 0x20
    }
    return count
  }
}

/// Facts that took turns: 12 → 15 → 12.
private struct Turns: Sendable {
  private struct Pair: Hashable, Sendable {
    var type: ChangeType
    var one: String
    var other: String
  }

  private var turns: [Pair: [Int]] = [:]
  private var order: [Pair] = []
  private var lastNew: [Pair: String] = [:]

  mutating func add(_ version: AuditedVersion) {
    for change in version.changes {
      guard
        [.numberChanged, .headlineChanged, .nameChanged, .quoteAltered, .standfirstChanged].contains(
          change.type),
        let old = change.old, let new = change.new
      else { continue }
      let pair = Pair(type: change.type, one: min(old, new), other: max(old, new))
      if turns[pair] == nil { order.append(pair) }
      // Two sentences that tell the same number turn once.
      if turns[pair]?.last == version.version.number { continue }
      if let last = lastNew[pair], last == new { continue }
      turns[pair, default: []].append(version.version.number)
      lastNew[pair] = new
    }
  }

  func flipFlops(_ versions: [AuditedVersion]) -> [Audit.FlipFlop] {
    var found: [Audit.FlipFlop] = []
    // Whole texts: A, B, A, B is two returns.
    var returns: [Int] = []
    for (place, version) in versions.enumerated() {
      if version.honesty?.returnsTo != nil {
        returns.append(place)
      } else if version.changes.contains(where: { !$0.type.isOfThePage }) {
        Self.close(&returns, versions, into: &found)
      }
    }
    Self.close(&returns, versions, into: &found)
    for pair in order {
      if let versions = turns[pair], versions.count > 1 {
        found.append(.init(pair.one, pair.other, versions: versions))
      }
    }
    return found
  }

  private static func close(
    _ returns: inout [Int], _ versions: [AuditedVersion], into found: inout [Audit.FlipFlop]
  ) {
    defer { returns = [] }
    guard returns.count > 1 else { return }
    let (one, other) = (versions[returns[0]], versions[returns[1]])
    guard let first = one.honesty?.returnsTo, let second = other.honesty?.returnsTo else { return }
    found.append(.init("v\(first)", "v\(second)", versions: returns.map { versions[$0].version.number }))
  }
}

/// When nobody saw a story that was being watched: from the last look that saw it to the next one, if looks between
/// them failed or there was none for three times as long as is usual, and for a quarter of an hour at least.
func blindSpells(_ looks: [Look]) -> [Audit.BlindSpell] {
  let witnessed = looks.filter { $0.timeSource == .fetched }
  let seen = witnessed.filter(\.outcome.sawTheStory)
  guard seen.count > 1 else { return [] }
  let gaps = zip(seen, seen.dropFirst()).map { $1.time.milliseconds - $0.time.milliseconds }
  let usual = gaps.sorted()[gaps.count / 2]
  return zip(seen, seen.dropFirst()).compactMap { one, other in
    let gap = other.time.milliseconds - one.time.milliseconds
    let failed = witnessed.contains { one.time < $0.time && $0.time < other.time && !$0.outcome.sawTheStory }
    let isLong = gap >= 15 * 60 * 1000 && gap > 3 * usual
    return failed || isLong ? Audit.BlindSpell(from: one.time, to: other.time) : nil
  }
}
