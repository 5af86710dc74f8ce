// Tests of unpacking bodies within bounds.

import Glibc
import Gzip
import LocalServer
import Testing

@testable import Fetch

@Suite struct ContentCodingTests {
  static let text = Array("The fire service called it “a controlled burn” that had spread.\n".utf8)

  /// A gzip member made by zlib.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] { gzipMember(bytes) }

  func undo(
    _ body: [UInt8], _ codings: [String] = ["gzip"], limit: Int = 1 << 20
  ) throws(FetchError.Problem) -> [UInt8] {
    try ContentCoding.undo(body, codings: codings, limit: limit)
  }

  @Test func `what gzip(1) wrote is read`() throws {
    // printf 'fire\n' | gzip -n
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x4B, 0xCB, 0x2C, 0x4A, 0xE5, 0x02, 0, 0xBB, 0x07, 0x54, 0x39,
      0x05,
      0, 0, 0,
    ]
    #expect(try undo(packed) == Array("fire\n".utf8))
  }

  @Test(arguments: [["gzip"], ["x-gzip"], ["identity", "gzip"]])
  func `gzip is undone`(codings: [String]) throws {
    #expect(try undo(Self.gzip(Self.text), codings) == Self.text)
  }

  @Test(arguments: [[], ["identity"]])
  func `a plain body stays as it is`(codings: [String]) throws {
    #expect(try undo(Self.text, codings) == Self.text)
    #expect(throws: FetchError.Problem.tooLargeDecoded(limit: 5)) { try undo(Self.text, codings, limit: 5) }
  }

  @Test func `members stand one after the other, padding behind them is passed over`() throws {
    let two = Self.gzip(Self.text) + Self.gzip(Self.text)
    #expect(try undo(two) == Self.text + Self.text)
    #expect(try undo(two + [0, 0, 0, 0]) == Self.text + Self.text)
    #expect(try undo(two, limit: Self.text.count * 2) == Self.text + Self.text)
    #expect(throws: FetchError.Problem.tooLargeDecoded(limit: 100)) { try undo(two, limit: 100) }
  }

  @Test func `an empty body has no coding to undo`() throws {
    #expect(try undo([]).isEmpty)
    #expect(try undo(Self.gzip([])).isEmpty)
  }

  @Test func `gzip cut off anywhere is an answer cut off`() {
    let packed = Self.gzip(Self.text)
    for count in 1..<packed.count {
      #expect(throws: FetchError.Problem.cutOff(received: count, expected: nil)) {
        try undo(Array(packed[..<count]))
      }
    }
    let next = packed + packed.prefix(5)
    #expect(throws: FetchError.Problem.cutOff(received: next.count, expected: nil)) { try undo(next) }
  }

  @Test func `a flipped bit never passes for the text`() {
    let packed = Self.gzip(Self.text)
    // Bytes 4 to 9 of the member are its time, flags and system, which say nothing of the text.
    for index in packed.indices where !(4...9).contains(index) {
      var damaged = packed
      damaged[index] ^= 0x10
      #expect(throws: FetchError.Problem.self) { _ = try undo(damaged) }
    }
  }

  @Test(arguments: [
    ["br"], ["deflate"], ["zstd"], ["compress"], ["gzip", "gzip"], ["br", "gzip"], ["gzip, x"],
  ])
  func `codings that were not asked for are refused`(codings: [String]) throws {
    let error = #expect(throws: FetchError.Problem.self) { try undo(Self.gzip(Self.text), codings) }
    guard case .badEncoding = try #require(error) else {
      Issue.record("\(codings): \(String(describing: error))")
      return
    }
  }

  @Test func `text sold as gzip is refused`() throws {
    let error = #expect(throws: FetchError.Problem.self) { try undo(Self.text) }
    guard case .badEncoding = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a bomb is stopped at the bound, exactly`() throws {
    let packed = Self.gzip([UInt8](repeating: 0, count: 20_000_000))
    #expect(packed.count < 25_000)
    #expect(throws: FetchError.Problem.tooLargeDecoded(limit: 1 << 20)) { try undo(packed) }
    #expect(throws: FetchError.Problem.tooLargeDecoded(limit: 19_999_999)) {
      try undo(packed, limit: 19_999_999)
    }
    #expect(try undo(packed, limit: 20_000_000).count == 20_000_000)
  }

  @Test func `a hundred thousand tiny members take no long time`() throws {
    let member = Self.gzip([0x61])
    let many = [[UInt8]](repeating: member, count: 100_000).flatMap { $0 }
    // This thread's own time: how busy the machine is does not count.
    let began = Self.processorSeconds()
    #expect(try undo(many).count == 100_000)
    #expect(Self.processorSeconds() - began < 5)
  }

  @Test func `a packed page comes both as it was sent and unpacked`() async throws {
    let packed = Self.gzip(Self.text)
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\nContent-Length: \(packed.count)\r\n\r\n"
    let server = TestServer { _ in [.send(head), .bytes(packed)] }
    let answer = try await fetch(server.address())
    #expect(answer.wireBody == packed)
    #expect(answer.body == Self.text)
    #expect(answer.contentEncoding == "GZIP")
    #expect(String(decoding: answer.head, as: UTF8.self) == head)
  }

  @Test func `a bomb over the wire is stopped`() async {
    let packed = Self.gzip([UInt8](repeating: 0, count: 20_000_000))
    let server = TestServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), .bytes(packed)]
    }
    #expect(await problem(server.address()) { $0.maxBodyBytes = 1 << 20 } == .tooLargeDecoded(limit: 1 << 20))
  }

  @Test(arguments: ["gzip, chunked", "gzip", "deflate"])
  func `a packed transfer is refused`(coding: String) async {
    let packed = Self.gzip(Self.text)
    let chunked = Array("\(String(packed.count, radix: 16))\r\n".utf8) + packed + Array("\r\n0\r\n\r\n".utf8)
    let server = TestServer { _ in
      [
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: \(coding)\r\n\r\n"),
        .bytes(coding.hasSuffix("chunked") ? chunked : packed),
      ]
    }
    let found = await problem(server.address())
    guard case .badEncoding = found else {
      Issue.record("\(coding): \(String(describing: found))")
      return
    }
  }

  @Test func `a packed answer without a body is fine`() async throws {
    let server = TestServer("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n")
    #expect(try await fetch(server.address()).body.isEmpty)
  }

  /// The processor time that this thread has used, in seconds.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
