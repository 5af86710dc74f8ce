// What a process that does not hold the archive asks of the one that does.

import Foundation
public import Story

/// Something to be done by whoever holds the archive.
public struct Request: Codable, Hashable, Sendable {
  /// What is to be done.
  public enum Work: Codable, Hashable, Sendable {
    /// Registers a story, or changes its registration.
    case register(Story)
    /// Keeps a look without a capture.
    case note(Look)
    /// Keeps what was asked for to go with a version and brought no bytes.
    case resources([Resource])
    /// Keeps an event.
    case log(JournalEvent)
    /// Takes a story out.
    case remove(Slug, reason: String, erases: Bool)
    /// Whatever the joined rooms agree on, such as looking at a story now; the archive only passes it on.
    case other(String, [String])
  }

  /// Its id; requests are taken in the order of their ids.
  public var id: CaptureID
  /// What is to be done.
  public var work: Work

  /// A request made now.
  public init(_ work: Work, at time: Timestamp? = nil) {
    let time = time ?? Timestamp(Date())
    id = CaptureID(time: time, bits: (0..<10).map { _ in UInt8.random(in: 0...255) })
    self.work = work
  }
}

/// The way into an archive for a process that does not hold it: captures and requests left in its spool.
///
/// What a method has returned from without an error stays. The process that holds the archive takes it in, or else the
/// next one that does.
public struct ArchiveInbox: Sendable {
  private let folder: ArchiveFolder

  /// The inbox of an archive, which is made if it is not there yet.
  public init(at path: String) throws(ArchiveError) {
    folder = ArchiveFolder(path)
    try Disk.makeFolder(folder.requests)
  }

  /// Acknowledges a capture.
  ///
  /// - Throws: `badInput` when its manifest does not fit its body, `disk`.
  public func leave(_ capture: Capture) throws(ArchiveError) {
    try Spool(folder: folder.spool).add(capture)
  }

  /// Acknowledges a request.
  public func leave(_ request: Request) throws(ArchiveError) {
    try Requests(folder: folder.requests).add(request)
  }

  /// Whether a capture has been taken in; what became of it is in the archive.
  public func isTaken(_ capture: CaptureID) -> Bool {
    !Spool(folder: folder.spool).has(capture)
  }

  /// Whether a request has been done.
  ///
  /// - Throws: what came of it when it could not be done; asked again, it counts as done.
  public func isDone(_ request: Request) throws(ArchiveError) -> Bool {
    try Requests(folder: folder.requests).isDone(request.id)
  }
}

/// The folder of requests, `spool/requests/<id>.json`; `<id>.refused` says why one was not done.
struct Requests: Sendable {
  /// The folder.
  let folder: String

  func add(_ request: Request) throws(ArchiveError) {
    try Disk.makeFolder(folder)
    let json = try CanonicalJSON.lines([request])
    try Disk.write(Array("\(sha256Hex(Array(json))) ".utf8) + json, to: path(request.id))
  }

  /// The requests that wait, in order; those not as they were written are put aside.
  func waiting() throws(ArchiveError) -> [Request] {
    var requests: [Request] = []
    for name in try Disk.names(in: folder) where name.hasSuffix(Self.ending) {
      let id = CaptureID(String(name.dropLast(Self.ending.count)))
      if let request = try read(name), request.id == id {
        requests.append(request)
      } else {
        try Disk.move(folder + "/" + name, to: folder + "/" + name + ".damaged")
      }
    }
    return requests
  }

  /// Whether a request's file is as it was written.
  func read(_ name: String) throws(ArchiveError) -> Request? {
    let bytes = try Disk.read(folder + "/" + name)
    let json = Array(bytes.dropFirst(65))
    guard bytes.count > 65, bytes[64] == UInt8(ascii: " "),
      String(decoding: bytes.prefix(64), as: UTF8.self) == sha256Hex(json)
    else { return nil }
    return try? CanonicalJSON.decode(Request.self, from: json, "a request")
  }

  /// The names of requests that wait or were put aside.
  func names() throws(ArchiveError) -> [String] {
    try Disk.names(in: folder).filter { $0.hasSuffix(Self.ending) || $0.hasSuffix(".damaged") }
  }

  /// Lets go of a request that was done, or says why it was not.
  func end(_ request: Request, refusal: ArchiveError?) throws(ArchiveError) {
    if let refusal { try Disk.write(Array(refusal.message.utf8), to: refused(request.id)) }
    try Disk.remove(path(request.id))
  }

  func isDone(_ id: CaptureID) throws(ArchiveError) -> Bool {
    if Disk.exists(path(id)) { return false }
    guard Disk.exists(refused(id)) else { return true }
    let reason = String(decoding: try Disk.read(refused(id)), as: UTF8.self)
    try Disk.remove(refused(id))
    throw ArchiveError(.badInput, reason)
  }

  /// Removes drafts that a killed process left, and refusals that nobody came for within a day.
  func sweep(now: Timestamp) throws(ArchiveError) {
    try Disk.sweepDrafts(in: folder)
    let yesterday = CaptureID(time: Timestamp(milliseconds: now.milliseconds - 86_400_000), bits: [])
    for name in try Disk.names(in: folder) where name.hasSuffix(".refused") {
      guard let id = CaptureID(String(name.dropLast(".refused".count))), id >= yesterday else {
        try Disk.remove(folder + "/" + name)
        continue
      }
    }
  }

  private func path(_ id: CaptureID) -> String { "\(folder)/\(id)\(Self.ending)" }
  private func refused(_ id: CaptureID) -> String { "\(folder)/\(id).refused" }

  private static let ending = ".json"
}
