// What the tests of this room compare: small stories, read and compared as the program does it.

import Foundation
import Language
import Story

@testable import Comparison

/// Reads and compares examples.
enum Example {
  static let reader = Reader()
  static let comparer = Comparer()

  /// The difference of two texts, one paragraph a line.
  static func difference(_ old: String, _ new: String) -> Difference {
    comparer.difference(from: reader.read(old), to: reader.read(new))
  }

  /// The changes between two texts.
  static func changes(_ old: String, _ new: String) -> [Change] { difference(old, new).changes }

  /// The types of the changes between two texts.
  static func types(_ old: String, _ new: String) -> [ChangeType] { changes(old, new).map(\.type) }

  /// Two texts made ready.
  static func pair(_ old: String, _ new: String) -> Pair {
    Pair(reader.read(old), reader.read(new), lists: Lists(.english))
  }

  /// A version of a story with this article.
  static func edition(_ article: Article) -> Edition {
    Edition(label: "example", article: article, reading: reader.read(article.text))
  }
}

/// Random numbers that are the same in every run (SplitMix64: G. Steele, D. Lea and C. Flood, 2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}

/// Invented news that is edited at random.
struct RandomNews {
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  private static let subjects = [
    "The mayor", "Police", "A spokeswoman for the port", "Ana Ferreira", "Dr Tom Okoye", "The ministry",
    "Officials in Larkhaven", "The company", "Two witnesses", "The union",
  ]
  private static let verbs = ["said", "confirmed", "denied", "announced", "warned", "told reporters"]
  private static let claims = [
    "the ferry had left the harbour with 120 people aboard", "the bridge may have to be closed for 3 weeks",
    "at least 14 houses were damaged by the flood", "nobody was hurt when the crane fell",
    "the strike would cost $2.5 million a day", "an inquiry is expected to begin on Monday",
    "the fire allegedly started in a kitchen", "the school will open again in September",
    "“we have never seen anything like it”", "“this was not an accident, and it will be punished”",
  ]

  private mutating func sentence() -> String {
    let subject = Self.subjects.randomElement(using: &numbers) ?? ""
    let verb = Self.verbs.randomElement(using: &numbers) ?? ""
    let claim = Self.claims.randomElement(using: &numbers) ?? ""
    return "\(subject) \(verb) \(claim) near pier \(Int.random(in: 1...40, using: &numbers))."
  }

  /// A story of some paragraphs.
  mutating func story() -> [String] { (0..<Int.random(in: 1...12, using: &numbers)).map { _ in sentence() } }

  /// The story with some paragraphs added, dropped, moved or reworded.
  mutating func edited(_ story: [String]) -> [String] {
    var story = story
    for _ in 0..<Int.random(in: 1...5, using: &numbers) {
      let place = Int.random(in: 0...story.count, using: &numbers)
      switch Int.random(in: 0...3, using: &numbers) {
      case 0: story.insert(sentence(), at: place)
      case 1 where place < story.count: story.remove(at: place)
      case 2 where place < story.count: story.insert(story.remove(at: place), at: 0)
      case 3 where place < story.count:
        story[place] = story[place].replacingOccurrences(of: "said", with: "admitted")
          .replacingOccurrences(of: "14", with: "fifteen").replacingOccurrences(of: "near", with: "close to")
      default: break
      }
    }
    return story
  }

  /// Bytes that are nothing in particular, as text.
  mutating func noise(_ length: Int) -> String {
    let alphabet = Array("ab “”‘’\"'.,!?…—-\n\t \u{301}é漢🙂0123456789()[]")
    return String((0..<length).compactMap { _ in alphabet.randomElement(using: &numbers) })
  }
}
