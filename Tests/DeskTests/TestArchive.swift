// An archive with a few stories, and a Desk over it, for the tests.

import Foundation
import Newsroom
import Story

@testable import Desk

/// A Desk over a throw-away archive.
struct TestDesk {
  let folder: URL
  let newsroom: Newsroom
  let desk: Desk

  /// - Parameters:
  ///   - files: stories by name, each with its files in order.
  ///   - tokens: whether one has to be shown.
  init(_ files: [String: [(name: String, text: String)]] = Self.flood, tokens: Bool = false) async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "desk-\(UUID().uuidString)", isDirectory: true)
    let archive = folder.appendingPathComponent("archive").path
    newsroom = Newsroom(archive: archive)
    for (story, captures) in files.sorted(by: { $0.key < $1.key }) {
      let place = folder.appendingPathComponent(story, isDirectory: true)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for file in captures { try Data(file.text.utf8).write(to: place.appendingPathComponent(file.name)) }
      _ = try await newsroom.importFiles([place.path], into: Slug(story))
    }
    let gate = Gate(
      names: ["localhost"], doorkeeper: tokens ? Doorkeeper(TokenFile(archive: archive)) : nil,
      now: { Timestamp(Date()) })
    let saved = SavedPages(
      newsroom, names: ["localhost"], desk: "http://localhost:8384", base: "http://localhost:8385",
      now: { Timestamp(Date()) })
    desk = Desk(Records(newsroom), gate: gate, base: "http://localhost:8384", saved: saved)
  }

  /// Takes the archive away.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// The page that answers a request.
  func answer(_ asked: Asked) async throws -> Page {
    guard case .page(let page) = await desk.answer(asked) else {
      throw Failure(.defect, "events, not a page")
    }
    return page
  }

  /// The page at a path.
  func get(_ target: String, headers: [String: String] = [:], host: String? = "localhost:8384") async throws
    -> Page
  {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    return try await answer(
      Asked(path: parts[0], query: parts.count > 1 ? parts[1] : nil, host: host, headers: headers))
  }

  /// The answer to a form or to JSON.
  func post(
    _ path: String, _ body: String, headers: [String: String] = [:], host: String = "localhost:8384"
  ) async throws -> Page {
    try await answer(Asked(method: "POST", path: path, host: host, headers: headers, body: Array(body.utf8)))
  }

  /// What the forms of whoever is not asked for a token send back.
  var formKey: String { desk.gate.formKey(for: Gate.Visitor(scope: .write)) }

  /// A page of a story.
  static func page(_ headline: String, _ paragraphs: [String]) -> String {
    let body = paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n")
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>\(headline)</title></head>"
      + "<body><article><h1>\(headline)</h1>\n\(body)\n</article></body></html>"
  }

  /// A story of two versions.
  static let flood: [String: [(name: String, text: String)]] = [
    "flood": [
      (
        "2021-07-15T0600Z.html",
        page(
          "Three dead in flood",
          [
            "Three people have died after the river burst its banks in the night.",
            "“We heard the water before we saw it,” said Ruth Calder, who owns the mill.",
            "A gate at the dam was allegedly left open after repairs in the spring.",
            "The search went on through the morning in the lower part of the town.",
            "More follows…",
          ])
      ),
      (
        "2021-07-15T0900Z.html",
        page(
          "Five dead in flood",
          [
            "Five people have died after the river burst its banks in the night.",
            "The search went on through the morning in the lower part of the town.",
            "“We heard the water before we saw it,” said Ruth Calder, who owns the mill.",
            "A gate at the dam was left open after repairs in the spring.",
            "“Nobody warned us,” said Peter Lowe, a farmer.",
          ])
      ),
    ]
  ]
}

extension Page {
  /// The page as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// A header's value.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
