// Which IP addresses belong to the public internet, and may be connected to.

/// Which IP addresses belong to the public internet.
///
/// A page, a feed or a redirect can name any host, and a name can resolve to any address. Whoever may have us fetch
/// an address could so reach the machine itself, its neighbours, or a cloud's metadata service. Only addresses that
/// are globally reachable are therefore connected to. Sources: IANA's special-purpose address registries (RFC 6890
/// and its successors) and, for IPv6, the rule that global unicast is 2000::/3 (RFC 4291 §2.4, IANA).
enum AddressRules {
  /// Addresses that are not public.
  struct Special: Sendable {
    /// The addresses.
    let range: AddressRange
    /// What they are for, and where that is laid down.
    let purpose: String

    init(_ first: NetworkAddress, _ prefix: Int, _ purpose: String) {
      range = AddressRange(containing: first, prefix: prefix)
      self.purpose = purpose
    }
  }

  /// What kind of address it is when it is not public, as a phrase for people; nil when it is public.
  static func whyNotPublic(_ address: NetworkAddress) -> String? {
    if natPrefix.contains(address), let inside = NetworkAddress(Array(address.bytes[12...])) {
      // RFC 6052 §3.1: only global IPv4 addresses may stand behind the well-known prefix, so others are refused.
      return whyNotPublic(inside).map { "\(inside) behind an IPv6 translator: \($0)" }
    }
    if let special = specials.first(where: { $0.range.contains(address) }) { return special.purpose }
    return address.isIPv4 || globalUnicast.contains(address) ? nil : "not global unicast, RFC 4291"
  }

  /// Every block that is not public. The first that holds an address names it.
  static let specials: [Special] = [
    Special(NetworkAddress(v4: 0, 0, 0, 0), 8, "this host, RFC 1122"),
    Special(NetworkAddress(v4: 10, 0, 0, 0), 8, "private network, RFC 1918"),
    Special(NetworkAddress(v4: 100, 64, 0, 0), 10, "provider's shared network, RFC 6598"),
    Special(NetworkAddress(v4: 127, 0, 0, 0), 8, "loopback, RFC 1122"),
    Special(
      NetworkAddress(v4: 169, 254, 0, 0), 16, "link-local, RFC 3927; clouds keep metadata and keys here"),
    Special(NetworkAddress(v4: 172, 16, 0, 0), 12, "private network, RFC 1918"),
    Special(NetworkAddress(v4: 192, 0, 0, 0), 24, "protocol assignments, RFC 6890"),
    Special(NetworkAddress(v4: 192, 0, 2, 0), 24, "documentation, RFC 5737"),
    Special(NetworkAddress(v4: 192, 88, 99, 0), 24, "former 6to4 relays, RFC 7526"),
    Special(NetworkAddress(v4: 192, 168, 0, 0), 16, "private network, RFC 1918"),
    Special(NetworkAddress(v4: 198, 18, 0, 0), 15, "benchmarking, RFC 2544"),
    Special(NetworkAddress(v4: 198, 51, 100, 0), 24, "documentation, RFC 5737"),
    Special(NetworkAddress(v4: 203, 0, 113, 0), 24, "documentation, RFC 5737"),
    Special(NetworkAddress(v4: 168, 63, 129, 16), 32, "Azure's platform service, Microsoft"),
    Special(NetworkAddress(v4: 224, 0, 0, 0), 4, "multicast, RFC 5771"),
    Special(NetworkAddress(v4: 240, 0, 0, 0), 4, "reserved and broadcast, RFC 1112 and RFC 919"),
    Special(NetworkAddress(v6: 0), 128, "unspecified, RFC 4291"),
    Special(NetworkAddress(v6: 0, 0, 0, 0, 0, 0, 0, 1), 128, "loopback, RFC 4291"),
    Special(NetworkAddress(v6: 0), 96, "IPv4-compatible, RFC 4291"),
    Special(NetworkAddress(v6: 0x64, 0xFF9B, 1), 48, "local translation between IPv4 and IPv6, RFC 8215"),
    Special(NetworkAddress(v6: 0x100), 64, "discard only, RFC 6666"),
    Special(NetworkAddress(v6: 0x2001, 0), 32, "Teredo tunnels, RFC 4380"),
    Special(NetworkAddress(v6: 0x2001, 0), 23, "protocol assignments, RFC 2928"),
    Special(NetworkAddress(v6: 0x2001, 0xDB8), 32, "documentation, RFC 3849"),
    Special(NetworkAddress(v6: 0x2002), 16, "6to4 tunnels, RFC 3056"),
    Special(NetworkAddress(v6: 0x3FFE), 16, "former 6bone, RFC 3701"),
    Special(NetworkAddress(v6: 0x3FFF), 20, "documentation, RFC 9637"),
    Special(NetworkAddress(v6: 0x5F00), 16, "segment routing, RFC 9602"),
    Special(NetworkAddress(v6: 0xFC00), 7, "private network, RFC 4193"),
    Special(NetworkAddress(v6: 0xFE80), 10, "link-local, RFC 4291"),
    Special(NetworkAddress(v6: 0xFEC0), 10, "former site-local, RFC 3879"),
    Special(NetworkAddress(v6: 0xFF00), 8, "multicast, RFC 4291"),
  ]

  /// All of IPv6 that is handed out for the public internet.
  private static let globalUnicast = AddressRange(containing: NetworkAddress(v6: 0x2000), prefix: 3)
  /// Where translators show IPv4 to hosts that have only IPv6 (NAT64, RFC 6052).
  private static let natPrefix = AddressRange(containing: NetworkAddress(v6: 0x64, 0xFF9B), prefix: 96)
}
