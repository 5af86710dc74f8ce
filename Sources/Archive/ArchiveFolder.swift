// Where things stand in an archive's folder.

import Foundation

/// The folder of an archive and the paths in it.
struct ArchiveFolder: Hashable, Sendable {
  /// The folder itself, absolute.
  let path: String

  /// The archive at a path, which need not be there yet.
  init(_ path: String) {
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// The bare git repository.
  var stories: String { path + "/stories.git" }
  /// Captures that are not in git yet.
  var spool: String { path + "/spool" }
  /// The packs of the repository.
  var packs: String { stories + "/objects/pack" }
  /// Looks without a capture that are not in git yet.
  var spooledLooks: String { spool + "/looks" }
  /// What other processes ask of the writer.
  var requests: String { spool + "/requests" }
  /// The key that signs the journal.
  var signingKey: String { path + "/signing-key" }
  /// The public keys whose signatures count, as git and ssh-keygen read them.
  var allowedSigners: String { path + "/allowed_signers" }
  /// The index.
  var catalog: String { path + "/catalog.sqlite" }
  /// What stories have in common.
  var traces: String { path + "/traces.sqlite" }
  /// What ever stood in stories, by its words.
  var passages: String { path + "/search.sqlite" }
  /// What the one writer locks.
  var lock: String { path + "/lock" }

  /// Says that there is no archive, or what is left of one.
  func check() throws(ArchiveError) {
    if Disk.isFolder(stories) { return }
    if Disk.exists(catalog) || Disk.exists(signingKey) {
      throw .damaged("\(stories) is missing, which holds all stories: put it back from a backup")
    }
    throw ArchiveError(.notFound, "there is no archive at \(path); `writethru import` or `look` makes one")
  }
}
