// A story as web archives: a WARC with its index, and a WACZ, which is both in one file.

import Archive
import Evidence
import Foundation
import Story

extension ExportFormat {
  /// WARC/1.1, a gzip member a record, with a CDXJ index beside it.
  public static let warc = ExportFormat(
    "warc", ending: ".warc.gz", "a WARC/1.1 file and its CDXJ index, for replay"
  ) { story, path in
    let index = try story.writeWARC(to: path)
    let indexFile = path.replacing(/(\.warc)?(\.gz)?$/, with: ".cdxj", maxReplacements: 1)
    try Array(CDXJLine.file(index)).write(to: indexFile)
    return [indexFile]
  }

  /// WACZ 1.1.1: a WARC, its index and a list of pages in one file.
  static let wacz = ExportFormat("wacz", ending: ".wacz", "the same in one package") { story, path in
    try story.writeWACZ(to: path)
    return []
  }
}

extension StoryToExport {
  /// Writes the story's WARC.
  ///
  /// - Returns: the lines of its index.
  func writeWARC(to target: String) throws -> [CDXJLine] {
    let name = (target as NSString).lastPathComponent
    guard FileManager.default.createFile(atPath: target, contents: nil),
      let handle = FileHandle(forWritingAtPath: target)
    else { throw Failure(.disk, "\(shown(target)) cannot be written: check its folder") }
    defer { try? handle.close() }
    var file = WARCFile(writingTo: handle, name: name)
    var records = StoryRecords(of: slug, software: Newsroom.software)
    try file.append(records.start(fileName: name, date: newest))
    for look in looks {
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

  /// Writes a WACZ; the WARC in it is made beside it first.
  func writeWACZ(to target: String) throws {
    let folder = target + ".part"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let warc = "\(folder)/\(slug).warc.gz"
    let index = try writeWARC(to: warc)
    try [UInt8]().write(to: target)
    guard let file = FileHandle(forWritingAtPath: target) else {
      throw Failure(.disk, "\(shown(target)) cannot be written: check its folder")
    }
    defer { try? file.close() }
    try WACZ.write(
      to: file, warc: warc, index: index, versions: versions, title: versions.last?.headline ?? slug.text,
      software: Newsroom.software, created: newest)
  }
}
