// Readers of several languages, each made when it is first asked for.

import Synchronization

/// The readers of the languages that there are lists for. Safe to share between threads.
public final class Readers: Sendable {
  private let made = Mutex<[String: Reader]>([:])
  /// The reader of texts whose language is not known.
  public let english = Reader()

  /// No readers yet but the English one.
  public init() {}

  /// The reader for the language that a BCP 47 tag names; the English one for nil, and for a language without lists.
  public subscript(language: String?) -> Reader {
    guard let language else { return english }
    return made.withLock { made in
      let lexicon = Lexicon.best(for: language)
      if lexicon.language == "en" { return english }
      if let reader = made[lexicon.language] { return reader }
      let reader = Reader(lexicon: lexicon)
      made[lexicon.language] = reader
      return reader
    }
  }
}
