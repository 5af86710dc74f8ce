// Taking a story out.

import Story

extension Recorder {
  /// Takes a story out: a tombstone in the journal, and its branch goes.
  @discardableResult
  func remove(_ slug: Slug, reason: String, erases: Bool) throws(ArchiveError) -> Removal {
    try settle()
    let reason = reason.onOneLine(limit: 500)
    if reason.isEmpty { throw ArchiveError(.badInput, "a story is taken out for a reason: say which") }
    let (story, versions, before) = try ask {
      (try $0.story(slug), try $0.versions(of: slug), try $0.removal(of: slug))
    }
    if story == nil && !(erases && before?.erases == false) {
      let what = before == nil ? "there is no story “\(slug)”" : "“\(slug)” was taken out before"
      throw ArchiveError(.notFound, what + "; `writethru stories` lists those there are")
    }
    var removal = Removal(
      story: slug, time: clock(), reason: reason, erases: erases,
      commits: before?.commits ?? commits(of: slug) ?? versions.map(\.commit))
    if erases { removal.payloads = try payloads(of: slug) }
    _ = try recordBatch([], removing: [removal])
    try markSettled()
    if erases {
      // It has the words themselves, and is made again without them.
      try Leftovers.removeCatalog(folder.passages)
      for id in try spool.ids() where try spool.capture(id)?.manifest.story == slug { try spool.remove(id) }
    }
    return removal
  }

  /// The commits of a story's branch; nil when it cannot be read.
  private func commits(of slug: Slug) -> [String]? { (try? line(of: slug))?.map(\.description) }

  /// The files of a story's captures that made no version, but for bodies that another story shares.
  private func payloads(of slug: Slug) throws(ArchiveError) -> [String] {
    let erased = Set(try ask { try $0.removals() }.flatMap(\.payloads))
    var own: Set<ObjectID> = []
    var shared: Set<ObjectID> = []
    for commit in try Journal.commits(after: nil, upTo: journal, in: repository) ?? [] {
      let files = try Journal.payloads(commit, in: repository)
      let byName = Dictionary(files.map { ($0.name, $0.id) }, uniquingKeysWith: { $1 })
      for file in files
      where file.name.hasSuffix(Journal.manifestEnding) && !erased.contains(file.id.description) {
        let manifest = try CanonicalJSON.decode(
          Manifest.self, from: repository.read(.blob, file.id), "the manifest \(file.name)")
        let body = byName[manifest.payloadSHA256] ?? byName[manifest.payloadSHA256 + Wrapping.ending]
        if manifest.story == slug {
          own.formUnion([file.id, byName["\(manifest.id).http"], body].compactMap { $0 })
        } else if let body {
          shared.insert(body)
        }
      }
    }
    return own.subtracting(shared).map(\.description).sorted()
  }
}
