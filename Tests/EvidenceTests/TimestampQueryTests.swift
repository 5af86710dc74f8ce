// Time-stamps, against an authority that OpenSSL plays.

import Archive
import Foundation
import Story
import Testing

@testable import Evidence

@Suite struct TimestampQueryTests {
  private static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func run(_ arguments: String..., in folder: Folder) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try there(Self.openssl))
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(.enabled(if: openssl != nil, "needs openssl"))
  func `openssl answers a query, and verifies the token`() throws {
    let folder = try Folder()
    let settings = """
      [req]
      distinguished_name = dn
      x509_extensions = ext
      prompt = no
      [dn]
      CN = A test authority
      [ext]
      extendedKeyUsage = critical,timeStamping
      [tsa]
      default_tsa = this
      [this]
      serial = serial
      signer_cert = tsa.pem
      signer_key = tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4
      digests = sha256
      ess_cert_id_alg = sha256
      """
    _ = folder.put("tsa.cnf", Array(settings.utf8))
    _ = folder.put("serial", Array("01\n".utf8))
    #expect(
      try run(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days",
        "2",
        "-config", "tsa.cnf", in: folder) == 0)
    let data = Array("{\"root\":\"abc\"}\n".utf8)
    _ = folder.put("tally.json", data)
    let query = try TimestampQuery(sha256: sha256Hex(data), nonce: [0x91, 2, 3, 4, 5, 6, 7, 8])
    _ = folder.put("query.tsq", query.bytes)
    #expect(
      try run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "a.tsr", in: folder)
        == 0)
    let answer = Array(try there(FileManager.default.contents(atPath: folder.path + "/a.tsr")))
    #expect(abs(try query.time(in: answer).date.timeIntervalSinceNow) < 600)
    #expect(
      try run("ts", "-verify", "-in", "a.tsr", "-data", "tally.json", "-CAfile", "tsa.pem", in: folder) == 0)
    // An answer to another request, or about something else, is not taken.
    let other = try TimestampQuery(sha256: sha256Hex(data), nonce: [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(throws: EvidenceError.self) { try other.time(in: answer) }
    let elsewhere = try TimestampQuery(sha256: sha256Hex([1]), nonce: [0x91, 2, 3, 4, 5, 6, 7, 8])
    #expect(throws: EvidenceError.self) { try elsewhere.time(in: answer) }
  }

  @Test(
    arguments: [[], [0x30], [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 3, 2, 1, 2]]
      as [[UInt8]])
  func `what is no answer is named`(_ bytes: [UInt8]) {
    #expect(throws: EvidenceError.self) {
      try TimestampQuery(sha256: sha256Hex([]), nonce: [1]).time(in: bytes)
    }
  }

  @Test(arguments: ["", "abc", String(repeating: "0", count: 63), String(repeating: "g", count: 64)])
  func `what is no digest is not asked about`(_ digits: String) {
    #expect(throws: EvidenceError.self) { try TimestampQuery(sha256: digits, nonce: [1]) }
  }

  @Test func `a refusal says why`() throws {
    // TimeStampResp with status 2 (rejection) and the text “no policy”.
    let answer: [UInt8] = [0x30, 0x12, 0x30, 0x10, 0x02, 1, 2, 0x30, 0x0B, 0x0C, 9] + Array("no policy".utf8)
    let query = try TimestampQuery(sha256: sha256Hex([]), nonce: [1])
    let error = try #require(throws: EvidenceError.self) { try query.time(in: answer) }
    #expect(error.kind == .unsupported)
    #expect(error.message.contains("status 2: no policy"))
  }
}
