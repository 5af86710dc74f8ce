// The stories that the program carries, and a throw-away archive of them.

import Foundation
public import Report
public import Story

/// One of the stories that the program carries.
public struct Snapshot: Sendable {
  /// Its name.
  public let slug: Slug
  /// Its captures: file name, and text.
  public let files: [(name: String, text: String)]

  /// All of them, by name.
  public static var all: [Snapshot] {
    var folders: [String: [(name: String, text: String)]] = [:]
    for (path, text) in EmbeddedFiles.text where path.hasPrefix("Snapshots/") {
      let parts = path.split(separator: "/")
      guard parts.count == 3, CaptureTime(fileName: String(parts[2])) != nil else { continue }
      folders[String(parts[1]), default: []].append((String(parts[2]), text))
    }
    return folders.compactMap { folder, files in
      (try? Slug(folder)).map { Snapshot(slug: $0, files: files.sorted { $0.name < $1.name }) }
    }.sorted { $0.slug < $1.slug }
  }
}

extension Newsroom {
  /// A story with its log and the report of each of its versions against the one before.
  public struct Tour: Sendable {
    /// The story.
    public var slug: Slug
    /// Its log.
    public var log: LogReport
    /// What each version changed.
    public var revisions: [RevisionReport]
  }

  /// Imports the stories that the program carries and reads every report of them.
  public func demo() async throws -> [Tour] {
    var tours: [Tour] = []
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "writethru-demo-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for snapshot in Snapshot.all {
      let place = folder.appendingPathComponent(snapshot.slug.text, isDirectory: true)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for file in snapshot.files {
        try Data(file.text.utf8).write(to: place.appendingPathComponent(file.name))
      }
      _ = try await importFiles([place.path], into: snapshot.slug)
      try tours.append(tour(of: snapshot.slug))
    }
    return tours
  }

  /// The log of a story and what each of its versions changed.
  public func tour(of slug: Slug) throws -> Tour {
    let archive = try open()
    let editions = try versionsInOrder(of: slug, in: archive).map { try edition(of: $0, in: archive) }
    let revisions = zip(editions, editions.dropFirst()).map { report(from: $0, to: $1, options: .init()) }
    return try Tour(slug: slug, log: log(slug), revisions: revisions)
  }
}
