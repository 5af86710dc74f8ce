// Has libxml2 parse a page, and copies what it found into a flat tree.

import CLibxml2

/// Why this is apart from ``HTMLTree``: nothing else in the room knows which parser there is.
extension HTMLTree {
  /// Parses markup that ``BoundedMarkup`` has made safe to parse.
  ///
  /// Pages are read by libxml2's HTML parser with its size limits off, its own error output off, and no network. It is
  /// told that they are UTF-8 by a byte order mark only: then it reads the bytes where they are. Told by name, it
  /// copies them piece by piece into a buffer that now and then moves, and of a name that is being read when it moves
  /// (`&ÿÿÿ…`) the first part is lost: the same page was read in two ways.
  init(parsing markup: BoundedMarkup) throws(ExtractionError) {
    guard let document = ParsedDocument(markup.utf8) else { throw .unparsable }
    // A tree that memory ran out for has holes, and holes must not look like changes.
    if document.ranOutOfMemory { throw .tooLarge }
    guard let root = document.root else { throw .unparsable }
    var reader = TreeReader()
    reader.read(root)
    self = reader.tree
  }
}

/// Owns one libxml2 document.
private final class ParsedDocument {
  private let document: xmlDocPtr
  /// Whether the parser was short of memory at any time.
  let ranOutOfMemory: Bool

  /// libxml2 keeps global tables, which must be set up once before threads use it.
  private static let isSetUp: Void = xmlInitParser()

  init?(_ utf8: [UInt8]) {
    Self.isSetUp
    xmlResetLastError()
    let options =
      Int32(XML_PARSE_HUGE.rawValue) | Int32(HTML_PARSE_RECOVER.rawValue) | Int32(HTML_PARSE_NOERROR.rawValue)
      | Int32(HTML_PARSE_NOWARNING.rawValue) | Int32(HTML_PARSE_NONET.rawValue)
      | Int32(HTML_PARSE_COMPACT.rawValue) | Int32(HTML_PARSE_IGNORE_ENC.rawValue)
    let parsed = utf8.withUnsafeBytes { bytes in
      htmlReadMemory(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), nil, nil,
        options)
    }
    guard let parsed else { return nil }
    document = parsed
    ranOutOfMemory = xmlGetLastError().map { $0.pointee.code == Int32(XML_ERR_NO_MEMORY.rawValue) } ?? false
  }

  var root: xmlNodePtr? { xmlDocGetRootElement(document) }

  deinit { xmlFreeDoc(document) }
}

/// Copies libxml2's nodes into a flat tree, without recursion.
private struct TreeReader {
  var tree = HTMLTree()
  private var open: [Int] = []

  mutating func read(_ root: xmlNodePtr) {
    var node = root
    while true {
      let index = add(node)
      if let index, tree.nodes[index].tag != .text, let child = node.pointee.children {
        open.append(index)
        node = child
        continue
      }
      // Up until a node has a next one.
      while node.pointee.next == nil || node == root {
        guard node != root, let parent = node.pointee.parent else { return }
        close()
        node = parent
        if node == root { return }
      }
      guard let next = node.pointee.next else { return }
      node = next
    }
  }

  private mutating func close() {
    guard let last = open.popLast() else { return }
    tree.nodes[last].end = Int32(tree.nodes.count)
  }

  /// Adds one node; nil for what is neither element nor text.
  private mutating func add(_ node: xmlNodePtr) -> Int? {
    let parent = Int32(open.last ?? -1)
    let index = tree.nodes.count
    switch node.pointee.type {
    case XML_ELEMENT_NODE:
      let tag = Self.number(node.pointee.name).flatMap { Tag.byNumber[$0] } ?? .unknown
      let attributes = addAttributes(node.pointee.properties)
      tree.nodes.append(
        .init(tag: tag, parent: parent, end: Int32(index + 1), attributes: attributes, text: 0..<0))
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      let text = addBytes(node.pointee.content)
      guard !text.isEmpty else { return nil }
      let none = Int32(tree.attributes.count)
      tree.nodes.append(
        .init(tag: .text, parent: parent, end: Int32(index + 1), attributes: none..<none, text: text))
    default:
      return nil
    }
    return index
  }

  private mutating func addAttributes(_ first: UnsafeMutablePointer<_xmlAttr>?) -> Range<Int32> {
    let start = Int32(tree.attributes.count)
    var next = first
    while let attribute = next {
      if let name = Self.number(attribute.pointee.name).flatMap({ Attribute.byNumber[$0] }) {
        let lower = tree.bytes.count
        var piece = attribute.pointee.children
        while let text = piece {
          _ = addBytes(text.pointee.content)
          piece = text.pointee.next
        }
        tree.attributes.append((name, lower..<tree.bytes.count))
      }
      next = attribute.pointee.next
    }
    return start..<Int32(tree.attributes.count)
  }

  private mutating func addBytes(_ text: UnsafePointer<xmlChar>?) -> Range<Int> {
    let start = tree.bytes.count
    if let text {
      tree.bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
    }
    return start..<tree.bytes.count
  }

  private static func number(_ name: UnsafePointer<xmlChar>?) -> UInt64? {
    name.map { TagName.number(UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0)))) }
  }
}
