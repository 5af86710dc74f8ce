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
  let key: SigningKey
  private let lock: ArchiveLock
  /// Looks that wait to be recorded.
  let looks: LookLog
  /// Events that wait for the next batch.
  var events: [JournalEvent] = []
  /// Tells when the wall clock jumps; nil when time is not the system's.
  var clockWatch: ClockWatch?

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

  /// Stories that others' requests concerned, until somebody asks.
  var changedByOthers: Set<Slug> = []

  /// How many batches were recorded since packs were last looked at.
  var batchesSinceJoin = 0

  /// Takes the lock, clears up, and opens the archive.
  init(
    _ folder: ArchiveFolder, createIfMissing: Bool, patience: Duration, committer: Committer,
    clock: @escaping @Sendable () -> Timestamp, watchesClock: Bool
  ) throws(ArchiveError) {
    if createIfMissing && !Disk.exists(folder.catalog) && !Disk.exists(folder.signingKey) {
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
    try Requests(folder: folder.requests).sweep(now: clock())
    repository = try Repository(at: folder.stories)
    try ArchiveForm.check(repository)
    key = try SigningKey(in: folder, committer: committer)
    try repository.setSigners(folder.allowedSigners)
    branches = try Repository(at: folder.stories, syncsReferences: false)
    let tip = try repository.tip(of: Journal.reference)
    let done = try Journal.tally(of: tip, in: repository).segment
    looks = try LookLog(SpooledLooks(folder: folder.spooledLooks), done: done)
    clockWatch = watchesClock ? ClockWatch(wall: clock()) : nil
    try settle()
  }

  /// Records entries in batches.
  func record(_ entries: [Entry]) throws(ArchiveError) -> [Version?] {
    for entry in entries { try entry.check() }
    if entries.isEmpty { return try recordBatch([]) }
    var versions: [Version?] = []
    var rest = entries[...]
    while !rest.isEmpty {
      var (bytes, captures) = (0, 0)
      let batch = rest.prefix(Self.looksPerSegment).prefix { entry in
        guard let capture = entry.capture else { return true }
        bytes += capture.body.count
        captures += 1
        return captures <= Self.batchCount && (bytes <= Self.batchBytes || bytes == capture.body.count)
      }
      versions += try recordBatch(batch)
      batchesSinceJoin += 1
      if batchesSinceJoin >= Self.mostPacks { try joinPacksIfDue() }
      rest = rest[batch.endIndex...]
    }
    return versions
  }

  /// Registers a story with the next batch, unless that would say nothing new.
  func register(_ story: Story) {
    var known = try? ask { try $0.story(story.slug) }
    // A story that has versions is called by its newest headline; that is no news to register.
    if (try? ask { try $0.lastVersion(of: story.slug) }) != nil { known?.title = story.title }
    registrations[story.slug] = known == story ? nil : story
  }

  /// Keeps looks without captures: lines in the spool, until there are enough of them or they are old enough.
  func note(_ new: [Look], request: CaptureID? = nil) throws(ArchiveError) {
    var lines: [SpooledLooks.Line] = []
    var strangers: [Entry] = []
    try settle()
    for look in new {
      let entry = Entry(look: look)
      try entry.check()
      let isKnown = try ask { try $0.story(look.story) != nil }
      if isKnown && registrations[look.story] == nil {
        lines.append(SpooledLooks.Line(look: look, request: request))
      } else {
        strangers.append(entry)
      }
    }
    try looks.add(lines)
    if strangers.isEmpty { try recordDue() } else { _ = try recordBatch(strangers[...]) }
  }

  /// Records what waits in memory or has waited long enough in the spool.
  func recordDue() throws(ArchiveError) {
    let age = looks.oldest.map { clock().milliseconds - $0.milliseconds } ?? 0
    // A look of the future has no age: the clock was set back.
    let isDue = looks.waiting.count >= Self.looksPerSegment || !(0..<Self.looksAge).contains(age)
    if !looks.waiting.isEmpty && isDue || !registrations.isEmpty || !events.isEmpty {
      _ = try recordBatch([])
    }
  }

  /// Records what waits, however young.
  func flush() throws(ArchiveError) {
    if !looks.waiting.isEmpty || !registrations.isEmpty || !events.isEmpty { _ = try recordBatch([]) }
  }

  /// Captures in the spool that are not in git, the oldest first, as many as make a batch.
  func pendingCaptures(
    atMost count: Int, besides mine: Set<CaptureID>
  ) throws(ArchiveError) -> [Capture] {
    try settle()
    var captures: [Capture] = []
    var bytes = 0
    for id in try spool.ids() where !mine.contains(id) {
      if captures.count >= count || bytes >= Self.batchBytes { break }
      guard let capture = try spool.capture(id) else {
        try spool.putAside(id)
        continue
      }
      let slug = capture.manifest.story
      let isRecorded = try ask { rows in
        if try rows.removal(of: slug) != nil { return true }
        guard let part = Resource(capture.manifest) else { return try rows.hasLook(of: slug, capture: id) }
        return try rows.hasResource(of: slug, version: part.version, address: part.address)
      }
      if isRecorded {
        // Recorded, and killed before the spool let go of it; or of a story that was taken out.
        try spool.remove(id)
      } else {
        captures.append(capture)
        bytes += capture.body.count
      }
    }
    return captures
  }

  func recordBatch(
    _ entries: ArraySlice<Entry>, resources: ArraySlice<ResourceEntry> = [], removing removals: [Removal] = []
  ) throws(ArchiveError) -> [Version?] {
    try settle()
    if let event = clockWatch?.jump(wall: clock()) { events.append(event) }
    var batch = BatchInMaking(new: try PackDraft())
    var versions: [Version?] = []
    let waiting = looks.waiting
    if !waiting.isEmpty {
      batch.draft.tally.segment = looks.number ?? 0
      looks.end()
    }
    for line in waiting where try ask({ try $0.removal(of: line.look.story) == nil }) {
      _ = try add(Entry(look: line.look), to: &batch)
    }
    for entry in entries { versions.append(try add(entry, to: &batch)) }
    for resource in resources { try add(resource, to: &batch) }
    batch.draft.stories = try newRegistrations(batch)
    batch.draft.events = events
    batch.draft.removals = removals
    let segment = batch.draft.tally.segment
    if !batch.draft.isEmpty { try keep(batch) }
    registrations = [:]
    events = []
    // What cannot be removed is recognised by the tally.
    if !waiting.isEmpty { try? looks.forget(upTo: segment) }
    // One that cannot be removed is recognised as recorded at the next start.
    for entry in entries { if let id = entry.look.capture { try? spool.remove(id) } }
    for entry in resources { if let id = entry.capture?.manifest.id { try? spool.remove(id) } }
    return versions
  }

  /// Writes a batch. It counts from the moment that the journal names it.
  private func keep(_ batch: consuming BatchInMaking) throws(ArchiveError) {
    batch.draft.count(from: try Journal.tally(of: journal, in: repository))
    let draft = batch.draft
    let kept = try Journal.add(
      draft, parent: journal, at: clock(), committer: committer, key: key, in: repository, to: &batch.new)
    try repository.write(batch.new)
    // An error from here on leaves open how far things went: the next call looks.
    isUnsettled = true
    try repository.move(Journal.reference, to: kept.id, expecting: Expected(journal))
    journal = kept.id
    for (slug, branch) in batch.branches.sorted(by: { $0.key < $1.key }) {
      if let tip = branch.tip { try branches.move(slug.branch, to: tip, expecting: Expected(branch.before)) }
    }
    try removeBranches(draft.removals)
    isUnsettled = false
    batchesSinceMark += 1
    if batchesSinceMark >= Self.batchesPerMark { try markSettled() }
    // The batch is kept. A catalog that could not follow is made again by the next call; readers see that it is behind.
    do {
      try catalog?.add([kept], stories: draft.stories)
    } catch {
      catalog = nil
    }
  }

  /// Adds one entry to a batch, unless it is in the archive or the batch already.
  private func add(_ entry: Entry, to batch: inout BatchInMaking) throws(ArchiveError) -> Version? {
    let slug = entry.look.story
    if let id = entry.look.capture, let version = batch.seen[slug]?[id] { return version }
    let (known, version, removal) = try ask { rows in
      let known = try entry.look.capture.map { try rows.hasLook(of: slug, capture: $0) } ?? false
      let version = try known ? entry.look.capture.flatMap { try rows.version(of: slug, capture: $0) } : nil
      return (known, version, try rows.removal(of: slug))
    }
    if known { return version }
    if let removal {
      throw ArchiveError(
        .badInput,
        "“\(slug)” was taken out of the archive on \(removal.time) (\(removal.reason)); nothing is kept under that "
          + "name again: choose another")
    }
    if let reread = entry.reread { try add(reread, of: slug, to: &batch) }
    var made: Version?
    if let capture = entry.capture {
      let manifest = try ManifestFile(capture.manifest)
      batch.draft.manifests.append((capture.manifest.id, manifest.sha256))
      if let content = entry.version {
        made = try add(content, of: capture, manifest, to: &batch)
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
    _ content: VersionContent, of capture: Capture, _ manifestFile: ManifestFile,
    to batch: inout BatchInMaking
  ) throws(ArchiveError) -> Version {
    let manifest = capture.manifest
    let slug = manifest.story
    var branch = if let known = batch.branches[slug] { known } else { try branch(of: slug) }
    let commit = try VersionCommit.add(
      content, of: capture, manifestFile, parent: branch.tip, committer: committer, in: repository,
      to: &batch.new)
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
  func branch(of slug: Slug) throws(ArchiveError) -> Branch {
    let end = try ask { try $0.end(of: slug) }
    let tip = try repository.tip(of: slug.branch)
    guard tip?.description == end?.commit else {
      throw .damaged("branch \(slug) is not where the journal left it, at \(end?.commit ?? "nothing")")
    }
    // Nothing is added to a branch whose end cannot be read.
    if let tip { _ = try repository.commit(tip) }
    return Branch(before: tip, tip: tip, count: end?.number ?? 0, newest: end?.newest)
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
    try recordDue()
    try joinPacksIfDue()
    try markSettled()
  }

  /// How many looks wait in the spool at most, and for how long, in milliseconds.
  static let looksPerSegment = 1000
  private static let looksAge: Int64 = 60_000

  /// How many batches a start after a power cut has to look through at most.
  private static let batchesPerMark = 256
  static let batchCount = 100
  static let batchBytes = 64 << 20
}

/// A batch while it is put together.
struct BatchInMaking: ~Copyable {
  var draft = Journal.Draft()
  var new: PackDraft
  var branches: [Slug: Branch] = [:]
  /// Captures in this batch, and the versions they made.
  var seen: [Slug: [CaptureID: Version?]] = [:]
  /// The addresses asked for to go with versions of this batch.
  var parts: [CaptureID: Set<String>] = [:]
  /// The first look at each story.
  var firstLooks: [Slug: Look] = [:]
}

/// Where a story's branch stands.
struct Branch {
  /// Its newest commit before the batch.
  let before: ObjectID?
  /// Its newest commit.
  var tip: ObjectID?
  /// How many versions it has.
  var count: Int
  /// The latest time of capture on it.
  var newest: Timestamp?
}
