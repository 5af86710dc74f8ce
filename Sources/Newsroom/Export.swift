// A story carried out of the house, in forms that other people's tools read. Each form stands in a file named after it.

import Archive
import Foundation
public import Story

/// A form a story can be carried out in: what it is called, and how it is made. A new form is a file that makes one of
/// these, and its name in ``all``.
public struct ExportFormat: Sendable {
  /// Every form, in the order in which they are told.
  public static let all: [ExportFormat] = [.warc, .wacz, .prov, .csv, .corpus, .citations, .bundle]

  /// What it is called.
  public let name: String
  /// How a file of it ends, after the story's name.
  public let ending: String
  /// What it is, to go on after its name and a colon.
  public let summary: String
  /// Makes it at a path, and names what was made beside that.
  let write: @Sendable (StoryToExport, String) throws -> [String]

  /// A form of a file or folder that is written bit by bit.
  ///
  /// - Parameter write: makes it at a path where nothing is yet, and gives the paths of what was made beside it.
  init(
    _ name: String, ending: String, _ summary: String,
    write: @escaping @Sendable (StoryToExport, String) throws -> [String]
  ) {
    (self.name, self.ending, self.summary, self.write) = (name, ending, summary, write)
  }

  /// A form of one file that is made at once.
  init(
    _ name: String, ending: String, _ summary: String,
    bytes: @escaping @Sendable (StoryToExport) throws -> [UInt8]
  ) {
    self.init(name, ending: ending, summary) { story, path in
      try bytes(story).write(to: path)
      return []
    }
  }

  /// The form of a name; nil when there is none.
  public init?(named name: String) {
    guard let format = Self.all.first(where: { $0.name == name }) else { return nil }
    self = format
  }
}

/// A story that is carried out: what a form is made of.
struct StoryToExport: Sendable {
  /// Its name.
  let slug: Slug
  /// Every look at it, in order of arrival.
  let looks: [SavedLook]
  /// Its versions, in order of arrival; there is one at least.
  let versions: [Version]
  /// Where its pages, articles and manifests are.
  let archive: ArchiveReader
  /// The house.
  let newsroom: Newsroom

  /// The moment of the newest look, for whatever has to bear a date: the same story then gives the same bytes.
  var newest: Timestamp { looks.map(\.look.time).max() ?? newsroom.now() }
}

/// What an export wrote.
public struct ExportOutcome: Sendable {
  /// The files or folders, the main one first.
  public var files: [String]
  /// How many versions are in it.
  public var versions: Int
  /// How many other looks are in it.
  public var looks: Int
}

extension Newsroom {
  /// Writes a story in a form that other programs read.
  ///
  /// - Parameter target: the file to write, or the folder for a bundle; nothing may be there yet. Nil names it after the
  ///   story.
  public func export(
    _ slug: Slug, as format: ExportFormat, to target: String? = nil
  ) throws -> ExportOutcome {
    let archive = try open()
    _ = try story(slug, in: archive)
    let target = target ?? slug.text + format.ending
    guard !FileManager.default.fileExists(atPath: target) else {
      throw Failure(
        .usage, "\(shown(target)) is there already: name another file with --output, or remove it")
    }
    let looks = try archive.savedLooks(of: slug)
    let versions = looks.compactMap(\.version)
    guard !versions.isEmpty else {
      throw Failure(.noInput, "\(slug) has no version yet: there is nothing to carry out")
    }
    let story = StoryToExport(slug: slug, looks: looks, versions: versions, archive: archive, newsroom: self)
    let beside = try format.write(story, target)
    return ExportOutcome(
      files: [target] + beside, versions: versions.count, looks: looks.count - versions.count)
  }
}

extension [UInt8] {
  /// Writes the bytes as a new file.
  func write(to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data(self)) else {
      throw Failure(.disk, "\(shown(path)) cannot be written: check its folder")
    }
  }
}
