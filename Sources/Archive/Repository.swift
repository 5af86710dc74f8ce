// One open git repository: its objects, read from packs and gathered in memory for the next pack.

import CLibgit2

/// An open repository. One thread at a time may use it.
///
/// Only packs are read: libgit2 1.5.1 never comes back from a truncated loose object, and this program writes none.
struct Repository: ~Copyable {
  /// The folder, `stories.git`.
  let path: String
  let handle: OpaquePointer
  private let objects: ObjectDatabase

  /// Opens a repository.
  ///
  /// - Parameter syncsReferences: whether references moved through this value stay moved after a power cut.
  init(at path: String, syncsReferences: Bool = true) throws(ArchiveError) {
    _ = Git.started
    self.path = path
    let handle = try Git.make(.reading, "the repository \(path)") { git_repository_open_bare(&$0, path) }
    do throws(ArchiveError) {
      try Self.openReferences(handle, synced: syncsReferences)
      objects = try ObjectDatabase(of: path)
    } catch {
      git_repository_free(handle)
      throw error
    }
    self.handle = handle
    // Cannot fail: it stores the pointer and takes a reference of its own.
    git_repository_set_odb(handle, objects.handle)
  }

  deinit {
    git_repository_free(handle)
  }

  private static func openReferences(_ handle: OpaquePointer, synced: Bool) throws(ArchiveError) {
    func open() throws(ArchiveError) {
      git_refdb_free(try Git.make(.reading, "the references") { git_repository_refdb(&$0, handle) })
    }
    try synced ? Git.synced(open) : Git.unsynced(open)
  }

  // MARK: Reading

