// Names from outside, made fit to print.

/// A name from outside as it may be printed: without control characters, and not too long.
public func shown(_ name: String) -> String {
  let harmless = name.unicodeScalars.map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
    default: String(scalar)
    }
  }
  return harmless.count > 200 ? harmless.prefix(200).joined() + "…" : harmless.joined()
}
