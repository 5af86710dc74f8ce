// The same pages as files, to hand to a colleague.

import Foundation
public import Newsroom

/// Writes an archive as a site that needs no server.
public struct Publisher: Sendable {
  private let newsroom: Newsroom
  private let folder: String

  /// A site in a folder, which is made if need be.
  public init(_ newsroom: Newsroom, into folder: String) {
    self.newsroom = newsroom
    self.folder = folder
  }

  /// The file by which a folder is known to be ours to write over.
  private static let sign = ".writethru-site"

  /// Writes every page that can be reached from the front page: each version, each against each other where there are
  /// few, else each against the one before it and the first against the newest. Links are relative, so the folder can lie anywhere.
  ///
  /// - Returns: how many pages were written.
  /// - Throws: ``Failure`` of kind `usage` when the folder holds something else.
  public func publish() throws -> Int {
    let manager = FileManager.default
    let inside = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    guard inside.isEmpty || inside.contains(Self.sign) else {
      throw Failure(.usage, "\(folder) holds something else: name an empty folder")
    }
    for name in inside { try manager.removeItem(atPath: "\(folder)/\(name)") }
    try write(Array("This folder is written by writethru publish.\n".utf8), to: Self.sign)
    for path in Assets.types.keys.sorted() {
      if let asset = Assets.page(path) { try write(asset.body, to: String(path.dropFirst())) }
    }
    let records = Records(newsroom)
    try records.readSayings()
    let pages = Pages(records: records, isStatic: true)
    var seen: Set<String> = ["/"]
    var waiting = ["/"]
    var count = 0
    while let path = waiting.popLast() {
      guard let place = Place(path: path) else { continue }
      let page: Page
      do {
        page = try pages.page(place)
      } catch let failure as Failure where failure.kind == .noInput || failure.kind == .usage {
        page = pages.failure(404, "Not found", failure.message)
      }
      count += 1
      guard page.type.hasPrefix("text/html") else {
        try write(page.body, to: Self.file(path))
        continue
      }
      let (html, links) = relinked(String(decoding: page.body, as: UTF8.self), at: path)
      try write(Array(html.utf8), to: Self.file(path))
      for link in links where seen.insert(link).inserted { waiting.append(link) }
    }
    return count
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let path = "\(folder)/\(name)"
    let parent = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw Failure(.disk, "\(path) cannot be written")
    }
  }

  /// The file of a page.
  private static func file(_ path: String) -> String {
    let parts = path.split(separator: "/").map { $0.replacing("%", with: "_") }
    if parts.last == "source" { return parts.joined(separator: "/") + ".txt" }
    return (parts + ["index.html"]).joined(separator: "/")
  }

  /// A page whose links lead to files, and the pages it leads to. In our own pages a quotation mark from outside never
  /// stands as one, so that `href="/` is always a link of ours.
  private func relinked(_ html: String, at path: String) -> (String, [String]) {
    let depth = path.split(separator: "/").count
    let up = depth == 0 ? "./" : String(repeating: "../", count: depth)
    var links: [String] = []
    let text = html.replacing(/(href|src)="(\/[^"#]*)(#[^"]*)?"/) { match in
      let (attribute, target, place) = (match.1, String(match.2), match.3 ?? "")
      if Assets.types[target] != nil { return "\(attribute)=\"\(up)\(target.dropFirst())\"" }
      links.append(target)
      return "\(attribute)=\"\(up)\(Self.file(target))\(place)\""
    }
    return (text, links)
  }
}
