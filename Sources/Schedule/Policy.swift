// The rules of when to look: the few numbers an operator may set.

/// When to look at a story again.
///
/// The rule is one number: look when the expected number of unseen changes reaches ``theta``. To catch the most versions
/// with a given number of looks, rates of looking must be proportional to rates of change: with looks every `t` at a
/// page that changes at rate `r`, a look brings a new version with probability 1 - e^-rt, and the catch, summed over
/// pages under one budget, is largest when `rt` is the same for all (Lagrange's condition on g(f) = f(1 - e^-r/f), a
/// concave function). By change of time the same holds for a rate that varies. Of a story's versions the share
/// (1 - e^-θ)/θ is then caught if the rates are known: 94 % at 0.12, 79 % at 0.5. (Keeping copies *fresh* asks for another rule: Cho and
/// Garcia-Molina, “Effective page refresh policies for Web crawlers”, ACM TODS 28(4), 2003.)
public struct Policy: Hashable, Sendable {
  /// Expected unseen changes at which a story is looked at.
  public var theta = 0.12
  /// The same for a pinned story.
  public var pinnedTheta = 0.05
  /// The least time between two looks at a story, in hours.
  public var floor = 1.0 / 60
  /// The longest time between two looks at a story younger than so many hours; the last holds for all older ones.
  public var caps: [Cap] = [
    Cap(below: 6, hours: 0.5), Cap(below: 24, hours: 1), Cap(below: 72, hours: 6),
    Cap(below: .infinity, hours: 24),
  ]
  /// After how many hours what was seen of a story counts half.
  public var memory = 6.0
  /// How many more changes are expected soon after a change.
  public var kick = 0.25
  /// Over how many hours that expectation wears off.
  public var calming = 0.5
  /// How many changes' worth the table counts against what is seen of a story.
  public var prior = 0.5
  /// By what share the time of a look is moved at random, so that looks do not bunch.
  public var jitter = 0.1
  /// The longest wait after looks that failed, in hours; it doubles from ``floor`` on.
  public var longestRetry = 6.0
  /// A story ends when it has not changed for so many days.
  public var quietDays = 14.0
  /// A story ends when it was watched for so many days, unless it changed on the last of them.
  public var longestDays = 90.0

  /// The default rules.
  public init() {}

  /// The longest time between two looks up to an age.
  public struct Cap: Hashable, Sendable {
    /// It holds for stories younger than this, in hours.
    public var below: Double
    /// The longest time between two looks, in hours.
    public var hours: Double

    /// A cap of these parts.
    public init(below: Double, hours: Double) {
      self.below = below
      self.hours = hours
    }
  }

  /// The longest time between two looks at an age, in hours.
  func cap(at age: Double) -> Double {
    max(floor, (caps.first { age < $0.below } ?? caps.last)?.hours ?? 24)
  }
}

/// What an operator wants of one story.
public struct Care: Hashable, Sendable {
  /// How much more closely it is looked at than others: its θ is divided by this.
  public var weight: Double
  /// Whether it is looked at most closely, whatever its weight.
  public var isPinned: Bool

  /// What is wanted of a story; as of any other unless said.
  public init(weight: Double = 1, isPinned: Bool = false) {
    self.weight = weight
    self.isPinned = isPinned
  }
}
