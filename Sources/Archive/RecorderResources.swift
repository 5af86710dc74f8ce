// Keeping what a version's page shows beside its own bytes: lines of the journal, and bodies under `payloads`.

public import Story

/// What became of one image, style sheet or font that a version's page shows.
public struct ResourceEntry: Hashable, Sendable {
  /// The line of the journal.
  public var resource: Resource
  /// The bytes with their manifest, whose `partOf` names the version; nil when none came.
  public var capture: Capture?

  /// A resource without bytes of its own.
  public init(_ resource: Resource) { self.resource = resource }

  /// A resource as its capture says; nil for the capture of a page.
  public init?(_ capture: Capture) {
    guard let resource = Resource(capture.manifest) else { return nil }
    self.resource = resource
    self.capture = capture
  }
}

extension Recorder {
  /// Records resources in batches.
  func record(resources: [ResourceEntry]) throws(ArchiveError) {
    for entry in resources { try entry.capture?.check() }
    var rest = resources[...]
    while !rest.isEmpty {
      var (bytes, captures) = (0, 0)
      let batch = rest.prefix(Self.looksPerSegment).prefix { entry in
        guard let capture = entry.capture else { return true }
        bytes += capture.body.count
        captures += 1
        return captures <= Self.batchCount && (bytes <= Self.batchBytes || bytes == capture.body.count)
      }
      _ = try recordBatch([], resources: batch)
      batchesSinceJoin += 1
      if batchesSinceJoin >= Self.mostPacks { try joinPacksIfDue() }
      rest = rest[batch.endIndex...]
    }
  }

  /// Adds a resource to a batch, unless it is in the archive or the batch already, or its story was taken out.
  func add(_ entry: ResourceEntry, to batch: inout BatchInMaking) throws(ArchiveError) {
    let resource = entry.resource
    let isKnown = try ask { rows in
      try rows.removal(of: resource.story) != nil
        || rows.hasResource(of: resource.story, version: resource.version, address: resource.address)
    }
    guard !isKnown, batch.parts[resource.version, default: []].insert(resource.address).inserted else {
      return
    }
    batch.draft.resources.append(resource)
    guard let capture = entry.capture else { return }
    batch.draft.manifests.append((capture.manifest.id, try ManifestFile(capture.manifest).sha256))
    batch.draft.payloads.append(capture)
  }
}
