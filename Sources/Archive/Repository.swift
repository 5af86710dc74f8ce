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

  /// Keeps an object in memory for the next pack, unless the archive has it already.
  ///
  /// - Parameter name: the file's name, by which the pack finds older states of it to store the difference from.
  func add(
    _ kind: ObjectKind, _ bytes: [UInt8], name: String = "", to new: inout NewObjects
  ) throws(ArchiveError) -> ObjectID {
    var oid = git_oid()
    let code = Git.collides(bytes) ? Git.collision() : git_odb_hash(&oid, bytes, bytes.count, kind.type)
    try Git.check(code, .writing, "a \(kind.word)")
    let id = ObjectID(oid)
    if git_odb_exists_ext(objects.handle, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1 { return id }
    // Straight to the memory: through the database, each write would list the folder of packs again.
    try Git.check(
      objects.memory.pointee.write(objects.memory, &oid, bytes, bytes.count, kind.type), .writing,
      "a \(kind.word)")
    new.append(kind, id, name: name)
    return id
  }

  /// Keeps an object of a known id in memory for the next pack, though a damaged pack may have it.
  func force(
    _ kind: ObjectKind, _ bytes: [UInt8], _ id: ObjectID, name: String, to new: inout NewObjects
  ) throws(ArchiveError) {
    var oid = id.oid
    try Git.check(
      objects.memory.pointee.write(objects.memory, &oid, bytes, bytes.count, kind.type), .writing,
      "a \(kind.word)")
    new.append(kind, id, name: name)
  }

  /// Keeps a file in memory for the next pack; one that git refuses to name is wrapped.
  func addFile(
    _ name: String, _ bytes: [UInt8], to new: inout NewObjects
  ) throws(ArchiveError) -> TreeEntry {
    do throws(ArchiveError) {
      return TreeEntry(name: name, id: try add(.blob, bytes, name: name, to: &new))
    } catch {
      guard error.kind == .collision else { throw error }
      let name = name + Wrapping.ending
      return TreeEntry(name: name, id: try add(.blob, Wrapping.wrap(bytes), name: name, to: &new))
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

  /// Writes some objects that are in packs already as one more pack, synced, comparing those of like names.
  func pack(_ ids: [(id: ObjectID, name: String)]) throws(ArchiveError) {
    let builder = try packBuilder()
    defer { git_packbuilder_free(builder) }
    for object in ids {
      var oid = object.id.oid
      try Git.check(git_packbuilder_insert(builder, &oid, object.name), .reading, "object \(object.id)")
    }
    try write(builder)
  }

  /// Writes all new objects as one pack, synced; after this, references may name them.
  ///
  /// - Parameter comparing: whether to look for objects that are nearly the same, to store only the difference. Between
  ///   versions of one story that saves most of the room; between stories it saves none and costs most of the time.
  func pack(_ new: NewObjects, comparing: Bool) throws(ArchiveError) {
    let builder = try comparing ? packBuilder() : packBuilderWithoutComparing()
    defer { git_packbuilder_free(builder) }
    for object in new.inPackOrder {
      var oid = object.id.oid
      try Git.check(git_packbuilder_insert(builder, &oid, object.name), .writing, "a pack")
    }
    try write(builder)
    forget()
  }

  private func write(_ builder: OpaquePointer) throws(ArchiveError) {
    let folder = path + "/objects/pack"
    try Git.synced { () throws(ArchiveError) in
      try Git.check(git_packbuilder_write(builder, folder, 0, nil, nil), .writing, "a pack into \(folder)")
    }
    try Disk.syncFolder(folder)
    try objects.refresh()
  }

  private func packBuilder() throws(ArchiveError) -> OpaquePointer {
    try Git.make(.writing, "a pack") { git_packbuilder_new(&$0, handle) }
  }

  /// A builder of packs takes such things from the settings as they are when it is made.
  private func packBuilderWithoutComparing() throws(ArchiveError) -> OpaquePointer {
    let usual = try Git.make(.reading, "the settings") { git_repository_config(&$0, handle) }
    let quick = try Git.make(.reading, "the settings") {
      git_config_open_ondisk(&$0, path + "/" + Self.quickSettings)
    }
    git_repository_set_config(handle, quick)
    defer {
      git_repository_set_config(handle, usual)
      git_config_free(usual)
      git_config_free(quick)
    }
    return try packBuilder()
  }

  /// Drops the new objects that were not packed.
  func forget() {
    git_mempack_reset(objects.memory)
  }
}

/// Objects that wait in memory for their pack.
struct NewObjects {
  private var objects: [(kind: ObjectKind, id: ObjectID, name: String)] = []

  /// Notes one more.
  fileprivate mutating func append(_ kind: ObjectKind, _ id: ObjectID, name: String) {
    objects.append((kind, id, name))
  }

  /// Commits, then trees, then files, each in the order they were made.
  fileprivate var inPackOrder: [(id: ObjectID, name: String)] {
    [ObjectKind.commit, .tree, .blob].flatMap { kind in
      objects.lazy.filter { $0.kind == kind }.map { ($0.id, $0.name) }
    }
  }
}
