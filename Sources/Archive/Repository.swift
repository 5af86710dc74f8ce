// One open git repository: its objects, read from packs and gathered in memory for the next pack.

import CLibgit2

/// An open repository. One thread at a time may use it.
///
/// Only packs are read: libgit2 1.5.1 never comes back from a truncated loose object, and this program writes none.
struct Repository: ~Copyable {
  /// The folder, `stories.git`.
  let path: String
  let handle: OpaquePointer
  private let database: OpaquePointer
  /// Holds new objects until they are packed; the database owns it.
  private let memory: UnsafeMutablePointer<git_odb_backend>

  /// Opens a repository.
  ///
  /// - Parameter syncsReferences: whether references moved through this value stay moved after a power cut.
  init(at path: String, syncsReferences: Bool = true) throws(ArchiveError) {
    _ = Git.started
    self.path = path
    let handle = try Git.make(.reading, "the repository \(path)") { git_repository_open_bare(&$0, path) }
    do throws(ArchiveError) {
      try Self.openReferences(handle, synced: syncsReferences)
      (database, memory) = try Self.database(of: path)
    } catch {
      git_repository_free(handle)
      throw error
    }
    self.handle = handle
    // Cannot fail: it stores the pointer and takes a reference of its own.
    git_repository_set_odb(handle, database)
  }

  deinit {
    git_odb_free(database)
    git_repository_free(handle)
  }

  private static func openReferences(_ handle: OpaquePointer, synced: Bool) throws(ArchiveError) {
    func open() throws(ArchiveError) {
      git_refdb_free(try Git.make(.reading, "the references") { git_repository_refdb(&$0, handle) })
    }
    try synced ? Git.synced(open) : Git.unsynced(open)
  }

  private static func database(
    of path: String
  ) throws(ArchiveError) -> (OpaquePointer, UnsafeMutablePointer<git_odb_backend>) {
    let database = try Git.make(.reading, "the objects of \(path)") { git_odb_new(&$0) }
    do throws(ArchiveError) {
      var packs: UnsafeMutablePointer<git_odb_backend>?
      try Git.check(git_odb_backend_pack(&packs, path + "/objects"), .reading, "the packs of \(path)")
      try Git.check(git_odb_add_backend(database, packs, 1), .reading, "the packs of \(path)")
      var memory: UnsafeMutablePointer<git_odb_backend>?
      try Git.check(git_mempack_new(&memory), .reading, "memory for new objects")
      try Git.check(git_odb_add_backend(database, memory, 2), .reading, "memory for new objects")
      guard let memory else { throw ArchiveError(.internalFault, "libgit2 made no memory for new objects") }
      return (database, memory)
    } catch {
      git_odb_free(database)
      throw error
    }
  }

  // MARK: Reading

  /// The bytes of an object that must be of a kind. libgit2 checks them against the id.
  func read(_ kind: ObjectKind, _ id: ObjectID) throws(ArchiveError) -> [UInt8] {
    var oid = id.oid
    let object = try Git.make(.reading, "\(kind.word) \(id)") { git_odb_read(&$0, database, &oid) }
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
    try Git.check(git_odb_hash(&oid, bytes, bytes.count, kind.type), .writing, "a \(kind.word)")
    let id = ObjectID(oid)
    if git_odb_exists_ext(database, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1 { return id }
    // Straight to the memory: through the database, each write would list the folder of packs again.
    try Git.check(
      memory.pointee.write(memory, &oid, bytes, bytes.count, kind.type), .writing, "a \(kind.word)")
    new.append(kind, id, name: name)
    return id
  }

  /// Writes all new objects as one pack, synced; after this, references may name them.
  ///
  /// - Parameter comparing: whether to look for objects that are nearly the same, to store only the difference. Between
  ///   versions of one story that saves most of the room; between stories it saves none and costs most of the time.
  func pack(_ new: NewObjects, comparing: Bool) throws(ArchiveError) {
    let folder = path + "/objects/pack"
    let builder = try comparing ? packBuilder() : packBuilderWithoutComparing()
    defer { git_packbuilder_free(builder) }
    for object in new.inPackOrder {
      var oid = object.id.oid
      try Git.check(git_packbuilder_insert(builder, &oid, object.name), .writing, "a pack")
    }
    try Git.synced { () throws(ArchiveError) in
      try Git.check(git_packbuilder_write(builder, folder, 0, nil, nil), .writing, "a pack into \(folder)")
    }
    try Disk.syncFolder(folder)
    forget()
    try Git.check(git_odb_refresh(database), .reading, "the packs of \(path)")
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
    git_mempack_reset(memory)
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
