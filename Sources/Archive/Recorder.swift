// How a batch is recorded: one synced pack, the journal, the branches, the catalog, and only then the spool.

import Story

/// The one writer's hands; not to be shared between threads.
final class Recorder {
  let folder: ArchiveFolder
  let spool: Spool
  let repository: Repository
  /// The same repository, for moving branches without syncing each.
  let branches: Repository
  let committer: Committer
  let clock: @Sendable () -> Timestamp
  private let lock: ArchiveLock

  /// Registrations that wait for the next batch.
  var registrations: [Slug: Story] = [:]
  /// The journal's newest commit.
  var journal: ObjectID?
  /// The catalog, level with the journal; nil when it has to be opened or made again.
  var catalog: Catalog?
  /// Whether the journal may be ahead of the branches.
  var isUnsettled = true
  /// How many batches were recorded since the branches were last synced.
  var batchesSinceMark = 0

  /// Takes the lock, clears up, and opens the archive.
  init(
    _ folder: ArchiveFolder, createIfMissing: Bool, patience: Duration, committer: Committer,
    clock: @escaping @Sendable () -> Timestamp
  ) throws(ArchiveError) {
    if createIfMissing && !Disk.exists(folder.catalog) {
      try Disk.makeFolder(folder.path)
    } else {
      try folder.check()
    }
    lock = try ArchiveLock(at: folder.lock, patience: patience)
    self.folder = folder
    self.committer = committer
    self.clock = clock
    spool = Spool(folder: folder.spool)
    try Leftovers.sweep(folder)
    try spool.sweep()
    if !Disk.isFolder(folder.stories) {
      try Repository.create(at: folder.stories, committer: committer, time: clock())
    }
    try Disk.makeFolder(folder.spool)
    repository = try Repository(at: folder.stories)
    branches = try Repository(at: folder.stories, syncsReferences: false)
    try settle()
  }

  /// Records entries in batches.
  func record(_ entries: [Entry]) throws(ArchiveError) -> [Version?] {
    for entry in entries { try entry.check() }
    if entries.isEmpty { return try recordBatch([]) }
    var versions: [Version?] = []
    var rest = entries[...]
    while !rest.isEmpty {
      var bytes = 0
      let batch = rest.prefix(Self.batchCount).prefix { entry in
        bytes += entry.capture?.body.count ?? 0
        return bytes <= Self.batchBytes || bytes == entry.capture?.body.count
      }
      versions += try recordBatch(batch)
      rest = rest[batch.endIndex...]
    }
    return versions
  }

  /// Captures in the spool that are not in git.
  func pendingCaptures() throws(ArchiveError) -> [Capture] {
    try settle()
    var captures: [Capture] = []
    for id in try spool.ids() {
      guard let capture = try spool.capture(id) else {
        try spool.putAside(id)
        continue
      }
      if try ask({ try $0.hasLook(of: capture.manifest.story, capture: id) }) {
        // Recorded, and killed before the spool let go of it.
        try spool.remove(id)
      } else {
        captures.append(capture)
      }
    }
    return captures
  }

  private func recordBatch(_ entries: ArraySlice<Entry>) throws(ArchiveError) -> [Version?] {
    try settle()
    var batch = BatchInMaking()
    defer { repository.forget() }
    var versions: [Version?] = []
    for entry in entries { versions.append(try add(entry, to: &batch)) }
    batch.draft.stories = try newRegistrations(batch)
    if !batch.draft.isEmpty { try keep(batch) }
    registrations = [:]
    // One that cannot be removed is recognised as recorded at the next start.
    for entry in entries { if let id = entry.look.capture { try? spool.remove(id) } }
    return versions
  }

  /// Writes a batch. It counts from the moment that the journal names it.
  private func keep(_ batch: consuming BatchInMaking) throws(ArchiveError) {
    let draft = batch.draft
    let commit = try Journal.add(
      draft, parent: journal, at: clock(), committer: committer, in: repository, to: &batch.new)
    let stories = Set(draft.versions.map(\.story)).count
    try repository.pack(batch.new, comparing: stories < draft.versions.count)
    // An error from here on leaves open how far things went: the next call looks.
    isUnsettled = true
    try repository.move(Journal.reference, to: commit, expecting: Expected(journal))
    journal = commit
    try advanceBranches(draft.versions)
    isUnsettled = false
    batchesSinceMark += 1
    if batchesSinceMark >= Self.batchesPerMark { try markSettled() }
    // The batch is kept. A catalog that could not follow is made again by the next call; readers see that it is behind.
    do {
      let read = Batch(id: commit, looks: draft.looks, versions: draft.versions)
      try catalog?.add([read], stories: draft.stories)
    } catch {
      catalog = nil
    }
  }

