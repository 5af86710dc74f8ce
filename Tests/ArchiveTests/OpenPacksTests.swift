// Readers that come and go beside each other, with more packs among them than libgit2 would be told to keep open.

import Archive
import Foundation
import Story
import Testing

@Suite struct OpenPacksTests {
  /// Four archives of thirty packs each.
  private func archives() async throws -> [Sample] {
    var samples: [Sample] = []
    for _ in 0..<4 {
      let sample = Sample()
      let writer = try sample.writer()
      for minute in 0..<30 {
        _ = try await writer.record([version(minute: Int64(minute), "\(minute) boats burnt at the quay.")])
      }
      try await writer.close()
      samples.append(sample)
    }
    return samples
  }

  // A limit of libgit2's own on open packs let one reader close a pack that another had freed: a crash.
  @Test func `readers of many packs do not close each other's`() async throws {
    let samples = try await archives()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for reader in 0..<8 {
        let path = samples[reader % samples.count].path
        group.addTask {
          var read = 0
          for _ in 0..<40 {
            let archive = try ArchiveReader(at: path)
            for version in try archive.versions(of: harbour) {
              #expect(try archive.text(of: version).contains("\(version.number - 1) boats burnt"))
              read += 1
            }
          }
          return read
        }
      }
      var read = 0
      for try await count in group { read += count }
      #expect(read == 8 * 40 * 30)
    }
    withExtendedLifetime(samples) {}
  }
}
