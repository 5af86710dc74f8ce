// Every request comes in here, and every answer goes out: the gate, then the page, then what all answers carry.

import Foundation
import Newsroom
import Report
import Story
import Synchronization

/// Answers requests, whatever server brings them.
struct Desk: Sendable {
  /// What answers: a page, or events that go on.
  enum Answer: Sendable {
    case page(Page)
    case events(AsyncStream<String>)
  }

  /// What is kept of a page that was made.
  private struct Kept: Sendable {
    var page: Page
    var tag: String
    var ends: ContinuousClock.Instant
  }

  /// The keys of pages that are being made.
  private final class Makers: Sendable {
    let keys = Mutex<Set<String>>([])
  }

  let records: Records
  let gate: Gate
  let events: Events
  /// The address this server is asked at, without a slash at its end.
  let base: String
  /// Where archived pages are shown; nil where they are not.
  let saved: SavedPages?
  private let kept = Bounded<String, Kept>(most: 32 << 20)
  /// The pages that are being made.
  private let makers = Makers()

  init(_ records: Records, gate: Gate, base: String, saved: SavedPages? = nil) {
    self.saved = saved
    self.records = records
    self.gate = gate
    self.base = base
    events = Events(records)
  }

  var pages: Pages { Pages(records: records, saved: saved) }

  /// The answer to a request.
  func answer(_ asked: Asked) async -> Answer {
    do {
      if asked.path == "/sign-in", asked.method == "POST", gate.doorkeeper != nil {
        return .page(finished(try signIn(asked)))
      }
      let visitor = try gate.admit(asked)
      if asked.path == "/api/v1/events", asked.isSafe { return try await listen(asked) }
      return .page(try await page(asked, for: visitor))
    } catch {
      return .page(finished(failure(error, asked)))
    }
  }

  private func page(_ asked: Asked, for visitor: Gate.Visitor) async throws -> Page {
    guard asked.isSafe else { return finished(try await take(asked, for: visitor)) }
    let target = asked.path + (asked.query.map { "?\($0)" } ?? "")
    if let mark = records.knownMark, let page = keptPage(mark + target, asked) { return page }
    return try await inBackground {
      let mark = try records.overview().mark ?? ""
      if let page = keptPage(mark + target, asked) { return page }
      // Whoever asks meanwhile is given the page that has just ended.
      makers.keys.withLock { _ = $0.insert(mark + target) }
      defer { makers.keys.withLock { _ = $0.remove(mark + target) } }
      let page = finished(try make(asked, for: visitor))
      guard page.isKept, page.status == 200 else { return page }
      let tag = "\"\(digest(page.body).prefix(32))\""
      let made = Kept(page: page, tag: tag, ends: .now + lifetime(asked.path))
      kept.keep(made, for: mark + target, cost: page.body.count + 1000)
      return tagged(made, asked)
    }
  }

  /// For how long a page may be kept while the archive does not change. What tells of two saved copies holds; other
  /// pages tell of what is to come as well.
  private func lifetime(_ path: String) -> Duration {
    if path.contains("/compare/") { return .seconds(3600) }
    return .seconds(records.status == nil ? 60 : 2)
  }

  /// A page that was made of the same state of the archive, and has not ended or is being made again.
  private func keptPage(_ key: String, _ asked: Asked) -> Page? {
    guard let known = kept[key], .now < known.ends || makers.keys.withLock({ $0.contains(key) }) else {
      return nil
    }
    return tagged(known, asked)
  }

  private func tagged(_ kept: Kept, _ asked: Asked) -> Page {
    var page = kept.page
    page.headers.append(("ETag", kept.tag))
    let given = asked.headers["if-none-match"]?.split(separator: ",").map { $0.drop { $0 == " " } } ?? []
    if given.contains(where: { $0 == kept.tag[...] || $0 == "W/\(kept.tag)" || $0 == "*" }) {
      page.status = 304
      page.body = []
    }
    return page
  }

  private func make(_ asked: Asked, for visitor: Gate.Visitor) throws -> Page {
    if let asset = Assets.page(asked.path) { return asset }
    let parts = asked.path.split(separator: "/", omittingEmptySubsequences: true).map {
      $0.removingPercentEncoding ?? String($0)
    }
    if parts.count > 2, parts[0] == "api", parts[1] == "v1" {
      guard let page = try API(records: records).answer(Array(parts[2...]), query: asked.queryFields) else {
        throw Failure(.noInput, "There is nothing at this address; /api/v1/openapi.json lists what there is.")
      }
      return page
    }
    switch parts.first {
    case "feeds" where parts.count > 1: return try feed(Array(parts[1...]))
    case "timegate", "timemap": return try memento(asked)
    case "compare" where parts.count == 1: return try chosen(asked.queryFields)
    case "health" where parts.count == 1, "metrics" where parts.count == 1:
      if let status = records.status { return MonitorPages.page(parts[0], status()) }
    default: break
    }
    guard let place = Place(path: asked.path) else {
      throw Failure(.noInput, "There is no page at this address.")
    }
    return try pages.page(place, query: asked.queryFields, for: reader(visitor))
  }

  func reader(_ visitor: Gate.Visitor) -> Pages.Reader {
    Pages.Reader(
      formKey: gate.formKey(for: visitor), writes: visitor.scope == .write, isSignedIn: visitor.session != nil
    )
  }

