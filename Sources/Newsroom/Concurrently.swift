// Works on many things at once, as many as there are processors.

import Dispatch
import Synchronization

/// The results of some work on each of many things, in their order.
///
/// - Throws: what the work threw first, in the order of the things.
func concurrently<Thing: Sendable, Result: Sendable>(
  _ things: [Thing], _ work: @Sendable (Thing) throws -> Result
) throws -> [Result] {
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: things.count) { place in
    let result = Swift.Result { try work(things[place]) }
    results.withLock { $0[place] = result }
  }
  let all = results.withLock { $0 }
  return try things.indices.compactMap { try all[$0]?.get() }
}
