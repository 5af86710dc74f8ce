// Digests: of pages for ETags, of tokens for keeping, of texts for names.

import Crypto
import Foundation

/// The SHA-256 of a text in lowercase hexadecimal digits.
func digest(_ text: String) -> String { digest(Array(text.utf8)) }

/// The SHA-256 of bytes in lowercase hexadecimal digits.
func digest(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

/// Bytes as lowercase hexadecimal digits.
func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String(256 + Int($0), radix: 16).dropFirst() }.joined()
}

/// 256 bits that nobody can guess, in hexadecimal digits.
func secret() -> String {
  var generator = SystemRandomNumberGenerator()
  return hex((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
}

/// Whether two texts are the same, in a time that does not tell how far they agree.
func isSame(_ one: String, _ other: String) -> Bool {
  let (a, b) = (Array(one.utf8), Array(other.utf8))
  guard a.count == b.count else { return false }
  return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}

/// Hexadecimal digits as base 64 (RFC 9530 writes digests so).
func base64(ofHex digits: String) -> String {
  let values = digits.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
  let bytes = stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  return Data(bytes).base64EncodedString()
}
