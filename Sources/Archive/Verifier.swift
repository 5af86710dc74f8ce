// How an archive is verified: on, past every damage, to the end.

import Story

/// Verifies one archive.
struct Verifier: ~Copyable {
  let folder: ArchiveFolder
  let repository: Repository
  /// What was found so far.
  var result = Verification()
  /// Objects that were read already.
  private var seen: Set<ObjectID> = []
  /// How much is read.
  let depth: VerificationDepth
  /// Told what is read next.
  let progress: (String) -> Void
  /// The SHA-256 of captures' manifests, as the journal has them.
  var manifests: [CaptureID: String] = [:]
  /// Objects that may be missing, as a tombstone says.
  var holes: Set<ObjectID> = []
  /// The keys whose signatures count; empty when nobody says.
  let signers: Set<String>

  init(
    _ folder: ArchiveFolder, _ repository: consuming Repository, _ depth: VerificationDepth,
    _ progress: @escaping (String) -> Void
  ) {
    self.depth = depth
    self.progress = progress
    signers = Self.signers(folder)
    self.folder = folder
    self.repository = repository
  }

  /// Journal, branches, catalog.
  mutating func checkHistory() throws(ArchiveError) {
    let (tip, branches) = try tips()
    let journal = checkJournal(tip)
    let unsettled = Set((try? Journal.unsettled(upTo: tip, in: repository)) ?? [])
    let mayLag = journal.batches.filter { unsettled.contains($0.id) }.flatMap(\.moves)
    var expected: [Slug: [Version]] = [:]
    var moves: [Slug: [String]] = [:]
    for batch in journal.batches {
      result.looks += batch.looks.count
      batch.add(to: &expected)
      for move in batch.moves { moves[move.story, default: []].append(move.commit) }
      // Nothing of a story that was taken out is expected any more.
      for removal in batch.removals {
        expected[removal.story] = nil
        moves[removal.story] = nil
      }
    }
    let removed = Dictionary(
      journal.batches.flatMap(\.removals).map { ($0.story, $0) }, uniquingKeysWith: { $1 })
    let removing = Set(
      journal.batches.filter { unsettled.contains($0.id) }.flatMap(\.removals).map(\.story))
    for (name, tip) in branches {
      guard let slug = try? Slug(String(name.dropFirst("refs/heads/".count))) else {
        // The page that explains the archive, or a stranger's branch: it need only be readable.
        if let tip { _ = history(tip, name) }
        continue
      }
      if let removal = removed[slug] {
        // A killed writer may not have come to take the branch away.
        if !removing.contains(slug) || tip.map({ !removal.commits.contains("\($0)") }) ?? false {
          note(name, "the branch of a story that was taken out is still there", story: slug)
        }
        continue
      }
      let versions = expected.removeValue(forKey: slug) ?? []
      checkBranch(
        slug, tip, versions, moves[slug] ?? [], late: mayLag.count { $0.story == slug },
        whole: journal.isWhole)
    }
    // Stories that the journal has versions of and git has no branch for.
    for (slug, versions) in expected.sorted(by: { $0.key < $1.key }) {
      checkBranch(
        slug, nil, versions, moves[slug] ?? [], late: mayLag.count { $0.story == slug },
        whole: journal.isWhole)
    }
    if journal.isWhole {
      let mark = attempt(Journal.settled) { repository throws(ArchiveError) in
        try repository.tip(of: Journal.settled)
      }
      if let mark = mark ?? nil, !journal.batches.contains(where: { $0.id == mark }) {
        note(Journal.settled, "it does not point into the journal")
      }
      checkCatalog(journal.batches, tip)
    }
  }

  /// Notes a damage.
  mutating func note(_ object: String, _ problem: String, story: Slug? = nil, version: Int? = nil) {
    result.damages.append(Damage(story: story, version: version, object: object, problem: problem))
  }

  /// Notes the error that some work ends with, and goes on.
  mutating func attempt<Value>(
    _ object: String, story: Slug? = nil, version: Int? = nil,
    _ work: (borrowing Repository) throws(ArchiveError) -> Value
  ) -> Value? {
    do throws(ArchiveError) {
      return try work(repository)
    } catch {
      note(object, error.finding, story: story, version: version)
      return nil
    }
  }

