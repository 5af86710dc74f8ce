// The journal: what was looked at and what became of it, one commit a batch.
//
// The journal is the truth. A batch counts from the moment that `refs/writethru/journal` names its commit; branches and
// catalog follow from it.

import Story

/// One commit of the journal, read.
struct Batch: Hashable, Sendable {
  /// The commit.
  var id: ObjectID
  /// The looks, in order of arrival.
  var looks: [Look]
  /// The versions, in order of arrival.
  var versions: [Version]
  /// Versions of earlier batches that were read again; they come before ``versions``.
  var rereadings: [Rereading] = []
  /// What was asked for to go with versions, of this batch or earlier ones.
  var resources: [Resource] = []
  /// What happened to the watch itself.
  var events: [JournalEvent] = []
  /// Stories taken out.
  var removals: [Removal] = []
  /// The looks as they are written, without line ends.
  var lookLines: [String]
  /// The versions as they are written, without line ends.
  var versionLines: [String]
  /// The lines of `manifests.txt`, the leaves of the Merkle tree, without line ends.
  var leaves: [String] = []
}

/// How far the journal reached with a commit.
struct Tally: Codable, Hashable, Sendable {
  /// The form of the archive, see ``ArchiveForm``; nil where nobody said, which is 1.
  var form: Int?
  /// How many looks there are.
  var looks = 0
  /// The Merkle tree over all lines of all `manifests.txt`.
  var manifests = MerkleTree()
  /// Its root, lowercase hexadecimal.
  var root = MerkleTree().root
  /// The last segment of spooled looks that is in the journal.
  var segment = 0
}

/// How the journal stands in git.
enum Journal {
  /// The reference that names its newest commit.
  static let reference = "refs/writethru/journal"

  /// The reference that names the newest commit whose branches are known to be in place and synced.
  static let settled = "refs/writethru/settled"

  /// What is to be written as one commit.
  struct Draft {
    /// The looks, in order of arrival.
    var looks: [Look] = []
    /// The versions, in order of arrival.
    var versions: [Version] = []
    /// Versions of earlier batches that were read again.
    var rereadings: [Rereading] = []
    /// Captures that made no version and are kept nevertheless, those of ``resources`` among them.
    var payloads: [Capture] = []
    /// What was asked for to go with versions.
    var resources: [Resource] = []
    /// New and changed registrations.
    var stories: [Story] = []
    /// What happened to the watch itself.
    var events: [JournalEvent] = []
    /// Stories to be taken out.
    var removals: [Removal] = []
    /// Every capture kept and the SHA-256 of its manifest's file, in order of arrival.
    var manifests: [(CaptureID, String)] = []
    /// How far the journal reaches with this commit.
    var tally = Tally()

    /// Whether there is nothing to write.
    var isEmpty: Bool {
      looks.isEmpty && stories.isEmpty && events.isEmpty && removals.isEmpty && rereadings.isEmpty
        && resources.isEmpty && tally.segment == 0
    }

    /// Gives the looks their places in the order of arrival, and brings the tally up to date.
    ///
    /// - Parameter before: how far the journal reached before this commit.
    mutating func count(from before: Tally) {
      let segment = max(tally.segment, before.segment)
      tally = before
      tally.form = ArchiveForm.current
      tally.segment = segment
      for index in looks.indices { looks[index].sequence = before.looks + index + 1 }
      tally.looks += looks.count
      for line in manifestLines(from: before) { tally.manifests.add(line) }
      tally.root = tally.manifests.root
    }

    /// The lines of `manifests.txt`: number, capture, SHA-256.
    fileprivate func manifestLines(from before: Tally) -> [[UInt8]] {
      manifests.enumerated().map { index, manifest in
        Array("\(before.manifests.size + index + 1) \(manifest.0) \(manifest.1)\n".utf8)
      }
    }
  }

  // MARK: Writing

