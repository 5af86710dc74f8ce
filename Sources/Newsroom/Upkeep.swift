// Checking an archive and making its index again.

import Archive
import Foundation
import Story

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
    let counts =
      "\(found.stories) stories, \(found.versions) versions, \(found.looks) checks, \(found.objects) git objects"
    let damages = found.damages.map { damage in
      let place = [damage.story?.text, damage.version.map { "v\($0)" }].compactMap { $0 }.joined(
        separator: " ")
      return "damaged: \(place.isEmpty ? "" : place + ", ")\(damage.object): \(damage.problem)"
    }
    return Checkup(
      damages: damages, summary: counts + (damages.isEmpty ? ": all whole" : ": \(damages.count) damaged"))
  }

  /// Makes the index again from git.
  public func reindex() async throws -> (stories: Int, versions: Int, looks: Int) {
    _ = try open()
    let writer = try await openForWriting()
    let counts = try await writer.reindex()
    try await writer.close()
    return counts
  }
}