  /// The journal's tip and those of the branches, as they stood at one moment. A branch whose tip cannot be read is
  /// noted and comes without one.
  private mutating func tips() throws(ArchiveError) -> (journal: ObjectID?, [(String, ObjectID?)]) {
    // A writer may be at work: it moves the journal, then the branches.
    for _ in 1...100 {
      let before = try? repository.tip(of: Journal.reference)
      // libgit2's list leaves out a branch whose file is garbage.
      let files = try Disk.names(in: folder.stories + "/refs/heads").filter { !$0.hasSuffix(".lock") }
      let branches = Set(try repository.branches() + files.map { "refs/heads/" + $0 }).sorted()
      let tips = branches.map { ($0, try? repository.tip(of: $0)) }
      guard before == (try? repository.tip(of: Journal.reference)) else { continue }
      for name in branches {
        _ = attempt(name) { repository throws(ArchiveError) in try repository.tip(of: name) }
      }
      let tip = attempt(Journal.reference) { repository throws(ArchiveError) in
        try repository.tip(of: Journal.reference)
      }
      return (tip ?? nil, tips)
    }
    throw ArchiveError(.locked, "the archive changes faster than it can be verified; try again")
  }

  /// Reads the journal from its newest commit to its first.
  private mutating func checkJournal(_ tip: ObjectID?) -> (batches: [Batch], isWhole: Bool) {
    guard let tip else { return ([], Disk.exists(folder.stories + "/" + Journal.reference) == false) }
    // Tombstones first: they say what may be missing.
    for commit in (try? Journal.commits(after: nil, upTo: tip, in: repository)) ?? [] {
      learnHoles((try? Journal.batch(commit, in: repository))?.removals ?? [])
    }
    let commits = history(tip, Journal.reference)
    var batches: [Batch] = []
    var tally = Tally()
    for id in commits.ids.reversed() {
      let batch = attempt("\(id)") { repository throws(ArchiveError) in try Journal.batch(id, in: repository)
      }
      if let batch { batches.append(batch) }
      if commits.isWhole { checkClaims(of: id, looks: batch?.looks.count ?? 0, tally: &tally) }
      checkPayloads(id)
    }
    let stories = attempt("\(tip)") { repository throws(ArchiveError) in
      try Journal.stories(after: nil, upTo: tip, in: repository)
    }
    result.stories = stories?.count ?? 0
    return (batches, commits.isWhole && batches.count == commits.ids.count)
  }

  private mutating func checkPayloads(_ commit: ObjectID) {
    let files =
      attempt("\(commit)") { repository throws(ArchiveError) in
        try Journal.payloads(commit, in: repository)
      } ?? []
    for file in files {
      let isManifest = file.name.hasSuffix(Journal.manifestEnding)
      guard isManifest || depth.includes(file.id.bytes) else { continue }
      guard let bytes = try? repository.read(.blob, file.id) else { continue }  // noted by `history`
      if isManifest {
        let manifest = attempt("\(file.id)") { _ throws(ArchiveError) in
          try CanonicalJSON.decode(Manifest.self, from: bytes, "the manifest \(file.name)")
        }
        if let manifest, let digest = manifests[manifest.id], digest != sha256Hex(bytes) {
          note("\(file.id)", "the journal names another SHA-256 of this manifest")
        }
      } else if file.name.hasSuffix(Wrapping.ending) {
        let name = file.name.dropLast(Wrapping.ending.count)
        if Wrapping.unwrap(bytes).map({ name.hasSuffix(".http") || sha256Hex($0) == name }) != true {
          note("\(file.id)", "the body wrapped in the journal as \(file.name) has another SHA-256")
        }
      } else if !file.name.hasSuffix(".http"), sha256Hex(bytes) != file.name {
        note("\(file.id)", "the body kept in the journal as \(file.name) has another SHA-256")
      }
    }
  }

  /// The commits of a reference from its tip back, and whether the beginning was reached. Every object they name is
  /// read.
  mutating func history(_ tip: ObjectID, _ name: String, story: Slug? = nil) -> (
    ids: [ObjectID], isWhole: Bool
  ) {
    var ids: [ObjectID] = []
    var next: ObjectID? = tip
    while let id = next {
      progress("\(id)")
      let commit = attempt("\(id)", story: story) { repository throws(ArchiveError) in
        try repository.commit(id)
      }
      guard let commit else { return (ids, false) }
      ids.append(id)
      if seen.insert(id).inserted { result.objects += 1 }
      readAll(commit.tree, in: name, story: story)
      next = commit.parents.first
    }
    return (ids, true)
  }

  /// Reads a tree and all that is below it.
  private mutating func readAll(_ id: ObjectID, in name: String, story: Slug?) {
    guard seen.insert(id).inserted else { return }
    result.objects += 1
    let tree = attempt("\(id)", story: story) { repository throws(ArchiveError) in try repository.tree(id) }
    for entry in tree?.entries ?? [] {
      if entry.isFolder {
        readAll(entry.id, in: name, story: story)
      } else if depth.includes(entry.id.bytes), seen.insert(entry.id).inserted {
        if holes.contains(entry.id) && !repository.has(entry.id) { continue }
        result.objects += 1
        progress("\(entry.id)")
        _ = attempt("\(entry.id)", story: story) { repository throws(ArchiveError) in
          try repository.read(.blob, entry.id).count
        }
      }
    }
  }
}
