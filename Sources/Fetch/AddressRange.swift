// A range of IP addresses, as an operator writes it.

/// A range of IP addresses: one (`10.0.0.5`, `::1`) or a block (`127.0.0.0/8`, `fd00::/8`; CIDR, RFC 4632).
///
/// A range of IPv4 addresses written in IPv6 (`::ffff:10.0.0.0/104`) is the IPv4 range.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
  /// The first address.
  let first: NetworkAddress
  /// How many leading bits all its addresses share.
  let prefix: Int

  /// Reads a range.
  ///
  /// - Throws: ``AddressError`` when `text` is no address or block, or when a block does not start where it says.
  public init(_ text: String) throws(AddressError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let written = parts.first.map(String.init), let first = NetworkAddress(written) else {
      throw AddressError(given: text, reason: "write an IP address (10.0.0.5, ::1) or a block (10.0.0.0/8)")
    }
    var prefix = first.bytes.count * 8
    if parts.count == 2 {
      let isMapped = first.isIPv4 && written.contains(":")
      let lowest = isMapped ? 96 : 0
      let digits = parts[1].utf8
      guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(parts[1]), (lowest...(prefix + lowest)).contains(number)
      else {
        throw AddressError(given: text, reason: "the number after / must be \(lowest) to \(prefix + lowest)")
      }
      prefix = number - lowest
    }
    self.init(containing: first, prefix: prefix)
    guard self.first == first else {
      throw AddressError(
        given: text, reason: "the block that holds this address starts elsewhere: write \(self)")
    }
  }

  /// The block of a length that holds an address.
  init(containing address: NetworkAddress, prefix: Int) {
    var bytes = address.bytes
    for index in bytes.indices {
      let kept = min(max(prefix - index * 8, 0), 8)
      bytes[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> kept)
    }
    first = NetworkAddress(bytes) ?? address
    self.prefix = prefix
  }

  /// Whether an address lies in the range.
  func contains(_ address: NetworkAddress) -> Bool {
    address.bytes.count == first.bytes.count
      && AddressRange(containing: address, prefix: prefix).first == first
  }

  /// The range as an operator would write it.
  public var description: String { prefix == first.bytes.count * 8 ? "\(first)" : "\(first)/\(prefix)" }
}

/// An address that cannot be used: an IP address, a range of them, or an address on the web.
public struct AddressError: Error, Hashable, CustomStringConvertible {
  /// The address as given; untrusted, so ``description`` shows none of its control characters.
  public let given: String
  /// What is wrong with it and what to write instead.
  public let reason: String

  /// The refusal of an address.
  public init(given: String, reason: String) {
    self.given = given
    self.reason = reason
  }

  /// What is wrong, and what to write instead.
  public var description: String { "“\(Shown(given))” cannot be used: \(reason)" }
}
