// Fetches one address: the room's door.

import Dispatch
import Synchronization

/// Fetches addresses of the web, one safe look at a time.
///
/// Safe means: only `http` and `https`; only addresses of the public internet unless the operator allows others,
/// judged on the very address that is connected to, at every hop; certificates verified; time, speed and size
/// bounded; no proxy from the environment, no cookies, no credentials.
public struct Fetcher: Sendable {
  private let settings: FetchSettings

  /// A fetcher within these bounds.
  public init(settings: FetchSettings = FetchSettings()) { self.settings = settings }

  /// Fetches an address, following redirects. Cancelling the task ends the fetch within about a second. Each fetch
  /// under way takes a thread: how many run side by side is the caller's to bound.
  ///
  /// - Parameters:
  ///   - address: a whole web address.
  ///   - etag: the `ETag` of the copy at hand, sent as `If-None-Match`. Left out when it cannot stand in a header.
  ///   - lastModified: the `Last-Modified` of the copy at hand, sent as `If-Modified-Since`; likewise.
  ///   - copyAddress: the address that gave the copy at hand (``Answer/finalAddress``). The two are sent to this
  ///     address only, since another one may use the same `ETag` for something else; nil sends them at every hop.
  /// - Returns: the answer of the last hop, whatever its status; 304 when the copy at hand is still right.
  /// - Throws: ``FetchError`` when there is no whole answer.
  public func fetch(
    _ address: String, etag: String? = nil, lastModified: String? = nil, copyAddress: String? = nil
  ) async throws(FetchError) -> Answer {
    let cancellation = Cancellation()
    let journey = Journey(
      settings: settings, cancellation: cancellation,
      copy: CopyAtHand(etag: etag, lastModified: lastModified, address: copyAddress))
    let result: Result<Answer, FetchError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // libcurl's easy interface blocks, which must not take the threads that Swift's tasks share. A queue of its own
        // gets a thread at once; blocked work on a concurrent queue is given one more thread a second.
        DispatchQueue(label: "writethru.fetch").async {
          continuation.resume(
            returning: Result { () throws(FetchError) in
              try withoutBrokenPipeSignal { () throws(FetchError) in try journey.make(to: address) }
            })
        }
      }
    } onCancel: {
      cancellation.request()
    }
    return try result.get()
  }
}

/// Whether a fetch is no longer wanted.
final class Cancellation: Sendable {
  private let requested = Atomic(false)

  /// Asks the fetch to end.
  func request() { requested.store(true, ordering: .relaxed) }

  /// Whether it was asked to end.
  var isRequested: Bool { requested.load(ordering: .relaxed) }
}
