// A watch that goes on: looks when changes are due, keeps what comes, tells what changed.

import Archive
import Extraction
import Fetch
import Foundation
import Schedule
import Story
import Synchronization

/// Watches stories until its task is cancelled; it is the archive's one writer while it runs.
///
/// Looks run side by side, never two at one story; what they bring is acknowledged at once and committed in batches.
public actor WatchService {
  let newsroom: Newsroom
  let plan: WatchPlan
  let tell: @Sendable (WatchEvent) -> Void
  var settings: Settings
  var writer: ArchiveWriter
  var fetcher: Fetcher
  var agenda: Agenda
  var stories: [Slug: Watched] = [:]
  var troubles = Troubles()
  /// Decided looks that wait to be committed.
  var waiting: [Decided] = []
  var waitingSince: ContinuousClock.Instant?
  var isCommitting = false
  /// Captures of looks under way, acknowledged and not committed yet.
  var mine: Set<CaptureID> = []
  private var lastDrain: ContinuousClock.Instant?
  /// What ends the watch: the archive can no longer be written.
  var fault: Failure?
  var timeLine: TimeLine
  var status: ServiceStatus
  private var sleeper: Task<Void, Never>?
  private let board: Mutex<ServiceStatus>
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// A look whose result is known and not committed.
  struct Decided: Sendable {
    var target: String
    var entry: Entry
    var page: ExtractedPage?
    var isNew = false
    var next: Timestamp?
  }

  /// Opens the archive and takes in the stories to watch.
  ///
  /// - Throws: ``Failure``: `locked` when another process watches, `settings`, `usage` for a target that is none.
  public init(_ newsroom: Newsroom, plan: WatchPlan, tell: @escaping @Sendable (WatchEvent) -> Void)
    async throws
  {
    self.newsroom = newsroom
    self.plan = plan
    self.tell = tell
    let settings = try newsroom.settings(in: plan.config)
    self.settings = settings
    try newsroom.take(siteRulesOf: settings)
    fetcher = try Fetcher(settings: newsroom.fetchSettings(plan.look, settings))
    agenda = Agenda(
      policy: plan.policy(settings), book: try newsroom.rates(of: settings),
      looksPerSecond: settings.schedule.looksPerSecond,
      hostRest: plan.every == nil ? settings.fetch.hostRest : 0)
    start = clock.now
    timeLine = TimeLine(wall: newsroom.now(), steady: 0)
    status = ServiceStatus(started: newsroom.now())
    board = Mutex(status)
    writer = try await newsroom.openForWriting()
    await writer.log(JournalEvent(.started, time: newsroom.now()))
    try await takeIn()
  }

  /// How the watch is doing, as of the last moment it did something; may be asked from anywhere.
  public nonisolated var statusNow: ServiceStatus { board.withLock { $0 } }

  /// Watches until the task is cancelled, then commits what is acknowledged and lets the archive go.
  ///
  /// - Throws: ``Failure`` of kind `disk` or `badData` when the archive can no longer be written.
  public func run() async throws {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled && fault == nil {
        let now = moment
        while status.underWay < plan.breadth, let assignment = agenda.next(at: now) {
          status.underWay += 1
          status.lateness.add(Double(now.milliseconds - assignment.due.milliseconds) / 1000)
          group.addTask { await self.look(assignment) }
        }
        await tick(now)
        await sleep(until: agenda.wake(after: now), from: now)
      }
      group.cancelAll()
    }
    await commit()
    await writer.log(JournalEvent(.stopped, time: newsroom.now()))
    try await writer.close()
    if let fault { throw fault }
  }

  /// The moment on a line of time that never jumps.
  var moment: Timestamp { timeLine.now(steady: steady) }

  private var steady: Int64 { start.duration(to: clock.now).milliseconds }

  /// What is done between looks: commits what waits, takes in what other processes ask, tells of what is silent.
  private func tick(_ now: Timestamp) async {
    if let since = waitingSince, waiting.count >= Self.batch || since.duration(to: clock.now) >= Self.delay {
      await commit()
    }
    if lastDrain.map({ $0.duration(to: clock.now) >= Self.delay }) ?? true {
      lastDrain = clock.now
      await takeRequests()
    }
    if let step = timeLine.step(wall: newsroom.now(), steady: steady) {
      await writer.log(JournalEvent(.clockJump, time: newsroom.now(), milliseconds: step))
    }
    for missed in agenda.takeMissed() {
      await note(missed)
      tell(.missed(story: missed.slug, since: missed.since, count: missed.count))
    }
    for news in troubles.overdue(at: now) { tell(news) }
    publish(now)
  }

  /// Shows the state to whoever asks.
  private func publish(_ now: Timestamp) {
    status.now = now
    status.next = agenda.wake(after: now)
    status.uncommitted = waiting.count
    status.troubles =
      troubles.told
      + (fault.map {
        [.init(subject: ServiceStatus.archive, since: now, problem: $0.message)]
      } ?? [])
    let shown = status
    board.withLock { $0 = shown }
  }

  func tell(_ news: Troubles.News) {
    switch news {
    case .silent(let trouble): tell(.silent(trouble))
    case .back(let subject, let since): tell(.back(subject: subject, since: since))
    }
  }

  /// Sleeps until a look is due, but no longer than other work can wait.
  private func sleep(until due: Timestamp?, from now: Timestamp) async {
    let span = min(max(0, (due?.milliseconds ?? .max) - now.milliseconds), Self.delay.milliseconds)
    let sleeper = Task { _ = try? await Task.sleep(for: .milliseconds(span)) }
    self.sleeper = sleeper
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
  }

  /// Has the loop look again at what is due.
  func wake() { sleeper?.cancel() }

  /// How many decided looks are committed at once, and how long one waits for others.
  static let batch = 100
  static let delay = Duration.milliseconds(200)
}
