// Fetches with manners: robots.txt, one request a host at a time, rests, back-off.

public import Story

/// Fetches like ``Fetcher``, and with manners: robots.txt is obeyed at every hop, a host is asked by one request at a
/// time and rests between looks, and a host in trouble is left alone while the others go on.
public actor PoliteFetcher {
  private var fetcher: Fetcher
  private var manners: MannersSettings
  private let time: SteadyTime
  private var hosts: [String: HostState] = [:]
  private var robots: [String: RobotsEntry] = [:]
  private var rulesSize = 0
  private var random: SeededNumbers
  private var tickets: UInt64 = 0

  private struct HostState {
    var manners = HostManners()
    /// Whoever waits for the host's turn, in order.
    var queue: [(ticket: UInt64, turn: CheckedContinuation<Bool, Never>)] = []
  }

  private struct RobotsEntry {
    var file: RobotsFile
    var holdsUntil: Timestamp
  }

  /// A fetcher within these bounds, with these manners.
  public init(settings: FetchSettings = FetchSettings(), manners: MannersSettings = MannersSettings()) {
    self.init(settings: settings, manners: manners, time: .system)
  }

  init(settings: FetchSettings, manners: MannersSettings, time: SteadyTime) {
    fetcher = Fetcher(settings: settings)
    self.manners = manners
    self.time = time
    random = SeededNumbers(seed: manners.seed)
  }

  /// Takes new settings. What is known of hosts stays; fetches under way end by the old settings.
  public func change(settings: FetchSettings, manners: MannersSettings) {
    fetcher = Fetcher(settings: settings)
    self.manners = manners
  }

  /// Fetches an address like ``Fetcher/fetch(_:etag:lastModified:copyAddress:)``, when its host's turn has come.
  ///
  /// - Throws: ``FetchError``; besides that fetcher's problems `robotsDisallow`, `robotsUnreachable`, and `hostRests`
  ///   when the host is to be left alone for longer than ``MannersSettings/patience``: ask again then.
  public func fetch(
    _ address: String, etag: String? = nil, lastModified: String? = nil, copyAddress: String? = nil
  ) async throws(FetchError) -> Answer {
    try await fetch(
      address, copy: CopyAtHand(etag: etag, lastModified: lastModified, address: copyAddress)
    ) { _ in }
  }

  /// Fetches likewise, with bounds of this fetch's own.
  func fetch(
    _ address: String, copy: CopyAtHand, changing: (inout FetchSettings) -> Void
  ) async throws(FetchError) -> Answer {
    var fetcher = fetcher
    changing(&fetcher.settings)
    let visit = Visit(self)
    let result: Result<Answer, FetchError>
    do throws(FetchError) {
      result = .success(try await fetcher.fetch(address, copy: copy, usher: visit))
    } catch {
      result = .failure(error)
    }
    await visit.leave()
    return try result.get()
  }

  /// Has a command fetch an address, likewise.
  public func fetch(_ address: String, by command: FetchCommand) async throws(FetchError) -> Answer {
    let place: WebAddress
    do {
      place = try WebAddress(address)
    } catch {
      throw FetchError(.badAddress(error), address: address)
    }
    let visit = Visit(self)
    let result: Result<Answer, FetchError>
    do throws(FetchError.Problem) {
      try await visit.mayAsk(place)
      do throws(FetchError) {
        result = .success(try await fetcher.fetch(address, by: command))
      } catch {
        result = .failure(error)
      }
    } catch {
      result = .failure(FetchError(error, address: place.text))
    }
    await visit.leave()
    return try result.get()
  }

  /// Until when the host of an address is to be left alone; nil when it may be asked now. The moment is on this
  /// machine's clock as it stood when the fetcher was made, going on steadily.
  public func rest(of address: String) -> Timestamp? {
    guard let host = (try? WebAddress(address))?.host, let manners = hosts[host]?.manners,
      manners.notBefore > time.now()
    else { return nil }
    return manners.notBefore
  }

  /// How long the host of an address is still to be left alone; nothing when it may be asked now.
  public func restLeft(of address: String) -> Duration {
    guard let until = rest(of: address) else { return .zero }
    return .milliseconds(until.milliseconds - time.now().milliseconds)
  }

  /// What is owed to the host of an address; nil when it was not asked yet.
  public func manners(of address: String) -> HostManners? {
    (try? WebAddress(address)).flatMap { hosts[$0.host]?.manners }
  }

  /// Takes in what is known of a host by others who ask it in turn with this fetcher, and that it is this one's turn.
  public func learn(_ host: String, failures: Int, trouble: String?, crawlDelay: Duration?) {
    if hosts[host] == nil {
      if failures == 0 && crawlDelay == nil { return }
      forgetSome()
    }
    hosts[host, default: HostState()].manners.learn(
      failures: failures, trouble: trouble, crawlDelay: crawlDelay)
  }

  /// The hosts in trouble, by name: what it is, how often in a row, and when they are asked again.
  public func hostsInTrouble() -> [(host: String, trouble: String, failures: Int, until: Timestamp)] {
    hosts.filter { $0.value.manners.trouble != nil }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.manners.trouble ?? "", $0.value.manners.failures, $0.value.manners.notBefore) }
  }

  // MARK: A host's turn

  /// Waits for a host's turn and takes it.
  func takeTurn(of host: String) async throws(FetchError.Problem) {
    if hosts[host] == nil { forgetSome() }
    var state = hosts[host] ?? HostState()
    if state.manners.isBusy {
      tickets += 1
      let ticket = tickets
      let isGiven = await withTaskCancellationHandler {
        await withCheckedContinuation { turn in
          hosts[host, default: HostState()].queue.append((ticket, turn))
          if Task.isCancelled { leaveQueue(of: host, ticket) }
        }
      } onCancel: {
        Task { await self.leaveQueue(of: host, ticket) }
      }
      guard isGiven else { throw .cancelled }
      state = hosts[host] ?? HostState()
    }
    state.manners.begin()
    hosts[host] = HostState(manners: state.manners, queue: hosts[host]?.queue ?? [])
    let left = state.manners.notBefore.milliseconds.subtractingReportingOverflow(time.now().milliseconds)
    guard !left.overflow, left.partialValue > 0 else { return }
    let wait = Duration.milliseconds(left.partialValue)
    do {
      guard wait <= manners.patience else {
        throw FetchError.Problem.hostRests(
          host: host, until: state.manners.notBefore, trouble: state.manners.trouble)
      }
      try await time.sleep(wait)
    } catch {
      passOn(host) { $0.giveBack() }
      throw error as? FetchError.Problem ?? .cancelled
    }
  }

  /// Ends a turn.
  func endTurn(of host: String, _ ending: HostManners.Ending, took: Duration) {
    let least = FetchSettings.nearest(host, in: manners.restOf) ?? manners.leastRest
    let draw = random.share()
    let now = time.now()
    passOn(host) {
      $0.finish(ending, at: now, took: took, draw: draw, leastRest: least, settings: manners)
    }
  }

  private func passOn(_ host: String, _ change: (inout HostManners) -> Void) {
    guard var state = hosts[host] else { return }
    change(&state.manners)
    let next = state.queue.isEmpty ? nil : state.queue.removeFirst()
    // Whoever is next holds the turn from here on, so that nobody slips in between.
    if next != nil { state.manners.begin() }
    hosts[host] = state
    next?.turn.resume(returning: true)
  }

  private func leaveQueue(of host: String, _ ticket: UInt64) {
    guard let place = hosts[host]?.queue.firstIndex(where: { $0.ticket == ticket }) else { return }
    let waiter = hosts[host]?.queue.remove(at: place)
    waiter?.turn.resume(returning: false)
  }

  private func forgetSome() {
    guard hosts.count >= manners.rememberedHosts else { return }
    let now = time.now()
    hosts = hosts.filter { !$0.value.manners.mayBeAsked(at: now) || $0.value.manners.trouble != nil }
  }

  // MARK: robots.txt

  /// Checks an address against its site's robots.txt, which is fetched if need be. The caller holds the host's turn.
  ///
  /// - Returns: how asking for robots.txt went, when that says something of the host.
  func checkRobots(_ place: WebAddress) async throws(RobotsRefusal) {
    if FetchSettings.nearest(place.host, in: manners.robotsIgnored) != nil { return }
    let origin = place.origin
    let file: RobotsFile
    if let known = robots[origin], known.holdsUntil > time.now() {
      file = known.file
    } else {
      file = try await robotsFile(of: place)
      rulesSize += file.size - (robots[origin]?.file.size ?? 0)
      robots[origin] = RobotsEntry(file: file, holdsUntil: time.now().advanced(by: manners.robotsLife))
      forgetRules(besides: origin)
    }
    hosts[place.host]?.manners.crawlDelay = file.crawlDelay.map { .seconds(min($0, 86_400)) }
    guard file.allows(place) else {
      throw RobotsRefusal(problem: .robotsDisallow(host: place.host), ending: .dropped)
    }
  }

  private func robotsFile(of place: WebAddress) async throws(RobotsRefusal) -> RobotsFile {
    let answer: Answer
    do throws(FetchError) {
      answer = try await fetcher.fetch(place.origin + "/robots.txt")
    } catch {
      switch error.problem {
      case .tooManyRedirects, .redirectLoop, .badRedirect, .insecureRedirect:
        // Redirects that lead nowhere: as if there were none (RFC 9309 §2.3.1.2).
        return .allowingAll
      case .cancelled:
        throw RobotsRefusal(problem: .cancelled, ending: .dropped)
      default:
        throw RobotsRefusal(
          problem: Self.saysNothingOfRobots(error.problem)
            ? error.problem : .robotsUnreachable(host: place.host, detail: "\(error.problem)"),
          ending: HostManners.Ending(error.problem))
      }
    }
    switch answer.status {
    case 200..<300:
      return RobotsFile(answer.body, robot: fetcher.settings.productToken)
    case 429, 500...:
      // Not to be had now: everything is forbidden until it is (RFC 9309 §2.3.1.4).
      let wait = answer.header("Retry-After").flatMap { RetryAfter.wait($0, now: answer.finished) }
      throw RobotsRefusal(
        problem: .robotsUnreachable(host: place.host, detail: "it answers \(answer.status)"),
        ending: .answered(status: answer.status, retryAfter: wait))
    default:
      return .allowingAll
    }
  }

  /// Whether a problem concerns the host as a whole, so that it is told as it is.
  private static func saysNothingOfRobots(_ problem: FetchError.Problem) -> Bool {
    switch problem {
    case .refusedAddress, .refusedPort, .unresolved, .connectionFailed, .tls, .connectTimedOut: true
    default: false
    }
  }

  private func forgetRules(besides origin: String) {
    guard rulesSize > manners.rememberedRules || robots.count > manners.rememberedHosts else { return }
    let oldest = robots.keys.filter { $0 != origin }
      .sorted {
        (robots[$0]?.holdsUntil.milliseconds ?? 0, $0) < (robots[$1]?.holdsUntil.milliseconds ?? 0, $1)
      }
    for key in oldest.prefix(oldest.count / 2 + 1) {
      rulesSize -= robots.removeValue(forKey: key)?.file.size ?? 0
    }
  }
}

