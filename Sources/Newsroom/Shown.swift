// Names from outside, made fit to print.

import Report

/// A name from outside as it may be printed: harmless, and not too long.
public func shown(_ name: String) -> String {
  let text = harmless(name)
  return text.count > 200 ? text.prefix(200) + "…" : text
}
