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
        if !hasWholeChecksum(path) { note(path, "its bytes do not have the checksum it ends with") }
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
    try checkSpool()
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
    for name in try spool.aside() { note("spool/\(name)", "it was not as it was written and was put aside") }
  }

  /// Whether a pack or its index ends with the SHA-1 of the rest.
  private func hasWholeChecksum(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: folder.path + "/" + path)
    guard let bytes = try? Data(contentsOf: url, options: .alwaysMapped), bytes.count > 20 else {
      return false
    }
    return Insecure.SHA1.hash(data: bytes.dropLast(20)).elementsEqual(bytes.suffix(20))
  }

  /// Compares the catalog with the journal as far as the catalog reaches. A missing one is no damage.
  mutating func checkCatalog(_ batches: [Batch], _ tip: ObjectID?) {
    guard Disk.exists(folder.catalog) else { return }
    let advice = "; delete it or run `writethru reindex`"
    do {
      let agrees = try Catalog(reading: folder.catalog).read { rows in
        try Self.agrees(rows, batches, repository)
      }
      if !agrees { note("catalog.sqlite", "it does not say what the journal says" + advice) }
    } catch {
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
    var looks: [Slug: [Look]] = [:]
    var versions: [Slug: [Version]] = [:]
    for look in indexed.lazy.flatMap(\.looks) { looks[look.story, default: []].append(look) }
    for version in indexed.lazy.flatMap(\.versions) { versions[version.story, default: []].append(version) }
    let stories = base == nil ? [] : try Journal.stories(after: nil, upTo: base, in: repository)
    let counts = try rows.counts
    guard try rows.stories() == stories,
      counts.versions == versions.values.map(\.count).reduce(0, +),
      counts.looks == looks.values.map(\.count).reduce(0, +)
    else { return false }
    for (slug, expected) in versions where try rows.versions(of: slug) != expected { return false }
    for (slug, expected) in looks where try rows.looks(of: slug) != expected { return false }
    return true
  }
}
