// The questions that the index of words answers.

import GRDB
public import Story

extension PassageIndex {
  /// What is looked for.
  public struct Question: Sendable {
    /// Words in a row; the last may be the beginning of one.
    public struct Phrase: Hashable, Sendable {
      /// The words: letters, digits and marks only.
      public var words: [String]
      /// Whether the last is the beginning of a word.
      public var isPrefix: Bool

      /// Words in a row.
      public init(_ words: [String], isPrefix: Bool = false) {
        self.words = words
        self.isPrefix = isPrefix
      }
    }

    /// What has to stand in a passage, all of it.
    public var phrases: [Phrase] = []
    /// Whether the phrases are looked for in the words.
    public var searchesText = true
    /// Whether the phrases are looked for in the names of those quoted.
    public var searchesSpeakers = true
    /// What has to stand in the speaker's name, all of it.
    public var speakers: [Phrase] = []
    /// Only passages of this kind.
    public var kind: Passage.Kind?
    /// Only this story.
    public var story: Slug?
    /// Only outlets of this name, or of a name that ends in a dot and this.
    public var outlet: String?

    /// A question that asks nothing yet.
    public init() {}

    /// It in the language of FTS5 (sqlite.org/fts5.html §3). All words stand in quotation marks, so that none of them can
    /// be taken for an operator.
    var match: String {
      let column =
        switch (searchesText, searchesSpeakers) {
        case (true, false): "text : "
        case (false, true): "speaker : "
        default: ""
        }
      return (phrases.map { column + $0.match } + speakers.map { "speaker : " + $0.match }).joined(
        separator: " AND ")
    }
  }

  /// A passage that was found.
  public struct Found: Hashable, Sendable {
    /// Its story.
    public var story: Slug
    /// What it is.
    public var kind: Passage.Kind
    /// Its words.
    public var text: String
    /// Of a quote, who is credited.
    public var speaker: String?
    /// The number of the version it was first seen in.
    public var first: Int
    /// The number of the version it was last seen in.
    public var last: Int
    /// Whether it stands in the newest version.
    public var stands: Bool
  }

  /// The passages that answer a question: those of the story that changed last first, and of one story quotes first,
  /// then headlines, then sentences, by when they were first seen.
  ///
  /// - Parameter most: how many are wanted at most.
  /// - Returns: the passages, and how many there are in how many stories.
  /// - Throws: `disk` when the index cannot be read.
  public func passages(
    _ question: Question, most: Int
  ) throws(ArchiveError) -> (found: [Found], passages: Int, stories: Int) {
    guard !question.match.isEmpty else { return ([], 0, 0) }
    var condition = "words MATCH :match"
    var arguments: StatementArguments = ["match": question.match]
    func narrow(_ more: String, _ name: String, _ value: some DatabaseValueConvertible) {
      condition += " AND " + more
      arguments += [name: value]
    }
    if let kind = question.kind { narrow("p.kind = :kind", "kind", kind.rank) }
    if let story = question.story { narrow("s.slug = :story", "story", story.text) }
    if let outlet = question.outlet {
      narrow(
        "(s.outlet = :outlet OR substr(s.outlet, -length(:outlet) - 1) = '.' || :outlet)", "outlet", outlet)
    }
    let tables = """
      FROM words JOIN passages p ON p.number = words.rowid JOIN stories s ON s.number = p.story
      WHERE \(condition)
      """
    return try guarded("read") {
      try queue.read { database in
        let counts = try Row.fetchOne(
          database, sql: "SELECT count(*) AS passages, count(DISTINCT p.story) AS stories \(tables)",
          arguments: arguments)
        let list = """
          SELECT s.slug, p.kind, p.text, p.speaker, p.first_number, p.last_number,
            (p.last, p.last_number) = (s.newest, s.newest_number) AS stands
          \(tables) ORDER BY s.newest DESC, s.slug, p.kind, p.first, p.first_number, p.number LIMIT :most
          """
        let rows = try Row.fetchAll(database, sql: list, arguments: arguments + ["most": most])
        return (rows.compactMap(Found.init), counts?["passages"] ?? 0, counts?["stories"] ?? 0)
      }
    }
  }
}

extension PassageIndex.Question.Phrase {
  /// It in the language of FTS5; a quotation mark and what ends a string for SQLite cannot get into it.
  fileprivate var match: String {
    let safe = words.map { $0.filter { $0 != "\"" && $0 != "\0" } }.joined(separator: " ")
    return "\"\(safe)\"" + (isPrefix ? " *" : "")
  }
}

extension PassageIndex.Found {
  fileprivate init?(_ row: Row) {
    guard let story = try? Slug(row["slug"]),
      let kind = Passage.Kind.allCases.first(where: { $0.rank == row["kind"] })
    else { return nil }
    self.init(
      story: story, kind: kind, text: row["text"], speaker: row["speaker"], first: row["first_number"],
      last: row["last_number"], stands: row["stands"])
  }
}
