// Checking an archive and making its index again.

import Archive
import Foundation

extension Newsroom {
  /// What a check of the archive found.
  public struct Checkup: Sendable {
    /// What is damaged, a sentence each.
    public var damages: [String]
    /// What was checked, and whether it is whole.
    public var summary: String
  }

  /// Checks everything in the archive against its digests.
  public func verify() throws -> Checkup {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.noInput, "there is no archive at \(path)")
    }
    let found = try Archive.verify(at: path)
    return Checkup(damages: found.damages.map(\.description), summary: found.summary)
  }

  /// Makes the index again from git.
  public func reindex() async throws -> (stories: Int, versions: Int, looks: Int) {
    _ = try open()
    let writer = try await openForWriting()
    let counts = try await writer.reindex()
    await writer.close()
    return counts
  }
}
