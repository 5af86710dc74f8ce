// Which version a person means: `v3`, a capture id, `@2020-01-06T22:30Z`, `A..B`.

public import Story

/// A way to name one version of a story.
enum VersionAddress: Hashable {
  /// By its number.
  case number(Int)
  /// By its capture.
  case capture(CaptureID)
  /// By a time: the version that was the newest then.
  case time(Timestamp)

  init(_ text: String) throws {
    let digits = text.hasPrefix("v") || text.hasPrefix("V") ? text.dropFirst() : text[...]
    if let number = Int(digits), number > 0 {
      self = .number(number)
    } else if let capture = CaptureID(text) {
      self = .capture(capture)
    } else if text.hasPrefix("@"), let time = Self.time(String(text.dropFirst())) {
      self = .time(time)
    } else {
      throw Failure(
        .usage,
        "“\(shown(text))” names no version: write v3, a capture id, or a time such as @2020-01-06T22:30Z")
    }
  }

  /// A time as people type it: RFC 3339, whose seconds or time of day may be left out.
  static func time(_ text: String) -> Timestamp? {
    Timestamp(text) ?? Timestamp(text.replacing("Z", with: ":00Z")) ?? Timestamp(text + ":00Z")
      ?? Timestamp(text + "T00:00:00Z") ?? CaptureTime(fileName: text)?.time
  }

  /// The version it names among a story's, which are in order of time.
  func find(in versions: [Version], of story: Slug) throws -> Version {
    let found: Version? =
      switch self {
      case .number(let number): versions.first { $0.number == number }
      case .capture(let capture): versions.first { $0.capture == capture }
      case .time(let time): versions.last { $0.captured <= time }
      }
    if let found { return found }
    guard let first = versions.first, let last = versions.last else {
      throw Failure(.noInput, "\(story) has no version yet")
    }
    switch self {
    case .number(let number):
      throw Failure(.noInput, "\(story) has no v\(number): it has v1 to v\(versions.count)")
    case .capture(let capture): throw Failure(.noInput, "\(story) has no capture \(capture)")
    case .time(let time):
      throw Failure(
        .noInput,
        "\(story) was not captured by \(time): its versions go from \(first.captured) to \(last.captured)")
    }
  }
}

/// The two versions a person means.
struct VersionRange {
  var old: Version
  var new: Version
  /// Whether both were named.
  var isGiven = false

  /// - Parameters:
  ///   - text: `A..B`; `A` alone for A against the one before it; nil for the newest against the one before it.
  ///   - versions: in order of time.
  init(_ text: String?, in versions: [Version], of story: Slug) throws {
    if let text, let dots = text.firstRange(of: "..") {
      old = try VersionAddress(String(text[..<dots.lowerBound])).find(in: versions, of: story)
      new = try VersionAddress(String(text[dots.upperBound...])).find(in: versions, of: story)
      isGiven = true
      return
    }
    guard let newest = versions.last else { throw Failure(.noInput, "\(story) has no version yet") }
    new = try text.map { try VersionAddress($0).find(in: versions, of: story) } ?? newest
    guard let at = versions.firstIndex(of: new), at > 0 else {
      throw Failure(
        .noInput, "\(story) has no version before v\(new.number): there is nothing to compare it with")
    }
    old = versions[at - 1]
  }
}

extension Newsroom {
  /// Whether a text has the form of a version or of two (`v3`, `v1..v3`, `@2020-01-06`).
  public static func namesVersions(_ text: String) -> Bool {
    if let dots = text.firstRange(of: "..") {
      return (try? VersionAddress(String(text[..<dots.lowerBound]))) != nil
    }
    return (try? VersionAddress(text)) != nil
  }

  /// A time as people type it: RFC 3339, whose seconds or time of day may be left out.
  public static func time(typed text: String) -> Timestamp? { VersionAddress.time(text) }
}
