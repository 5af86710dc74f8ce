// A stretch of bytes that tables can be kept by.

/// A stretch of bytes, equal to another when the bytes are, wherever they stand. Hashed whole, which for a sentence is
/// many times as fast as byte by byte.
package struct ByteRun: Hashable, Sendable {
  /// The bytes.
  package let bytes: ArraySlice<UInt8>

  /// A stretch of bytes.
  package init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  package static func == (one: ByteRun, other: ByteRun) -> Bool {
    one.bytes.count == other.bytes.count && one.bytes.elementsEqual(other.bytes)
  }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
