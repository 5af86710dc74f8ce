// Who besides this watch has a say in its looks: nobody, or a fleet.

import Fleet
import Story

/// The hold that a watch has on the looks it makes: whether each is its own to keep, and who else is to know how it went.
protocol LookHold: Sendable {
  /// The number that the look under way at a story is made under; nil when there are no numbers.
  func fence(of slug: Slug) -> Int64?

  /// Whether a look under a number is surely this watch's at this moment.
  func holds(_ slug: Slug, _ fence: Int64?) -> Bool

  /// Whether a look may be kept; waits until that is known.
  func confirm(_ slug: Slug, _ fence: Int64?) async -> Bool

  /// Notes that the look at a story has ended, and how long its host is to be left alone.
  func rest(_ slug: Slug, for milliseconds: Int64, _ change: (inout HostRecord) -> Void)

  /// Forgets the look under way at a story.
  func forget(_ slug: Slug)
}

/// The hold of a watch that has its stories to itself.
struct SoleHold: LookHold {
  func fence(of slug: Slug) -> Int64? { nil }
  func holds(_ slug: Slug, _ fence: Int64?) -> Bool { true }
  func confirm(_ slug: Slug, _ fence: Int64?) async -> Bool { true }
  func rest(_ slug: Slug, for milliseconds: Int64, _ change: (inout HostRecord) -> Void) {}
  func forget(_ slug: Slug) {}
}

extension WatchPlan {
  /// Who has a say in the looks.
  var hold: any LookHold { shard?.keeper ?? SoleHold() }
}
