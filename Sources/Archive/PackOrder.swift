// In what order, and under what names, objects go into a merged pack.

import Story

/// Objects in the order they are best packed: commits, trees, then files, each with the name by which older states of
/// it are found.
struct PackOrder {
  /// The objects in order.
  private(set) var objects: [(id: ObjectID, name: String)] = []

  /// Orders some objects.
  init(of ids: Set<ObjectID>, in repository: borrowing Repository) throws(ArchiveError) {
    var commits: [(id: ObjectID, seconds: Int64)] = []
    var trees: [ObjectID] = []
    var files: [ObjectID] = []
    for id in ids.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      switch try repository.header(id).kind {
      case .commit: commits.append((id, try repository.commit(id).seconds))
      case .tree: trees.append(id)
      default: files.append(id)
      }
    }
    var names: [ObjectID: String] = [:]
    for id in trees {
      let entries = try repository.tree(id).entries
      for entry in entries where names[entry.id] == nil && !entry.isFolder { names[entry.id] = entry.name }
      // A version's folder is called after its story, which its files are called after.
      names[id] = entries.first.map { String($0.name.prefix { $0 != "." }) } ?? ""
    }
    // Newest first, as git does: what is asked for most often stands in front.
    commits.sort { ($0.seconds, $0.id.description) > ($1.seconds, $1.id.description) }
    objects = commits.map { ($0.id, "") }
    for id in trees { objects.append((id, names[id] ?? "")) }
    for id in files { objects.append((id, names[id] ?? "")) }
  }
}
