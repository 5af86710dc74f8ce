// What the archive kept of each look at a story, for whoever carries it out of the house.

public import Story
import Synchronization

/// One look at a story as it stands in git, and where what it brought is kept.
public struct SavedLook: Hashable, Sendable {
  /// The look.
  public var look: Look
  /// The version it made; nil when it made none.
  public var version: Version?
  /// What was asked for to go with the version, in order of arrival.
  public var resources: [SavedResource] = []
  /// The folder of a journal commit that holds its bytes though it made no version.
  fileprivate var aside: ObjectID?
}

/// What became of an image, style sheet or font of a version, and where its bytes are kept.
public struct SavedResource: Hashable, Sendable {
  /// The line of the journal.
  public var resource: Resource
  /// The folder of the journal commit that holds its own bytes.
  fileprivate var folder: ObjectID?
}

extension ArchiveReader {
  /// Every look at a story in order of arrival, those that wait in the spool last.
  public func savedLooks(of slug: Slug) throws(ArchiveError) -> [SavedLook] {
    try view.withLock { view throws(ArchiveError) in
      // First what waits: it may be in the journal a moment later, and is then left out here.
      let waiting = try view.waiting.segments(after: 0)
      let tip = try view.repository.tip(of: Journal.reference)
      let done = try Journal.tally(of: tip, in: view.repository).segment
      var saved: [SavedLook] = []
      var resources: [CaptureID: [SavedResource]] = [:]
      var isRemoved = false
      for commit in try Journal.commits(after: nil, upTo: tip, in: view.repository) ?? [] {
        let batch = try Journal.batch(commit, in: view.repository)
        if batch.removals.contains(where: { $0.story == slug }) { (saved, isRemoved) = ([], true) }
        let looks = batch.looks.filter { $0.story == slug }
        let parts = batch.resources.filter { $0.story == slug }
        if looks.isEmpty && parts.isEmpty { continue }
        let versions = Dictionary(batch.versions.map { ($0.capture, $0) }, uniquingKeysWith: { $1 })
        let tree = try view.repository.tree(view.repository.commit(commit).tree)
        for part in parts {
          let folder = part.outcome == .kept ? tree[Journal.payloadsFolder] : nil
          resources[part.version, default: []].append(SavedResource(resource: part, folder: folder))
        }
        saved += looks.map { look in
          let version = look.capture.flatMap { versions[$0] }
          return SavedLook(
            look: look, version: version, aside: version == nil ? tree[Journal.payloadsFolder] : nil)
        }
      }
      for index in saved.indices {
        if let id = saved[index].version?.capture { saved[index].resources = resources[id] ?? [] }
      }
      if isRemoved { return saved }
      let late = waiting.lazy.filter { $0.number > done }.flatMap(\.lines).map(\.look)
      return saved + late.filter { $0.story == slug }.map { SavedLook(look: $0) }
    }
  }

  /// What asking for a resource brought, byte for byte; nil when it brought no bytes of its own.
  ///
  /// - Throws: `damaged` when the bytes are not those the manifest names.
  public func capture(of saved: SavedResource) throws(ArchiveError) -> Capture? {
    guard let folder = saved.folder, let id = saved.resource.capture else { return nil }
    return try capture(id, in: folder)
  }

  /// The bytes of a resource's manifest as they stand in git, which the Merkle tree is over; nil when it brought none.
  public func manifestFile(of saved: SavedResource) throws(ArchiveError) -> [UInt8]? {
    guard let folder = saved.folder, let id = saved.resource.capture else { return nil }
    return try view.withLock { view throws(ArchiveError) in
      try view.repository.file("\(id)\(Journal.manifestEnding)", in: view.repository.tree(folder))
    }
  }

  /// The bytes of a resource that is kept, whichever version it came with; nil when they are not there.
  public func body(of resource: Resource) throws(ArchiveError) -> [UInt8]? {
    guard let id = resource.capture else { return nil }
    let holder = try view.withLock { view throws(ArchiveError) -> ObjectID? in
      var next = try view.repository.tip(of: Journal.reference)
      while let commit = next {
        let tree = try view.repository.tree(view.repository.commit(commit).tree)
        if let folder = tree[Journal.payloadsFolder],
          try view.repository.tree(folder)["\(id)\(Journal.manifestEnding)"] != nil
        {
          return folder
        }
        next = try view.repository.commit(commit).parents.first
      }
      return nil
    }
    return try holder.flatMap { holder throws(ArchiveError) in try capture(id, in: holder)?.body }
  }

  /// What a look brought, byte for byte; nil when nothing of it was kept.
  ///
  /// - Throws: `damaged` when the bytes are not those the manifest names.
  public func capture(of saved: SavedLook) throws(ArchiveError) -> Capture? {
    if let version = saved.version {
      return try Capture(manifest: manifest(of: version), head: head(of: version), body: body(of: version))
    }
    guard let folder = saved.aside, let id = saved.look.capture else { return nil }
    return try capture(id, in: folder)
  }

  /// A capture kept in the journal under `payloads`.
  private func capture(_ id: CaptureID, in folder: ObjectID) throws(ArchiveError) -> Capture? {
    try view.withLock { view throws(ArchiveError) in
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
