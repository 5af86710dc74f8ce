// A third party's word for the time, at the rhythm of the settings, while the watch goes on.

import Archive
import Foundation
import Story

extension WatchService {
  /// Has the journal stamped whenever the last token is old enough; after a refusal it is tried again within the hour.
  func keepStamping() async {
    guard settings.timestamps.url != nil else { return }
    let every = settings.timestamps.every
    var rest = 0.0
    while !Task.isCancelled {
      // What tokens there are is read from the journal, so that a watch begun anew keeps the rhythm.
      let last = (try? archive.events())?.compactMap(\.timestamp).last?.time
      let age = last.map { Double(newsroom.now().milliseconds - $0.milliseconds) / 1000 } ?? every
      if age >= every, rest <= 0 {
        do {
          _ = try await newsroom.stamp(
            allowing: plan.look.allowedAddresses + settings.fetch.allowedAddresses,
            at: settings.timestamps.url)
        } catch let failure {
          let why = Failure(failure)
          // An archive nothing was kept in yet has nothing to be stamped.
          if why.kind != .noInput { tell(.notTimestamped(why)) }
          rest = min(every, 3600)
        }
      }
      try? await Task.sleep(for: .seconds(5))
      rest -= 5
    }
  }
}
