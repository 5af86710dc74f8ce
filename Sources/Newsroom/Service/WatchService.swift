// A watch that goes on: looks when changes are due, keeps what comes, tells what changed.

import Archive
import Extraction
import Fetch
import Foundation
import Report
import Schedule
import Story
import Synchronization
import Telling

/// Watches stories until its task is cancelled; it is the archive's one writer while it runs.
///
/// Looks run side by side, never two at one story; what they bring is acknowledged at once and committed in batches.
/// Looking, committing and listening to other processes go on beside each other: none waits for another.
public actor WatchService {
  let newsroom: Newsroom
  let plan: WatchPlan
  /// When it was begun.
  let begun: Timestamp
  let tell: @Sendable (WatchEvent) -> Void
  var settings: Settings
  let writer: ArchiveWriter
  let archive: ArchiveReader
  /// The spool, beside the writer.
  let inbox: ArchiveInbox
  let fetcher: PoliteFetcher
  /// Where pages are decided on, and where reports are made.
  let aside = Aside(threads: 2 * ProcessInfo.processInfo.activeProcessorCount)
  let reports = Aside(threads: 1)
  var agenda: Agenda
  var stories: [Slug: Watched] = [:]
  var addresses = StoryAddresses([])
  var troubles: Troubles
  /// Looks whose result is known and that wait to be committed.
  var decided: [Decided] = []
  /// Looks that are committed and not told yet, with the versions they made.
  var untold: [(made: Decided, version: Version?)] = []
  /// Registrations that the archive does not have yet.
  var registrations: [Story] = []
  /// Stories with a look that is not committed yet.
  var unsettled: Set<Slug> = []
  /// Captures of looks under way, acknowledged and not committed yet.
  var mine: Set<CaptureID> = []
  /// How many looks may be under way at once.
  var breadth: Int
  /// What is to be handed in to the fleet, if this is a worker of one.
  var handIn: HandIn
  /// How long to wait before the fleet is asked again for what is due.
  var leasePause = WatchService.longLeasePause
  /// How far channels were told, as whoever has the shard next knows it.
  var handedOn: [String: Outbox.Cursor] = [:]
  /// Since when the fleet's database does not answer; nil when it does.
  var fleetTrouble: Timestamp?
  let pushes = Aside(threads: 1)
  /// Versions whose images and styles are to be fetched, and of how many that is under way.
  var withoutResources: [Version] = []
  var resourcesUnderWay = 0
  /// What ends the watch: the archive can no longer be written.
  var fault: Failure?
  var timeLine: TimeLine
  var status: ServiceStatus
  private var sleeper: Task<Void, Never>?
  private let board: Mutex<ServiceStatus>
  private let steady: @Sendable () -> Int64

  /// A look whose result is known and not committed.
  struct Decided: Sendable {
    var entry: Entry
    var page: ExtractedPage?
    /// The version it is compared with.
    var old: Edition?
    /// Whether it is the first look that saw the story.
    var isNew = false
    var wasWithdrawn = false
    var next: Timestamp?
    /// Where the page has moved to.
    var address: String?
  }

  /// Opens the archive and takes in the stories to watch.
  ///
  /// - Throws: ``Failure``: `locked` when another process watches, `settings`, `usage` for a target that is none.
  public init(_ newsroom: Newsroom, plan: WatchPlan, tell: @escaping @Sendable (WatchEvent) -> Void)
    async throws
  {
    FreedMemory.shareHeaps()
    self.newsroom = newsroom
    self.plan = plan
    begun = newsroom.now()
    breadth = plan.breadth
    handIn = HandIn(isWanted: plan.shard != nil)
    self.tell = tell
    let settings = try newsroom.settings(in: plan.config)
    self.settings = settings
    try newsroom.take(siteRulesOf: settings)
    var rules = try FetchRules(settings, look: plan.look)
    plan.adjust(&rules)
    fetcher = PoliteFetcher(settings: rules.fetch, manners: rules.manners)
    // The fetcher keeps hosts their rests and says how long they are: the agenda adds nothing.
    agenda = Agenda(
      policy: plan.policy(settings), book: try newsroom.rates(of: settings),
      looksPerSecond: settings.schedule.looksPerSecond, hostRest: 0)
    troubles = Troubles(patience: Int64(settings.fetch.silentAfter * 1000))
    steady = plan.steady
    timeLine = TimeLine(wall: newsroom.now(), steady: plan.steady())
    status = ServiceStatus(started: newsroom.now())
    board = Mutex(status)
    writer = try await newsroom.openForWriting()
    archive = try ArchiveReader(at: newsroom.path)
    inbox = try ArchiveInbox(at: newsroom.path)
    await writer.log(JournalEvent(.started, time: newsroom.now()))
    do {
      try await takeIn()
    } catch {
      try? await writer.close()
      throw error
    }
  }

  /// How the watch is doing, as of the last moment it did something; may be asked from anywhere.
  public nonisolated var statusNow: ServiceStatus { board.withLock { $0 } }

  /// Watches until the task is cancelled, then commits what is acknowledged and lets the archive go.
  ///
  /// - Throws: ``Failure`` of kind `disk` or `badData` when the archive can no longer be written.
  public func run() async throws {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.keepCommitting() }
      group.addTask { await self.keepTelling() }
      group.addTask { await self.keepListening() }
      group.addTask { await self.keepWatchingOver() }
      group.addTask { await self.keepStamping() }
      group.addTask { await self.keepFetchingResources() }
      group.addTask { await self.keepMergingPacks() }
      // What came with the archive is handed in first: from then on nobody else can write the shard's copy.
      await handInLooks()
      group.addTask { await self.keepHandingIn() }
      while !Task.isCancelled && fault == nil {
        let now = moment
        for assignment in await begun(at: now) {
          status.lateness.add(Double(now.milliseconds - assignment.due.milliseconds) / 1000)
          group.addTask { await self.look(assignment) }
        }
        for missed in agenda.takeMissed() { note(missed, at: now) }
        publish(now)
        await pause(after: now)
      }
      group.cancelAll()
    }
    await commit()
    do {
      if fault == nil { try await newsroom.drainResources(writer) }
    } catch {
      fault = Failure(error)
    }
    await announce()
    await writer.log(JournalEvent(.stopped, time: newsroom.now()))
    await handInLooks()
    publish(moment)
    if let fault {
      try? await writer.close()
      throw fault
    }
    try await writer.close()
  }

  /// The looks to be made now, counted as under way.
  private func begun(at now: Timestamp) async -> [Agenda.Assignment] {
    if isPartOfFleet { return await leased(at: now) }
    var assignments: [Agenda.Assignment] = []
    while status.underWay < breadth, decided.count < Self.mostDecided,
      let assignment = agenda.next(at: now)
    {
      status.underWay += 1
      assignments.append(assignment)
    }
    return assignments
  }

  /// Waits until there may be looks to be made.
  private func pause(after now: Timestamp) async {
    if isPartOfFleet { return await pauseForLeases() }
    await sleep(until: agenda.wake(after: now), from: now)
  }

  /// The moment on a line of time that never jumps.
  var moment: Timestamp { timeLine.now(steady: steady()) }

  private func keepCommitting() async {
    while !Task.isCancelled && fault == nil {
      try? await Task.sleep(for: commitDelay)
      await commit()
      // Looks are not made faster than they can be told.
      while untold.count > 1000 && !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    }
  }

  private func keepTelling() async {
    while !Task.isCancelled && fault == nil {
      await announce()
      try? await Task.sleep(for: .milliseconds(50))
    }
  }

  private func keepListening() async {
    while !Task.isCancelled && fault == nil {
      await takeRequests()
      try? await Task.sleep(for: Self.delay)
    }
  }

  /// Once a second: counts, and tells of clocks that jump and of what is silent.
  private func keepWatchingOver() async {
    var seconds = 0
    while !Task.isCancelled && fault == nil {
      seconds += 1
      if seconds % 15 == 0 { await reports.run { FreedMemory.giveBack() } }
      count()
      if let step = timeLine.step(wall: newsroom.now(), steady: steady()) {
        await writer.log(JournalEvent(.clockJump, time: newsroom.now(), milliseconds: step))
        tell(.clockJumped(milliseconds: step))
      }
      for news in troubles.overdue(at: moment) { tell(news) }
      status.hostsInTrouble = await fetcher.hostsInTrouble().map { host in
        .init(name: host.host, trouble: host.trouble, failures: host.failures, until: host.until)
      }
      status.troubles = troubles.told
      publish(moment)
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Shows the state to whoever asks.
  private func publish(_ now: Timestamp) {
    status.now = now
    status.next = agenda.wake(after: now)
    status.uncommitted = decided.count
    if let fault, status.isWell {
      status.troubles.insert(
        .init(subject: ServiceStatus.archive, since: now, problem: fault.message), at: 0)
    }
    let shown = status
    board.withLock { $0 = shown }
  }

  func tell(_ news: Troubles.News) {
    switch news {
    case .silent(let trouble): tell(.silent(trouble))
    case .back(let subject, let since): tell(.back(subject: subject, since: since))
    }
  }

  /// Sleeps until a look is due, but no longer than a second, so that a machine that was suspended is noticed.
  private func sleep(until due: Timestamp?, from now: Timestamp) async {
    let span = min(max(0, (due?.milliseconds ?? .max) - now.milliseconds), 1000)
    // When all places are taken, the end of a look wakes.
    let wait = status.underWay < breadth && decided.count < Self.mostDecided ? span : 1000
    let sleeper = Task { _ = try? await Task.sleep(for: .milliseconds(wait)) }
    self.sleeper = sleeper
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
  }

  /// Has the loop look again at what is due.
  func wake() { sleeper?.cancel() }

  /// Looks are not made faster than they can be committed: with so many waiting, no other begins.
  static let mostDecided = 1000

  /// How long what waits is gathered before it is committed, and how often others are listened to.
  static let delay = Duration.milliseconds(200)
}
