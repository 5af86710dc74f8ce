// A story carried out of the house, in forms that other people's tools read.

import Archive
import Evidence
import Foundation
import Report
public import Story

/// A form a story can be carried out in.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// WARC/1.1, a gzip member a record, with a CDXJ index beside it.
  case warc
  /// WACZ 1.1.1: a WARC, its index and a list of pages in one file.
  case wacz
  /// W3C PROV-JSON: what came from what, and who made it.
  case prov
  /// A line a look, for spreadsheets.
  case csv
  /// A BagIt folder with everything, and instructions that need none of this program.
  case bundle
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
  /// - Parameter target: the file to write, or the folder for a bundle; nothing may be there yet.
  public func export(_ slug: Slug, as format: ExportFormat, to target: String) throws -> ExportOutcome {
    let archive = try open()
    _ = try story(slug, in: archive)
    guard !FileManager.default.fileExists(atPath: target) else {
      throw Failure(
        .usage, "\(shown(target)) is there already: name another file with --output, or remove it")
    }
    let saved = try archive.savedLooks(of: slug)
    guard saved.contains(where: { $0.version != nil }) else {
      throw Failure(.noInput, "\(slug) has no version yet: there is nothing to carry out")
    }
    let versions = saved.count { $0.version != nil }
    var outcome = ExportOutcome(files: [target], versions: versions, looks: saved.count - versions)
    switch format {
    case .warc:
      let index = try writeWARC(saved, of: slug, in: archive, to: target)
      let indexFile = target.replacing(/(\.warc)?(\.gz)?$/, with: ".cdxj", maxReplacements: 1)
      try Array(CDXJLine.file(index)).write(to: indexFile)
      outcome.files.append(indexFile)
    case .wacz: try writeWACZ(saved, of: slug, in: archive, to: target)
    case .prov: try provenance(of: saved.compactMap(\.version), story: slug, in: archive).write(to: target)
    case .csv: try Array(log(slug).rendered(as: .csv).utf8).write(to: target)
    case .bundle: try writeBundle(saved, of: slug, in: archive, to: target)
    }
    return outcome
  }

  /// Writes a story's WARC.
  ///
  /// - Returns: the lines of its index.
  func writeWARC(
    _ saved: [SavedLook], of slug: Slug, in archive: ArchiveReader, to target: String
  ) throws -> [CDXJLine] {
    let name = (target as NSString).lastPathComponent
    guard FileManager.default.createFile(atPath: target, contents: nil),
      let handle = FileHandle(forWritingAtPath: target)
    else { throw Failure(.disk, "\(shown(target)) cannot be written: check its folder") }
    defer { try? handle.close() }
    var file = WARCFile(writingTo: handle, name: name)
    var records = StoryRecords(of: slug, software: Self.software)
    let newest = saved.map(\.look.time).max() ?? now()
    try file.append(records.start(fileName: name, date: newest))
    for look in saved {
      for record in records.records(of: look.look, capture: try archive.capture(of: look)) {
        try file.append(record)
      }
      for part in look.resources {
        for record in records.records(of: part.resource, capture: try archive.capture(of: part)) {
          try file.append(record)
        }
      }
    }
    return file.index
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
