// What is sent to the Desk: forms, marks, new stories, tokens.

import Foundation
import Newsroom
import Report
import Story

extension Desk {
  func take(_ asked: Asked, for visitor: Gate.Visitor) async throws -> Page {
    defer { records.noteWrite() }
    let parts = asked.path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    if parts.count > 2, parts[0] == "api", parts[1] == "v1" {
      guard let page = try await API(records: records).take(Array(parts[2...]), body: asked.body) else {
        if API.tells(Array(parts[2...])) { throw Gate.Refusal.notAllowed }
        throw Failure(.noInput, "Nothing is taken at this address.")
      }
      return page
    }
    let form = asked.form
    switch Place(path: asked.path) {
    case .add:
      let (address, name) = (form["address"] ?? "", form["name"] ?? "")
      do {
        let added = try await records.newsroom.add([address], name: name.isEmpty ? nil : Slug(name))
        return .redirect(to: added.first.map { Place.story($0.story.slug).path } ?? "/")
      } catch {
        let failure = Failure(error)
        guard failure.kind == .usage else { throw failure }
        return try pages.add(for: reader(visitor), address: address, name: name, problem: failure.message)
      }
    case .watch(let slug):
      guard let action = Pages.WatchAction(rawValue: form["do"] ?? "") else {
        throw Failure(.usage, "Choose what to do.")
      }
      try await action.take(slug, in: records.newsroom)
      return .redirect(to: Place.watch(slug).path)
    case .settings:
      let address = form["address"] ?? ""
      do {
        switch form["do"] {
        case "remove": try await records.newsroom.removeFeed(address)
        default:
          func words(_ name: String) -> [String] {
            (form[name] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
              .filter { !$0.isEmpty }
          }
          try await records.newsroom.addFeed(
            FeedSource(
              address: address, use: form["use"] == "corrections" ? .corrections : .stories,
              keywords: words("keywords"), without: words("without")))
        }
        return .redirect(to: Place.settings.path)
      } catch {
        let failure = Failure(error)
        guard [.usage, .noInput].contains(failure.kind) else { throw failure }
        return try pages.settings(for: reader(visitor), address: address, problem: failure.message)
      }
    case .change(let slug, let old, let new, let id):
      guard let by = form["by"], !by.isEmpty else { throw Failure(.usage, "Say who marks it.") }
      let tags = (form["tags"] ?? "").split(separator: ",").map { $0.drop { $0 == " " } }.filter {
        !$0.isEmpty
      }
      try await records.newsroom.mark(
        id, in: slug, verdict: Mark.Verdict(rawValue: form["verdict"] ?? ""),
        tags: tags.prefix(10).map(String.init),
        note: form["note"].flatMap { $0.isEmpty ? nil : $0 }, by: by)
      return .redirect(to: Place.compare(slug, old, new, isSideBySide: false).path)
    default: throw Failure(.noInput, "Nothing is taken at this address.")
    }
  }

  func signIn(_ asked: Asked) throws -> Page {
    guard let session = try gate.signIn(asked) else {
      return SignIn.page(problem: "This token is not known, or has ended.")
    }
    var page = Page.redirect(to: "/")
    let secure = base.hasPrefix("https:") ? "; Secure" : ""
    page.headers.append(
      ("Set-Cookie", "\(Gate.cookie)=\(session); Path=/; HttpOnly; SameSite=Strict\(secure)"))
    return page
  }
}
