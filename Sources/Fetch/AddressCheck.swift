// Checks where a name leads before somebody else connects to it.

import Glibc

/// Checks where a name leads before somebody else connects to it. (Our own connections are judged by the very address
/// they go to, see Exchange.swift, which is the stronger check.)
enum AddressCheck {
  /// Looks the host up and refuses it if any of its addresses may not be reached. Blocks the thread.
  static func check(_ place: WebAddress, settings: FetchSettings) throws(FetchError.Problem) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(place.host, "\(place.port)", &hints, &list) == 0 else {
      throw .unresolved(host: place.host)
    }
    defer { freeaddrinfo(list) }
    var next = list
    while let entry = next {
      let bytes = UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
      if let problem = refusal(of: SocketAddress(sockaddr: bytes), host: place.host, settings: settings) {
        throw problem
      }
      next = entry.pointee.ai_next
    }
  }

  /// Why an address may not be connected to; nil when it may.
  static func refusal(
    of peer: SocketAddress?, host: String, settings: FetchSettings
  ) -> FetchError.Problem? {
    guard let peer else { return .refusedAddress(host: host, ip: "?", purpose: "no IP address") }
    if settings.allowedAddresses.contains(where: { $0.contains(peer.address) }) { return nil }
    let ip = peer.address.description
    if let purpose = AddressRules.whyNotPublic(peer.address) {
      return .refusedAddress(host: host, ip: ip, purpose: purpose)
    }
    guard settings.allowedPorts.contains(peer.port) else {
      return .refusedPort(host: host, ip: ip, port: peer.port)
    }
    return nil
  }
}

/// Judges where messages and other requests of the operator's own may go: to public addresses, and to those allowed.
/// Which port is asked for is the operator's own word.
public struct AddressGate: Sendable {
  private let allowed: [AddressRange]

  /// A gate that lets public addresses through, and some others.
  public init(allowed: [AddressRange] = []) { self.allowed = allowed }

  /// Why a C `sockaddr` may not be connected to, in a sentence; nil when it may.
  public func refusal(of sockaddr: UnsafeRawBufferPointer, host: String) -> String? {
    guard let peer = SocketAddress(sockaddr: sockaddr) else { return "\(Shown(host)) has no IP address" }
    if allowed.contains(where: { $0.contains(peer.address) }) { return nil }
    return AddressRules.whyNotPublic(peer.address).map { purpose in
      "\(Shown(host)) is at \(peer.address), not a public address (\(purpose)); set allow-addresses if you mean it"
    }
  }
}
