// Whether a text stood on a page: a statement that others can check.

import Archive
import Foundation
public import Report
public import Story

extension Newsroom {
  /// The statement whether a text stood on a story's page.
  public func prove(_ slug: Slug, text: String, question: Statement.Question) throws -> StatementReport {
    let archive = try open()
    let story = try story(slug, in: archive)
    let wanted = Self.folded(text)
    guard !wanted.isEmpty else {
      throw Failure(.usage, "--text is empty: write the words that were on the page")
    }
    let versions = try versionsInOrder(of: slug, in: archive)
    guard !versions.isEmpty else { throw Failure(.noInput, "\(slug) has no version yet") }
    var pages: [CaptureID: String?] = [:]
    func context(in version: Version) throws -> String? {
      if let known = pages[version.capture] { return known }
      let article = try archive.article(of: version)
      let lines =
        ([article.headline?.value, article.standfirst?.value].compactMap { $0 }) + article.blocks.map(\.text)
      // A text may run over lines; where it does, the whole is looked through.
      let found =
        lines.first { Self.folded($0).contains(wanted) }
        ?? (Self.folded(lines.joined(separator: " ")).contains(wanted) ? text : nil)
      pages[version.capture] = found
      return found
    }
    let looks = try archive.looks(of: slug).filter(\.outcome.isSighting).sorted { $0.time < $1.time }
    let sightings = try looks.compactMap { look -> Statement.Sighting? in
      if look.outcome == .withdrawn { return Statement.Sighting(look: look, version: nil, holdsText: false) }
      guard
        let version = versions.first(where: { $0.capture == look.capture })
          ?? versions.last(where: { $0.captured <= look.time })
      else { return nil }
      let context = try context(in: version)
      return Statement.Sighting(look: look, version: version, holdsText: context != nil, context: context)
    }
    var statement = Statement(
      story: slug, address: versions.last?.address ?? story.addresses.first, text: text, question: question,
      all: sightings, software: Self.software)
    try vouch(for: &statement, in: archive)
    return StatementReport(statement)
  }

  /// Adds what vouches for the bytes a statement rests on, and under what circumstances they were taken.
  private func vouch(for statement: inout Statement, in archive: ArchiveReader) throws {
    let events = try archive.events()
    let checkpoint = try archive.checkpoint()
    var versions: [Version] = []
    for version in statement.sightings.compactMap(\.version) where !versions.contains(version) {
      versions.append(version)
    }
    for version in versions {
      var proof = Statement.Proof(version: version)
      proof.manifestSHA256 = sha256Hex(try archive.manifestFile(of: version))
      if let (token, inclusion) = try token(over: version.capture, among: events, in: archive) {
        proof.token = token
        proof.leaf = (inclusion.index + 1, inclusion.size)
        proof.root = inclusion.root
        proof.checkpoint = token.commit
      } else if let checkpoint,
        let inclusion = try archive.inclusion(of: [version.capture], at: checkpoint.commit)[version.capture]
      {
        proof.leaf = (inclusion.index + 1, inclusion.size)
        proof.root = inclusion.root
        proof.checkpoint = checkpoint.commit
      }
      statement.proofs.append(proof)
    }
    let day: Int64 = 86_400_000
    let times = statement.sightings.map(\.look.time.milliseconds)
    if let first = times.min(), let last = times.max() {
      statement.clockJumps = events.filter { event in
        event.kind == .clockJump && (first - day...last + day).contains(event.time.milliseconds)
      }.map { ($0.time, $0.milliseconds ?? 0) }
    }
    statement.contact = (try? settings())?.fetch.contact
    statement.signer = String(decoding: try archive.allowedSigners(), as: UTF8.self)
      .split(separator: "\n").first.map(String.init)
  }

  /// A text as it is looked for: spaces as one, quotation marks and apostrophes straight.
  private static func folded(_ text: String) -> String {
    let straight = text.precomposedStringWithCanonicalMapping.map { character -> Character in
      switch character {
      case "“", "”", "„", "«", "»": "\""
      case "‘", "’", "‚": "'"
      default: character
      }
    }
    return String(straight).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
