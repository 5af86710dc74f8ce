// What the tests of the archive are made of: a folder that goes away, captures of a story, git as another reader.

import Archive
import Foundation
import Story

/// An archive in a folder of its own, removed with the value.
final class Sample {
  /// The archive's folder; nothing is there yet.
  let path: String

  init() {
    path = NSTemporaryDirectory() + "writethru-archive-tests-" + UUID().uuidString + "/archive"
  }

  deinit {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }

  /// A writer; the clock stands still. A child that another test is starting can hold the lock for a moment.
  func writer(patience: Duration = .seconds(5), create: Bool = true) throws -> ArchiveWriter {
    try ArchiveWriter(
      at: path, createIfMissing: create, patience: patience, clock: { Timestamp(seconds: 1_600_000_000) })
  }

  /// Opens, records and closes.
  @discardableResult
  func record(_ entries: [Entry]) async throws -> [Version?] {
    let writer = try writer()
    let versions = try await writer.record(entries)
    try await writer.close()
    return versions
  }

  func reader() throws -> ArchiveReader { try ArchiveReader(at: path) }

  /// What git says, asked in the archive's repository.
  func git(_ arguments: String...) throws -> (status: Int32, output: String) {
    try run("/usr/bin/git", arguments)
  }

  /// What a line of shell prints, run in the archive's repository, without the line end.
  func shell(_ line: String) throws -> String {
    String(try run("/bin/sh", ["-c", line]).output.dropLast())
  }

  private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path + "/stories.git")
    process.environment = ["GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// The files below a folder of the archive, sorted.
  func files(below folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: path + "/" + folder) ?? []).sorted()
  }

  /// The bytes of a file of the archive.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  /// Puts bytes in a file of the archive, read-only as it may be.
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let file = path + "/" + name
    if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }

  /// Removes a file of the archive.
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  /// The files of packs that have an ending, `.pack` or `.idx`.
  func packs(_ ending: String) -> [String] {
    files(below: "stories.git/objects/pack").filter { $0.hasSuffix(ending) }
      .map { "stories.git/objects/pack/" + $0 }
  }
}

let harbour = Slug(nearest: "harbour-fire")!
let budget = Slug(nearest: "budget-vote")!

/// A saved copy of a story's page, taken some minutes after 22:00 on 6 January 2020.
func capture(
  _ slug: Slug = harbour, minute: Int64, _ sentence: String, mediaType: String? = "text/html; charset=utf-8"
) -> Capture {
  let body = Array("<html><body><p>\(sentence)</p></body></html>\n".utf8)
  let time = Timestamp(seconds: 1_578_348_000 + minute * 60)
  let digest = sha256Hex(body)
  var manifest = Manifest(
    id: CaptureID(time: time, bits: Array(digest.utf8.prefix(10))), story: slug, captured: time,
    timeSource: .fileName, address: "https://news.example/harbour/fire", wireSHA256: digest,
    wireLength: body.count, payloadSHA256: digest, payloadLength: body.count, verdict: .article,
    capturedBy: "writethru 0.1.0")
  manifest.mediaType = mediaType
  return Capture(manifest: manifest, head: Array("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n".utf8), body: body)
}

/// What was decided about a capture: a version of one sentence.
func version(
  _ slug: Slug = harbour, minute: Int64, _ sentence: String, headline: String? = "Fire in the harbour",
  mediaType: String? = "text/html; charset=utf-8"
) -> Entry {
  let capture = capture(slug, minute: minute, sentence, mediaType: mediaType)
  var article = Article(blocks: [Block(.paragraph, sentence)])
  article.headline = headline.map { Sourced($0, source: "h1") }
  return Entry(
    look: look(capture, .version), capture: capture,
    version: VersionContent(
      article: article, text: "\(headline ?? "")\n\n\(sentence)\n", extractor: "html 1 libxml2 2.9.14"))
}

/// The look that brought a capture.
func look(_ capture: Capture, _ outcome: Look.Outcome) -> Look {
  let manifest = capture.manifest
  var look = Look(
    story: manifest.story, time: manifest.captured, timeSource: manifest.timeSource, outcome: outcome)
  look.capture = manifest.id
  look.address = manifest.address
  look.payloadSHA256 = manifest.payloadSHA256
  return look
}

/// A look that the server answered with 304.
func notModified(_ slug: Slug = harbour, minute: Int64) -> Look {
  var look = Look(
    story: slug, time: Timestamp(seconds: 1_578_348_000 + minute * 60), timeSource: .fetched,
    outcome: .notModified)
  look.status = 304
  return look
}

/// The error that some work on an archive ends with; nil when it ends well.
func refusal(_ work: () async throws -> Void) async -> ArchiveError? {
  do {
    try await work()
    return nil
  } catch {
    return error as? ArchiveError
  }
}
