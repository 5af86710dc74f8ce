// Checks JSON against the part of JSON Schema (draft 2020-12) that this room's schemas use.

import Foundation

struct SchemaValidator {
  let root: [String: Any]

  /// Reads a schema of the room by its name.
  init(_ name: String, file: String = #filePath) throws {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent()
    let path = tests.appendingPathComponent("../../Sources/Report/Schemas/\(name).json")
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any] ?? [:]
  }

  /// What is wrong with a JSON text; empty when nothing is.
  func faults(_ text: String) throws -> [String] {
    faults(try JSONSerialization.jsonObject(with: Data(text.utf8)), root, at: "$")
  }

  private func faults(_ value: Any, _ schema: Any, at path: String) -> [String] {
    if let allowed = schema as? Bool, !(schema is [String: Any]) {
      return allowed ? [] : ["\(path): not allowed"]
    }
    guard let schema = schema as? [String: Any] else { return ["\(path): no schema"] }
    if let reference = schema["$ref"] as? String {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      guard let target = (root["$defs"] as? [String: Any])?[name] else { return ["\(path): no \(reference)"] }
      return faults(value, target, at: path)
    }
    var found: [String] = []
    if let type = schema["type"] {
      let types = type as? [String] ?? [type as? String ?? ""]
      if !types.contains(where: { matches(value, $0) }) { found.append("\(path): is no \(types)") }
    }
    if let allowed = schema["enum"] as? [Any], !allowed.contains(where: { same($0, value) }) {
      found.append("\(path): \(value) is not among \(allowed)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(path): “\(text)” has another form")
    }
    if let least = schema["minimum"] as? Int, let number = value as? Int, number < least {
      found.append("\(path): \(number) is too small")
    }
    if let choices = schema["oneOf"] as? [Any] {
      let fits = choices.count { faults(value, $0, at: path).isEmpty }
      if fits != 1 { found.append("\(path): fits \(fits) of \(choices.count) forms") }
    }
    if let object = value as? [String: Any] { found += faults(object, schema, at: path) }
    if let list = value as? [Any] {
      if let least = schema["minItems"] as? Int, list.count < least { found.append("\(path): too short") }
      if let most = schema["maxItems"] as? Int, list.count > most { found.append("\(path): too long") }
      if let items = schema["items"] {
        for (place, item) in list.enumerated() { found += faults(item, items, at: "\(path)[\(place)]") }
      }
    }
    return found
  }

  private func faults(_ object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      found.append("\(path): no “\(name)”")
    }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for (name, value) in object {
      if let property = properties[name] {
        found += faults(value, property, at: "\(path).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): “\(name)” is not foreseen")
      }
    }
    return found
  }

  private func matches(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": value is NSNull
    case "string": value is String
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": value is NSNumber
    case "array": value is [Any]
    case "object": value is [String: Any]
    case "boolean": value is Bool
    default: false
    }
  }

  private func same(_ one: Any, _ other: Any) -> Bool {
    if one is NSNull || other is NSNull { return one is NSNull && other is NSNull }
    return (one as? String) == (other as? String)
  }
}
