// Signatures as OpenSSH makes them, so that git and ssh-keygen can check them without us.
//
// Form: OpenSSH's PROTOCOL.sshsig; the keys' form: RFC 8709 and OpenSSH's PROTOCOL.key.

import Crypto
import Foundation

/// OpenSSH's signature of a message by an Ed25519 key.
enum SSHSignature {
  /// What the signature is for; git asks for this word.
  static let namespace = "git"

  /// Signs a message; the same message and key may give another signature each time.
  static func armoured(
    _ message: [UInt8], with key: Curve25519.Signing.PrivateKey, namespace: String = namespace
  ) throws(ArchiveError) -> String {
    do {
      let signature = try key.signature(for: Data(toSign(message, namespace)))
      let blob =
        Array("SSHSIG".utf8) + number(1) + string(publicBlob(key.publicKey)) + string(namespace) + string("")
        + string("sha512") + string(string(keyType) + string(Array(signature)))
      return begin + "\n" + lines(blob) + end
    } catch {
      throw ArchiveError(.internalFault, "a signature could not be made: \(error)")
    }
  }

  /// The public key that signed a message, in OpenSSH's form, or nil when the signature is not of this message.
  static func signer(of message: [UInt8], _ armoured: String, namespace: String = namespace) -> [UInt8]? {
    let text = armoured.split(separator: "\n").map { $0.drop { $0 == " " } }
    guard text.first == begin[...], text.last == end[...],
      let blob = Data(base64Encoded: text.dropFirst().dropLast().joined())
    else { return nil }
    var rest = Array(blob)[...]
    guard rest.starts(with: Array("SSHSIG".utf8)) else { return nil }
    rest = rest.dropFirst(6)
    guard takeNumber(&rest) == 1, let key = takeString(&rest), let space = takeString(&rest),
      takeString(&rest) != nil, let hash = takeString(&rest), let signature = takeString(&rest),
      space == Array(namespace.utf8), hash == Array("sha512".utf8), let raw = raw(of: key)
    else { return nil }
    var parts = signature[...]
    guard takeString(&parts) == Array(keyType.utf8), let bytes = takeString(&parts), parts.isEmpty,
      rest.isEmpty,
      let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
      publicKey.isValidSignature(bytes, for: Data(toSign(message, namespace)))
    else { return nil }
    return key
  }

  /// A public key in OpenSSH's form.
  static func publicBlob(_ key: Curve25519.Signing.PublicKey) -> [UInt8] {
    string(keyType) + string(Array(key.rawRepresentation))
  }

  /// The 32 bytes of a public key in OpenSSH's form, or nil when it is of another type.
  private static func raw(of blob: [UInt8]) -> [UInt8]? {
    var rest = blob[...]
    guard takeString(&rest) == Array(keyType.utf8), let raw = takeString(&rest), rest.isEmpty else {
      return nil
    }
    return raw
  }

  private static func toSign(_ message: [UInt8], _ namespace: String) -> [UInt8] {
    Array("SSHSIG".utf8) + string(namespace) + string("") + string("sha512")
      + string(Array(SHA512.hash(data: message)))
  }

  // MARK: OpenSSH's numbers and strings

  /// The type of the keys used here.
  static let keyType = "ssh-ed25519"

  /// A number as four bytes, the highest first.
  static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// A text with its length before it.
  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  /// Bytes with their length before them.
  static func string(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + bytes }

  /// Takes a number from the front, or nil when there is none.
  static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 4 else { return nil }
    let value = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    bytes = bytes.dropFirst(4)
    return value
  }

  /// Takes a string from the front, or nil when there is no whole one.
  static func takeString(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard let count = takeNumber(&bytes), count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  /// Bytes in base 64, 70 digits a line, each line ended.
  static func lines(_ bytes: [UInt8]) -> String {
    var rest = Data(bytes).base64EncodedString()[...]
    var lines = ""
    while !rest.isEmpty {
      lines += rest.prefix(70) + "\n"
      rest = rest.dropFirst(70)
    }
    return lines
  }

  private static let begin = "-----BEGIN SSH SIGNATURE-----"
  private static let end = "-----END SSH SIGNATURE-----"
}
