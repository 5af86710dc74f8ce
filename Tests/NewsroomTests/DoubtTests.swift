// Edits are told from texts that take turns.

import Story
import Testing

@testable import Newsroom

@Suite struct DoubtTests {
  /// A version of a text under a headline, so many minutes after the first.
  static func sight(
    _ number: Int, _ headline: String, _ body: String, at minute: Int64, seen confirmations: Int = 0,
    modified: Int64? = nil
  ) -> Doubt.Sight {
    Doubt.Sight(
      number: number, time: Timestamp(seconds: minute * 60), text: headline + body, body: body,
      modified: modified.map { Timestamp(seconds: $0 * 60) }, confirmations: confirmations)
  }

  static func standings(_ sights: [Doubt.Sight], now minute: Int64 = 10_000, settle: Int64 = 15) -> [Doubt
    .Standing]
  {
    Doubt.standings(of: sights, now: Timestamp(seconds: minute * 60), settle: settle * 60_000)
  }

  @Test func `a text that changes is an edit at once`() {
    #expect(
      Self.standings([Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Fire", "b", at: 1)], now: 1) == [
        .edit, .edit,
      ])
  }

  @Test func `an older text from a cache is no edit, nor is the newer one's return`() {
    let sights = [
      Self.sight(1, "Fire", "a", at: 0, modified: 0), Self.sight(2, "Fire", "b", at: 5, modified: 5),
      Self.sight(3, "Fire", "a", at: 6, modified: 0), Self.sight(4, "Fire", "b", at: 7, seen: 3, modified: 5),
    ]
    #expect(
      Self.standings(sights) == [.edit, .edit, .turn(.staleCache, other: 2), .turn(.staleCache, other: 3)])
  }

  @Test func `a text that was restored is told once it has stayed`() {
    let start = [Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Fire", "b", at: 5)]
    #expect(
      Self.standings(start + [Self.sight(3, "Fire", "a", at: 6, seen: 1)], now: 7).last
        == .open(until: Timestamp(seconds: 21 * 60)))
    #expect(Self.standings(start + [Self.sight(3, "Fire", "a", at: 6, seen: 2)], now: 7).last == .edit)
    // Nobody could look again: after the time set it is told all the same.
    #expect(Self.standings(start + [Self.sight(3, "Fire", "a", at: 6)], now: 22).last == .edit)
    // And so it is at once when the older text stood long ago.
    #expect(Self.standings([start[0], start[1], Self.sight(3, "Fire", "a", at: 90)], now: 90).last == .edit)
  }

  @Test func `two headlines that take turns are a test, a new one that stays is an edit`() {
    let turns = [
      Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Blaze", "a", at: 5),
      Self.sight(3, "Fire", "a", at: 6),
      Self.sight(4, "Blaze", "a", at: 7), Self.sight(5, "Fire", "a", at: 9, seen: 4),
    ]
    #expect(
      Self.standings(turns) == [
        .edit, .turn(.headlineTest, other: 1), .turn(.headlineTest, other: 2), .turn(.headlineTest, other: 3),
        .turn(.headlineTest, other: 4),
      ])
    let stays = [Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Blaze", "a", at: 5, seen: 1)]
    #expect(Self.standings(stays, now: 6) == [.edit, .edit])
    #expect(Self.standings([stays[0], Self.sight(2, "Blaze", "a", at: 5)], now: 6).last != .edit)
  }

  @Test func `a headline that was tried and then kept is told`() {
    let sights = [
      Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Blaze", "a", at: 5),
      Self.sight(3, "Fire", "a", at: 6),
      Self.sight(4, "Blaze", "a", at: 7, seen: 2),
    ]
    #expect(Self.standings(sights).last == .edit)
  }

  @Test func `an edit in between is told though other versions take turns`() {
    let sights = [
      Self.sight(1, "Fire", "a", at: 0), Self.sight(2, "Fire", "b", at: 5), Self.sight(3, "Fire", "a", at: 6),
      Self.sight(4, "Fire", "c", at: 7),
    ]
    #expect(Self.standings(sights, now: 8).last == .edit)
  }

  @Test func `one version or none is nothing to doubt`() {
    #expect(Self.standings([]) == [])
    #expect(Self.standings([Self.sight(1, "Fire", "a", at: 0)]) == [.edit])
  }
}