  /// Adds one entry to a batch, unless it is in the archive or the batch already.
  private func add(_ entry: Entry, to batch: inout BatchInMaking) throws(ArchiveError) -> Version? {
    let slug = entry.look.story
    if let id = entry.look.capture {
      if let version = batch.seen[slug]?[id] { return version }
      let (known, version) = try ask {
        (try $0.hasLook(of: slug, capture: id), try $0.version(of: slug, capture: id))
      }
      if known { return version }
    }
    var made: Version?
    if let capture = entry.capture {
      if let content = entry.version {
        made = try add(content, of: capture, to: &batch)
      } else {
        batch.draft.payloads.append(capture)
      }
    }
    if let id = entry.look.capture { batch.seen[slug, default: [:]][id] = .some(made) }
    if batch.firstLooks[slug] == nil { batch.firstLooks[slug] = entry.look }
    batch.draft.looks.append(entry.look)
    return made
  }

  private func add(
    _ content: VersionContent, of capture: Capture, to batch: inout BatchInMaking
  ) throws(ArchiveError) -> Version {
    let manifest = capture.manifest
    let slug = manifest.story
    var branch = if let known = batch.branches[slug] { known } else { try branch(of: slug) }
    let commit = try VersionCommit.add(
      content, of: capture, parent: branch.tip, committer: committer, in: repository, to: &batch.new)
    let version = Version(
      number: branch.count + 1, story: slug, capture: manifest.id, captured: manifest.captured,
      timeSource: manifest.timeSource, late: branch.newest.map { manifest.captured < $0 } ?? false,
      commit: commit.description, headline: content.article.headline?.value, address: manifest.address,
      payloadSHA256: manifest.payloadSHA256, extractor: content.extractor)
    branch.tip = commit
    branch.count += 1
    branch.newest = max(branch.newest ?? manifest.captured, manifest.captured)
    batch.branches[slug] = branch
    batch.draft.versions.append(version)
    return version
  }

  /// Where a branch stands, the journal and git agreeing on it.
  private func branch(of slug: Slug) throws(ArchiveError) -> Branch {
    let (last, newest) = try ask { (try $0.lastVersion(of: slug), try $0.newestVersions(of: slug).first) }
    let tip = try repository.tip(of: slug.branch)
    guard tip?.description == last?.commit else {
      throw .damaged("branch \(slug) is not where the journal left it, at \(last?.commit ?? "nothing")")
    }
    // Nothing is added to a branch whose end cannot be read.
    if let tip { _ = try repository.commit(tip) }
    return Branch(tip: tip, count: last?.number ?? 0, newest: newest?.captured)
  }

  /// Registrations that say something new, and those of stories that nobody registered.
  private func newRegistrations(_ batch: borrowing BatchInMaking) throws(ArchiveError) -> [Story] {
    var stories: [Story] = []
    for (slug, look) in batch.firstLooks where registrations[slug] == nil {
      if try ask({ try $0.story(slug) }) == nil {
        stories.append(Story(slug: slug, addresses: look.address.map { [$0] } ?? [], registered: clock()))
      }
    }
    for (slug, story) in registrations where try ask({ try $0.story(slug) }) != story {
      stories.append(story)
    }
    return stories.sorted { $0.slug < $1.slug }
  }

  /// Writes what waits, and syncs the branches.
  func finish() throws(ArchiveError) {
    _ = try record([])
    try markSettled()
  }

  /// How many batches a start after a power cut has to look through at most.
  private static let batchesPerMark = 256
  private static let batchCount = 100
  private static let batchBytes = 64 << 20
}

/// A batch while it is put together.
private struct BatchInMaking: ~Copyable {
  var draft = Journal.Draft()
  var new = NewObjects()
  var branches: [Slug: Branch] = [:]
  /// Captures in this batch, and the versions they made.
  var seen: [Slug: [CaptureID: Version?]] = [:]
  /// The first look at each story.
  var firstLooks: [Slug: Look] = [:]
}

/// Where a story's branch stands.
private struct Branch {
  /// Its newest commit.
  var tip: ObjectID?
  /// How many versions it has.
  var count: Int
  /// The latest time of capture on it.
  var newest: Timestamp?
}
