// An IP address as bytes.

import Glibc

/// An IPv4 or IPv6 address: 4 or 16 bytes in network order. An IPv4 address written in IPv6 (`::ffff:10.0.0.5`) is
/// the IPv4 address: that is where a connection to it goes (RFC 4291 §2.5.5.2).
struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  /// 4 bytes for IPv4, 16 for IPv6.
  let bytes: [UInt8]

  /// An address by its 4 or 16 bytes; nil for another number of them.
  init?(_ bytes: [UInt8]) {
    switch bytes.count {
    case 4: self.bytes = bytes
    case 16: self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes[12...]) : bytes
    default: return nil
    }
  }

  /// An IPv4 address by its four numbers.
  init(v4 one: UInt8, _ two: UInt8, _ three: UInt8, _ four: UInt8) { bytes = [one, two, three, four] }

  /// An IPv6 address by its groups of 16 bits; groups left out at the end are zero.
  init(v6 groups: UInt16...) {
    let written = groups.prefix(8).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    bytes = written + Array(repeating: 0, count: 16 - written.count)
  }

  /// An address as written: four decimal numbers, or IPv6 (RFC 4291 §2.2). No shortened, octal or hexadecimal IPv4.
  init?(_ text: String) {
    var ipv4 = in_addr()
    var ipv6 = in6_addr()
    if inet_pton(AF_INET, text, &ipv4) == 1 {
      self.init(withUnsafeBytes(of: ipv4) { Array($0) })
    } else if inet_pton(AF_INET6, text, &ipv6) == 1 {
      self.init(withUnsafeBytes(of: ipv6) { Array($0) })
    } else {
      return nil
    }
  }

  /// Whether it is IPv4.
  var isIPv4: Bool { bytes.count == 4 }

  /// The address as people write it.
  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = isIPv4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What stands before an IPv4 address written in IPv6: `::ffff:0:0/96`.
  static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
}

/// An address and a port, read from the bytes of a C `sockaddr`.
struct SocketAddress: Hashable, Sendable {
  /// The address.
  let address: NetworkAddress
  /// The port.
  let port: Int

  /// Reads a `sockaddr_in` or `sockaddr_in6`; nil for another family (a Unix socket, say) or too few bytes.
  init?(sockaddr bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= MemoryLayout<sa_family_t>.size else { return nil }
    let address: NetworkAddress?
    switch Int32(bytes.loadUnaligned(as: sa_family_t.self)) {
    case AF_INET:
      guard bytes.count >= MemoryLayout<sockaddr_in>.size else { return nil }
      let socket = bytes.loadUnaligned(as: sockaddr_in.self)
      port = Int(UInt16(bigEndian: socket.sin_port))
      address = NetworkAddress(withUnsafeBytes(of: socket.sin_addr) { Array($0) })
    case AF_INET6:
      guard bytes.count >= MemoryLayout<sockaddr_in6>.size else { return nil }
      let socket = bytes.loadUnaligned(as: sockaddr_in6.self)
      port = Int(UInt16(bigEndian: socket.sin6_port))
      address = NetworkAddress(withUnsafeBytes(of: socket.sin6_addr) { Array($0) })
    default:
      return nil
    }
    guard let address else { return nil }
    self.address = address
  }
}
