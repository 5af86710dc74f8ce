// Tests the comparison by examples: old and new texts with the changes an editor would expect, in Examples/*.jsonl.

import Foundation
import Language
import Story
import Testing

@testable import Comparison

/// An example: a line of a file, in the shape of scorers of typed changes.
struct ExampleCase: Decodable, Sendable, CustomTestStringConvertible {
  /// What a change must be; fields that are nil do not matter.
  struct Event: Decodable, Sendable {
    var type: String
    var text: String?
    var old: OneOrSeveral?
    var new: String?
    var speaker: String?
    var cue: String?
    var old_speaker: String?
    var new_speaker: String?
    var kind: String?
    var significance: String?
  }

  /// A text, or the sentences that were merged.
  enum OneOrSeveral: Decodable, Sendable {
    case one(String)
    case several([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .one(text)
      } else {
        self = .several(try container.decode([String].self))
      }
    }
  }

  var id: String
  var old: String
  var new: String
  /// What the page says beside its text, where that matters.
  var old_page: ExamplePage?
  var new_page: ExamplePage?
  /// What must be reported.
  var events: [Event]
  /// What may be reported.
  var allowed: [Event]

  var testDescription: String { id }

  /// All examples.
  static let all: [ExampleCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Examples")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }.flatMap { file in
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map { line in
        do {
          return try JSONDecoder().decode(ExampleCase.self, from: Data(line.utf8))
        } catch {
          preconditionFailure("\(file.lastPathComponent): \(error): \(line)")
        }
      }
    }
  }()
}

extension ExampleCase {
  /// What the comparison says.
  var difference: Difference {
    guard old_page != nil || new_page != nil else { return Example.difference(old, new) }
    return Example.comparer.revision(
      from: Example.edition((old_page ?? ExamplePage()).article(old)),
      to: Example.edition((new_page ?? ExamplePage()).article(new))
    ).difference
  }

  /// The example with its sides swapped.
  var mirrored: ExampleCase {
    var other = self
    (other.old, other.new, other.old_page, other.new_page) = (new, old, new_page, old_page)
    return other
  }

  /// The new side compared with itself.
  var sameTwice: ExampleCase {
    var other = self
    (other.old, other.old_page) = (new, new_page)
    return other
  }
}

extension ExampleCase.Event {
  /// Whether a change is this one. Numbers may be written as in the text or as a value; long texts need to agree in
  /// four fifths of their words, for whether a mark or a “that” belongs to them does not matter.
  func matches(_ change: Change) -> Bool {
    guard change.type.rawValue == type else { return false }
    let isNumber = change.type == .numberChanged
    func agree(_ one: String?, _ other: String?) -> Bool {
      guard let one else { return true }
      guard let other else { return false }
      return isNumber && isSameNumber(one, other) || overlap(one, other) >= 0.8
    }
    func equal(_ one: String?, _ other: String?) -> Bool {
      one == nil || one?.lowercased() == other?.lowercased()
    }
    let oldAgrees =
      switch old {
      case nil: true
      case .one(let text)?: agree(text, change.old)
      case .several(let texts)?: texts == change.merged
      }
    return oldAgrees && agree(text, change.text) && agree(new, change.new) && equal(speaker, change.speaker)
      && equal(cue, change.cue) && equal(old_speaker, change.oldSpeaker)
      && equal(new_speaker, change.newSpeaker)
      && equal(kind, change.numberKind?.rawValue) && equal(significance, change.significance.rawValue)
  }

  /// Whether two ways to write a number mean the same; a unit that only one of them gives does not matter.
  private func isSameNumber(_ one: String, _ other: String) -> Bool {
    func figure(_ text: String) -> Figure? {
      Example.reader.read(text.replacing("–", with: " to ")).figures.first
    }
    guard let one = figure(one), let other = figure(other) else { return false }
    return one.value == other.value && one.upper == other.upper
      && (one.unit == nil || other.unit == nil || one.unit == other.unit)
  }

  private func overlap(_ one: String, _ other: String) -> Double {
    func words(_ text: String) -> [String: Int] {
      let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }
      return Dictionary(parts.map { (String($0), 1) }, uniquingKeysWith: +)
    }
    let (ones, others) = (words(one), words(other))
    let shared = ones.reduce(0) { $0 + min($1.value, others[$1.key] ?? 0) }
    let all = ones.values.reduce(0, +) + others.values.reduce(0, +)
    return all == 0 ? 1 : 2 * Double(shared) / Double(all)
  }
}

@Suite struct ExampleFilesTests {
  @Test func `There are enough examples, a third of them quiet`() {
    let all = ExampleCase.all
    #expect(all.count >= 250)
    #expect(all.count { $0.events.isEmpty } * 3 >= all.count - 5)
    #expect(Set(all.map(\.id)).count == all.count)
  }

  @Test(arguments: ExampleCase.all)
  func `The changes an editor expects, each once, and no others`(example: ExampleCase) {
    var changes = example.difference.changes
    for event in example.events {
      let found = changes.firstIndex(where: event.matches)
      #expect(found != nil, "missed: \(event)")
      if let found { changes.remove(at: found) }
    }
    let extra = changes.filter { change in
      change.type != .typographyChanged && !example.allowed.contains { $0.matches(change) }
    }
    #expect(extra.isEmpty, "\(example.old)\n---\n\(example.new)")
  }

  @Test(arguments: ExampleCase.all)
  func `The mirrored example gives the mirrored changes`(example: ExampleCase) {
    let there = example.difference
    let back = example.mirrored.difference
    #expect(Mirror.types(back) == Mirror.mirroredTypes(there), "\(example.old)\n---\n\(example.new)")
    #expect(back.links.map { Link($0.new, $0.old) }.sorted() == there.links)
    let same = example.sameTwice
    #expect(same.difference.changes.isEmpty)
  }
}
