// What can be said under oath of one text on one page: the facts of `prove`.

public import Story

/// Whether a text stood on a page, by the looks there were, and what that does not prove.
public struct Statement: Sendable {
  /// What was asked.
  public enum Question: Hashable, Sendable {
    /// Whether the text stood there at a moment.
    case at(Timestamp)
    /// Whether it never stood there between two moments.
    case never(from: Timestamp, to: Timestamp)
  }

  /// What the looks say.
  public enum Finding: String, Sendable {
    /// At the looks on both sides, or at a look of that very moment.
    case present
    /// At neither.
    case absent
    /// It appeared between the two looks.
    case appeared
    /// It went between the two looks.
    case disappeared
    /// At some look of the time asked for, though “never” was asked.
    case seen
    /// At no look of the time asked for.
    case neverSeen = "never_seen"
    /// There is a look on one side only, or none at all.
    case undetermined
  }

  /// One look that saw the page.
  public struct Sighting: Hashable, Sendable {
    /// The look.
    public var look: Look
    /// The version that stood; nil when the page was taken down.
    public var version: Version?
    /// Whether the text was on it.
    public var holdsText: Bool
    /// The sentence that holds it.
    public var context: String?

    /// A sighting of these parts.
    public init(look: Look, version: Version?, holdsText: Bool, context: String? = nil) {
      self.look = look
      self.version = version
      self.holdsText = holdsText
      self.context = context
    }
  }

  /// What vouches for one version's bytes.
  public struct Proof: Hashable, Sendable {
    /// The version.
    public var version: Version
    /// The SHA-256 of its manifest.
    public var manifestSHA256: String?
    /// Its place in the journal's Merkle tree, from 1, and the tree's size.
    public var leaf: (number: Int, of: Int)?
    /// The tree's root.
    public var root: String?
    /// The signed journal commit that holds the root.
    public var checkpoint: String?
    /// The third party's token; nil when none covers it.
    public var token: TimestampToken?

    /// A proof of a version.
    public init(version: Version) { self.version = version }

    /// Whether two are the same.
    public static func == (one: Proof, other: Proof) -> Bool {
      one.version == other.version && one.root == other.root && one.token == other.token
    }

    /// Feeds what makes proofs the same.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(version)
      hasher.combine(root)
    }
  }

  /// A time between two looks.
  public struct Gap: Hashable, Sendable {
    /// The look before, or the beginning of the time asked for.
    public var from: Timestamp
    /// The look after, or its end.
    public var to: Timestamp
  }

  /// The story.
  public var story: Slug
  /// Its address, if it has one.
  public var address: String?
  /// The text asked for.
  public var text: String
  /// What was asked.
  public var question: Question
  /// What the looks say.
  public var finding: Finding
  /// The looks it rests on, in order of time.
  public var sightings: [Sighting]
  /// How many looks saw the page in the time asked for.
  public var count: Int
  /// What vouches for the versions.
  public var proofs: [Proof]
  /// The times nobody looked, the longest first.
  public var gaps: [Gap]
  /// When the clock was seen to jump near that time, and by how many milliseconds.
  public var clockJumps: [(time: Timestamp, milliseconds: Int64)] = []
  /// Who runs the program, as they say in the settings.
  public var contact: String?
  /// The public key that signs the archive.
  public var signer: String?
  /// The program.
  public var software: String

  /// A statement about a text, from all looks that saw the page and which of them held the text.
  ///
  /// - Parameters:
  ///   - all: the sightings in order of time.
  public init(
    story: Slug, address: String?, text: String, question: Question, all: [Sighting], software: String
  ) {
    self.story = story
    self.address = address
    self.text = text
    self.question = question
    self.software = software
    proofs = []
    switch question {
    case .at(let time):
      let before = all.last { $0.look.time <= time }
      let after = all.first { $0.look.time >= time }
      var near = [before, after].compactMap { $0 }
      if near.count == 2, near[0] == near[1] { near.removeLast() }
      sightings = near
      count = near.count
      finding =
        if before != nil, before == after {
          near[0].holdsText ? .present : .absent
        } else if let before, let after {
          switch (before.holdsText, after.holdsText) {
          case (true, true): .present
          case (false, false): .absent
          case (false, true): .appeared
          case (true, false): .disappeared
          }
        } else {
          .undetermined
        }
      gaps = before != after ? [Gap(from: before?.look.time ?? time, to: after?.look.time ?? time)] : []
    case .never(let from, let to):
      let within = all.filter { (from...to).contains($0.look.time) }
      // What stood when the time began is what the last look before it saw.
      let before = all.last { $0.look.time < from }
      let seen = within.first(where: \.holdsText)
      finding = seen != nil ? .seen : within.isEmpty ? .undetermined : .neverSeen
      count = within.count
      sightings =
        seen.map { [$0] }
        ?? [before, within.first, within.last, all.first { $0.look.time > to }]
        .compactMap { $0 }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      let moments = [from] + within.map(\.look.time) + [to]
      gaps = zip(moments, moments.dropFirst()).filter { $0 < $1 }.map { Gap(from: $0, to: $1) }
        .sorted {
          ($1.to.milliseconds - $1.from.milliseconds, $0.from) < (
            $0.to.milliseconds - $0.from.milliseconds, $1.from
          )
        }
    }
  }
}