  private func feed(_ parts: [String]) throws -> Page {
    guard var name = parts.last, let dot = name.lastIndex(of: ".") else { throw Self.noFeed }
    let form: Feeds.Form
    switch name[name.index(after: dot)...] {
    case "atom": form = .atom
    case "json": form = .json
    default: throw Self.noFeed
    }
    name = String(name[..<dot])
    let choice: Feeds.Choice
    switch (parts.count, parts[0]) {
    case (1, _) where name == "all": choice = .all
    case (2, "story"): choice = .story(try Slug(name))
    case (2, "speaker"): choice = .speaker(name)
    case (2, "kind"):
      guard let type = ChangeType(rawValue: name) else { throw Self.noFeed }
      choice = .kind(type)
    default: throw Self.noFeed
    }
    return try Feeds(records: records, base: base).page(choice, as: form)
  }

  private static let noFeed = Failure(.noInput, "There is no such feed.")

  private func memento(_ asked: Asked) throws -> Page {
    let memento = Memento(newsroom: records.newsroom, base: base)
    // The address asked for keeps its own query.
    let whole = asked.path + (asked.query.map { "?\($0)" } ?? "")
    func address(after prefix: String) -> String {
      let rest = String(whole.dropFirst(prefix.count))
      return rest.contains("://") ? rest : rest.removingPercentEncoding ?? rest
    }
    if whole.hasPrefix("/timegate/") {
      return try memento.gate(address(after: "/timegate/"), wanted: asked.headers["accept-datetime"])
    }
    guard whole.hasPrefix("/timemap/link/") else {
      throw Failure(.noInput, "There is no page at this address.")
    }
    return try memento.map(address(after: "/timemap/link/"))
  }

  /// The comparison that the form chose.
  private func chosen(_ query: [String: String]) throws -> Page {
    let slug = try Slug(query["story"] ?? "")
    func number(_ name: String) throws -> Int {
      guard let text = query[name], text.hasPrefix("v"), let number = Int(text.dropFirst()), number > 0 else {
        throw Failure(.usage, "Choose two versions.")
      }
      return number
    }
    return try .redirect(
      to: Place.compare(slug, number("from"), number("to"), isSideBySide: query["view"] == "side").path)
  }

  private func listen(_ asked: Asked) async throws -> Answer {
    let last = asked.headers["last-event-id"]
    guard let stream = try await inBackground({ try events.listen(after: last) }) else {
      return .page(finished(API.problem(503, "Too many listen already; try again later.")))
    }
    return .events(stream)
  }

  // MARK: What all answers carry

  func finished(_ page: Page) -> Page {
    var page = page
    for header in Gate.headers where !page.headers.contains(where: { $0.name == header.name }) {
      page.headers.append(header)
    }
    return page
  }

  private func failure(_ error: any Error, _ asked: Asked) -> Page {
    if let refusal = error as? Gate.Refusal { return refused(refusal, asked) }
    let failure = Failure(error)
    let (status, title) = failure.answer
    // Defects and damage are told by what they are, without paths of this machine.
    let message =
      status == 500 ? "Something is wrong on our side. It is written in the log." : failure.message
    if asked.isForPrograms { return API.problem(status, message) }
    return pages.failure(status, title, message)
  }

  private func refused(_ refusal: Gate.Refusal, _ asked: Asked) -> Page {
    let (status, title, message) = refusal.words
    var page: Page
    if refusal == .notSignedIn, asked.headers["accept"]?.contains("text/html") ?? false {
      page = SignIn.page(problem: nil)
    } else if asked.isForPrograms {
      page = API.problem(status, message)
    } else if refusal == .notSignedIn || refusal == .wrongHost {
      page = Page("\(title). \(message)\n", status: status, type: "text/plain; charset=utf-8")
    } else {
      page = pages.failure(status, title, message)
    }
    switch refusal {
    case .notSignedIn: page.headers.append(("WWW-Authenticate", "Bearer realm=\"writethru\""))
    case .tooMany(let seconds): page.headers.append(("Retry-After", String(seconds)))
    case .notAllowed:
      page.headers.append(("Allow", asked.isForPrograms ? API.methods(asked.path) : "GET, HEAD, POST"))
    default: break
    }
    return page
  }
}

extension Failure {
  /// The status and the title that say it over HTTP.
  fileprivate var answer: (status: Int, title: String) {
    switch kind {
    case .usage: (400, "That cannot be asked so")
    case .noInput: (404, "Not found")
    case .locked, .unavailable: (503, "Not now")
    case .badData, .defect, .disk, .settings: (500, "Something is wrong")
    }
  }
}

extension Gate.Refusal {
  /// The refusal for HTTP and for people.
  fileprivate var words: (status: Int, title: String, message: String) {
    switch self {
    case .wrongHost: (421, "Another server", "This server does not answer to that name.")
    case .tooMany(let seconds): (429, "Too many requests", "Try again in \(seconds) s.")
    case .notSignedIn:
      (401, "A token is needed", "Send one as “Authorization: Bearer …”, or sign in with a browser.")
    case .readOnly: (403, "Not with this token", "The token reads only; this needs one that writes.")
    case .foreignForm:
      (
        403, "Not from here",
        "This was not sent from a page of this server. Load the page again and send it once more."
      )
    case .notAllowed: (405, "Not allowed", "Only GET, HEAD and POST are answered.")
    }
  }
}
