// The key that signs an archive's journal: made on first use, readable by its owner only.

import Crypto
import Foundation

/// An archive's key, in a file of OpenSSH's form (`signing-key`) that `ssh-keygen` can use as well.
struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Reads the key of an archive, and makes it when there is none; the list of signers stands beside it.
  init(in folder: ArchiveFolder, committer: Committer) throws(ArchiveError) {
    if Disk.exists(folder.signingKey) {
      guard let key = Self.parse(try Disk.read(folder.signingKey)) else {
        throw .damaged(
          "\(folder.signingKey) is no unencrypted Ed25519 key of OpenSSH's form: put it back, or remove it to have "
            + "another made")
      }
      self.key = key
    } else {
      key = Curve25519.Signing.PrivateKey()
      try Disk.write(Array(Self.file(key).utf8), to: folder.signingKey, mode: 0o600)
    }
    try addToSigners(folder, committer)
  }

  /// Signs the bytes of a commit.
  func sign(_ bytes: [UInt8]) throws(ArchiveError) -> String {
    try SSHSignature.armoured(bytes, with: key)
  }

  /// The public key as one line of OpenSSH's: `ssh-ed25519 AAAA…`.
  var publicLine: String { Self.line(SSHSignature.publicBlob(key.publicKey)) }

  /// A public key of OpenSSH's form as one line.
  static func line(_ blob: [UInt8]) -> String {
    "\(SSHSignature.keyType) \(Data(blob).base64EncodedString())"
  }

  private func addToSigners(_ folder: ArchiveFolder, _ committer: Committer) throws(ArchiveError) {
    let before = Disk.exists(folder.allowedSigners) ? try Disk.read(folder.allowedSigners) : []
    if String(decoding: before, as: UTF8.self).contains(publicLine) { return }
    // Older keys stay: what they signed is still theirs.
    try Disk.write(before + Array(Self.signerLine(publicLine, committer).utf8), to: folder.allowedSigners)
  }

  /// A line of the list of signers.
  static func signerLine(_ key: String, _ committer: Committer) -> String {
    let address = committer.email.filter { !$0.isWhitespace && $0 != "\"" && $0 != "," }
    return "\(address) namespaces=\"\(SSHSignature.namespace)\" \(key.prefix { $0 != "\n" })\n"
  }

  // MARK: OpenSSH's file

  private static func file(_ key: Curve25519.Signing.PrivateKey) -> String {
    let blob = SSHSignature.publicBlob(key.publicKey)
    let raw = Array(key.publicKey.rawRepresentation)
    // The check is the same number twice; it tells a wrong passphrase, and there is none.
    let check = SSHSignature.number(Int(UInt32.random(in: 0...UInt32.max)))
    var secret =
      check + check + SSHSignature.string(SSHSignature.keyType) + SSHSignature.string(raw)
      + SSHSignature.string(Array(key.rawRepresentation) + raw) + SSHSignature.string("writethru")
    for pad in 1...8 where secret.count % 8 != 0 { secret.append(UInt8(pad)) }
    let bytes =
      Array((mark + "\0").utf8) + SSHSignature.string("none") + SSHSignature.string("none")
      + SSHSignature.string("") + SSHSignature.number(1) + SSHSignature.string(blob)
      + SSHSignature.string(secret)
    return begin + "\n" + SSHSignature.lines(bytes) + end + "\n"
  }

  private static func parse(_ file: [UInt8]) -> Curve25519.Signing.PrivateKey? {
    let lines = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard lines.first == begin[...], lines.last == end[...],
      let data = Data(base64Encoded: lines.dropFirst().dropLast().joined())
    else { return nil }
    var rest = Array(data)[...]
    guard rest.starts(with: Array((mark + "\0").utf8)) else { return nil }
    rest = rest.dropFirst(mark.utf8.count + 1)
    let none = Array("none".utf8)
    guard SSHSignature.takeString(&rest) == none, SSHSignature.takeString(&rest) == none,
      SSHSignature.takeString(&rest) == [], SSHSignature.takeNumber(&rest) == 1,
      SSHSignature.takeString(&rest) != nil, let secret = SSHSignature.takeString(&rest)
    else { return nil }
    var parts = secret[...]
    guard let one = SSHSignature.takeNumber(&parts), one == SSHSignature.takeNumber(&parts),
      SSHSignature.takeString(&parts) == Array(SSHSignature.keyType.utf8),
      SSHSignature.takeString(&parts) != nil, let pair = SSHSignature.takeString(&parts), pair.count == 64
    else { return nil }
    return try? Curve25519.Signing.PrivateKey(rawRepresentation: pair.prefix(32))
  }

  private static let mark = "openssh-key-v1"
  private static let begin = "-----BEGIN OPENSSH PRIVATE KEY-----"
  private static let end = "-----END OPENSSH PRIVATE KEY-----"
}
