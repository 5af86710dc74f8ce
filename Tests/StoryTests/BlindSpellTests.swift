// When nobody looked, and when looking was in vain.

import Story
import Testing

@Suite struct BlindSpellTests {
  /// A look some minutes after midnight, and when the next was planned.
  private func look(_ minute: Int64, _ outcome: Look.Outcome, next: Int64? = nil) -> Look {
    var look = Look(
      story: Slug(nearest: "harbour-fire")!, time: time(minute), timeSource: .fetched, outcome: outcome)
    look.next = next.map(time)
    return look
  }

  private func time(_ minute: Int64) -> Timestamp { Timestamp(seconds: minute * 60) }

  private func spells(_ looks: [Look], until minute: Int64) -> [BlindSpell] {
    BlindSpell.spells(in: looks, until: time(minute))
  }

  @Test func `looks made as planned leave no blind spell`() {
    #expect(spells([look(0, .version, next: 5), look(5, .unchanged, next: 10)], until: 10) == [])
  }

  @Test func `a planned look that came late was not made`() {
    let looks = [look(120, .version, next: 130), look(240, .unchanged, next: 250)]
    #expect(spells(looks, until: 245) == [BlindSpell(start: time(130), end: time(240), cause: .notLooked)])
  }

  @Test func `a watch that ended is blind until now`() {
    #expect(
      spells([look(0, .notModified, next: 5)], until: 60)
        == [BlindSpell(start: time(5), end: nil, cause: .notLooked)])
  }

  @Test func `looks in vain are told apart from none`() {
    let looks = [
      look(0, .version, next: 5), look(5, .unreachable, next: 10), look(10, .refused, next: 15),
      look(15, .unchanged, next: 20),
    ]
    #expect(spells(looks, until: 20) == [BlindSpell(start: time(5), end: time(15), cause: .notSeen)])
  }

  @Test func `a missed look counts as none, whoever noted it`() {
    let looks = [look(0, .version), look(5, .missed), look(10, .unchanged)]
    #expect(spells(looks, until: 10) == [BlindSpell(start: time(5), end: time(10), cause: .notLooked)])
  }

  @Test func `without a plan nothing is missed`() {
    #expect(spells([look(0, .version), look(600, .unchanged)], until: 9000) == [])
  }

  @Test func `a story taken down was seen to be`() {
    #expect(spells([look(0, .version, next: 5), look(5, .withdrawn, next: 10)], until: 10) == [])
  }
}
