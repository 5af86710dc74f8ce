// A stateless filter: one JSON object in, one out, in the same order.

import Comparison
import Extraction
import Foundation
import Language
import Provenance
import Report
import Story

/// A stateless filter over JSON Lines, so that reading, comparing, extracting and auditing run under GNU parallel, Spark's
/// `pipe` or Slurm. A line that is bad is answered with `{"id","error"}`, and the next is read.
public struct Filter: Sendable {
  /// What a filter does.
  public enum Kind: String, Sendable, CaseIterable {
    /// `{"id","text","language"}` (the language, a BCP 47 tag, may be left out) → sentences, quotes, figures, hedges, notices.
    case read
    /// `{"id","old","new"}` (texts, or arrays of sentences) → links and changes.
    case compare
    /// `{"id","path"|"html"|"base64","url"}` → the article.
    case extract
    /// `{"id","versions":[{"captured","text",…}]}` → the story's audit.
    case audit
    /// The same → where each sentence and word first stood.
    case origins
  }

  /// What each kind works with: word lists take time to be made, so no kind makes another's.
  private enum Tools {
    case read(Readers)
    case compare(Readers, Comparer)
    case extract(Readers, PageReader)
    case audit(Readers)
    case origins(SentenceReader)
  }

  /// What a line is answered with.
  public struct Answer: Sendable {
    /// JSON Lines, without the last newline: one, or in rows one a change.
    public var lines: String
    /// What was wrong with the line, for people; nil if it could be used.
    public var fault: String?
  }

  private let tools: Tools
  private let inRows: Bool

  /// A filter of a kind.
  ///
  /// - Parameters:
  ///   - workers: the processes that read pages; nil reads them in this one.
  ///   - siteRules: a folder of rules for single sites, asked before those that come along.
  ///   - hasStandardRules: whether those that come along are asked.
  ///   - inRows: whether `compare` and `audit` give out a flat row a change (``ChangeRows``).
  public init(
    _ kind: Kind, workers: WorkerPool? = nil, siteRules: String? = nil, hasStandardRules: Bool = true,
    inRows: Bool = false
  ) {
    self.inRows = inRows
    tools =
      switch kind {
      case .read: .read(Readers())
      case .compare: .compare(Readers(), Comparer())
      case .extract:
        .extract(
          Readers(),
          PageReader(workers: workers, hasStandardRules: hasStandardRules) {
            try siteRules.map(Newsroom.siteRules(in:)) ?? .none
          })
      case .audit: .audit(Readers())
      case .origins: .origins(SentenceReader())
      }
  }

  /// Reads the rules for single sites, so that what is wrong with them is told once and not of every line.
  ///
  /// - Throws: ``Failure`` that points at the lines that are wrong.
  public func prepare() throws {
    if case .extract(_, let pages) = tools { _ = try pages.siteRules.rules() }
  }

