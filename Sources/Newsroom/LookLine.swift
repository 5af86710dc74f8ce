// What a look saw, in a line for people.

public import Story

extension LookOutcome {
  /// What was read (“headline…, 14 paragraphs, 5 quotes; next check 21:40 UTC”), or why nothing was kept and what to
  /// try.
  public func line(next: Timestamp?) -> String {
    "\(look.story): \(what)\(resources.map { "; \($0.line)" } ?? "")\(Newsroom.nextCheck(next))"
  }

  /// The exit code that says why nothing could be kept; nil when the look went well.
  public var exitCode: Int32? {
    switch look.outcome {
    case .version, .unchanged, .notModified, .withdrawn: nil
    case .noArticle, .failed: Failure.Kind.badData.rawValue
    case .refused, .unreachable, .blocked, .missed: Failure.Kind.unavailable.rawValue
    }
  }

  private var what: String {
    switch look.outcome {
    case .version: "\(isNew ? "new story, " : "")saved as v\(version?.number ?? 1): \(read)"
    case .unchanged: "unchanged: \(read)"
    case .notModified: "unchanged (the server says so)"
    case .withdrawn: "taken down: \(look.note ?? "the page is gone")"
    case .noArticle:
      "nothing saved as a version: \(look.note ?? "the page is no article"); the page itself is kept. \(advice)"
    case .refused: "nothing saved as a version: \(look.note ?? "the server refused"). \(advice)"
    case .unreachable: "could not be checked: \(look.note ?? "nothing answered")"
    case .blocked: "not checked: \(look.note ?? "the site does not allow it")"
    case .missed: "not checked: \(look.note ?? "the check was missed")"
    case .failed: "could not be read: \(look.note ?? "unknown form"); the bytes are kept"
    }
  }

  private var read: String {
    let headline = article?.headline.map { "“\(shown($0.value))”, " } ?? ""
    guard let counts else { return headline + "read" }
    return headline + "\(counts.paragraphs) paragraph\(counts.paragraphs == 1 ? "" : "s"), "
      + "\(counts.quotes) quote\(counts.quotes == 1 ? "" : "s")"
  }

  private var advice: String {
    switch look.verdict {
    case .consent, .challenge, .needsRendering:
      "Save the page from a browser and use import."
    case .redirected, .notFound: "Check the address."
    default:
      switch look.status ?? 200 {
      case 401, 403:
        "The server wants a login or refuses programs: save the page from a browser and use import."
      case 429, 503: "Check less often."
      default: "Try again later, or save the page from a browser and use import."
      }
    }
  }
}

extension ResourceCount {
  /// “12 images and styles saved, 2 not to be had”.
  public var line: String {
    var parts = ["\(kept) \(kept == 1 ? "image or style" : "images and styles") saved"]
    if missing > 0 { parts.append("\(missing) not to be had") }
    if leftOut > 0 { parts.append("\(leftOut) left out: the settings’ bounds were reached") }
    return parts.joined(separator: ", ")
  }
}

extension Newsroom {
  /// “; next check 21:40:05 UTC”, or nothing.
  public static func nextCheck(_ next: Timestamp?) -> String {
    guard let next else { return "" }
    let time = next.description.drop { $0 != "T" }.dropFirst().prefix(8)
    return "; next check \(time) UTC"
  }
}
