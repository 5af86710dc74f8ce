// Verifying versions: each against its own digests, and the branch against the journal.

import Story

extension Verifier {
  /// Checks a story's branch.
  ///
  /// - Parameters:
  ///   - versions: what the journal says is on it.
  ///   - inJournal: the commits of those and of their later readings, in order.
  ///   - late: how many of them a killed writer may not have put on the branch yet.
  ///   - whole: whether the journal could be read to its beginning.
  mutating func checkBranch(
    _ slug: Slug, _ tip: ObjectID?, _ versions: [Version], _ inJournal: [String], late: Int, whole: Bool
  ) {
    let found: (ids: [ObjectID], isWhole: Bool) =
      tip.map { history($0, slug.branch, story: slug) } ?? ([], true)
    let onBranch = found.ids.reversed().map { "\($0)" }
    if whole {
      let lacking = inJournal.count - onBranch.count
      let agrees =
        found.isWhole
        ? inJournal.starts(with: onBranch) && (0...late).contains(lacking)
        : inJournal.suffix(onBranch.count).elementsEqual(onBranch)
      if !agrees {
        note(slug.branch, "the branch does not have the versions that the journal says", story: slug)
      }
    }
    let known = Dictionary(versions.map { ($0.commit, $0.number) }, uniquingKeysWith: { $1 })
    var number: Int?
    for commit in inJournal {
      if let version = known[commit] {
        number = version
      } else {
        checkReread(commit, of: slug, number: number)
      }
    }
    var unknown = onBranch.filter { !Set(inJournal).contains($0) }[...]
    for (index, version) in versions.enumerated() {
      check(version.commit, of: slug, number: version.number, version)
      if whole && version.number != index + 1 {
        note(
          version.commit, "the journal calls it version \(version.number)", story: slug, version: index + 1)
      }
    }
    while let commit = unknown.popFirst() { check(commit, of: slug, number: nil, nil) }
  }

  /// Checks one version: that its files are there, can be read, and have the digests named.
  private mutating func check(_ id: String, of slug: Slug, number: Int?, _ version: Version?) {
    result.versions += 1
    let reads = ObjectID(id).map { depth.includes($0.bytes) } ?? true
    let manifests = manifests
    let problems = attempt(id, story: slug, version: number) { repository throws(ArchiveError) in
      try Self.problems(of: id, slug, version, manifests, readsAll: reads, in: repository)
    }
    for problem in problems ?? [] { note(id, problem, story: slug, version: number) }
  }

  /// Checks a later reading of a version: that it is one, and has the version's own bytes.
  private mutating func checkReread(_ id: String, of slug: Slug, number: Int?) {
    let problems = attempt(id, story: slug, version: number) { repository throws(ArchiveError) in
      guard let id = ObjectID(id) else { throw .damaged("“\(id)” is not the id of a commit") }
      let commit = try repository.commit(id)
      let before = try commit.parents.first.map { id throws(ArchiveError) in
        try repository.tree(repository.commit(id).tree)
      }
      let tree = try repository.tree(commit.tree)
      let read = [VersionCommit.File.text, .article, .learnt].map { $0.name(slug) }
      func bytes(_ tree: Tree?) -> [TreeEntry] {
        (tree?.entries ?? []).filter { entry in !read.contains { entry.name.hasPrefix($0) } }
      }
      _ = try Self.file([.text], of: slug, tree, repository)
      _ = try CanonicalJSON.decode(
        Article.self, from: Self.file([.article], of: slug, tree, repository), "its article")
      let trailers = VersionCommit.trailers(commit.message)
      return [
        (trailers["Kind"] == VersionCommit.rereadKind, "its commit does not say that it is read again"),
        (bytes(tree) == bytes(before), "its files are not those of the version it was read from"),
        (
          try Self.isLearnt(slug, tree, trailers, repository),
          "what was learnt of its host has another SHA-256 than its commit names"
        ),
      ].filter { !$0.0 }.map(\.1)
    }
    for problem in problems ?? [] { note(id, problem, story: slug, version: number) }
  }

  /// Whether what was learnt of the host is what the commit names.
  private static func isLearnt(
    _ slug: Slug, _ tree: Tree, _ trailers: [String: String], _ repository: borrowing Repository
  ) throws(ArchiveError) -> Bool {
    let learnt = try repository.file(VersionCommit.File.learnt.name(slug), in: tree)
    return learnt.map { sha256Hex($0) } == trailers["Learnt-Sha256"]
  }

  private static func problems(
    of id: String, _ slug: Slug, _ version: Version?, _ manifests: [CaptureID: String], readsAll: Bool,
    in repository: borrowing Repository
  ) throws(ArchiveError) -> [String] {
    guard let id = ObjectID(id) else { throw .damaged("“\(id)” is not the id of a commit") }
    let commit = try repository.commit(id)
    let tree = try repository.tree(commit.tree)
    let manifestFile = try file([.manifest], of: slug, tree, repository)
    let manifest = try CanonicalJSON.decode(Manifest.self, from: manifestFile, "its manifest")
    let trailers = VersionCommit.trailers(commit.message)
    let manifestDigest = sha256Hex(manifestFile)
    var claims = [
      (
        manifest.payloadSHA256 == trailers["Payload-Sha256"],
        "its manifest names another SHA-256 of the body than its commit"
      ),
      (
        manifestDigest == trailers["Manifest-Sha256"],
        "its manifest has another SHA-256 than its commit names"
      ),
      (
        manifests[manifest.id] ?? manifestDigest == manifestDigest,
        "its manifest has another SHA-256 than the journal names"
      ),
      (manifest.id.text == trailers["Capture-Id"], "its manifest has another capture id than its commit"),
      (manifest.story == slug, "its manifest is of another story, “\(manifest.story)”"),
      (version?.agrees(with: manifest) ?? true, "the journal tells another time, source or digest of it"),
    ]
    if readsAll {
      _ = try file([.text], of: slug, tree, repository)
      _ = try CanonicalJSON.decode(
        Article.self, from: file([.article], of: slug, tree, repository), "its article")
      claims.append(
        (
          try isLearnt(slug, tree, trailers, repository),
          "what was learnt of its host has another SHA-256 than its commit names"
        ))
      let body = try file([.page, .source], of: slug, tree, repository)
      claims.append(
        (
          sha256Hex(body) == manifest.payloadSHA256 && body.count == manifest.payloadLength,
          "its body has another SHA-256 or length than its manifest and its commit name"
        ))
      let picture = try repository.file(VersionCommit.File.screenshot.name(slug), in: tree)
      claims.append(
        (
          picture.map { sha256Hex($0) } == manifest.screenshotSHA256,
          "its picture has another SHA-256 than its manifest names"
        ))
    }
    return claims.filter { !$0.0 }.map(\.1)
  }

  /// The first of some files that a version's tree has.
  private static func file(
    _ files: [VersionCommit.File], of slug: Slug, _ tree: Tree, _ repository: borrowing Repository
  ) throws(ArchiveError) -> [UInt8] {
    for file in files {
      if let bytes = try repository.file(file.name(slug), in: tree) { return bytes }
    }
    throw .damaged("\(files[0].name(slug)) is missing")
  }
}

extension Version {
  /// Whether the journal and the manifest tell the same.
  fileprivate func agrees(with manifest: Manifest) -> Bool {
    capture == manifest.id && captured == manifest.captured && timeSource == manifest.timeSource
      && payloadSHA256 == manifest.payloadSHA256 && address == manifest.address
  }
}
