// SHA-256, the digest that evidence rests on (git's own SHA-1 only names objects).

import Crypto

/// The SHA-256 of some bytes as 64 lowercase hexadecimal digits (FIPS 180-4).
public func sha256Hex(_ bytes: [UInt8]) -> String {
  hexadecimal(SHA256.hash(data: bytes))
}

/// Bytes as lowercase hexadecimal digits, two a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