  /// Makes the commit of a batch in memory, and its files.
  static func add(
    _ draft: Draft, parent: ObjectID?, at time: Timestamp, committer: Committer, key: SigningKey,
    in repository: borrowing Repository, to new: inout PackDraft
  ) throws(ArchiveError) -> Batch {
    var entries: [TreeEntry] = []
    func keep(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) {
      entries.append(TreeEntry(name: name, id: try repository.add(.blob, bytes, to: &new)))
    }
    let looks = try CanonicalJSON.lines(draft.looks)
    let versions = try CanonicalJSON.lines(draft.versions)
    try keep(Name.looks, looks)
    if !draft.versions.isEmpty { try keep(versionsFile, versions) }
    if !draft.rereadings.isEmpty { try keep(rereadingsFile, CanonicalJSON.lines(draft.rereadings)) }
    if !draft.resources.isEmpty { try keep(resourcesFile, CanonicalJSON.lines(draft.resources)) }
    if !draft.events.isEmpty { try keep(Name.events, CanonicalJSON.lines(draft.events)) }
    if !draft.removals.isEmpty { try keep(removalsFile, CanonicalJSON.lines(draft.removals)) }
    var leaves: [UInt8] = []
    if !draft.manifests.isEmpty {
      var before = draft.tally
      before.manifests = try tally(of: parent, in: repository).manifests
      leaves = Array(draft.manifestLines(from: before).joined())
      try keep(Name.manifests, leaves)
    }
    try keep(tallyFile, CanonicalJSON.file(draft.tally))
    try keep(signerFile, Array((key.publicLine + "\n").utf8))
    let before: ObjectID? = if let parent { try storiesFolder(of: parent, in: repository) } else { nil }
    if let stories = try add(
      draft.stories, without: draft.removals.map(\.story), onto: before, in: repository, to: &new)
    {
      entries.append(TreeEntry(name: Name.stories, id: stories, isFolder: true))
    }
    if !draft.payloads.isEmpty {
      let payloads = try add(draft.payloads, in: repository, to: &new)
      entries.append(TreeEntry(name: Name.payloads, id: payloads, isFolder: true))
    }
    let tree = try repository.add(.tree, Tree(entries).bytes, to: &new)
    let commit = Commit(
      tree: tree, parents: parent.map { [$0] } ?? [], committer: committer, seconds: time.seconds,
      message: "\(draft.looks.count) looks, \(draft.versions.count) versions\n")
    return Batch(
      id: try repository.add(.commit, commit.bytes(signedBy: key.sign(commit.bytes)), to: &new),
      looks: draft.looks, versions: draft.versions, rereadings: draft.rereadings, resources: draft.resources,
      events: draft.events,
      removals: draft.removals,
      lookLines: CanonicalJSON.texts(of: looks), versionLines: CanonicalJSON.texts(of: versions),
      leaves: CanonicalJSON.texts(of: leaves))
  }

  /// Registrations, carried on from the batch before: `stories/<first two digits of the slug's SHA-256>/<slug>.json`.
  private static func add(
    _ stories: [Story], without removed: [Slug], onto before: ObjectID?, in repository: borrowing Repository,
    to new: inout PackDraft
  ) throws(ArchiveError) -> ObjectID? {
    if stories.isEmpty && removed.isEmpty { return before }
    var shelves = try folder(before, in: repository)
    for shelf in Set((stories.map(\.slug) + removed).map(shelf)).sorted() {
      var files = try folder(shelves[shelf]?.id, in: repository)
      for slug in removed { files["\(slug).json"] = nil }
      for story in stories where self.shelf(of: story.slug) == shelf {
        let name = "\(story.slug).json"
        let id = try repository.add(.blob, CanonicalJSON.file(story), to: &new)
        files[name] = TreeEntry(name: name, id: id)
      }
      let id = try repository.add(.tree, Tree(Array(files.values)).bytes, to: &new)
      shelves[shelf] = TreeEntry(name: shelf, id: id, isFolder: true)
    }
    return try repository.add(.tree, Tree(Array(shelves.values)).bytes, to: &new)
  }

  /// Bodies named by their SHA-256; what belongs to one capture is named by its id, for two can share a body.
  private static func add(
    _ payloads: [Capture], in repository: borrowing Repository, to new: inout PackDraft
  ) throws(ArchiveError) -> ObjectID {
    var files: [String: TreeEntry] = [:]
    for capture in payloads {
      let id = capture.manifest.id
      var contents = [
        (capture.manifest.payloadSHA256, capture.body),
        ("\(id)\(manifestEnding)", try CanonicalJSON.file(capture.manifest)),
      ]
      if !capture.head.isEmpty { contents.append(("\(id).http", capture.head)) }
      for (name, bytes) in contents {
        let entry = try repository.addFile(name, bytes, to: &new)
        files[entry.name] = entry
      }
    }
    return try repository.add(.tree, Tree(Array(files.values)).bytes, to: &new)
  }

