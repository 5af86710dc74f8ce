// The form of an archive: which releases of the program can read it.

/// How archives are numbered by their form.
///
/// Every journal commit says in its `tally.json` which form it has; the first releases did not, which is form 1. The
/// number grows when an older release would misread what a newer one writes, or could not read it (a new outcome of a
/// look, say), and not for a file or field that it may pass over. A test opens an archive of every form there was.
enum ArchiveForm {
  /// The form this release writes, and the newest it reads.
  static let current = 1

  /// Refuses an archive of a form that only a later release knows. One whose journal cannot be read is not refused
  /// here: whoever reads on says what is damaged.
  ///
  /// - Parameters:
  ///   - commit: the journal's newest commit, if there is one.
  ///   - repository: where it is.
  /// - Throws: `newer`.
  static func check(_ commit: ObjectID?, in repository: borrowing Repository) throws(ArchiveError) {
    guard let commit, let form = try? Self.form(of: commit, in: repository), form > current else { return }
    throw ArchiveError(
      .newer,
      "\(repository.path) has form \(form), which a later release of writethru wrote; this one reads forms up to "
        + "\(current): install that release or a later one, or go on with a copy from before it")
  }

  /// Refuses likewise, by the journal as it stands now.
  static func check(_ repository: borrowing Repository) throws(ArchiveError) {
    try check((try? repository.tip(of: Journal.reference)) ?? nil, in: repository)
  }

  /// The form that a journal commit names. Of its file nothing else is read: it may be all different.
  private static func form(
    of commit: ObjectID, in repository: borrowing Repository
  ) throws(ArchiveError) -> Int {
    struct Named: Decodable { var form: Int? }
    let tree = try repository.tree(repository.commit(commit).tree)
    guard let file = try repository.file(Journal.tallyFile, in: tree) else { return 1 }
    return try CanonicalJSON.decode(Named.self, from: file, Journal.tallyFile).form ?? 1
  }
}
