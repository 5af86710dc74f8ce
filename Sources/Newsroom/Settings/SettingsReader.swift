// Reads YAML into values, and points at what is wrong by line and column.

import Yams

/// What a reading of settings gathers.
final class SettingsReader {
  private(set) var faults: [SettingsFaults.Fault] = []
  private(set) var effective: [Settings.Effective] = []

  /// The most bytes a settings file may have.
  static let mostBytes = 1 << 20

  /// The map at the root of a YAML text; empty for an empty text.
  ///
  /// Anchors and aliases are refused before the text is read, as they can make a small file as large as they like when it
  /// is unfolded.
  func root(of yaml: String) -> SettingsMap {
    let nothing = SettingsMap(reader: self, path: "", map: nil)
    guard yaml.utf8.count <= Self.mostBytes else {
      fault(nil, "the file is larger than \(Self.mostBytes >> 20) MB")
      return nothing
    }
    if let place = Self.alias(in: yaml) {
      faults.append(
        .init(
          line: place.line, column: place.column,
          problem: "anchors (&name) and aliases (*name) are not read, not even in quotes: write the value out"
        ))
      return nothing
    }
    do {
      guard let node = try Yams.compose(yaml: yaml) else { return nothing }
      return map(node, path: "") ?? nothing
    } catch let error as YamlError {
      faults.append(Self.fault(error))
    } catch {
      fault(nil, "it cannot be read as YAML")
    }
    return nothing
  }

  func fault(_ node: Node?, _ problem: String) {
    guard faults.count < 50 else { return }
    let mark = node?.mark
    faults.append(.init(line: mark?.line ?? 1, column: mark?.column ?? 1, problem: problem))
  }

  func note(_ name: String, _ value: String, _ node: Node?) {
    effective.append(.init(name: name, value: value, line: node?.mark?.line))
  }

  func map(_ node: Node, path: String) -> SettingsMap? {
    if case .mapping(let mapping) = node { return SettingsMap(reader: self, path: path, map: mapping) }
    // A key without a value, all its lines being commented out, sets nothing.
    if case .scalar(let scalar) = node, scalar.string.isEmpty { return nil }
    fault(node, "\(path.isEmpty ? "the file" : path) holds settings, one a line: “name: value”")
    return nil
  }

  /// The first anchor or alias: a `&` or `*` with a name right after it and no letter or digit before it, not on a line of
  /// comment. In quotes it would be none, but whether a quotation mark opens quotes only a parser knows.
  private static func alias(in yaml: String) -> (line: Int, column: Int)? {
    func isNameByte(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || scalar == "_" || scalar == "-"
    }
    var (line, column) = (1, 0)
    var (before, last): (Unicode.Scalar, Unicode.Scalar) = ("\n", "\n")
    var (isComment, isBlank) = (false, true)
    for scalar in yaml.unicodeScalars {
      column += 1
      if !isComment, last == "&" || last == "*", isNameByte(scalar), !isNameByte(before) || before == "-" {
        return (line, column - 1)
      }
      if scalar == "\n" {
        (line, column, isComment, isBlank) = (line + 1, 0, false, true)
      } else if isBlank, scalar != " ", scalar != "\t" {
        (isComment, isBlank) = (scalar == "#", false)
      }
      (before, last) = (last, scalar)
    }
    return nil
  }

  private static func fault(_ error: YamlError) -> SettingsFaults.Fault {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .init(line: mark.line, column: mark.column, problem: "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let names, let context):
      .init(
        line: context.mark.line, column: context.mark.column,
        problem: "\(names.first.map(shown) ?? "a name") stands twice in the settings that begin here")
    case .reader(let problem, _, _, _): .init(line: 1, column: 1, problem: "it cannot be read: \(problem)")
    default: .init(line: 1, column: 1, problem: "it cannot be read as YAML")
    }
  }
}

/// A place in the text, to point at.
typealias SettingsNode = Node

/// One map of settings; each is taken by its name, and those that nobody takes are not known.
struct SettingsMap {
  private let reader: SettingsReader
  private let path: String
  private let entries: [(key: String, name: Node, value: Node)]
  private var known: [String] = []

  init(reader: SettingsReader, path: String, map: Node.Mapping?) {
    self.reader = reader
    self.path = path
    entries = (map?.map { $0 } ?? []).compactMap { name, value in
      guard case .scalar(let scalar) = name else {
        reader.fault(name, "a setting's name is a plain word")
        return nil
      }
      return (scalar.string, name, value)
    }
  }

