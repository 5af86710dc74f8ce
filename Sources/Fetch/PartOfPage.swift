// Fetching what a page shows: an address that the page chose, not the operator.

public import Story

extension PoliteFetcher {
  /// Fetches something that a page shows, with the manners of every fetch, and with less trust: the page chose the
  /// address, not the operator.
  ///
  /// Addresses that are not public are reached only when the page itself came from one that the operator allows, and
  /// the operator's headers and cookies go to the page's own host only.
  ///
  /// - Parameters:
  ///   - address: a whole web address.
  ///   - page: the hop that gave the page.
  ///   - mostBytes: the most bytes it may have, both as it comes and decoded.
  ///   - copy: the copy at hand, as ``Fetcher/fetch(_:etag:lastModified:copyAddress:)`` has it.
  public func fetch(
    _ address: String, shownBy page: Hop, mostBytes: Int,
    copy: (etag: String?, lastModified: String?, address: String?) = (nil, nil, nil)
  ) async throws(FetchError) -> Answer {
    try await fetch(
      address, copy: CopyAtHand(etag: copy.etag, lastModified: copy.lastModified, address: copy.address)
    ) { settings in
      settings.maxWireBytes = min(settings.maxWireBytes, mostBytes)
      settings.maxBodyBytes = min(settings.maxBodyBytes, mostBytes)
      let peer = page.peer.flatMap { NetworkAddress($0) }
      let isInside = peer.map { peer in settings.allowedAddresses.contains { $0.contains(peer) } } ?? false
      if !isInside { settings.allowedAddresses = [] }
      let host = (try? WebAddress(page.address))?.host ?? ""
      settings.access = FetchSettings.nearest(host, in: settings.access).map { [host: $0] } ?? [:]
    }
  }
}

extension WebAddress {
  /// An address as a page writes it: whole, or relative to the page's own.
  ///
  /// - Throws: ``AddressError`` when it is none that can be fetched.
  public init(_ reference: String, on page: WebAddress) throws(AddressError) {
    try self.init(location: Array(reference.utf8), from: page)
  }
}
