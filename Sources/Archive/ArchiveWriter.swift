// Writing an archive.

import Dispatch
import Foundation
public import Story

/// Writes an archive: the only one to do so while it lives, on this machine.
///
/// What a method has returned from without an error stays, whatever happens to the process or the power.
public actor ArchiveWriter {
  private var recorder: Recorder?
  private let queue = DiskQueue()

  /// Takes the archive in a folder, clears away what a killed writer left, and sets branches and catalog right.
  ///
  /// Blocks the thread while another process has the archive.
  ///
  /// - Parameters:
  ///   - path: the archive's folder.
  ///   - createIfMissing: whether to make an archive when there is none.
  ///   - patience: how long to wait for another writer.
  ///   - committer: in whose name commits are made.
  ///   - clock: what time it is, for the journal's commits; the system's clock unless another is given.
  /// - Throws: `notFound`, `locked` (naming the holder), `newer` (a later release wrote it), `damaged`, `disk`.
  public init(
    at path: String, createIfMissing: Bool = true, patience: Duration = .seconds(10),
    committer: Committer = .standard, clock: (@Sendable () -> Timestamp)? = nil
  ) throws(ArchiveError) {
    recorder = try Recorder(
      ArchiveFolder(path), createIfMissing: createIfMissing, patience: patience, committer: committer,
      clock: clock ?? { Timestamp(Date()) }, watchesClock: clock == nil)
  }

  /// Registers a story, or changes its registration; written with the next ``record(_:)`` or ``close()``.
  public func register(_ story: Story) {
    recorder?.register(story)
  }

  /// Acknowledges a capture: from here on it is never lost, though not yet in git.
  ///
  /// - Throws: `badInput` when its manifest does not fit its body, `disk`.
  public func spool(_ capture: Capture) throws(ArchiveError) {
    try open().spool.add(capture)
  }

  /// Keeps looks and what they brought; the spool lets go of their captures.
  ///
  /// An entry whose capture id is in the story's history already changes nothing. A story that nobody registered is
  /// registered by its first entry. Entries go in batches of at most 100 captures; each batch is kept whole or not at all.
  ///
  /// - Returns: for each entry the version it made or had made before; nil for one that made none.
  /// - Throws: `badInput` (then nothing is kept), `disk`, `damaged`.
  public func record(_ entries: [Entry]) throws(ArchiveError) -> [Version?] {
    try open().record(entries)
  }

  /// Keeps what was asked for to go with versions; the spool lets go of the captures.
  ///
  /// What is in the archive already, by version and address, changes nothing. A body that is in the archive already is
  /// not stored again.
  ///
  /// - Throws: `badInput` (then nothing is kept), `disk`, `damaged`.
  public func record(resources: [ResourceEntry]) throws(ArchiveError) {
    try open().record(resources: resources)
  }

  /// Keeps a look without a capture. It waits in the spool, acknowledged, until a minute or 1,000 of them have passed
  /// or anything else is recorded; readers see it at once.
  public func note(_ look: Look) throws(ArchiveError) { try note([look]) }

  /// Keeps looks likewise, all with one wait for the disk.
  public func note(_ looks: [Look]) throws(ArchiveError) {
    try open().note(looks)
  }

  /// Keeps an event of the watch itself; written with the next batch, ``tick()`` or ``close()``.
  public func log(_ event: JournalEvent) {
    recorder?.events.append(event)
  }

  /// Captures that were acknowledged but are not in git yet, the oldest first and as many as make a batch, to be read
  /// and recorded. Other processes may have left them; whoever holds the archive asks at least every 200 ms.
  ///
  /// A file of the spool that is not as it was written is put aside, and named by ``verify(at:depth:progress:)``.
  ///
  /// - Parameter mine: captures that the caller is about to record itself; they are left out.
  public func pendingCaptures(
    atMost count: Int = 100, besides mine: Set<CaptureID> = []
  ) throws(ArchiveError) -> [Capture] {
    try open().pendingCaptures(atMost: count, besides: mine)
  }

  /// Does what other processes asked for, and hands back the requests that are not the archive's to do: those are to
  /// be ended with ``end(_:refusal:)``.
  public func takeRequests() throws(ArchiveError) -> [Request] {
    try open().takeRequests()
  }

  /// The stories that others' requests registered or took out since this was last asked.
  public func takeChangedStories() -> Set<Slug> {
    defer { recorder?.changedByOthers = [] }
    return recorder?.changedByOthers ?? []
  }

  /// Lets go of a request that was done, or tells whoever made it why it could not be.
  public func end(_ request: Request, refusal: ArchiveError? = nil) throws(ArchiveError) {
    try Requests(folder: open().folder.requests).end(request, refusal: refusal)
  }

  /// Takes a story out: its branch goes, a signed tombstone in the journal stays.
  ///
  /// - Parameters:
  ///   - reason: why; it cannot be empty.
  ///   - erases: whether its bytes go too, at the next ``ArchiveWriter/compact(all:)``.
  /// - Throws: `notFound`, `badInput`, `disk`.
  @discardableResult
  public func remove(_ slug: Slug, reason: String, erases: Bool = false) throws(ArchiveError) -> Removal {
    try open().remove(slug, reason: reason, erases: erases)
  }

  /// Puts into git what has waited long enough in the spool, and joins packs when there are many; to be called every
  /// now and then by a process that keeps the archive open.
  public func tick() throws(ArchiveError) {
    let recorder = try open()
    try recorder.recordDue()
    try recorder.joinPacksIfDue()
  }

  /// Puts into git all that waits in the spool's looks, however young.
  public func flush() throws(ArchiveError) {
    try open().flush()
  }

  /// Lets go of an acknowledged capture that is not to be kept after all.
  public func drop(_ capture: CaptureID) throws(ArchiveError) {
    try open().spool.remove(capture)
  }

  /// Merges packs: all into one in which like objects are told by their differences, which also drops what was erased;
  /// or joins only the small ones as they are.
  @discardableResult
  public func compact(all: Bool = false) throws(ArchiveError) -> Compaction {
    try open().compact(all: all)
  }

  /// Makes the catalog anew from git, and puts it in place of the old one at once.
  ///
  /// - Returns: how much is in it.
  @discardableResult
  public func reindex() throws(ArchiveError) -> (stories: Int, versions: Int, looks: Int) {
    try open().reindex()
  }

  /// Writes registrations that wait, and lets another writer in. Every later call but this one throws.
  public func close() throws(ArchiveError) {
    guard let recorder else { return }
    defer { self.recorder = nil }
    try recorder.finish()
  }

  /// Disk waits must not hold up the threads that Swift's tasks share.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  func open() throws(ArchiveError) -> Recorder {
    guard let recorder else { throw ArchiveError(.internalFault, "the archive's writer was closed already") }
    return recorder
  }
}

/// Runs an actor's work on a thread of its own choosing (`DispatchSerialQueue` is missing on Linux).
private final class DiskQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "writethru.archive")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