  /// The answer to a line.
  public func answer(_ line: some Collection<UInt8>) -> Answer {
    let object: [String: Any]
    do {
      guard let parsed = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
        return failure(id: .none, "the line is no JSON object", of: Array(line.prefix(60)))
      }
      object = parsed
    } catch {
      return failure(id: .none, "the line is no JSON: \(Self.reason(error))", of: Array(line.prefix(60)))
    }
    do {
      let lines =
        switch tools {
        case .read(let readers): try read(object, readers)
        case .compare(let readers, let comparer): try compare(object, readers, comparer)
        case .extract(let readers, let pages): try extract(object, readers, pages)
        case .audit(let readers): try audit(object, readers)
        case .origins(let reader): try origins(object, reader)
        }
      return Answer(lines: lines)
    } catch {
      return failure(id: Self.id(object["id"]), "\(error)")
    }
  }

  private func read(_ object: [String: Any], _ readers: Readers) throws -> String {
    guard let text = object["text"] as? String else {
      throw Failure(.badData, "“text” is missing or no string")
    }
    return FilterJSON.read(reader(of: object, readers).read(text), id: Self.id(object["id"]))
  }

  private func compare(_ object: [String: Any], _ readers: Readers, _ comparer: Comparer) throws -> String {
    let old = try side("old", of: object, readers)
    let new = try side("new", of: object, readers)
    let difference = comparer.difference(from: old, to: new)
    let id = Self.id(object["id"])
    return inRows
      ? ChangeRows.compare(old: old, new: new, difference, id: id)
      : FilterJSON.compare(old: old, new: new, difference, id: id)
  }

  /// The reader for the language that a line names, English if it names none.
  private func reader(of object: [String: Any], _ readers: Readers) -> Reader {
    readers[object["language"] as? String]
  }

  private func side(_ name: String, of object: [String: Any], _ readers: Readers) throws -> Reading {
    switch object[name] {
    case let text as String: return reader(of: object, readers).read(text)
    case let sentences as [String]: return reader(of: object, readers).read(sentences: sentences)
    default: throw Failure(.badData, "“\(name)” is missing: give a text or an array of sentences")
    }
  }

  private func extract(_ object: [String: Any], _ readers: Readers, _ pages: PageReader) throws -> String {
    let body: [UInt8]
    var mediaType: String?
    if let html = object["html"] as? String {
      body = Array(html.utf8)
      mediaType = "text/html; charset=utf-8"
    } else if let text = object["base64"] as? String {
      guard let data = Data(base64Encoded: text) else { throw Failure(.badData, "“base64” is not base 64") }
      body = Array(data)
    } else if let path = object["path"] as? String {
      let file = ImportFile(path: path, time: CaptureTime(time: Timestamp(seconds: 0), source: .fileDate))
      body = try file.bytes()
      mediaType = file.mediaType
    } else {
      throw Failure(.badData, "give “path”, “html” or “base64”")
    }
    let page = try pages.read(
      PageRequest(body, mediaType: mediaType, address: object["url"] as? String))
    return FilterJSON.extract(
      page.article, readers[page.article.language].read(page.article.text), verdict: page.verdict,
      id: Self.id(object["id"]))
  }

  private func audit(_ object: [String: Any], _ readers: Readers) throws -> String {
    let line = try StoryLine(object)
    var auditor = Auditor(of: line.story)
    for edition in line.editions { auditor.add(edition.read(by: readers[edition.language])) }
    let id = Self.id(object["id"])
    return inRows
      ? ChangeRows.audit(auditor.audit(), id: id) : AuditReport(auditor.audit()).line(id: id)
  }

  private func origins(_ object: [String: Any], _ reader: SentenceReader) throws -> String {
    let line = try StoryLine(object)
    var keeper = LineageKeeper(story: line.story.slug)
    var known = ReadParagraphs()
    for edition in line.editions {
      keeper.add(edition.version, reader.read(edition.text, knowing: &known))
    }
    return LineageReport(keeper.lineage).line(id: Self.id(object["id"]))
  }

  private static func id(_ value: Any?) -> LineID {
    switch value {
    case let text as String: .text(text)
    case let number as Int: .number(number)
    default: .none
    }
  }

  /// The answer to a line that could not be used. One without an id is known by how it begins: its number is that
  /// within a part of the corpus only.
  private func failure(id: LineID, _ message: String, of line: [UInt8] = []) -> Answer {
    let start = line.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
    let fault =
      switch id {
      case .text(let text): "id “\(text)”: \(message)"
      case .number(let number): "id \(number): \(message)"
      case .none: start.isEmpty ? message : "\(message) It begins: \(String(decoding: start, as: UTF8.self))"
      }
    return Answer(
      lines: inRows ? ChangeRows.failure(message, id: id) : FilterJSON.failure(message, id: id), fault: fault)
  }

  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    return (error.userInfo["NSDebugDescription"] as? String) ?? error.localizedDescription
  }
}
