// Verbs that go on until they are stopped.

import Dispatch
import Foundation

/// Runs work that SIGINT and SIGTERM cancel.
///
/// - Parameter onHangup: what SIGHUP does; nil leaves the signal as it is.
func stopping(
  onHangup: (@Sendable () async -> Void)? = nil, _ work: @escaping @Sendable () async throws -> Void
) async throws {
  let task = Task { try await work() }
  var sources = [SIGINT, SIGTERM].map { number in source(number) { task.cancel() } }
  if let onHangup { sources.append(source(SIGHUP) { Task { await onHangup() } }) }
  defer { withExtendedLifetime(sources) {} }
  try await task.value
}

private func source(_ number: Int32, _ act: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
  signal(number, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: number)
  source.setEventHandler(handler: act)
  source.resume()
  return source
}