  /// The bytes of an object that must be of a kind. libgit2 checks them against the id.
  func read(_ kind: ObjectKind, _ id: ObjectID) throws(ArchiveError) -> [UInt8] {
    if objects.letGoOfMergedPacks() { git_repository_set_odb(handle, objects.handle) }
    var oid = id.oid
    func find() throws(ArchiveError) -> OpaquePointer {
      try Git.make(.reading, "\(kind.word) \(id)") { git_odb_read(&$0, objects.handle, &oid) }
    }
    let object: OpaquePointer
    do throws(ArchiveError) {
      object = try find()
    } catch {
      // The pack it was in may have been merged into another one in the meantime.
      guard try objects.reopenIfPacksWent() else { throw error }
      git_repository_set_odb(handle, objects.handle)
      object = try find()
    }
    defer { git_odb_object_free(object) }
    guard git_odb_object_type(object) == kind.type else {
      throw .damaged("object \(id) is not a \(kind.word)")
    }
    return Array(
      UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// The folder of an id.
  func tree(_ id: ObjectID) throws(ArchiveError) -> Tree {
    guard let tree = Tree(bytes: try read(.tree, id)) else { throw .damaged("tree \(id) has a wrong form") }
    return tree
  }

  /// The commit of an id.
  func commit(_ id: ObjectID) throws(ArchiveError) -> Commit {
    guard let commit = Commit(bytes: try read(.commit, id)) else {
      throw .damaged("commit \(id) has a wrong form")
    }
    return commit
  }

  // MARK: Writing

  /// Adds an object to the next pack, unless the archive has it already.
  func add(
    _ kind: ObjectKind, _ bytes: [UInt8], to new: inout PackDraft
  ) throws(ArchiveError) -> ObjectID {
    var oid = git_oid()
    let code = Git.collides(bytes) ? Git.collision() : git_odb_hash(&oid, bytes, bytes.count, kind.type)
    try Git.check(code, .writing, "a \(kind.word)")
    let id = ObjectID(oid)
    let isKnown =
      new.has(id) || git_odb_exists_ext(objects.handle, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1
    if !isKnown { try new.add(kind, bytes, id) }
    return id
  }

  /// Adds a file to the next pack; one that git refuses to name is wrapped.
  func addFile(
    _ name: String, _ bytes: [UInt8], to new: inout PackDraft
  ) throws(ArchiveError) -> TreeEntry {
    do throws(ArchiveError) {
      return TreeEntry(name: name, id: try add(.blob, bytes, to: &new))
    } catch {
      guard error.kind == .collision else { throw error }
      let name = name + Wrapping.ending
      return TreeEntry(name: name, id: try add(.blob, Wrapping.wrap(bytes), to: &new))
    }
  }

  /// The bytes of a file of a folder, whether wrapped or not; nil when the folder has none of that name.
  func file(_ name: String, in tree: Tree) throws(ArchiveError) -> [UInt8]? {
    if let id = tree[name] { return try read(.blob, id) }
    guard let id = tree[name + Wrapping.ending] else { return nil }
    guard let bytes = Wrapping.unwrap(try read(.blob, id)) else {
      throw .damaged("\(name + Wrapping.ending) is no gzip member of the form that is used here")
    }
    return bytes
  }

  /// Whether an object is in a pack.
  func has(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects.handle, &oid) == 1
  }

  /// What an object is, and how many bytes it has.
  func header(_ id: ObjectID) throws(ArchiveError) -> (kind: ObjectKind?, count: Int) {
    var oid = id.oid
    var count = 0
    var type = git_object_t(rawValue: 0)
    try Git.check(git_odb_read_header(&count, &type, objects.handle, &oid), .reading, "object \(id)")
    return (ObjectKind(rawValue: type.rawValue), count)
  }

  /// Opens the packs anew, after some were merged.
  func reopenPacks() throws(ArchiveError) {
    try objects.reopen()
    git_repository_set_odb(handle, objects.handle)
  }

  private func findNewPacks() throws(ArchiveError) {
    if try objects.refresh() { git_repository_set_odb(handle, objects.handle) }
  }

  /// Writes some objects that are in packs already as one more pack, synced, comparing those of like names.
  ///
  /// - Returns: its name.
  func pack(_ ids: [(id: ObjectID, name: String)]) throws(ArchiveError) -> String {
    let builder = try Git.make(.writing, "a pack") { git_packbuilder_new(&$0, handle) }
    defer { git_packbuilder_free(builder) }
    for object in ids {
      var oid = object.id.oid
      try Git.check(git_packbuilder_insert(builder, &oid, object.name), .reading, "object \(object.id)")
    }
    // What `git_packbuilder_write` does, but that others need not wait while it compares: whether files are synced is
    // asked only here.
    let indexer = try Git.synced { () throws(ArchiveError) in
      try Git.make(.writing, "a pack into \(packs)") { git_indexer_new(&$0, packs, 0, objects.handle, nil) }
    }
    defer { git_indexer_free(indexer) }
    // The indexer counts in it, from one piece to the next.
    var progress = git_indexer_progress()
    let code = withUnsafeMutablePointer(to: &progress) { progress in
      var target = (indexer: indexer, progress: progress)
      return git_packbuilder_foreach(
        builder,
        { bytes, count, target in
          guard
            let target = target?.assumingMemoryBound(
              to: (indexer: OpaquePointer, progress: UnsafeMutablePointer<git_indexer_progress>).self)
          else { return GIT_EUSER.rawValue }
          return git_indexer_append(target.pointee.indexer, bytes, count, target.pointee.progress)
        }, &target)
    }
    try Git.check(code, .writing, "a pack into \(packs)")
    try Git.check(git_indexer_commit(indexer, &progress), .writing, "a pack into \(packs)")
    let name = git_indexer_name(indexer).map { String(cString: $0) } ?? ""
    try Disk.syncFolder(packs)
    try findNewPacks()
    return "pack-" + name
  }

  /// Writes new objects as one pack, synced; after this, references may name them.
  func write(_ new: consuming PackDraft) throws(ArchiveError) {
    if new.entries.isEmpty { return }
    let (pack, index, name) = new.finished()
    let path = "\(packs)/\(name)"
    // The index first: one without its pack is swept at start, while a pack without an index may be one that git is
    // just making.
    try Disk.write([(path + ".idx", index), (path + ".pack", pack)], mode: 0o444)
    try findNewPacks()
  }

  /// Where the packs are.
  var packs: String { path + "/objects/pack" }
}
