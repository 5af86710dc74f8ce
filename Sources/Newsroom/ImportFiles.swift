// Which files an import takes, and when each was captured.

import Foundation
import Story

/// A file to be imported.
struct ImportFile {
  var path: String
  var time: CaptureTime

  /// Its name without its folder.
  var name: String { (path as NSString).lastPathComponent }

  /// What its name says it is.
  var mediaType: String? {
    switch (path as NSString).pathExtension.lowercased() {
    case "html", "htm", "xhtml": "text/html"
    case "txt", "text": "text/plain"
    default: nil
    }
  }

  /// The largest file read: more than any page, little enough to hold.
  static let largest = 64 << 20

  /// Its bytes.
  ///
  /// - Throws: ``Failure`` when it is empty, too large or unreadable.
  func bytes() throws -> [UInt8] {
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: path)
    } catch {
      throw Failure(.noInput, "\(shown(name)) cannot be read: \(error.localizedDescription)")
    }
    let size = (attributes[.size] as? Int) ?? 0
    guard size > 0 else { throw Failure(.badData, "\(shown(name)) is empty") }
    guard size <= Self.largest else {
      throw Failure(.badData, "\(shown(name)) has \(size >> 20) MB; a page may have \(Self.largest >> 20)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.noInput, "\(shown(name)) cannot be read: check its permissions")
    }
    return Array(data)
  }
}

/// The files an import names, in order of their times of capture, and those of its folders that were left out.
struct ImportFiles {
  private(set) var files: [ImportFile] = []
  /// Names of files in a folder whose names give no time beside others whose names do.
  private(set) var leftOut: [String] = []

  init(paths: [String], at time: Timestamp?) throws {
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(.noInput, "there is no file or folder \(shown(path))")
      }
      if isFolder.boolValue {
        try add(folder: path)
      } else {
        try files.append(ImportFile(path: path, time: CaptureTime(ofFileAt: path)))
      }
    }
    if let time {
      guard files.count == 1 else {
        throw Failure(
          .usage, "--at gives the time of one file, and \(files.count) were named: import them one by one")
      }
      files[0].time = CaptureTime(time: time, source: .typed)
    }
    files.sort { ($0.time.time, $0.name) < ($1.time.time, $1.name) }
  }

  /// Adds a folder's pages. Where some names give a time, the others are not captures (notes, a report).
  private mutating func add(folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let pages = try names.map { (folder as NSString).appendingPathComponent($0) }
      .filter {
        ["html", "htm", "xhtml", "txt", "text"].contains(($0 as NSString).pathExtension.lowercased())
      }
      .map { try ImportFile(path: $0, time: CaptureTime(ofFileAt: $0)) }
    guard !pages.isEmpty else {
      throw Failure(.badData, "no .html or .txt file is in the folder \(shown(folder))")
    }
    let named = pages.filter { $0.time.source == .fileName }
    files += named.isEmpty ? pages : named
    if !named.isEmpty { leftOut += pages.filter { $0.time.source != .fileName }.map(\.name) }
  }
}
