// What changed between two versions of a story, or between two files.

import Archive
import Extraction
import Foundation
public import Report
public import Story

extension Newsroom {
  /// What changed between two versions.
  ///
  /// - Parameter range: `A..B`; `A` alone for A against the version before it; nil for the newest.
  public func diff(_ slug: Slug, _ range: String?, options: RevisionReport.Options) throws -> RevisionReport {
    let archive = try open()
    _ = try story(slug, in: archive)
    let versions = try versionsInOrder(of: slug, in: archive)
    var pair = try VersionRange(range, in: versions, of: slug)
    let new = try edition(of: pair.new, in: archive)
    if !pair.isGiven, let at = versions.firstIndex(of: pair.new),
      let base = try base(ofPartial: new.isPartial, among: versions[..<at], in: archive)
    {
      pair.old = base
    }
    var old = try edition(of: pair.old, in: archive)
    // Only of neighbours is it known how long the older one stood.
    if let at = versions.firstIndex(of: pair.old), versions.dropFirst(at + 1).first == pair.new {
      old.lastSeen = try lastSeen(pair.old, before: pair.new.captured, looks: archive.looks(of: slug))
    }
    return report(from: old, to: new, options: options)
  }

  /// What changed between two files; no archive is needed.
  public func diff(files old: String, _ new: String, options: RevisionReport.Options) throws -> RevisionReport
  {
    try report(from: edition(ofFileAt: old), to: edition(ofFileAt: new), options: options)
  }

  /// A story's versions in order of their times of capture.
  func versionsInOrder(of slug: Slug, in archive: ArchiveReader) throws -> [Version] {
    try archive.versions(of: slug).sorted { ($0.captured, $0.number) < ($1.captured, $1.number) }
  }

  private func edition(ofFileAt path: String) throws -> Edition {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.noInput, "there is no file \(shown(path))")
    }
    guard !isFolder.boolValue else { throw Failure(.usage, "\(shown(path)) is a folder: name two files") }
    let file = try ImportFile(path: path, time: CaptureTime(ofFileAt: path))
    let page: ExtractedPage
    do {
      page = try pages.read(PageRequest(file.bytes(), mediaType: file.mediaType, address: nil))
    } catch  where isOfThePage(error) {
      throw Failure(.badData, "\(shown(file.name)): \(error)")
    }
    var edition = side(page)
    edition.label = file.name
    return edition
  }
}
