// How pages are fetched: the settings in the words of the Fetch room.

import Fetch
import Foundation
import Story

/// How an archive's pages are fetched, and how politely.
struct FetchRules: Sendable {
  /// The bounds.
  var fetch: FetchSettings
  /// The manners.
  var manners: MannersSettings

  /// The rules that settings and whoever called make.
  ///
  /// - Throws: ``Failure`` of kind `usage` for an address in `look` that is none.
  init(_ settings: Settings, look: LookSettings) throws {
    let given = settings.fetch
    fetch = FetchSettings(contact: given.contact)
    if let userAgent = given.userAgent { fetch.userAgent = userAgent }
    fetch.maxWireBytes = given.largestPage
    fetch.maxBodyBytes = 2 * given.largestPage
    fetch.timeout = .seconds(given.timeout)
    fetch.connectTimeout = min(fetch.connectTimeout, fetch.timeout)
    fetch.proxy = given.proxy
    do {
      fetch.allowedAddresses = try (given.allowedAddresses + look.allowedAddresses).map {
        try AddressRange($0)
      }
    } catch {
      throw Failure(.usage, "--allow-address: \(error)")
    }
    manners = MannersSettings()
    manners.leastRest = .seconds(given.hostRest)
    for (name, host) in settings.hosts {
      if let delay = host.delay { manners.restOf[name] = .seconds(delay) }
      if let reason = host.robotsIgnoredBecause { manners.robotsIgnored[name] = reason }
      if !host.headers.isEmpty || !host.cookies.isEmpty {
        fetch.access[name] = HostAccess(
          headers: host.headers, cookies: host.cookies, inPlainText: host.sendsInPlainText)
      }
    }
  }
}

extension Settings {
  /// The command that gets the pages of a host, if one is set.
  func command(for host: String) -> FetchCommand? {
    guard let set = self.host(host), let command = set.command else { return nil }
    return FetchCommand(
      command, screenshot: set.screenshotCommand, timeout: .seconds(fetch.timeout),
      maxBytes: 2 * fetch.largestPage)
  }
}

extension PoliteFetcher {
  /// Fetches a story's page: by the command that is set for its host, else plainly, asking only for what is new.
  func fetch(
    _ address: String, lastSeen last: Look?, settings: Settings
  ) async throws(FetchError) -> Answer {
    if let host = (try? WebAddress(address))?.host, let command = settings.command(for: host) {
      return try await fetch(address, by: command)
    }
    return try await fetch(address, etag: last?.etag, lastModified: last?.lastModified)
  }
}

extension Newsroom {
  /// A fetcher as the archive's settings and whoever called want it.
  func fetcher(_ look: LookSettings, _ settings: Settings) throws -> PoliteFetcher {
    let rules = try FetchRules(settings, look: look)
    return PoliteFetcher(settings: rules.fetch, manners: rules.manners)
  }

  /// The host that an address names; the address itself if it names none.
  func host(of address: String) -> String { (try? WebAddress(address))?.host ?? address }
}

extension Look {
  /// Takes in why a look saw nothing.
  mutating func fail(_ error: any Error) {
    note = Failure(error).message
    guard let problem = (error as? FetchError)?.problem else { return }
    fault = problem.word
    if problem.isRefusedHere { outcome = .blocked }
  }
}
