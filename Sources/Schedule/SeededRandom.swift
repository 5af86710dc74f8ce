// Numbers that look random and are the same for the same seed, on every machine.

public import Story

/// A generator of random numbers that gives the same row for the same seed: SplitMix64 (Steele, Lea and Flood, “Fast
/// splittable pseudorandom number generators”, OOPSLA 2014).
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator for a seed and the number of one of its streams.
  public init(seed: UInt64, stream: UInt64 = 0) {
    state = Self.mixed(seed &+ Self.mixed(stream &+ Self.step))
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// A number of [0, 1), evenly spread.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A waiting time of a mean (exponential distribution).
  mutating func wait(mean: Double) -> Double { -mean * log1(unit()) }

  /// A number of the standard normal distribution (Box and Muller 1958).
  mutating func normal() -> Double { (-2 * log1(unit())).squareRoot() * cosine(2 * .pi * unit()) }

  /// How many events of a mean number happen (Poisson distribution; Knuth's method, for means below some hundreds).
  mutating func count(mean: Double) -> Int {
    let limit = exponential(-mean)
    var (product, count) = (unit(), 0)
    while product > limit {
      product *= unit()
      count += 1
    }
    return count
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension Slug {
  /// A number that stands for the name, the same on every machine (FNV-1a), to seed what is random about a story.
  public var seed: UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