  private static func folder(
    _ id: ObjectID?, in repository: borrowing Repository
  ) throws(ArchiveError) -> [String: TreeEntry] {
    guard let id else { return [:] }
    return Dictionary(try repository.tree(id).entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  private static func shelf(of slug: Slug) -> String { String(sha256Hex(Array(slug.text.utf8)).prefix(2)) }

  // MARK: Reading

  /// The commits after `base` up to `tip`, the oldest first; all of them when `base` is nil.
  ///
  /// - Returns: nil when `base` is not in the journal that `tip` ends.
  static func commits(
    after base: ObjectID?, upTo tip: ObjectID?, in repository: borrowing Repository
  ) throws(ArchiveError) -> [ObjectID]? {
    var commits: [ObjectID] = []
    var next = tip
    while let id = next, id != base {
      commits.append(id)
      next = try repository.commit(id).parents.first
    }
    return next == base ? commits.reversed() : nil
  }

  /// The commits whose branches may not be in place, the oldest first: a process or the power may have ended since.
  static func unsettled(
    upTo tip: ObjectID?, in repository: borrowing Repository
  ) throws(ArchiveError) -> [ObjectID] {
    // A mark that cannot be read marks nothing.
    let mark = (try? repository.tip(of: settled)) ?? nil
    let commits = try commits(after: mark, upTo: tip, in: repository)
    return if let commits { commits } else { try self.commits(after: nil, upTo: tip, in: repository) ?? [] }
  }

  /// One batch.
  static func batch(_ id: ObjectID, in repository: borrowing Repository) throws(ArchiveError) -> Batch {
    let tree = try repository.tree(repository.commit(id).tree)
    func lines<Line: Decodable>(
      _ type: Line.Type, _ name: String
    ) throws(ArchiveError) -> (values: [Line], lines: [String]) {
      guard let file = tree[name] else { return ([], []) }
      let bytes = try repository.read(.blob, file)
      return (
        try CanonicalJSON.decodeLines(type, from: bytes, "\(name) of journal commit \(id)"),
        CanonicalJSON.texts(of: bytes)
      )
    }
    let (looks, versions) = (try lines(Look.self, Name.looks), try lines(Version.self, versionsFile))
    return Batch(
      id: id, looks: looks.values, versions: versions.values,
      rereadings: try lines(Rereading.self, rereadingsFile).values,
      resources: try lines(Resource.self, resourcesFile).values,
      events: try lines(JournalEvent.self, Name.events).values,
      removals: try lines(Removal.self, removalsFile).values,
      lookLines: looks.lines, versionLines: versions.lines,
      leaves: try tree[Name.manifests].map { file throws(ArchiveError) in
        CanonicalJSON.texts(of: try repository.read(.blob, file))
      } ?? [])
  }

  /// How far the journal reached with a commit; nowhere without one.
  static func tally(
    of commit: ObjectID?, in repository: borrowing Repository
  ) throws(ArchiveError) -> Tally {
    guard let commit, let file = try repository.tree(repository.commit(commit).tree)[tallyFile] else {
      return Tally()
    }
    return try CanonicalJSON.decode(
      Tally.self, from: repository.read(.blob, file), "\(tallyFile) of journal commit \(commit)")
  }

  /// The lines of a batch's `manifests.txt`, each with its line end.
  static func manifestLines(
    _ commit: ObjectID, in repository: borrowing Repository
  ) throws(ArchiveError) -> [[UInt8]] {
    guard let file = try repository.tree(repository.commit(commit).tree)[Name.manifests] else { return [] }
    return try repository.read(.blob, file).split(separator: UInt8(ascii: "\n")).map {
      Array($0) + [UInt8(ascii: "\n")]
    }
  }

  /// Registrations that `tip` has and `base` has not, or has otherwise, by slug; all of them when `base` is nil.
  static func stories(
    after base: ObjectID?, upTo tip: ObjectID?, in repository: borrowing Repository
  ) throws(ArchiveError) -> [Story] {
    func shelves(_ commit: ObjectID?) throws(ArchiveError) -> [String: TreeEntry] {
      guard let commit else { return [:] }
      return try folder(storiesFolder(of: commit, in: repository), in: repository)
    }
    let (old, new) = (try shelves(base), try shelves(tip))
    var stories: [Story] = []
    for (name, shelf) in new where shelf != old[name] {
      let oldFiles = try folder(old[name]?.id, in: repository)
      for entry in try repository.tree(shelf.id).entries where entry != oldFiles[entry.name] {
        let bytes = try repository.read(.blob, entry.id)
        stories.append(try CanonicalJSON.decode(Story.self, from: bytes, "the registration \(entry.name)"))
      }
    }
    return stories.sorted { $0.slug < $1.slug }
  }

  /// The captures kept by one batch that made no version: names and ids of their files.
  static func payloads(
    _ id: ObjectID, in repository: borrowing Repository
  ) throws(ArchiveError) -> [TreeEntry] {
    guard let folder = try repository.tree(repository.commit(id).tree)[Name.payloads] else { return [] }
    return try repository.tree(folder).entries
  }

  private static func storiesFolder(
    of commit: ObjectID, in repository: borrowing Repository
  ) throws(ArchiveError) -> ObjectID? {
    try repository.tree(repository.commit(commit).tree)[Name.stories]
  }

  /// The versions of a batch, in a commit's tree.
  static let versionsFile = "versions.jsonl"

  /// The versions that were read again with a batch, in a commit's tree.
  static let rereadingsFile = "rereadings.jsonl"

  /// What was asked for to go with versions, in a commit's tree.
  static let resourcesFile = "resources.jsonl"

  /// The tombstones of a batch, in a commit's tree.
  static let removalsFile = "removals.jsonl"

  /// How far the journal reaches, in a commit's tree.
  static let tallyFile = "tally.json"

  /// The key that signs a commit, in its tree.
  static let signerFile = "signer.pub"

  /// How the names of manifests of captures without a version end.
  static let manifestEnding = ".capture.json"

  /// The captures of a batch that made no version, in a commit's tree.
  static let payloadsFolder = "payloads"

  /// Names in a journal commit's tree.
  private enum Name {
    static let looks = "looks.jsonl"
    static let stories = "stories"
    static let payloads = "payloads"
    static let events = "events.jsonl"
    static let manifests = "manifests.txt"
  }
}