  /// Takes a single value; a wrong one is a fault, and the default holds.
  ///
  /// - Parameters:
  ///   - expected: what may stand there: “a number from 0 to 1”.
  ///   - isSecret: whether the value is not to be shown.
  mutating func take<Value>(
    _ key: String, or standard: Value, as expected: String, isSecret: Bool = false,
    _ written: (Value) -> String, _ read: (String) -> Value?
  ) -> Value {
    let node = value(key)
    var value = standard
    if let node {
      if case .scalar(let scalar) = node, let good = read(scalar.string) {
        value = good
      } else {
        reader.fault(node, "\(name(key)) must be \(expected)")
      }
    }
    // That there is no secret is none itself.
    let isHidden = isSecret && written(value) != written(standard)
    reader.note(name(key), isHidden ? "(not shown)" : written(value), node)
    return value
  }

  /// Takes a list of single values; one value may stand without a list.
  mutating func takeList(_ key: String, as expected: String, _ check: (String) -> String?) -> [String] {
    let node = value(key)
    var list: [String] = []
    var items: [Node] = []
    switch node {
    case .sequence(let sequence): items = Array(sequence)
    case .scalar(let scalar) where scalar.string.isEmpty: items = []
    case .some(let other): items = [other]
    case nil: items = []
    }
    for item in items {
      guard case .scalar(let scalar) = item else {
        reader.fault(item, "\(name(key)) must be \(expected)")
        continue
      }
      if let problem = check(scalar.string) {
        reader.fault(item, problem)
      } else {
        list.append(scalar.string)
      }
    }
    reader.note(name(key), "[" + list.map { Self.quoted($0) }.joined(separator: ", ") + "]", node)
    return list
  }

  /// Takes a map of settings with fixed names.
  mutating func takeMap(_ key: String, _ read: (inout SettingsMap) -> Void) {
    let node = value(key)
    var map =
      node.flatMap { reader.map($0, path: name(key)) }
      ?? SettingsMap(reader: reader, path: name(key), map: nil)
    read(&map)
    map.finish()
  }

  /// Takes a map whose names are the operator's.
  mutating func takeNamed(_ key: String, _ read: (String, Node, inout SettingsMap) -> Void) {
    guard let node = value(key), let map = reader.map(node, path: name(key)) else { return }
    for entry in map.entries {
      var inner =
        reader.map(entry.value, path: "\(name(key)).\(shown(entry.key))")
        ?? SettingsMap(reader: reader, path: "\(name(key)).\(shown(entry.key))", map: nil)
      read(entry.key, entry.name, &inner)
      inner.finish()
    }
  }

  /// Takes a map of names and texts, both the operator's, that are not shown.
  mutating func takeSecrets(_ key: String, _ check: (String, String) -> String?) -> [String: String] {
    guard let node = value(key), let map = reader.map(node, path: name(key)) else { return [:] }
    var secrets: [String: String] = [:]
    for entry in map.entries {
      guard case .scalar(let scalar) = entry.value else {
        reader.fault(entry.value, "\(name(key)).\(shown(entry.key)) must be a text")
        continue
      }
      if let problem = check(entry.key, scalar.string) {
        reader.fault(entry.value, problem)
      } else {
        secrets[entry.key] = scalar.string
        reader.note("\(name(key)).\(shown(entry.key))", "(not shown)", entry.value)
      }
    }
    return secrets
  }

  /// Says of every name that nobody took that it is not known.
  func finish() {
    for entry in entries where !known.contains(entry.key) {
      let near = nearest(to: entry.key, among: known)
      let hint = near.map { "did you mean \($0)?" } ?? "known here: \(known.joined(separator: ", "))"
      reader.fault(entry.name, "there is no setting \(name(shown(entry.key))); \(hint)")
    }
  }

  /// Takes whatever is left as known: where it cannot be told what is wanted, one fault is enough.
  mutating func takeAll() { known += entries.map(\.key) }

  /// Points at a name or value.
  func fault(_ node: Node, _ problem: String) { reader.fault(node, problem) }

  private mutating func value(_ key: String) -> Node? {
    known.append(key)
    return entries.first { $0.key == key }?.value
  }

  private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// A text as it would stand in YAML.
  static func quoted(_ text: String) -> String {
    "\"" + shown(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
