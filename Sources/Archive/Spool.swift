// Captures acknowledged but not yet in git: one file each, named after the capture.

import Story

/// The folder of captures that wait to be recorded.
///
/// A file is one line `writethru capture 1 <lengths of manifest, head, body> <SHA-256 of the three>`, then the three. With
/// a picture it is `writethru capture 2`, and of four.
struct Spool: Sendable {
  /// The folder.
  let folder: String

  /// Keeps a capture; when this returns, it stays.
  func add(_ capture: Capture) throws(ArchiveError) {
    try capture.check()
    let manifest = try CanonicalJSON.file(capture.manifest)
    let parts = [manifest, capture.head, capture.body] + (capture.screenshot.map { [$0] } ?? [])
    let content = Array(parts.joined())
    let lengths = parts.map { "\($0.count)" }.joined(separator: " ")
    let line = "\(Self.mark) \(parts.count - 2) \(lengths) \(sha256Hex(content))\n"
    try Disk.makeFolder(folder)
    try Disk.write(Array(line.utf8) + content, to: path(capture.manifest.id))
  }

  /// Drops a capture that is in git.
  func remove(_ id: CaptureID) throws(ArchiveError) {
    try Disk.remove(path(id))
  }

  /// The ids of all that waits, the oldest first.
  func ids() throws(ArchiveError) -> [CaptureID] {
    try Disk.names(in: folder).compactMap { name in
      name.hasSuffix(Self.ending) ? CaptureID(String(name.dropLast(Self.ending.count))) : nil
    }
  }

  /// A capture that waits, or nil when its file is not as it was written.
  func capture(_ id: CaptureID) throws(ArchiveError) -> Capture? {
    let bytes = try Disk.read(path(id))
    guard let lineEnd = bytes.prefix(300).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = String(decoding: bytes[..<lineEnd], as: UTF8.self)
    let content = Array(bytes[(lineEnd + 1)...])
    let words = line.split(separator: " ")
    // “writethru capture FORM”, the lengths, the digest.
    let lengths = words.dropFirst(3).dropLast().compactMap { Int($0) }
    guard line.hasPrefix(Self.mark + " "), words.count > 3, ["1", "2"].contains(words[2]),
      lengths.count == (words[2] == "1" ? 3 : 4), words.count == lengths.count + 4,
      lengths.allSatisfy({ (0...content.count).contains($0) }),
      lengths.reduce(0, +) == content.count, words.last.map(String.init) == sha256Hex(content)
    else { return nil }
    var parts: [[UInt8]] = []
    var start = 0
    for length in lengths {
      parts.append(Array(content[start..<(start + length)]))
      start += length
    }
    guard let manifest = try? CanonicalJSON.decode(Manifest.self, from: parts[0], "a manifest"),
      manifest.id == id
    else { return nil }
    return Capture(
      manifest: manifest, head: parts[1], body: parts[2], screenshot: parts.count > 3 ? parts[3] : nil)
  }

  /// Puts a damaged file aside under another name, where verification finds it.
  func putAside(_ id: CaptureID) throws(ArchiveError) {
    try Disk.move(path(id), to: folder + "/\(id).damaged")
  }

  /// The names of files put aside.
  func aside() throws(ArchiveError) -> [String] {
    try Disk.names(in: folder).filter { $0.hasSuffix(".damaged") }
  }

  /// Removes drafts that a killed process left; they were never acknowledged.
  func sweep() throws(ArchiveError) {
    try Disk.sweepDrafts(in: folder)
  }

  /// Whether a capture waits.
  func has(_ id: CaptureID) -> Bool { Disk.exists(path(id)) }

  private func path(_ id: CaptureID) -> String { "\(folder)/\(id)\(Self.ending)" }

  private static let mark = "writethru capture"
  private static let ending = ".capture"
}
