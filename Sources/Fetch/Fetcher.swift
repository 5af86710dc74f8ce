// Fetches one address: the room's door.

/// Fetches addresses of the web, one safe look at a time.
///
/// Safe means: only `http` and `https`; only addresses of the public internet unless the operator allows others,
/// judged on the very address that is connected to, at every hop; certificates verified; time, speed and size
/// bounded; no proxy from the environment; no cookies and no credentials but those the operator set for a host.
/// All requests run on one thread (libcurl's multi interface), by HTTP/2 where a server offers it, else HTTP/1.1.
public struct Fetcher: Sendable {
  var settings: FetchSettings
  private let loop: TransferLoop

  /// A fetcher within these bounds. Its copies share its thread and its connections.
  public init(settings: FetchSettings = FetchSettings()) {
    self.settings = settings
    loop = TransferLoop(limit: settings.maxAtOnce)
  }

  /// Fetches an address, following redirects. Cancelling the task ends the fetch at once. No robots.txt is read and no
  /// host is given a rest: see ``PoliteFetcher`` for that.
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
    try await fetch(
      address, copy: CopyAtHand(etag: etag, lastModified: lastModified, address: copyAddress), usher: nil)
  }

  /// Fetches an address, with someone asked before each request.
  func fetch(
    _ address: String, copy: CopyAtHand, usher: (any Usher)?
  ) async throws(FetchError) -> Answer {
    try await Journey(
      settings: settings, cancellation: Cancellation(), copy: copy, loop: loop, usher: usher
    ).make(to: address)
  }
}
