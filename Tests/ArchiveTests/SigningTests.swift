// Signatures, as stock git and OpenSSH see them.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct SigningTests {
  @Test func `git verifies every commit of the journal with no help from us`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    try await sample.record([version(minute: 5, "Twelve boats burnt.")])
    for commit in ["refs/writethru/journal", "refs/writethru/journal~1"] {
      let (status, output) = try sample.git("verify-commit", commit)
      #expect(status == 0 && output.contains("Good \"git\" signature for writethru@localhost"))
    }
    #expect(try sample.git("fsck", "--full", "--strict").status == 0)
  }

  @Test func `ssh-keygen verifies a signature, and makes one that we accept`() async throws {
    let keygen = "/usr/bin/ssh-keygen"
    guard FileManager.default.isExecutableFile(atPath: keygen) else { return }
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let folder = ArchiveFolder(sample.path)
    let key = try SigningKey(in: folder, committer: .standard)
    let message = Array("ten boats\n".utf8)
    try sample.write(try key.sign(message).utf8, to: "message.sig")
    try sample.write(message, to: "message")
    let verified = try sample.shell(
      "\(keygen) -Y verify -f ../allowed_signers -I writethru@localhost -n git -s ../message.sig < ../message"
    )
    #expect(verified.contains("Good \"git\" signature"))
    try sample.remove("message.sig")
    _ = try sample.shell("\(keygen) -Y sign -f ../signing-key -n git ../message")
    let theirs = String(decoding: try sample.bytes("message.sig"), as: UTF8.self)
    let signer = SSHSignature.signer(of: message, theirs)
    #expect(signer.map(SigningKey.line) == key.publicLine)
    #expect(SSHSignature.signer(of: message + [0], theirs) == nil)
  }

  @Test func `the key is made once, and only its owner reads it`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let key = try sample.bytes("signing-key")
    let mode = try FileManager.default.attributesOfItem(atPath: sample.path + "/signing-key")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    try await sample.record([version(minute: 5, "Twelve boats burnt.")])
    #expect(try sample.bytes("signing-key") == key)
  }

  @Test func `a journal commit that nobody signed is found`() async throws {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let raw = try sample.git("cat-file", "commit", "refs/writethru/journal").output
    let unsigned = try #require(Commit.signature(in: Array(raw.utf8))?.signed)
    try sample.write(unsigned, to: "unsigned")
    let commit = try sample.shell("git hash-object -t commit -w ../unsigned")
    _ = try sample.git("update-ref", "refs/writethru/journal", commit)
    _ = try sample.git("update-ref", "refs/writethru/settled", commit)
    _ = try sample.git("repack", "-a", "-d", "-q")
    _ = try sample.git("prune-packed")
    let found = try verify(at: sample.path).damages
    #expect(found.contains { $0.object == commit && $0.problem.contains("signature is missing") })
  }
}
