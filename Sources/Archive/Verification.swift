// Whether an archive is whole: what was looked at, and what is damaged.

public import Story

/// How much of an archive is read to verify it.
public enum VerificationDepth: Hashable, Sendable {
  /// Histories, manifests and signatures; no bodies, and packs not to their last byte.
  case fast
  /// All of it.
  case full
  /// What ``fast`` reads, and one of `count` shares of the rest: all shares together are ``full``. Shares count from 1.
  case share(Int, of: Int)

  /// Whether something with a digest is to be read to its last byte.
  func includes(_ digest: [UInt8]) -> Bool {
    switch self {
    case .fast: false
    case .full: true
    case .share(let share, let count):
      digest.prefix(4).reduce(0) { $0 << 8 | Int($1) } % max(1, count) == share - 1
    }
  }
}

/// What a verification found.
public struct Verification: Codable, Hashable, Sendable {
  /// Nothing found yet.
  public init() {}

  /// Stories registered.
  public internal(set) var stories = 0
  /// Versions checked.
  public internal(set) var versions = 0
  /// Looks read.
  public internal(set) var looks = 0
  /// Git objects read, each checked against its id.
  public internal(set) var objects = 0
  /// Everything that is not as it was put there; empty when the archive is whole.
  public var damages: [Damage] = []
}

/// One thing that is not as it was put there.
public struct Damage: Codable, Hashable, Sendable {
  /// The story it belongs to, if to one.
  public var story: Slug?
  /// The number of the version it belongs to, if to one.
  public var version: Int?
  /// What is damaged: an object's id, a reference, or a file's path below the archive's folder.
  public var object: String
  /// What is wrong with it; one line without control characters.
  public var problem: String

  /// A damage of these parts.
  public init(story: Slug? = nil, version: Int? = nil, object: String, problem: String) {
    self.story = story
    self.version = version
    self.object = object
    self.problem = problem.onOneLine(limit: 500)
  }
}

/// Checks a whole archive: that every object of every branch and of the journal can be read and is what its id says,
/// that bodies and manifests have the SHA-256 that commits and manifests name, that articles can be read, that journal,
/// branches and catalog agree, and that packs are whole. Takes no lock and changes nothing.
///
/// - Parameters:
///   - depth: how much is read.
///   - progress: called with what is read next, an object's id or a file.
/// - Throws: `notFound` when there is no archive, `newer` when a later release wrote it, `damaged` when its repository
///   cannot be opened at all.
public func verify(
  at path: String, depth: VerificationDepth = .full, progress: @escaping (String) -> Void = { _ in }
) throws(ArchiveError) -> Verification {
  let folder = ArchiveFolder(path)
  try folder.check()
  let repository = try Repository(at: folder.stories)
  try ArchiveForm.check(repository)
  var verifier = Verifier(folder, repository, depth, progress)
  try verifier.checkFiles()
  try verifier.checkHistory()
  return verifier.result
}
