// One version, the quotes of a story, and the stories there are.

import Archive
import Provenance
public import Report
public import Story

extension Newsroom {
  /// One version as it was read.
  ///
  /// - Parameter address: which; nil for the newest.
  public func show(_ slug: Slug, _ address: String?) throws -> VersionReport {
    let archive = try open()
    _ = try story(slug, in: archive)
    let versions = try versionsInOrder(of: slug, in: archive)
    guard let newest = versions.last else { throw Failure(.noInput, "\(slug) has no version yet") }
    let version = try address.map { try VersionAddress($0).find(in: versions, of: slug) } ?? newest
    return try VersionReport(edition(of: version, in: archive))
  }

  /// Every quote of a story.
  public func quotes(_ slug: Slug) throws -> LedgerReport {
    let archive = try open()
    _ = try story(slug, in: archive)
    var keeper = LedgerKeeper(story: slug)
    for version in try versionsToFollow(of: slug, in: archive) {
      try keeper.add(version, edition(of: version, in: archive).reading)
    }
    return LedgerReport(keeper.ledger)
  }

  /// The stories of the archive.
  public func stories() throws -> StoriesReport {
    let archive = try open()
    let rows = try archive.stories().map { story in
      let versions = try versionsInOrder(of: story.slug, in: archive)
      let wasTakenDown = try archive.lastLook(of: story.slug)?.outcome == .withdrawn
      return StoriesReport.Row(
        story, versions: versions.count, newest: versions.last?.captured,
        state: Self.state(of: story, wasTakenDown: wasTakenDown))
    }
    return StoriesReport(rows)
  }

  private static func state(of story: Story, wasTakenDown: Bool) -> StoriesReport.Row.State {
    if story.ended != nil { return .ended }
    if story.addresses.isEmpty { return .imported }
    if story.paused != nil { return .paused }
    return wasTakenDown ? .withdrawn : .watched
  }
}
