// What a reader sees: the catalog as far as it reaches, and the journal from there on.

import Story

/// What the journal says beyond the catalog.
struct JournalTail: Sendable {
  /// The commit after which it begins; nil when it is the whole journal.
  var base: ObjectID?
  /// The commit it ends with; nil when there is no journal.
  var tip: ObjectID?
  /// Registrations, the newest state of each.
  var stories: [Slug: Story] = [:]
  /// Versions of each story in order of arrival.
  var versions: [Slug: [Version]] = [:]
  /// Versions before the tail that were read again in it, in order.
  var rereadings: [Slug: [Rereading]] = [:]
  /// Looks at each story in order of arrival.
  var looks: [Slug: [Look]] = [:]
  /// What was asked for to go with each story's versions, in order of arrival.
  var resources: [Slug: [Resource]] = [:]
  /// What happened to the watch itself.
  var events: [JournalEvent] = []
  /// Stories taken out.
  var removals: [Slug: Removal] = [:]
  /// The leaves of the Merkle tree, without line ends.
  var leaves: [String] = []
  /// The last segment of spooled looks that is in the journal.
  var segment = 0

  /// Reads the journal after `base` up to `tip`, or nil when `base` is not in it.
  init?(after base: ObjectID?, upTo tip: ObjectID?, in repository: borrowing Repository) throws(ArchiveError)
  {
    // A later release may have written since the archive was opened.
    try ArchiveForm.check(tip, in: repository)
    guard let commits = try Journal.commits(after: base, upTo: tip, in: repository) else { return nil }
    self.base = base
    self.tip = tip
    for story in try Journal.stories(after: base, upTo: tip, in: repository) { stories[story.slug] = story }
    for commit in commits {
      let batch = try Journal.batch(commit, in: repository)
      for rereading in batch.rereadings { rereadings[rereading.story, default: []].append(rereading) }
      batch.add(to: &versions)
      for look in batch.looks { looks[look.story, default: []].append(look) }
      for resource in batch.resources { resources[resource.story, default: []].append(resource) }
      events += batch.events
      leaves += batch.leaves
      for removal in batch.removals {
        removals[removal.story] = removal
        versions[removal.story] = nil
        rereadings[removal.story] = nil
        looks[removal.story] = nil
        resources[removal.story] = nil
      }
    }
    segment = try Journal.tally(of: tip, in: repository).segment
  }
}

extension JournalTail {
  /// Versions from before the tail as they stand at its end.
  func level(_ versions: [Version]) -> [Version] {
    versions.map { version in
      (rereadings[version.story] ?? []).reduce(version) { $1.number == $0.number ? $1.applied(to: $0) : $0 }
    }
  }

  /// With the looks that wait in the spool.
  fileprivate func adding(_ spooled: [SpooledLooks.Segment]) -> JournalTail {
    var tail = self
    for line in spooled.lazy.filter({ $0.number > segment }).flatMap(\.lines) {
      tail.looks[line.look.story, default: []].append(line.look)
    }
    return tail
  }
}

/// An archive, open to be read. Takes no lock: what it reads is never changed, only added to.
struct ArchiveView: ~Copyable {
  /// Its folder.
  let folder: ArchiveFolder
  /// Its git repository.
  let repository: Repository
  /// The catalog and the number of its file, unless there is none that can be used.
  private var catalog: (open: Catalog?, file: UInt64)?
  /// The tail read last.
  private var tail: JournalTail?
  /// The leaves read last.
  private var log: LeafLog?

  /// Opens an archive.
  init(_ folder: ArchiveFolder) throws(ArchiveError) {
    try folder.check()
    let repository = try Repository(at: folder.stories)
    try ArchiveForm.check(repository)
    self.init(folder: folder, repository: repository)
  }

  private init(folder: ArchiveFolder, repository: consuming Repository) {
    self.folder = folder
    self.repository = repository
  }

  /// Asks the catalog, and says what the journal has beyond it.
  ///
  /// - Parameters:
  ///   - nothing: the answer of a catalog that holds nothing.
  ///   - readsSpool: whether looks that wait in the spool are wanted too.
  ///   - query: the question.
  mutating func ask<Answer>(
    or nothing: Answer, readsSpool: Bool = false, _ query: (CatalogRows) throws -> Answer
  ) throws(ArchiveError) -> (Answer, JournalTail) {
    // First what waits in the spool: it may be in the journal a moment later, and is then left out here.
    let spooled = readsSpool ? try waiting.segments(after: 0) : []
    // Then the catalog, then the journal, which moves before the catalog does: so the journal is never behind.
    let answer = openCatalog().flatMap { try? $0.read { (try $0.journal, try query($0)) } }
    let tip = try repository.tip(of: Journal.reference)
    if let (base, answer) = answer, let tail = try readTail(after: base, upTo: tip) {
      return (answer, tail.adding(spooled))
    }
    // No catalog, a damaged one, or one of another journal.
    guard let tail = try readTail(after: nil, upTo: tip) else {
      throw ArchiveError(.internalFault, "a journal has no beginning; please report this")
    }
    return (nothing, tail.adding(spooled))
  }

  /// The leaves of the Merkle tree up to a journal commit, and perhaps later ones.
  ///
  /// Of a large journal they come from the catalog, as its commits would have to be read one by one; their root
  /// has to be the one that the commit names.
  mutating func leaves(at commit: ObjectID, _ tally: Tally) throws(ArchiveError) -> LeafLog {
    let size = tally.manifests.size
    if let log, log.count >= size, log.root(of: size) == tally.root { return log }
    let (known, tail) = try ask(or: []) { try $0.leaves() }
    var new = LeafLog(known + tail.leaves)
    if new.count < size || new.root(of: size) != tally.root {
      var lines: [String] = []
      for id in try Journal.commits(after: nil, upTo: commit, in: repository) ?? [] {
        lines += try Journal.batch(id, in: repository).leaves
      }
      new = LeafLog(lines)
    }
    log = new
    return new
  }

  var waiting: SpooledLooks { SpooledLooks(folder: folder.spooledLooks) }

  private mutating func openCatalog() -> Catalog? {
    // Reindexing puts another file in its place.
    guard let file = Disk.number(of: folder.catalog) else { return nil }
    if let catalog, catalog.file == file { return catalog.open }
    let open = try? Catalog(reading: folder.catalog)
    catalog = (open, file)
    return open
  }

  private mutating func readTail(
    after base: ObjectID?, upTo tip: ObjectID?
  ) throws(ArchiveError) -> JournalTail? {
    if let tail, tail.base == base, tail.tip == tip { return tail }
    let new = try JournalTail(after: base, upTo: tip, in: repository)
    if let new { tail = new }
    return new
  }
}
