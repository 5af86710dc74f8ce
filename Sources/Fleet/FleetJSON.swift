// Lists and records as JSON, which is how many values go into one statement.

import Foundation

/// Encodes what goes into a statement as one bound value.
enum FleetJSON {
  static func text(_ value: some Encodable) throws(FleetError) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    } catch {
      throw FleetError(.badInput, "a value cannot be written as JSON: \(error)")
    }
  }
}
