// What the archive kept of each look at a story, for whoever carries it out of the house.

public import Story
import Synchronization

/// One look at a story as it stands in git, and where what it brought is kept.
public struct SavedLook: Hashable, Sendable {
  /// The look.
  public var look: Look
  /// The version it made; nil when it made none.
  public var version: Version?
  /// The folder of a journal commit that holds its bytes though it made no version.
  fileprivate var aside: ObjectID?
}

extension ArchiveReader {
  /// Every look at a story that is in git, in order of arrival. Looks that still wait in the spool are not among them.
  public func savedLooks(of slug: Slug) throws(ArchiveError) -> [SavedLook] {
    try view.withLock { view throws(ArchiveError) in
      let tip = try view.repository.tip(of: Journal.reference)
      var saved: [SavedLook] = []
      for commit in try Journal.commits(after: nil, upTo: tip, in: view.repository) ?? [] {
        let batch = try Journal.batch(commit, in: view.repository)
        if batch.removals.contains(where: { $0.story == slug }) { saved = [] }
        let looks = batch.looks.filter { $0.story == slug }
        if looks.isEmpty { continue }
        let versions = Dictionary(batch.versions.map { ($0.capture, $0) }, uniquingKeysWith: { $1 })
        let tree = try view.repository.tree(view.repository.commit(commit).tree)
        saved += looks.map { look in
          let version = look.capture.flatMap { versions[$0] }
          return SavedLook(
            look: look, version: version, aside: version == nil ? tree[Journal.payloadsFolder] : nil)
        }
      }
      return saved
    }
  }

  /// What a look brought, byte for byte; nil when nothing of it was kept.
  ///
  /// - Throws: `damaged` when the bytes are not those the manifest names.
  public func capture(of saved: SavedLook) throws(ArchiveError) -> Capture? {
    if let version = saved.version {
      return try Capture(manifest: manifest(of: version), head: head(of: version), body: body(of: version))
    }
    guard let folder = saved.aside, let id = saved.look.capture else { return nil }
    return try view.withLock { view throws(ArchiveError) in
      let tree = try view.repository.tree(folder)
      guard let json = try view.repository.file("\(id)\(Journal.manifestEnding)", in: tree) else {
        return nil
      }
      let manifest = try CanonicalJSON.decode(Manifest.self, from: json, "the manifest of capture \(id)")
      guard let body = try view.repository.file(manifest.payloadSHA256, in: tree) else { return nil }
      guard sha256Hex(body) == manifest.payloadSHA256 else {
        throw .damaged("the body of capture \(id) is not what was captured")
      }
      return Capture(
        manifest: manifest, head: try view.repository.file("\(id).http", in: tree) ?? [], body: body)
    }
  }
}
