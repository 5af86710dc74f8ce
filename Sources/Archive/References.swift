// Branches and the journal: names that point at commits, moved by compare-and-swap only.

import CLibgit2
import Story

/// What a reference must hold for a move to take place.
enum Expected {
  /// There must be no such reference.
  case mustNotExist
  /// It must point at this commit.
  case mustBe(ObjectID)

  /// Nothing, or this.
  init(_ id: ObjectID?) {
    self = id.map { .mustBe($0) } ?? .mustNotExist
  }
}

extension Slug {
  /// The branch that keeps the story.
  var branch: String { "refs/heads/\(text)" }
}

extension Repository {
  /// The commit a reference points at, or nil when there is no such reference.
  func tip(of name: String) throws(ArchiveError) -> ObjectID? {
    var oid = git_oid()
    let code = git_reference_name_to_id(&oid, handle, name)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try Git.check(code, .reading, name)
    return ObjectID(oid)
  }

  /// Points a reference at a commit, synced, provided that it holds what is expected; the comparison is made under
  /// the reference's own lock file.
  func move(_ name: String, to id: ObjectID, expecting expected: Expected) throws(ArchiveError) {
    var new = id.oid
    // The all-zero id means "must not exist". Creation without it looks before it locks and can lose a commit.
    var old =
      switch expected {
      case .mustNotExist: ObjectID.none.oid
      case .mustBe(let id): id.oid
      }
    let reference = try Git.make(.writing, name) {
      git_reference_create_matching(&$0, handle, name, &new, 1, &old, nil)
    }
    git_reference_free(reference)
  }

  /// Takes a reference away, provided that it points at a commit.
  func remove(_ name: String, expecting id: ObjectID) throws(ArchiveError) {
    let reference = try Git.make(.reading, name) { git_reference_lookup(&$0, handle, name) }
    defer { git_reference_free(reference) }
    guard let target = git_reference_target(reference), ObjectID(target.pointee) == id else {
      throw .damaged("\(name) does not point at \(id)")
    }
    // It is compared again under the reference's own lock file.
    try Git.check(git_reference_delete(reference), .writing, name)
  }

  /// The names of all branches, sorted; what they point at is not looked at.
  func branches() throws(ArchiveError) -> [String] {
    try references().filter { $0.hasPrefix("refs/heads/") }
  }

  /// The names of all references, sorted.
  func references() throws(ArchiveError) -> [String] {
    let iterator = try Git.make(.reading, "the branches") { git_reference_iterator_new(&$0, handle) }
    defer { git_reference_iterator_free(iterator) }
    var names: [String] = []
    while true {
      var name: UnsafePointer<CChar>?
      let code = git_reference_next_name(&name, iterator)
      if code == GIT_ITEROVER.rawValue { break }
      try Git.check(code, .reading, "the branches")
      if let name { names.append(String(cString: name)) }
    }
    return names.sorted()
  }
}
