// Versions from what other archives hold: WARC, WACZ, MHTML, corpora, other programs' repositories.

import Archive
import Evidence
import Foundation
public import Story

/// What of other archives is to be brought in.
public struct ImportChoice: Sendable {
  /// The address whose pages are wanted; nil when there is one only. For a NewsDiffs repository, the file's path.
  public var address: String?
  /// The earliest time wanted.
  public var from: Timestamp?
  /// The latest time wanted.
  public var to: Timestamp?

  /// A choice of these parts.
  public init(address: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil) {
    self.address = address
    self.from = from
    self.to = to
  }

  /// Whether a time lies between the two.
  func holds(_ time: Timestamp?) -> Bool {
    guard let time else { return true }
    return (from.map { time >= $0 } ?? true) && (to.map { time <= $0 } ?? true)
  }
}

/// A file that holds pages of other archives.
enum Container {
  case warc(String)
  case wacz(String)
  case mhtml(String)
  case corpus(String)
  case repository(String)

  /// What a path's name and first bytes say it is; nil for a page of its own or a folder of pages.
  init?(path: String) {
    let name = (path as NSString).lastPathComponent.lowercased()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue {
      let git = [".git", "HEAD"].contains { FileManager.default.fileExists(atPath: path + "/" + $0) }
      guard git else { return nil }
      self = .repository(path)
    } else if name.hasSuffix(".warc") || name.hasSuffix(".warc.gz") {
      self = .warc(path)
    } else if name.hasSuffix(".wacz") {
      self = .wacz(path)
    } else if name.hasSuffix(".mhtml") || name.hasSuffix(".mht") {
      self = .mhtml(path)
    } else if [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"].contains(where: name.hasSuffix) {
      self = .corpus(path)
    } else {
      return nil
    }
  }
}

extension Newsroom {
  /// Whether a path is a file that other archives' pages are in, rather than a page of its own.
  public static func holdsPages(_ path: String) -> Bool { Container(path: path) != nil }

  /// Imports the pages of one story from archives of others, in the order they stand in.
  ///
  /// The archive is the memory of what is done: a page that is already there is passed over, so that an import that was
  /// killed is done again from the start and makes nothing twice.
  ///
  /// - Parameter progress: called after each batch with the pages done.
  public func importPages(
    _ paths: [String], into slug: Slug, choice: ImportChoice = ImportChoice(),
    progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) async throws -> ImportOutcome {
    var intake = try PageIntake(into: slug, newsroom: self, progress: progress)
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure(.noInput, "there is no file or folder \(shown(path))")
      }
      do {
        try await take(path, choice, &intake)
      } catch let error as EvidenceError {
        intake.outcome.failed.append(((path as NSString).lastPathComponent, Failure(error)))
      }
    }
    return try await intake.finish()
  }

  private func take(_ path: String, _ choice: ImportChoice, _ intake: inout PageIntake) async throws {
    let name = (path as NSString).lastPathComponent
    switch Container(path: path) {
    case .warc: try await take(warc: path, name: name, choice, &intake)
    case .wacz:
      let package = try ZIPReader(path: path)
      intake.fail(package.problems, name: name)
      let members = package.members.filter { $0.name.hasSuffix(".warc") || $0.name.hasSuffix(".warc.gz") }
      if members.isEmpty { throw EvidenceError(.malformed, "\(name) holds no WARC file") }
      for member in members {
        let draft = FileManager.default.temporaryDirectory.appending(
          path: "writethru-\(UUID().uuidString).warc"
        ).path
        defer { try? FileManager.default.removeItem(atPath: draft) }
        do {
          try [UInt8]().write(to: draft)
          guard let file = FileHandle(forWritingAtPath: draft) else {
            throw Failure(.disk, "\(draft) cannot be written")
          }
          defer { try? file.close() }
          try package.read(member) { try file.write(contentsOf: $0) }
        } catch let error as EvidenceError {
          intake.fail([error], name: name)
          continue
        }
        try await take(warc: draft, name: "\(name), \(member.name)", choice, &intake)
      }
    case .mhtml:
      let bytes = try ImportFile(path: path, time: CaptureTime(ofFileAt: path)).bytes()
      try await intake.add(
        .success(FoundPage(mhtml: bytes, name: name)), fallback: CaptureTime(ofFileAt: path))
    case .corpus:
      let pages = try CorpusPages(path: path, wanted: choice.address)
      while let page = pages.next() { try await intake.add(page, choice: choice) }
    case .repository:
      let repository = try PagesOfRepository(path: path, wanted: choice.address)
      for page in repository.pages() { try await intake.add(page, choice: choice) }
    case nil:
      let file = try ImportFile(path: path, time: CaptureTime(ofFileAt: path))
      var page = FoundPage(name: name, timeSource: file.time.source, body: try file.bytes())
      let said = FoundPage.saved(in: page.body)
      page.address = said.address
      page.time = file.time.source == .fileName ? file.time.time : said.time
      if page.time != nil, file.time.source != .fileName { page.timeSource = .file }
      page.mediaType = file.mediaType
      try await intake.add(.success(page), fallback: file.time)
    }
  }

  /// Takes a WARC's pages of one address: the one asked for, or the only one there is.
  private func take(
    warc path: String, name: String, _ choice: ImportChoice, _ intake: inout PageIntake
  ) async throws {
    let address = try choice.address ?? onlyAddress(in: path, name: name)
    let pages = try WARCPages(path: path, name: name, address: address)
    var count = 0
    while let page = pages.next() {
      count += 1
      try await intake.add(page, choice: choice)
    }
    if count == 0 { throw EvidenceError(.malformed, "\(name) holds no page of \(address ?? "any address")") }
  }

  /// The only address of a WARC's pages; nil when none is named.
  private func onlyAddress(in path: String, name: String) throws -> String? {
    let pages = try WARCPages(path: path, name: name)
    var addresses: [String: String] = [:]
    while let page = pages.next() {
      guard case .success(let page) = page, let key = page.key, page.status ?? 200 < 300 else { continue }
      if addresses[key] == nil { addresses[key] = page.address }
    }
    guard addresses.count > 1 else { return addresses.values.first }
    let some = addresses.values.sorted().prefix(5).map { shown($0) }.joined(separator: ", ")
    throw Failure(
      .usage, "\(shown(name)) holds pages of \(addresses.count) addresses: name one with --url (\(some)…)")
  }
}
