// A version as a commit: its files, its message, and both read back.

import Story

/// A capture's manifest as it is written.
struct ManifestFile {
  /// The file.
  let bytes: [UInt8]
  /// Its SHA-256, lowercase hexadecimal.
  let sha256: String

  init(_ manifest: Manifest) throws(ArchiveError) {
    bytes = try CanonicalJSON.file(manifest)
    sha256 = sha256Hex(bytes)
  }
}

/// How a version stands in git.
enum VersionCommit {
  /// The files of a version, named after the story (git finds an older state of a file by the end of its name).
  enum File: String, CaseIterable {
    /// The text for `git diff`.
    case text = "txt"
    /// The Article.
    case article = "json"
    /// The body of a web page.
    case page = "html"
    /// The body of anything else.
    case source
    /// Status line and headers.
    case head = "http"
    /// A picture of the page, where one was asked for.
    case screenshot
    /// What had been learnt of the host as its furniture.
    case learnt
    /// The Manifest.
    case manifest = "capture.json"

    /// Its name for a story.
    func name(_ slug: Slug) -> String { "\(slug).\(rawValue)" }
  }

  /// Makes the commit of a version in memory, and all its files.
  static func add(
    _ content: VersionContent, of capture: Capture, _ manifestFile: ManifestFile, parent: ObjectID?,
    committer: Committer,
    in repository: borrowing Repository, to new: inout PackDraft
  ) throws(ArchiveError) -> ObjectID {
    let manifest = capture.manifest
    let slug = manifest.story
    var files: [(File, [UInt8])] = [
      (.text, Array(content.text.utf8)),
      (.article, try CanonicalJSON.file(content.article)),
      (isPage(manifest) ? .page : .source, capture.body),
      (.manifest, manifestFile.bytes),
    ]
    if !capture.head.isEmpty { files.append((.head, capture.head)) }
    if let screenshot = capture.screenshot { files.append((.screenshot, screenshot)) }
    if !content.learnt.isEmpty { files.append((.learnt, content.learnt)) }
    var entries: [TreeEntry] = []
    for (file, bytes) in files {
      entries.append(try repository.addFile(file.name(slug), bytes, to: &new))
    }
    let isWrapped = entries.contains { $0.name.hasSuffix(Wrapping.ending) }
    let tree = try repository.add(.tree, Tree(entries).bytes, to: &new)
    // The time is the capture's, not the clock's: the same capture makes the same commit again.
    let commit = Commit(
      tree: tree, parents: parent.map { [$0] } ?? [], committer: committer,
      seconds: manifest.captured.seconds,
      message: message(content, manifest, manifestSHA256: manifestFile.sha256, isWrapped: isWrapped))
    return try repository.add(.commit, commit.bytes, to: &new)
  }

  /// Makes the commit of a version's bytes read again: its own files, but for what was read out of them.
  ///
  /// - Parameter tip: the end of the version's branch.
  static func add(
    _ content: VersionContent, rereading version: Version, tip: ObjectID, committer: Committer,
    in repository: borrowing Repository, to new: inout PackDraft
  ) throws(ArchiveError) -> ObjectID {
    guard let id = ObjectID(version.commit) else {
      throw .damaged("the journal names no commit for \(version.label)")
    }
    let old = try repository.commit(id)
    let read: [File] = [.text, .article, .learnt]
    let names = read.flatMap { [$0.name(version.story), $0.name(version.story) + Wrapping.ending] }
    var entries = try repository.tree(old.tree).entries.filter { !names.contains($0.name) }
    var files: [(File, [UInt8])] = [
      (.text, Array(content.text.utf8)), (.article, try CanonicalJSON.file(content.article)),
    ]
    if !content.learnt.isEmpty { files.append((.learnt, content.learnt)) }
    for (file, bytes) in files {
      entries.append(try repository.addFile(file.name(version.story), bytes, to: &new))
    }
    let tree = try repository.add(.tree, Tree(entries).bytes, to: &new)
    var trailers = [
      ("Kind", rereadKind), ("Version", "\(version.number)"), ("Capture-Id", version.capture.text),
      ("Extractor", content.extractor),
    ]
    if !content.learnt.isEmpty { trailers.append(("Learnt-Sha256", sha256Hex(content.learnt))) }
    var message =
      "Version \(version.number) read again\n\n"
      + "The same bytes, as a later extractor reads them: no change of the story.\n\n"
    for (name, value) in trailers { message += "\(name): \(value.onOneLine(limit: 200))\n" }
    let commit = Commit(
      tree: tree, parents: [tip], committer: committer, seconds: version.captured.seconds, message: message)
    return try repository.add(.commit, commit.bytes, to: &new)
  }

  /// The trailer `Kind` of a commit that is no version.
  static let rereadKind = "reread"

  /// The last lines of a version's message, by their names.
  static func trailers(_ message: String) -> [String: String] {
    let last = message.split(separator: "\n", omittingEmptySubsequences: false).reversed().drop { $0.isEmpty }
    var trailers: [String: String] = [:]
    for line in last.prefix(while: { !$0.isEmpty }) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      trailers[String(line[..<colon])] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return trailers
  }

  /// The message: a line for people, then trailers. Nothing a page says can begin a line of it.
  private static func message(
    _ content: VersionContent, _ manifest: Manifest, manifestSHA256: String, isWrapped: Bool
  ) -> String {
    let headline = (content.article.headline?.value ?? "").onOneLine(limit: 100)
    var trailers = [
      ("Capture-Id", manifest.id.text),
      ("Captured-By", manifest.capturedBy),
      ("Time-Source", manifest.timeSource.rawValue),
      ("Payload-Sha256", manifest.payloadSHA256),
      ("Manifest-Sha256", manifestSHA256),
      ("Extractor", content.extractor),
    ]
    if !content.learnt.isEmpty { trailers.append(("Learnt-Sha256", sha256Hex(content.learnt))) }
    if let way = manifest.way { trailers.append(("Way", way)) }
    if isWrapped {
      trailers.append(("Wrapped", "git refused the bytes as a SHA-1 collision; gunzip gives them"))
    }
    var message = (headline.isEmpty ? "Version of \(manifest.story)" : headline) + "\n\n"
    for (name, value) in trailers { message += "\(name): \(value.onOneLine(limit: 200))\n" }
    return message
  }

  private static func isPage(_ manifest: Manifest) -> Bool {
    let type = (manifest.mediaType ?? "").lowercased()
    return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
  }
}

extension Repository {
  /// The bytes of one file of a version, or nil when it has no such file.
  ///
  /// - Parameter isNewest: whether the file is wanted as the version was last read again.
  func file(
    _ file: VersionCommit.File, of version: Version, newest isNewest: Bool = false
  ) throws(ArchiveError) -> [UInt8]? {
    let name = isNewest ? version.reread?.commit ?? version.commit : version.commit
    guard let commit = ObjectID(name) else {
      throw ArchiveError(.badInput, "“\(name)” is not the id of a commit")
    }
    return try self.file(file.name(version.story), in: tree(self.commit(commit).tree))
  }
}
