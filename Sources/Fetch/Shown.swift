// Text from outside, made fit to stand in a message.

/// Text from outside, made fit to stand in a message: no control characters, nothing invisible that turns the
/// direction of writing, at most 200 characters.
struct Shown: CustomStringConvertible {
  let description: String

  init(_ text: some StringProtocol) {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      guard count <= 200 else {
        shown += "…"
        break
      }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        shown += "\u{FFFD}"
      default:
        shown.unicodeScalars.append(scalar)
      }
    }
    description = shown
  }
}
