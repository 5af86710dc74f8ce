// Looks without a capture: acknowledged by a line, in git by the next batch, never twice.

import Foundation
import Story
import Testing

@testable import Archive

@Suite struct SpooledLooksTests {
  /// A story with one version, and two looks that wait.
  private func waiting() async throws -> (Sample, ArchiveWriter) {
    let sample = Sample()
    try await sample.record([version(minute: 0, "Ten boats burnt.")])
    let writer = try writer(sample, second: 110)
    try await writer.note(notModified(minute: 1))
    try await writer.note(notModified(minute: 2))
    return (sample, writer)
  }

  private func writer(_ sample: Sample, second: Int64) throws -> ArchiveWriter {
    try ArchiveWriter(
      at: sample.path, patience: .seconds(5), clock: { Timestamp(seconds: 1_578_348_000 + second) })
  }

  @Test func `a look is seen at once, and costs no pack`() async throws {
    let (sample, writer) = try await waiting()
    let packs = sample.packs(".pack").count
    #expect(try sample.reader().looks(of: harbour).map(\.outcome) == [.version, .notModified, .notModified])
    #expect(try sample.reader().lastLook(of: harbour)?.status == 304)
    #expect(sample.packs(".pack").count == packs)
    try await writer.close()
    #expect(sample.files(below: "spool/looks") == ["1"])
    #expect(try verify(at: sample.path).damages == [])
  }

  @Test func `the next batch takes what waits, in order of arrival`() async throws {
    let (sample, writer) = try await waiting()
    _ = try await writer.record([version(minute: 3, "Twelve boats burnt.")])
    #expect(sample.files(below: "spool/looks") == [])
    let looks = try sample.reader().looks(of: harbour)
    #expect(looks.map(\.outcome) == [.version, .notModified, .notModified, .version])
    #expect(looks.map(\.sequence) == [1, 2, 3, 4])
  }

  @Test func `a minute or a thousand looks make a batch`() async throws {
    let (sample, writer) = try await waiting()
    try await writer.tick()
    #expect(sample.files(below: "spool/looks") == ["1"])
    try await writer.close()
    // 70 seconds after the first.
    let later = try self.writer(sample, second: 130)
    try await later.tick()
    #expect(sample.files(below: "spool/looks") == [])
    for _ in 0..<999 { try await later.note(notModified(minute: 2)) }
    #expect(sample.files(below: "spool/looks") == ["2"])
    try await later.note(notModified(minute: 2))
    #expect(sample.files(below: "spool/looks") == [])
    #expect(try sample.reader().looks(of: harbour).count == 1003)
  }

  @Test func `a segment that its writer did not live to remove is not recorded twice`() async throws {
    let (sample, writer) = try await waiting()
    let segment = try sample.bytes("spool/looks/1")
    _ = try await writer.record([])
    try await writer.close()
    try sample.write(segment, to: "spool/looks/1")
    #expect(try sample.reader().looks(of: harbour).count == 3)
    try await sample.record([version(minute: 3, "Twelve boats burnt.")])
    #expect(try sample.reader().looks(of: harbour).count == 4)
    #expect(sample.files(below: "spool/looks") == [])
  }

  @Test func `a line cut off by a power cut was never acknowledged`() async throws {
    let (sample, writer) = try await waiting()
    try await writer.close()
    let segment = try sample.bytes("spool/looks/1")
    try sample.write(segment.dropLast(20), to: "spool/looks/1")
    #expect(try verify(at: sample.path).damages == [])
    try await sample.record([version(minute: 3, "Twelve boats burnt.")])
    #expect(try sample.reader().looks(of: harbour).count == 3)
  }

  @Test func `every flipped byte of a segment is found`() async throws {
    let (sample, writer) = try await waiting()
    try await writer.close()
    let segment = try sample.bytes("spool/looks/1")
    for at in stride(from: 0, to: segment.count, by: 7) + [segment.count - 1] {
      var changed = segment
      changed[at] ^= 4
      try sample.write(changed, to: "spool/looks/1")
      #expect(try SpooledLooks(folder: sample.path + "/spool/looks").segment(1)?.isDamaged == true)
    }
  }
}

private func + (one: StrideTo<Int>, other: [Int]) -> [Int] { Array(one) + other }
