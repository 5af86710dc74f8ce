// The schedules that are compared: ours, and those of other programs as their source has them.

import Story

/// A schedule in the comparison.
public enum Contender: Hashable, Sendable {
  /// This program's, with a θ and with the learnt table multiplied by a factor.
  case ours(theta: Double, tableFactor: Double)
  /// This program's, with the table it carries and nothing learnt of other stories.
  case untaught(theta: Double)
  /// Every so many minutes.
  case fixed(minutes: Double)
  /// NewsDiffs, with its scraper run every so many minutes (`scraper.py`, `get_update_delay`).
  case newsDiffs(cron: Double)
  /// diffengine, run every so many minutes (`Entry.stale`).
  case diffengine(cron: Double)
  /// Apache Nutch's AdaptiveFetchSchedule: 1.4 times the interval when unchanged, 0.8 times when changed.
  case nutch
  /// Half the interval when changed, 1.5 times when not: the simplest that adapts.
  case halving

  /// All that are compared unless told otherwise.
  public static let all: [Contender] =
    thetas.map { .ours(theta: $0, tableFactor: 1) }
    + [
      .ours(theta: usual, tableFactor: 1.0 / 3), .ours(theta: usual, tableFactor: 3), .untaught(theta: usual),
      .fixed(minutes: 5), .fixed(minutes: 15), .fixed(minutes: 60), .newsDiffs(cron: 15),
      .newsDiffs(cron: 60),
      .diffengine(cron: 30), .nutch, .halving,
    ]

  /// The values of θ that are compared: one that looks seldom, the usual one and that of pinned stories among them.
  public static let thetas = [0.35, 0.2, usual, 0.08, 0.05]
  /// The θ of ``Policy``.
  static let usual = Policy().theta

  /// Its name for people.
  public var name: String {
    switch self {
    case .ours(let theta, let factor):
      let table =
        factor == 1
        ? "" : factor > 1 ? ", table ×\(RateBook.short(factor))" : ", table ÷\(RateBook.short(1 / factor))"
      return "writethru, theta \(RateBook.short(theta))\(table)"
    case .untaught(let theta): return "writethru, theta \(RateBook.short(theta)), table as carried"
    case .fixed(let minutes): return "every \(RateBook.short(minutes)) minutes"
    case .newsDiffs(let cron):
      return cron == 60 ? "NewsDiffs, run hourly" : "NewsDiffs, run every \(RateBook.short(cron)) minutes"
    case .diffengine(let cron): return "diffengine, run every \(RateBook.short(cron)) minutes"
    case .nutch: return "Nutch, adaptive"
    case .halving: return "halve or add half"
    }
  }

  /// Whether it is this program's.
  public var isOurs: Bool {
    switch self {
    case .ours, .untaught: true
    default: false
    }
  }
}

/// A schedule at work on one story.
struct Visitor {
  private let contender: Contender
  private let table: RateTable
  private let policy: Policy
  private let seed: UInt64
  private var rhythm: Rhythm
  private let published: Timestamp
  private var interval = 0.25
  private var lastChange: Timestamp
  private var tick: Timestamp

  /// - Parameter table: what our schedule knows of other stories.
  init(_ contender: Contender, story: SimulatedStory, table: RateTable, seed: UInt64) {
    self.contender = contender
    var policy = Policy()
    switch contender {
    case .ours(let theta, let factor):
      policy.theta = theta
      self.table = table.multiplied(by: factor)
    case .untaught(let theta):
      policy.theta = theta
      self.table = table
    default: self.table = table
    }
    self.policy = policy
    self.seed = seed
    rhythm = Rhythm(published: story.published)
    published = story.published
    lastChange = story.published
    var random = SeededRandom(seed: seed, stream: 1)
    // A timer that started long ago ticks at any moment after publication.
    tick = story.published.adding(hours: (random.unit() - 1) * Self.cron(contender))
  }

  /// The moment of the next look, after one at `moment`.
  mutating func next(after moment: Timestamp, changed: Bool) -> Timestamp {
    if changed { lastChange = moment }
    let (lastChange, published) = (lastChange, published)
    switch contender {
    case .ours, .untaught:
      rhythm.observe(changed: changed, at: moment, table: table, policy: policy)
      return rhythm.nextLook(table: table, policy: policy, seed: seed) ?? moment
    case .fixed:
      return ticking(after: moment) { _ in true }
    case .newsDiffs:
      return ticking(after: moment) { now in
        now.hours(since: moment) >= Self.newsDiffsDelay(now.hours(since: lastChange))
      }
    case .diffengine:
      return ticking(after: moment) { now in
        // `timedelta.seconds` leaves whole days out, so the wait starts anew each day.
        let old = Self.seconds(now.hours(since: published))
        return old == 0 || Double(Self.seconds(now.hours(since: moment))) / Double(old) >= 0.2
      }
    case .nutch:
      interval *= changed ? 0.8 : 1.4
    case .halving:
      interval *= changed ? 0.5 : 1.5
    }
    interval = min(max(interval, 1.0 / 60), 24)
    return moment.adding(hours: interval)
  }

  private mutating func ticking(after moment: Timestamp, until isDue: (Timestamp) -> Bool) -> Timestamp {
    let end = published.adding(hours: SimulatedStory.week)
    repeat {
      tick = tick.adding(hours: Self.cron(contender))
    } while tick <= moment || (!isDue(tick) && tick < end)
    return tick
  }

  private static func cron(_ contender: Contender) -> Double {
    switch contender {
    case .fixed(let minutes), .newsDiffs(let minutes), .diffengine(let minutes): minutes / 60
    default: 1
    }
  }

  private static func newsDiffsDelay(_ sinceChange: Double) -> Double {
    switch sinceChange {
    case ..<3: 0.25
    case ..<24: 1
    case ..<168: 3
    case ..<720: 72
    default: 720
    }
  }

  private static func seconds(_ hours: Double) -> Int { Int(hours * 3600) % 86_400 }
}
