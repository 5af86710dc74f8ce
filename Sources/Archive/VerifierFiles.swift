// Verifying files: packs by their own checksums, no loose objects, the spool, and the catalog against git.

import Crypto
import Foundation
import Story

extension Verifier {
  /// Packs, loose objects and the spool.
  mutating func checkFiles() throws(ArchiveError) {
    let objects = "stories.git/objects"
    let packs = objects + "/pack"
    let names = try Disk.names(in: folder.path + "/" + packs)
    for name in names {
      let path = packs + "/" + name
      if name.hasSuffix(".pack") || name.hasSuffix(".idx") {
        progress(path)
        if depth.includes(Array(SHA256.hash(data: Array(name.utf8)))),
          !PackChecksum.isWhole(folder.path + "/" + path)
        {
          note(path, "its bytes do not have the checksum it ends with")
        }
        // The index gets its name first, so one alone may be a writer's at work.
        let index = name.dropLast(5) + ".idx"
        if name.hasSuffix(".pack") && !Disk.exists("\(folder.path)/\(packs)/\(index)") {
          note(path, "its index is missing; `git index-pack \(name)` makes it")
        }
      }
    }
    // libgit2 1.5.1 never comes back from some damaged loose objects, so none is read: this program writes packs only.
    for shelf in try Disk.names(in: folder.path + "/" + objects) where shelf.utf8.count == 2 {
      for name in try Disk.names(in: "\(folder.path)/\(objects)/\(shelf)") {
        note(
          "\(objects)/\(shelf)/\(name)",
          "a loose object, which this program does not write and does not read; `git repack -a -d` puts it in a pack"
        )
      }
    }
    try checkReferences("stories.git/refs")
    try checkSpool()
  }

  /// A reference's file is 40 digits and a line end, no byte more or other.
  private mutating func checkReferences(_ path: String) throws(ArchiveError) {
    for name in try Disk.names(in: "\(folder.path)/\(path)") where !name.hasSuffix(".lock") {
      let file = "\(path)/\(name)"
      if Disk.isFolder("\(folder.path)/\(file)") {
        try checkReferences(file)
      } else if let bytes = try? Disk.read("\(folder.path)/\(file)"),
        bytes.count != 41
          || bytes.last != UInt8(ascii: "\n")
          || ObjectID(String(decoding: bytes.dropLast(), as: UTF8.self)) == nil
      {
        // What cannot be read as one is noted where it is read.
        let reference = String(file.dropFirst("stories.git/".count))
        if (try? repository.tip(of: reference)) != nil {
          note(reference, "its file is not as git writes a reference")
        }
      }
    }
  }

  private mutating func checkSpool() throws(ArchiveError) {
    let spool = Spool(folder: folder.spool)
    for id in try spool.ids() {
      let whole = attempt("spool/\(id).capture") { _ throws(ArchiveError) in try spool.capture(id) != nil }
      // A writer at work may just have recorded it.
      if whole == false && Disk.exists("\(folder.spool)/\(id).capture") {
        note("spool/\(id).capture", "it is not as it was written")
      }
    }
    let looks = SpooledLooks(folder: folder.spooledLooks)
    for segment in try looks.segments(after: 0) where segment.isDamaged {
      note("spool/looks/\(segment.number)", "it is not as it was written")
    }
    let requests = Requests(folder: folder.requests)
    for name in try requests.names() {
      let whole = name.hasSuffix(".damaged") ? nil : try? requests.read(name)
      if whole == nil && Disk.exists("\(folder.requests)/\(name)") {
        note("spool/requests/\(name)", "it is not as it was written")
      }
    }
    for name in try looks.aside() {
      note("spool/looks/\(name)", "it was not as it was written and was put aside")
    }
    for name in try spool.aside() { note("spool/\(name)", "it was not as it was written and was put aside") }
  }

  /// Compares the catalog with the journal as far as the catalog reaches. A missing one is no damage.
  mutating func checkCatalog(_ batches: [Batch], _ tip: ObjectID?) {
    guard Disk.exists(folder.catalog) else { return }
    let advice = "; delete it or run `writethru reindex`"
    do {
      let agrees = try Catalog(reading: folder.catalog).read { rows in
        try rows.isWhole && Self.agrees(rows, batches, repository)
      }
      if !agrees { note("catalog.sqlite", "it does not say what the journal says" + advice) }
    } catch {
      if error.isOlder { return }
      note("catalog.sqlite", "it cannot be read: \(error)" + advice)
    }
  }

  private static func agrees(
    _ rows: CatalogRows, _ batches: [Batch], _ repository: borrowing Repository
  ) throws -> Bool {
    let base = try rows.journal
    guard let end = base == nil ? 0 : batches.firstIndex(where: { $0.id == base }).map({ $0 + 1 }) else {
      return false
    }
    let indexed = batches[..<end]
    let removals = Dictionary(indexed.flatMap(\.removals).map { ($0.story, $0) }, uniquingKeysWith: { $1 })
    var looks: [Slug: [Look]] = [:]
    var versions: [Slug: [Version]] = [:]
    for look in indexed.lazy.flatMap(\.looks) { looks[look.story, default: []].append(look) }
    for batch in indexed { batch.add(to: &versions) }
    var resources: [Slug: [Resource]] = [:]
    for resource in indexed.lazy.flatMap(\.resources) {
      resources[resource.story, default: []].append(resource)
    }
    for slug in removals.keys {
      looks[slug] = nil
      versions[slug] = nil
      resources[slug] = nil
    }
    let stories = base == nil ? [] : try Journal.stories(after: nil, upTo: base, in: repository)
    let counts = try rows.counts
    guard try rows.stories() == stories, try rows.leaves() == indexed.flatMap(\.leaves),
      try rows.events() == indexed.flatMap(\.events),
      try rows.removals() == removals.values.sorted(by: { $0.story < $1.story }),
      counts.versions == versions.values.map(\.count).reduce(0, +),
      counts.looks == looks.values.map(\.count).reduce(0, +)
    else { return false }
    for (slug, expected) in versions where try rows.versions(of: slug) != expected { return false }
    for (slug, expected) in resources where try rows.resources(of: slug) != expected { return false }
    for (slug, expected) in looks where try rows.looks(of: slug) != expected { return false }
    return true
  }
}
