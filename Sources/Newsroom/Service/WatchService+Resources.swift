// The images and styles of new versions, fetched while the watch goes on.

import Story

extension WatchService {
  /// Notes new versions whose images and styles are wanted.
  func want(_ versions: [Version?]) {
    for version in versions.compactMap({ $0 })
    where plan.look.withResources || settings.wantsResources(of: version.story) {
      // With so many waiting, those of the oldest would no longer be as the version showed them.
      if withoutResources.count >= Self.mostWithoutResources { withoutResources.removeFirst() }
      withoutResources.append(version)
    }
  }

  /// Fetches the images and styles of the versions noted, a few versions at a time. They wait for their hosts' turns
  /// like looks, and what comes is taken in like what other processes leave.
  func keepFetchingResources() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled && fault == nil {
        while resourcesUnderWay < Self.versionsAtOnce, !withoutResources.isEmpty {
          let version = withoutResources.removeFirst()
          resourcesUnderWay += 1
          group.addTask { await self.fetchResources(of: version) }
        }
        try? await Task.sleep(for: Self.delay)
      }
      group.cancelAll()
    }
  }

  private func fetchResources(of version: Version) async {
    do {
      let (count, _) = try await newsroom.fetchResources(of: version, by: fetcher, settings)
      tell(.resourcesFetched(story: version.story, version: version.number, count))
    } catch {
      if !Task.isCancelled { tell(.troubled(target: version.story.text, Failure(error), next: nil)) }
    }
    resourcesUnderWay -= 1
  }

  private static let versionsAtOnce = 4
  private static let mostWithoutResources = 1000
}
