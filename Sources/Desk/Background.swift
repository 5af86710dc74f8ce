// Work that waits for disk and processor, off the threads that answer.

import Dispatch

private let threads = DispatchQueue(label: "writethru.desk", qos: .userInitiated, attributes: .concurrent)

/// Does work on a thread that may be held up.
func inBackground<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    threads.async { continuation.resume(with: Result { try work() }) }
  }
}
