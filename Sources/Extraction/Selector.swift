// The part of CSS selectors that site rules are written in.

/// A selector of elements: tags, `.class`, `#id`, `[attribute]`, `[attribute=value]`, one inside another (`main p`) or right
/// inside it (`main > p`). Of attributes only those of ``Attribute`` are known.
///
/// The words and marks are those of CSS (https://www.w3.org/TR/selectors-3/), of which this is a part.
struct Selector: Hashable, Sendable {
  /// As it was written.
  let text: String

  /// What one element must have.
  struct Step: Hashable, Sendable {
    var tag: Tag?
    var id: String?
    var classes: [String] = []
    var attributes: [(name: Attribute, value: String?)] = []
    /// Whether the step before must match its parent, rather than any element it is in.
    var isChild = false

    static func == (one: Step, other: Step) -> Bool {
      one.tag == other.tag && one.id == other.id && one.classes == other.classes
        && one.isChild == other.isChild
        && one.attributes.elementsEqual(other.attributes) { $0.name == $1.name && $0.value == $1.value }
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(tag)
      hasher.combine(id)
      hasher.combine(classes)
    }
  }

  /// From the outside in.
  private var steps: [Step] = []

  /// More steps are no selector.
  static let mostSteps = 8

  /// Why a selector is not understood.
  struct Fault: Error, Hashable, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  /// Reads a selector.
  init(_ text: String) throws(Fault) {
    self.text = text
    guard text.utf8.count <= 500 else { throw Fault("the selector is longer than 500 bytes") }
    if text.contains(",") { throw Fault("several selectors stand on several lines, each with its word") }
    if text.contains(":") { throw Fault("selectors with “:” are not known here: name the element itself") }
    var isChild = false
    for word in text.replacing(">", with: " > ").split(separator: " ") {
      if word == ">" {
        guard !steps.isEmpty, !isChild else { throw Fault("“>” stands between two elements") }
        isChild = true
        continue
      }
      var step = try Self.step(word)
      step.isChild = isChild
      isChild = false
      steps.append(step)
    }
    guard !steps.isEmpty, !isChild else { throw Fault("“>” stands between two elements") }
    guard steps.count <= Self.mostSteps else {
      throw Fault("a selector has at most \(Self.mostSteps) elements one in another")
    }
  }

  /// The elements that match, outermost first and none within another. Complexity: O(nodes · depth).
  func nodes(in tree: HTMLTree) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var node = 0
    while node < tree.nodes.count {
      if tree.nodes[node].tag != .text, matches(node, in: tree) {
        found.append(tree.nodes(of: node))
        node = Int(tree.nodes[node].end)
      } else {
        node += 1
      }
    }
    return found
  }

  private func matches(_ node: Int, in tree: HTMLTree) -> Bool {
    guard let last = steps.last, last.fits(node, in: tree) else { return false }
    // For each step what elements above may be taken for it; without going back, as CSS is read.
    var places = [node]
    for index in steps.indices.dropLast().reversed() {
      let isChild = steps[index + 1].isChild
      var above: [Int] = []
      for place in places {
        for ancestor in tree.ancestors(of: place) {
          if steps[index].fits(ancestor, in: tree), !above.contains(ancestor) { above.append(ancestor) }
          if isChild { break }
        }
      }
      guard !above.isEmpty else { return false }
      places = above
    }
    return true
  }

  // MARK: Reading

  private static func step(_ word: Substring) throws(Fault) -> Step {
    var step = Step()
    var rest = word
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    if !name.isEmpty {
      guard let tag = Tag.byNumber[TagName.number(name.utf8)] else {
        throw Fault(
          "“\(name.prefix(40))” is no element that is known here: hold on to its class or id (“.\(name.prefix(40))”?)"
        )
      }
      step.tag = tag
      rest = rest.dropFirst(name.count)
    }
    while let mark = rest.first {
      rest = rest.dropFirst()
      switch mark {
      case ".", "#":
        let value = rest.prefix { !".#[".contains($0) }
        guard !value.isEmpty else { throw Fault("a name is missing behind “\(mark)”") }
        if mark == "." { step.classes.append(String(value)) } else { step.id = String(value) }
        rest = rest.dropFirst(value.count)
      case "[":
        guard let end = rest.firstIndex(of: "]") else {
          throw Fault("“]” is missing behind “[”; a value has no spaces")
        }
        let parts = rest[..<end].split(separator: "=", maxSplits: 1)
        guard let first = parts.first, let attribute = Attribute.byNumber[TagName.number(first.utf8)] else {
          let known = Attribute.allCases.map(\.rawValue).joined(separator: ", ")
          throw Fault("this attribute is not read from pages; these are: \(known)")
        }
        let value = parts.count > 1 ? String(parts[1].filter { $0 != "'" && $0 != "\"" }) : nil
        step.attributes.append((attribute, value))
        rest = rest[rest.index(after: end)...]
      default:
        throw Fault(
          "“\(mark)” is not understood: write tags, .class, #id, [attribute=value], and “>” between")
      }
    }
    return step
  }
}

extension Selector: Codable {
  init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Selector.Step {
  fileprivate func fits(_ node: Int, in tree: HTMLTree) -> Bool {
    if let tag, tree.nodes[node].tag != tag { return false }
    if let id, tree[.id, of: node] != id { return false }
    if !classes.isEmpty {
      guard let range = tree.value(.class, of: node) else { return false }
      let given = tree.bytes[range].split { $0 <= 0x20 }
      for name in classes where !given.contains(where: { $0.elementsEqual(name.utf8) }) { return false }
    }
    for (name, value) in attributes {
      guard let given = tree[name, of: node], value == nil || value == given else { return false }
    }
    return true
  }
}
