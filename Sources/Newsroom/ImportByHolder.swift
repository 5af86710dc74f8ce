// An import while another process holds the archive: the files are left in its spool, and it commits them.

import Archive
import Extraction
import Story

extension Newsroom {
  /// Leaves files in the spool for the holder of the archive, waits for it, and says what became of each.
  func importByHolder(
    _ files: ImportFiles, into slug: Slug, progress: @Sendable (_ done: Int, _ all: Int) -> Void
  ) async throws -> ImportOutcome {
    let isNew = (try? ArchiveReader(at: path).story(slug)) == nil
    var outcome = ImportOutcome(story: slug, isNew: isNew, leftOut: files.leftOut)
    var left: [(file: ImportFile, capture: Capture)] = []
    for batch in files.files.chunks(of: Self.batchSize) {
      for (file, page) in zip(batch, await read(batch)) {
        do {
          let imported = try page.get()
          guard imported.page.verdict.makesVersion else {
            throw Failure(.badData, "\(shown(file.name)) \(imported.page.verdict.reason): not imported")
          }
          let capture = capture(of: file, imported, story: slug)
          let known = try? ArchiveReader(at: path).look(of: slug, capture: capture.manifest.id)
          if known != nil {
            outcome.passedOver.append((file.name, "already there"))
          } else {
            left.append((file, capture))
          }
        } catch {
          outcome.failed.append((file.name, Failure(error)))
        }
      }
      progress(outcome.failed.count + left.count, files.files.count)
    }
    try await commit(left.map(\.capture))
    let archive = try ArchiveReader(at: path)
    for (file, capture) in left {
      if let version = try archive.version(of: slug, capture: capture.manifest.id) {
        outcome.kept.append(version)
      } else {
        outcome.passedOver.append((file.name, "says what another version says"))
      }
    }
    outcome.kept.sort { ($0.captured, $0.number) < ($1.captured, $1.number) }
    if outcome.kept.isEmpty { outcome.isNew = false }
    return outcome
  }
}
