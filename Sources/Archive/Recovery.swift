// Setting an archive right: branches after the journal, the catalog after both.

import Story

extension Recorder {
  /// Makes branches and catalog agree with the journal; does nothing when they do.
  func settle() throws(ArchiveError) {
    if isUnsettled {
      journal = try repository.tip(of: Journal.reference)
      // Nothing is added to a journal whose end cannot be read.
      if let journal { _ = try Journal.batch(journal, in: repository) }
      let commits = try Journal.unsettled(upTo: journal, in: repository)
      var moves: [(story: Slug, commit: String)] = []
      var removals: [Removal] = []
      for commit in commits {
        let batch = try Journal.batch(commit, in: repository)
        moves += batch.moves
        removals += batch.removals
      }
      let removed = Set(removals.map(\.story))
      try advanceBranches(moves.filter { !removed.contains($0.story) })
      try removeBranches(removals)
      batchesSinceMark = commits.count
      catalog = nil
      isUnsettled = false
    }
    if catalog == nil { try openCatalog() }
  }

  /// Moves branches to the newest of some commits that follow each other in the journal.
  ///
  /// Branches are not synced one by one, which would take most of the time: they can be made again from the journal.
  func advanceBranches(_ moves: [(story: Slug, commit: String)]) throws(ArchiveError) {
    for (slug, moves) in Dictionary(grouping: moves, by: \.story).sorted(by: { $0.key < $1.key }) {
      let commits = moves.compactMap { ObjectID($0.commit) }
      guard let first = commits.first, let last = commits.last, commits.count == moves.count else {
        throw .damaged("the journal names no commit for a version of “\(slug)”")
      }
      let tip = try tipOrNothing(of: slug.branch)
      if tip == last { continue }
      let before = try repository.commit(first).parents.first
      guard tip == nil || tip == before || commits.contains(where: { $0 == tip }) else {
        throw .damaged(
          "branch \(slug) was moved by another program; set it back with `git -C \(folder.stories) update-ref "
            + "\(slug.branch) \(last)`")
      }
      try branches.move(slug.branch, to: last, expecting: Expected(tip))
    }
  }

  /// Takes away the branches of stories that were taken out.
  func removeBranches(_ removals: [Removal]) throws(ArchiveError) {
    for removal in removals {
      guard let tip = try tipOrNothing(of: removal.story.branch) else { continue }
      guard removal.commits.contains(tip.description) else {
        throw .damaged("branch \(removal.story) was moved by another program after its story was taken out")
      }
      try branches.remove(removal.story.branch, expecting: tip)
    }
  }

  /// A branch's tip; one whose file is garbage, as a power cut can leave it, is removed to be made again.
  private func tipOrNothing(of reference: String) throws(ArchiveError) -> ObjectID? {
    if let tip = try? repository.tip(of: reference) { return tip }
    try Disk.remove(folder.stories + "/" + reference)
    return try repository.tip(of: reference)
  }

  /// Syncs all branches and notes that they are in place.
  func markSettled() throws(ArchiveError) {
    guard let journal else { return }
    let mark = try tipOrNothing(of: Journal.settled)
    if mark != journal {
      try Disk.syncAll(with: folder.stories + "/refs/heads")
      try repository.move(Journal.settled, to: journal, expecting: Expected(mark))
    }
    batchesSinceMark = 0
  }

  /// Asks the catalog; one that fails is made again from git, once.
  func ask<Answer>(_ query: (CatalogRows) throws -> Answer) throws(ArchiveError) -> Answer {
    if let answer = try? catalog?.read(query) { return answer }
    catalog = nil
    try openCatalog()
    do {
      guard let catalog else { throw CatalogFault(description: "not open") }
      return try catalog.read(query)
    } catch {
      throw ArchiveError(.disk, "cannot use \(folder.catalog): \(error)")
    }
  }

  /// Makes the catalog anew from git, beside the old one, and puts it in its place.
  func reindex() throws(ArchiveError) -> (stories: Int, versions: Int, looks: Int) {
    try settle()
    let draft = folder.catalog + ".new"
    try Leftovers.removeCatalog(draft)
    do {
      let new = try Catalog(writing: draft)
      try level(new)
      try new.close()
      try catalog?.close()
      catalog = nil
    } catch let error as ArchiveError {
      throw error
    } catch {
      throw ArchiveError(.disk, "cannot write \(draft): \(error)")
    }
    // The old one goes first: were it still there with a log of its own, the log would be taken for the new one's.
    try Leftovers.removeCatalog(folder.catalog)
    try Disk.move(draft, to: folder.catalog)
    // Made again by whoever asks them next.
    for derived in [folder.passages, folder.traces] { try Leftovers.removeCatalog(derived) }
    return try ask { try $0.counts }
  }

  /// Opens the catalog and brings it level with the journal; one that cannot be used is made anew.
  private func openCatalog() throws(ArchiveError) {
    for attempt in 1...2 {
      do {
        let catalog = try Catalog(writing: folder.catalog)
        try level(catalog)
        self.catalog = catalog
        return
      } catch let error as ArchiveError {
        throw error
      } catch {
        if attempt == 2 { throw ArchiveError(.disk, "cannot write \(folder.catalog): \(error)") }
        try Leftovers.removeCatalog(folder.catalog)
      }
    }
  }

  /// Adds to a catalog what the journal has beyond it.
  private func level(_ catalog: Catalog) throws {
    var base = try catalog.read { try $0.journal }
    if base == journal { return }
    var commits = try Journal.commits(after: base, upTo: journal, in: repository)
    if commits == nil {
      // It indexes another journal, such as one that a backup was put in place of.
      try catalog.clear()
      base = nil
      commits = try Journal.commits(after: nil, upTo: journal, in: repository)
    }
    var stories = try Journal.stories(after: base, upTo: journal, in: repository)
    var rest = (commits ?? [])[...]
    while !rest.isEmpty {
      var batches: [Batch] = []
      for commit in rest.prefix(256) { batches.append(try Journal.batch(commit, in: repository)) }
      // Registrations go in first, so that a catalog left half way has none too few.
      try catalog.add(batches, stories: stories)
      stories = []
      rest = rest.dropFirst(256)
    }
  }
}
