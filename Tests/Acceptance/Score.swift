// Scores what was told against what was planted.

/// One change that was told.
public struct Told: Sendable, Hashable {
  /// The message's id.
  public var message: String
  /// The story.
  public var story: String
  /// The type of change.
  public var type: String
  /// All its texts in one.
  public var text: String
  /// Whoever is credited.
  public var speaker: String

  /// A change that was told.
  public init(message: String, story: String, type: String, text: String, speaker: String) {
    self.message = message
    self.story = story
    self.type = type
    self.text = text
    self.speaker = speaker
  }
}

/// How well the telling went.
public struct Score: Sendable, CustomStringConvertible {
  /// Changes that were planted.
  public var planted = 0
  /// Changes that were told.
  public var told = 0
  /// Those planted that were told with the right words and speaker.
  public var right = 0
  /// Messages in which nothing was planted.
  public var falseMessages = 0
  /// Messages that came more than once, by their ids.
  public var doubles = 0
  /// Looks that were made.
  public var looks = 0
  /// What was missed, and what was told and not planted, for people.
  public var errors: [String] = []

  /// Right ones among all that were told and all that were planted (the harmonic mean of precision and recall).
  public var f1: Double { planted + told == 0 ? 0 : 2 * Double(right) / Double(planted + told) }
  /// False messages a look.
  public var falseShare: Double { looks == 0 ? 1 : Double(falseMessages) / Double(looks) }

  /// In a line.
  public var description: String {
    func percent(_ share: Double) -> String { "\(Double(Int(share * 10_000)) / 100) %" }
    return
      "planted \(planted), told \(told), right \(right): F1 \(percent(f1)); \(looks) looks, \(falseMessages) false "
      + "messages (\(percent(falseShare))), \(doubles) doubles"
  }

  /// Scores changes told of stories.
  ///
  /// - Parameter messages: the ids of all messages, in order of arrival.
  public init(_ told: [Told], messages: [String], of stories: [PlantedStory], looks: Int) {
    self.looks = looks
    self.told = told.count
    doubles = messages.count - Set(messages).count
    var rest = told
    var goodMessages: Set<String> = []
    for story in stories {
      for planted in story.planted {
        self.planted += 1
        let at = rest.firstIndex { $0.story == story.name && Self.isSame($0, planted) }
        guard let at else {
          errors.append("missed: \(story.name) \(planted.type) “\(planted.text)” \(planted.speaker ?? "")")
          continue
        }
        right += 1
        goodMessages.insert(rest[at].message)
        rest.remove(at: at)
      }
    }
    errors += rest.map { "not planted: \($0.story) \($0.type) “\($0.text)” \($0.speaker)" }
    falseMessages = Set(told.map(\.message)).subtracting(goodMessages).count
  }

  private static func isSame(_ told: Told, _ planted: Planted) -> Bool {
    guard told.type == planted.type, told.text.contains(planted.text) else { return false }
    return planted.speaker.map { told.speaker.contains($0) } ?? true
  }
}
