// Learns how often stories change, from looks at them.

public import Story

/// Gathers what looks told, and fits a table of rates to it.
///
/// A look says only whether something changed since the look before, not how often: the data are interval-censored. The
/// rates that make the looks most likely, with changes that come by chance (Poisson) at a rate for each step of age
/// times a factor for each hour, are found by expectation and maximisation (Dempster, Laird and Rubin, JRSS B 39, 1977):
/// a changed gap with mean μ holds μ/(1 - e^-μ) changes, shared among its stretches by their parts of μ. Irregular looks
/// need nothing more. A table that is known counts as so many changes in each step (a gamma prior), so that little data
/// move it little.
public struct Learning: Sendable {
  /// Time without change that was looked over, in hours, by step of age and hour (24: whole days).
  private var calm = [Double](repeating: 0, count: RateTable.edges.count * 25)
  /// The stretches of each gap that ended in a change.
  private var changedGaps: [[Part]] = []
  /// How many gaps were taken in.
  public private(set) var gaps = 0
  /// How many of them ended in a change.
  public var changes: Int { changedGaps.count }

  private struct Part: Sendable {
    var cell: Int32
    var hours: Float
  }

  /// Nothing learnt yet.
  public init() {}

  /// Takes in the time between two looks at a story.
  public mutating func add(published: Timestamp, from: Timestamp, to: Timestamp, changed: Bool) {
    guard to > from else { return }
    gaps += 1
    var parts: [Part] = []
    Self.plain.forEachStretch(published: published, from: from, to: to, clocked: true) { stretch in
      let cell = stretch.step * 25 + (stretch.hour ?? 24)
      if changed {
        parts.append(Part(cell: Int32(cell), hours: Float(stretch.length)))
      } else {
        calm[cell] += stretch.length
      }
      return true
    }
    if changed { changedGaps.append(parts) }
  }

  /// Takes in all that another has learnt.
  public mutating func add(_ other: Learning) {
    for cell in calm.indices { calm[cell] += other.calm[cell] }
    changedGaps += other.changedGaps
    gaps += other.gaps
  }

  /// The table that fits best.
  ///
  /// - Parameters:
  ///   - known: the table to begin with and to shrink to.
  ///   - weight: how many changes in each step of age `known` counts for.
  ///   - learnsHours: whether to fit the factors by hour; each is held to 1 by ten changes' worth.
  public func fitted(to known: RateTable, weight: Double = 2, learnsHours: Bool = true) -> RateTable {
    var table = known
    let exposure = self.exposure
    for _ in 0..<60 {
      let counts = counts(under: table)
      var rates = table.rates
      for step in rates.indices {
        var (seen, time) = (0.0, 0.0)
        for hour in 0..<25 {
          let factor = hour < 24 ? table.hours[hour] : 1
          seen += counts[step * 25 + hour]
          time += exposure[step * 25 + hour] * factor
        }
        let prior = max(known.rates[step], 1e-6)
        rates[step] = (seen + weight) / (time + weight / prior)
      }
      let moved = zip(rates, table.rates).map { abs($0 - $1) / max($1, 1e-9) }.max() ?? 0
      table.rates = rates
      if learnsHours { table.hours = hours(counts: counts, exposure: exposure, rates: rates) }
      if moved < 1e-4 { break }
    }
    return table
  }

  /// Hours looked over in each cell.
  private var exposure: [Double] {
    var sums = calm
    for parts in changedGaps { for part in parts { sums[Int(part.cell)] += Double(part.hours) } }
    return sums
  }

  /// The expected changes in each cell, given the looks.
  private func counts(under table: RateTable) -> [Double] {
    let rates = calm.indices.map { cell in
      table.rates[cell / 25] * (cell % 25 < 24 ? table.hours[cell % 25] : 1)
    }
    var counts = [Double](repeating: 0, count: calm.count)
    for parts in changedGaps {
      let mean = parts.reduce(0) { $0 + rates[Int($1.cell)] * Double($1.hours) }
      guard mean > 0 else { continue }
      let each = countGivenSome(mean) / mean
      for part in parts { counts[Int(part.cell)] += rates[Int(part.cell)] * Double(part.hours) * each }
    }
    return counts
  }

  /// Factors by hour, 1 on average over the day.
  private func hours(counts: [Double], exposure: [Double], rates: [Double]) -> [Double] {
    let held = 10.0
    var factors = (0..<24).map { hour in
      var (seen, plain) = (0.0, 0.0)
      for step in rates.indices {
        seen += counts[step * 25 + hour]
        plain += exposure[step * 25 + hour] * rates[step]
      }
      return (seen + held) / (plain + held)
    }
    let mean = factors.reduce(0, +) / 24
    for hour in factors.indices { factors[hour] /= mean }
    return factors
  }

  private static let plain = RateTable(rates: [])
}
