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
    /// Captures that made no version and are kept nevertheless.
    var payloads: [Capture] = []
    /// New and changed registrations.
    var stories: [Story] = []

    /// Whether there is nothing to write.
    var isEmpty: Bool { looks.isEmpty && stories.isEmpty }
  }

  // MARK: Writing

  /// Makes the commit of a batch in memory, and its files.
  static func add(
    _ draft: Draft, parent: ObjectID?, at time: Timestamp, committer: Committer,
    in repository: borrowing Repository, to new: inout NewObjects
  ) throws(ArchiveError) -> ObjectID {
    var entries: [TreeEntry] = []
    func keep(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) {
      entries.append(TreeEntry(name: name, id: try repository.add(.blob, bytes, name: name, to: &new)))
    }
    try keep(Name.looks, CanonicalJSON.lines(draft.looks))
    if !draft.versions.isEmpty { try keep(Name.versions, CanonicalJSON.lines(draft.versions)) }
    let before: ObjectID? = if let parent { try storiesFolder(of: parent, in: repository) } else { nil }
    if let stories = try add(draft.stories, onto: before, in: repository, to: &new) {
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
    return try repository.add(.commit, commit.bytes, to: &new)
  }

  /// Registrations, carried on from the batch before: `stories/<first two digits of the slug's SHA-256>/<slug>.json`.
  private static func add(
    _ stories: [Story], onto before: ObjectID?, in repository: borrowing Repository, to new: inout NewObjects
  ) throws(ArchiveError) -> ObjectID? {
    if stories.isEmpty { return before }
    var shelves = try folder(before, in: repository)
    for (shelf, stories) in Dictionary(grouping: stories, by: { shelf(of: $0.slug) }).sorted(by: {
      $0.key < $1.key
    }) {
      var files = try folder(shelves[shelf]?.id, in: repository)
      for story in stories {
        let name = "\(story.slug).json"
        let id = try repository.add(.blob, CanonicalJSON.file(story), name: name, to: &new)
        files[name] = TreeEntry(name: name, id: id)
      }
      let id = try repository.add(.tree, Tree(Array(files.values)).bytes, name: shelf, to: &new)
      shelves[shelf] = TreeEntry(name: shelf, id: id, isFolder: true)
    }
    return try repository.add(.tree, Tree(Array(shelves.values)).bytes, name: Name.stories, to: &new)
  }

  /// Bodies named by their SHA-256; what belongs to one capture is named by its id, for two can share a body.
  private static func add(
    _ payloads: [Capture], in repository: borrowing Repository, to new: inout NewObjects
  ) throws(ArchiveError) -> ObjectID {
    var files: [String: TreeEntry] = [:]
    for capture in payloads {
      let id = capture.manifest.id
      var contents = [
        (capture.manifest.payloadSHA256, capture.body),
        ("\(id).capture.json", try CanonicalJSON.file(capture.manifest)),
      ]
      if !capture.head.isEmpty { contents.append(("\(id).http", capture.head)) }
      for (name, bytes) in contents {
        files[name] = TreeEntry(name: name, id: try repository.add(.blob, bytes, name: name, to: &new))
      }
    }
    return try repository.add(.tree, Tree(Array(files.values)).bytes, name: Name.payloads, to: &new)
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
    let commits = try commits(after: repository.tip(of: settled), upTo: tip, in: repository)
    return if let commits { commits } else { try self.commits(after: nil, upTo: tip, in: repository) ?? [] }
  }

  /// One batch.
  static func batch(_ id: ObjectID, in repository: borrowing Repository) throws(ArchiveError) -> Batch {
    let tree = try repository.tree(repository.commit(id).tree)
    func lines<Line: Decodable>(_ type: Line.Type, _ name: String) throws(ArchiveError) -> [Line] {
      guard let file = tree[name] else { return [] }
      return try CanonicalJSON.decodeLines(
        type, from: repository.read(.blob, file), "\(name) of journal commit \(id)")
    }
    return Batch(
      id: id, looks: try lines(Look.self, Name.looks), versions: try lines(Version.self, Name.versions))
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

  /// Names in a journal commit's tree.
  private enum Name {
    static let looks = "looks.jsonl"
    static let versions = "versions.jsonl"
    static let stories = "stories"
    static let payloads = "payloads"
  }
}
