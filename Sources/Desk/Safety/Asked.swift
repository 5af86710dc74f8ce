// A request, apart from the server it came through.

import Foundation

/// What somebody asked.
struct Asked: Sendable {
  var method = "GET"
  /// The path, still percent-encoded.
  var path = "/"
  /// What follows the question mark, as it came; nil without one.
  var query: String?
  /// The `Host` header.
  var host: String?
  /// The other headers by lowercase name, the last of a name.
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// The network address it came from.
  var peer = ""

  /// Whether nothing may be altered by it.
  var isSafe: Bool { method == "GET" || method == "HEAD" }
  /// Whether a program asks.
  var isForPrograms: Bool { path == "/api" || path.hasPrefix("/api/") }

  /// The query's fields, the last of a name.
  var queryFields: [String: String] { fields(of: query ?? "") }
  /// The fields of a form that was sent.
  var form: [String: String] { fields(of: String(decoding: body, as: UTF8.self)) }

  /// A cookie by its name.
  func cookie(_ name: String) -> String? {
    for pair in (headers["cookie"] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
    }
    return nil
  }
}

/// The fields of `application/x-www-form-urlencoded`; not more than a hundred.
private func fields(of text: String) -> [String: String] {
  var fields: [String: String] = [:]
  for pair in text.split(separator: "&").prefix(100) {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
      $0.replacing("+", with: " ").removingPercentEncoding ?? String($0)
    }
    fields[parts[0]] = parts.count > 1 ? parts[1] : ""
  }
  return fields
}
