// Learning how often stories change.

import Story
import Testing

@testable import Schedule

@Suite struct LearningTests {
  /// Looks at stories whose changes come by chance at a rate, with uneven gaps.
  private func learning(rate: (Double) -> Double, stories: Int, meanGap: Double) -> Learning {
    var learning = Learning()
    var random = SeededRandom(seed: 9)
    for _ in 0..<stories {
      let published = noon.adding(hours: random.unit() * 240)
      var age = 0.0
      while age < 48 {
        let gap = 0.01 + random.wait(mean: meanGap)
        var hasChanged = false
        var time = age
        while time < age + gap {
          let piece = min(0.05, age + gap - time)
          if random.unit() < 1 - exponential(-rate(time) * piece) { hasChanged = true }
          time += piece
        }
        learning.add(
          published: published, from: published.adding(hours: age), to: published.adding(hours: age + gap),
          changed: hasChanged)
        age += gap
      }
    }
    return learning
  }

  @Test func `rates are found although each look says only whether, not how often`() {
    let learning = learning(rate: { $0 < 4 ? 2 : 0.2 }, stories: 300, meanGap: 0.7)
    let table = learning.fitted(to: RateTable(rates: Array(repeating: 0.5, count: 11)))
    for step in 3...5 { #expect(abs(table.rates[step] / 2 - 1) < 0.15, "step \(step): \(table.rates[step])") }
    for step in 6...8 {
      #expect(abs(table.rates[step] / 0.2 - 1) < 0.15, "step \(step): \(table.rates[step])")
    }
    // Counting changed looks alone would give far too little.
    #expect(Double(learning.changes) / 300 < 0.8 * (2 * 4 + 0.2 * 44))
  }

  @Test func `little data move the table little, none not at all`() {
    let known = RateBook.published.found
    #expect(zip(Learning().fitted(to: known).rates, known.rates).allSatisfy { abs($0 - $1) < 1e-9 })
    var one = Learning()
    one.add(published: noon, from: noon, to: noon.adding(hours: 0.1), changed: true)
    let table = one.fitted(to: known)
    #expect(table.rates[0] > known.rates[0])
    #expect(table.rates[0] < 2 * known.rates[0])
    #expect(abs(table.rates[5] - known.rates[5]) < 1e-9)
  }

  @Test func `a night without news shows in the hours`() {
    var learning = Learning()
    let midnight = Timestamp(seconds: 1_600_041_600)
    for day in 0..<60 {
      for hour in 0..<24 {
        let start = midnight.adding(hours: Double(day * 24 + hour))
        learning.add(
          published: midnight, from: start, to: start.adding(hours: 1),
          changed: hour >= 6 && (hour + day) % 3 == 0)
      }
    }
    let hours = learning.fitted(to: RateTable(rates: Array(repeating: 0.3, count: 11))).hours
    #expect(hours[0..<6].allSatisfy { $0 < 0.8 })
    #expect(hours[6..<24].allSatisfy { $0 > 1 })
    #expect(abs(hours.reduce(0, +) - 24) < 1e-6)
  }

  @Test func `what two have learnt adds up`() {
    let whole = learning(rate: { _ in 1 }, stories: 20, meanGap: 1)
    var sum = Learning()
    sum.add(whole)
    #expect(sum.fitted(to: RateBook.published.picked) == whole.fitted(to: RateBook.published.picked))
    #expect(sum.gaps == whole.gaps)
  }
}
