// Runs work that blocks on threads of its own.

import Foundation

/// Threads for work that blocks, such as waiting for a worker's answer or the disk: Swift's tasks share a few threads,
/// and a page that takes seconds to read must not hold one of them.
struct Aside: Sendable {
  private let queue: OperationQueue

  /// So many threads at most.
  init(threads: Int) {
    queue = OperationQueue()
    queue.maxConcurrentOperationCount = max(1, threads)
  }

  /// Runs work, and gives what it gave.
  func run<Value: Sendable, Fault: Error>(
    _ work: @escaping @Sendable () throws(Fault) -> Value
  ) async throws(Fault) -> Value {
    let result: Result<Value, Fault> = await withCheckedContinuation { continuation in
      queue.addOperation {
        continuation.resume(returning: Result { () throws(Fault) in try work() })
      }
    }
    return try result.get()
  }
}