/// Why robots.txt keeps us out, and what that says of the host.
struct RobotsRefusal: Error {
  var problem: FetchError.Problem
  var ending: HostManners.Ending
}

/// One fetch's way through the hosts: it holds the turn of one host at a time.
private actor Visit: Usher {
  private let owner: PoliteFetcher
  private var held: (host: String, ending: HostManners.Ending, took: Duration)?

  init(_ owner: PoliteFetcher) { self.owner = owner }

  func mayAsk(_ place: WebAddress) async throws(FetchError.Problem) {
    if held?.host != place.host {
      // One turn is given back before the next is waited for: two fetches that cross cannot block each other.
      await leave()
      try await owner.takeTurn(of: place.host)
      held = (place.host, .dropped, .zero)
    }
    do throws(RobotsRefusal) {
      try await owner.checkRobots(place)
    } catch {
      held?.ending = error.ending
      throw error.problem
    }
  }

  func answered(_ place: WebAddress, _ head: ResponseHead, took: Duration) {
    let wait = head.values(of: "Retry-After").last.flatMap { RetryAfter.wait($0, now: .now) }
    guard let turn = held else { return }
    held = (turn.host, .answered(status: head.status, retryAfter: wait), max(turn.took, took))
  }

  func failed(_ place: WebAddress, _ problem: FetchError.Problem) {
    held?.ending = HostManners.Ending(problem)
  }

  /// Gives the turn back.
  func leave() async {
    guard let held else { return }
    self.held = nil
    await owner.endTurn(of: held.host, held.ending, took: held.took)
  }
}

extension HostManners.Ending {
  /// What a problem says of the host.
  init(_ problem: FetchError.Problem) {
    switch problem {
    case .unresolved, .connectionFailed, .tls, .connectTimedOut, .timedOut, .tooSlow, .cutOff, .notHTTP,
      .headTooLarge, .badEncoding, .other:
      self = .failed("\(problem)")
    default:
      self = .dropped
    }
  }
}
