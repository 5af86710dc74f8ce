// A hash that is the same on every machine and in every run.

/// FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923): stable, unlike Swift's own hashing, and quick on short words.
struct FNV1a {
  /// The hash of what was added so far.
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds a byte.
  @inline(__always)
  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// Adds bytes.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }
}
