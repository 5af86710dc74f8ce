// The JSON that chat services are sent.

import Foundation

/// A JSON value whose members keep their order.
indirect enum ChatJSON {
  case string(String)
  case bool(Bool)
  case array([ChatJSON])
  case object([(String, ChatJSON)])

  /// The value as text on one line.
  var text: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .bool(let value): value ? "true" : "false"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.0)):\($0.1.text)" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029 {
          let digits = String(scalar.value, radix: 16)
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          written.unicodeScalars.append(scalar)
        }
      }
    }
    return written + "\""
  }
}

extension ChatJSON: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self = .string(text) }
}
