// Git's objects as values: what their bytes say, and the bytes that say it.
//
// Trees and commits are few simple lines, so they are written and read here rather than through libgit2's handles:
// nothing to free, and the same value always makes the same bytes. Forms: https://git-scm.com/docs/gitformat-pack
// and git's Documentation/user-manual ("Object storage format").

import CLibgit2

/// What an object is.
enum ObjectKind: Int32, Sendable {
  // The order is that of recency, in which a pack is best filled.
  case commit = 1
  case tree = 2
  case blob = 3

  /// libgit2's name for it.
  var type: git_object_t { git_object_t(rawValue) }

  /// The word used in messages.
  var word: String {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "file"
    }
  }
}

/// One name in a tree.
struct TreeEntry: Hashable, Sendable {
  /// Its name, without a slash.
  var name: String
  /// The blob or tree it stands for.
  var id: ObjectID
  /// Whether it is a folder.
  var isFolder = false
}

/// A folder of git's.
struct Tree: Hashable, Sendable {
  /// What is in it, in git's order.
  private(set) var entries: [TreeEntry]

  /// A folder of these entries, whatever their order; names must differ.
  init(_ entries: [TreeEntry]) {
    // Git compares names byte by byte, a folder's as if it ended with a slash.
    self.entries = entries.sorted {
      ($0.name + ($0.isFolder ? "/" : "")).utf8.lexicographicallyPrecedes(
        ($1.name + ($1.isFolder ? "/" : "")).utf8)
    }
  }

  /// The folder some bytes of git's describe, or nil when they do not.
  init?(bytes: [UInt8]) {
    var entries: [TreeEntry] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: UInt8(ascii: " ")), let end = rest[space...].firstIndex(of: 0),
        let id = ObjectID(bytes: rest[(end + 1)...].prefix(20))
      else { return nil }
      let mode = String(decoding: rest[..<space], as: UTF8.self)
      let name = String(decoding: rest[(space + 1)..<end], as: UTF8.self)
      entries.append(TreeEntry(name: name, id: id, isFolder: mode == "40000"))
      rest = rest[(end + 21)...]
    }
    self.entries = entries
  }

  /// The bytes of git's that describe it.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array("\(entry.isFolder ? "40000" : "100644") \(entry.name)".utf8)
      bytes.append(0)
      bytes += entry.id.bytes
    }
    return bytes
  }

  /// What stands under a name, if anything.
  subscript(name: String) -> ObjectID? { entries.first { $0.name == name }?.id }
}

/// One commit.
struct Commit: Hashable, Sendable {
  /// The tree it keeps.
  var tree: ObjectID
  /// The commits before it; the first is the one it continues.
  var parents: [ObjectID]
  /// Who wrote and committed it.
  var committer: Committer
  /// Seconds since 1970, in UTC.
  var seconds: Int64
  /// Its message.
  var message: String

  /// A commit of these parts.
  init(tree: ObjectID, parents: [ObjectID], committer: Committer, seconds: Int64, message: String) {
    self.tree = tree
    self.parents = parents
    self.committer = committer
    // Git knows no time before 1970.
    self.seconds = max(0, seconds)
    self.message = message
  }

  /// The commit some bytes of git's describe, or nil when they do not.
  init?(bytes: [UInt8]) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var committer: (Committer, seconds: Int64)?
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      // A line that begins with a space continues the one before, which is a signature.
      if rest.first == UInt8(ascii: " ") {
        rest = rest[(end + 1)...]
        continue
      }
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
      rest = rest[(end + 1)...]
      switch words.first {
      case "tree": tree = ObjectID(words[words.count - 1])
      case "parent":
        guard let id = ObjectID(words[words.count - 1]) else { return nil }
        parents.append(id)
      case "committer": committer = Committer.parse(words[words.count - 1])
      default: continue
      }
    }
    guard let tree, let committer, rest.first == UInt8(ascii: "\n") else { return nil }
    self.init(
      tree: tree, parents: parents, committer: committer.0, seconds: committer.seconds,
      message: String(decoding: rest.dropFirst(), as: UTF8.self))
  }

  /// The bytes of git's that describe it, with what a signature of them adds.
  func bytes(signedBy signature: String) -> [UInt8] {
    let parts = text
    let lines = signature.split(separator: "\n").joined(separator: "\n ")
    return Array("\(parts.head)gpgsig \(lines)\n\n\(parts.message)".utf8)
  }

  /// Parts a commit's bytes from the signature in them; nil when there is none.
  static func signature(in bytes: [UInt8]) -> (signed: [UInt8], signature: String)? {
    let field = Array("\ngpgsig ".utf8)
    let newline = UInt8(ascii: "\n")
    var signed: [UInt8] = []
    var signature: [UInt8] = []
    var inSignature = false
    var rest = bytes[...]
    while let end = rest.firstIndex(of: newline), end > rest.startIndex {
      let line = rest[...end]
      inSignature = line.starts(with: field.dropFirst()) || inSignature && line.first == UInt8(ascii: " ")
      if inSignature {
        signature += line.drop { $0 != UInt8(ascii: " ") }.dropFirst()
      } else {
        signed += line
      }
      rest = rest[(end + 1)...]
    }
    if signature.isEmpty { return nil }
    return (signed + rest, String(decoding: signature, as: UTF8.self))
  }

  /// The bytes of git's that describe it.
  var bytes: [UInt8] {
    let parts = text
    return Array((parts.head + "\n" + parts.message).utf8)
  }

  private var text: (head: String, message: String) {
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(committer.name) <\(committer.email)> \(seconds) +0000\n"
    text += "committer \(committer.name) <\(committer.email)> \(seconds) +0000\n"
    return (text, message)
  }
}
