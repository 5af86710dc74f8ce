// What the journal vouches for at one commit, in a form that can be checked without this program.

public import Story
import Synchronization

/// The journal as it stood at one of its commits. The commit is signed; its tree names `tally.json`, which holds the
/// root of the Merkle tree over every capture until then.
public struct Checkpoint: Hashable, Sendable {
  /// The journal commit, 40 hexadecimal digits.
  public var commit: String
  /// The commit object's bytes, its signature among them.
  public var commitBytes: [UInt8]
  /// What the signature is over: the commit without it.
  public var signedBytes: [UInt8]
  /// The signature, in OpenSSH's form (`ssh-keygen -Y verify -n git`).
  public var signature: String
  /// The tree object's bytes.
  public var treeBytes: [UInt8]
  /// The bytes of `tally.json`.
  public var tally: [UInt8]
  /// How many captures the Merkle tree holds.
  public var captures: Int
  /// Its root, lowercase hexadecimal.
  public var root: String
}

/// The proof that one capture is in a Merkle tree (RFC 6962 §2.1.1).
public struct InclusionProof: Codable, Hashable, Sendable {
  /// The capture.
  public var capture: CaptureID
  /// Its place in the order of arrival, from 0.
  public var index: Int
  /// How many captures the tree holds.
  public var size: Int
  /// The leaf: number, capture and the SHA-256 of its manifest, with a line end.
  public var leaf: String
  /// The digests on the way to the root, the lowest first; lowercase hexadecimal.
  public var path: [String]
  /// The root, lowercase hexadecimal.
  public var root: String
}

extension ArchiveReader {
  /// The journal at a commit, or at its newest; nil when nothing is in it yet or it has no such commit.
  public func checkpoint(at commit: String? = nil) throws(ArchiveError) -> Checkpoint? {
    try view.withLock { view throws(ArchiveError) in
      let tip = try view.repository.tip(of: Journal.reference)
      guard let id = commit.map({ ObjectID($0) }) ?? tip, view.repository.has(id) else { return nil }
      let bytes = try view.repository.read(.commit, id)
      let treeID = try view.repository.commit(id).tree
      let tally = try Journal.tally(of: id, in: view.repository)
      let signature = Commit.signature(in: bytes)
      return Checkpoint(
        commit: "\(id)", commitBytes: bytes, signedBytes: signature?.signed ?? bytes,
        signature: signature?.signature ?? "", treeBytes: try view.repository.read(.tree, treeID),
        tally: try view.repository.file(Journal.tallyFile, in: view.repository.tree(treeID)) ?? [],
        captures: tally.manifests.size, root: tally.root)
    }
  }

  /// The proofs that captures are in the Merkle tree at a journal commit. Captures that came later have none.
  public func inclusion(
    of captures: [CaptureID], at commit: String
  ) throws(ArchiveError) -> [CaptureID: InclusionProof] {
    try view.withLock { view throws(ArchiveError) in
      guard let id = ObjectID(commit), view.repository.has(id) else { return [:] }
      let tally = try Journal.tally(of: id, in: view.repository)
      let log = try view.leaves(at: id, tally)
      let size = min(tally.manifests.size, log.count)
      let root = log.root(of: size)
      var proofs: [CaptureID: InclusionProof] = [:]
      for capture in captures {
        guard let index = log.place(of: capture), index < size else { continue }
        proofs[capture] = InclusionProof(
          capture: capture, index: index, size: size, leaf: log.line(index) + "\n",
          path: log.path(of: index, in: size), root: root)
      }
      return proofs
    }
  }

  /// The public keys that sign in this archive, as `ssh-keygen -Y verify -f` reads them; empty without a list.
  public func allowedSigners() throws(ArchiveError) -> [UInt8] {
    let path = view.withLock { $0.folder.allowedSigners }
    return Disk.exists(path) ? try Disk.read(path) : []
  }

  /// The folder of the git repository, which stock git reads.
  public var repositoryPath: String { view.withLock { $0.folder.stories } }

  /// The bytes of a version's manifest as they stand in git, which the Merkle tree is over.
  public func manifestFile(of version: Version) throws(ArchiveError) -> [UInt8] {
    try view.withLock { view throws(ArchiveError) in
      try view.repository.file(.manifest, of: version) ?? []
    }
  }
}
