// libxml2's reader, walking over a text from element to element.

import CLibxml2

/// An element of a feed with all that is in it. Small: the feed itself is walked over, only its items are held so.
struct XMLNode {
  /// Its name, with the usual prefix of its vocabulary whatever the feed calls it: `title`, `dc:date`, `atom:link`.
  var name: String
  /// Its attributes by name; those of a vocabulary with its usual prefix.
  var attributes: [String: String] = [:]
  /// The text directly in it and in all elements inside, in order.
  var text = ""
  /// The elements directly in it.
  var children: [XMLNode] = []

  /// The first child of one of some names that has text; the first name counts most.
  func first(_ names: String...) -> String? {
    for name in names {
      if let found = children.first(where: { $0.name == name && !$0.text.allSatisfy(\.isWhitespace) }) {
        return found.text
      }
    }
    return nil
  }

  /// All children of a name.
  func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }
}

/// Walks over XML. No DOCTYPE's entity, no other file and no network is ever asked for: the reader gets no option that
/// would, and the text was checked (see ``MendedXML``).
final class XMLWalk {
  private let reader: xmlTextReaderPtr
  /// The reader does not copy what it reads.
  private let text: UnsafeMutableBufferPointer<UInt8>
  private var isOver = false
  /// Whether the text broke off or broke a rule: what stood before was read.
  private(set) var isBroken = false

  init(_ bytes: [UInt8]) throws(FeedError) {
    text = .allocate(capacity: max(1, bytes.count))
    _ = text.initialize(from: bytes)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let start = UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self)
    guard bytes.count <= Int32.max,
      let reader = xmlReaderForMemory(start, Int32(bytes.count), nil, "UTF-8", Int32(options))
    else {
      text.deallocate()
      throw FeedError("there is no memory left to read it")
    }
    self.reader = reader
    // Whatever is told of faults goes nowhere, least of all to standard error.
    xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
  }

  deinit {
    xmlFreeTextReader(reader)
    text.deallocate()
  }

  /// Goes on to where the next element starts, or nil at the end.
  ///
  /// - Parameter depth: how deep it has to stand at least; where what is outside of that ends, there is no next.
  func next() -> (name: String, depth: Int)? {
    while !isOver {
      step()
      if isOver { return nil }
      if xmlTextReaderNodeType(reader) == Int32(XML_READER_TYPE_ELEMENT.rawValue) {
        return (name, Int(xmlTextReaderDepth(reader)))
      }
    }
    return nil
  }

  /// The attributes of the element stood at.
  var attributes: [String: String] {
    var found: [String: String] = [:]
    guard xmlTextReaderHasAttributes(reader) == 1 else { return found }
    var isAt = xmlTextReaderMoveToFirstAttribute(reader)
    while isAt == 1 {
      if let value = xmlTextReaderConstValue(reader) { found[name] = String(cString: value) }
      isAt = xmlTextReaderMoveToNextAttribute(reader)
    }
    xmlTextReaderMoveToElement(reader)
    return found
  }

  /// The element stood at, with all that is in it; the walk then stands at its end.
  ///
  /// - Parameter limit: the most bytes of text that are kept of it, and of it and its children each.
  func element(limit: Int = 64 << 10) -> XMLNode {
    var path = [XMLNode(name: name, attributes: attributes)]
    let bottom = xmlTextReaderDepth(reader)
    if xmlTextReaderIsEmptyElement(reader) == 1 { return path[0] }
    var kept = 0
    func close() {
      let node = path.removeLast()
      let parent = path.count - 1
      if path[parent].text.utf8.count < limit { path[parent].text += node.text }
      if path[parent].children.count < Self.mostChildren { path[parent].children.append(node) }
    }
    while true {
      step()
      if isOver { break }
      switch xmlTextReaderNodeType(reader) {
      case Int32(XML_READER_TYPE_ELEMENT.rawValue):
        path.append(XMLNode(name: name, attributes: attributes))
        if xmlTextReaderIsEmptyElement(reader) == 1 { close() }
      case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
        if xmlTextReaderDepth(reader) == bottom { return path[0] }
        if path.count > 1 { close() }
      case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
        Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue), Int32(XML_READER_TYPE_WHITESPACE.rawValue):
        if kept < limit * 4, let value = xmlTextReaderConstValue(reader) {
          let bytes = UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value)))
          let piece = bytes.prefix(limit)
          path[path.count - 1].text += String(decoding: piece, as: UTF8.self)
          kept += piece.count
        }
      default: break
      }
    }
    while path.count > 1 { close() }
    return path[0]
  }

  private func step() {
    let code = xmlTextReaderRead(reader)
    if code != 1 { isOver = true }
    if code < 0 { isBroken = true }
  }

  private static let mostChildren = 2000

  /// The name of what the reader stands at.
  private var name: String {
    guard let local = xmlTextReaderConstLocalName(reader).map({ String(cString: $0) }) else { return "" }
    let space = xmlTextReaderConstNamespaceUri(reader).map { String(cString: $0) }
    if let space, let prefix = Self.prefixes[space.lowercased()] {
      return prefix.isEmpty ? local : "\(prefix):\(local)"
    }
    // A prefix that was never declared still says what is meant.
    if space == nil, let colon = local.firstIndex(of: ":") {
      return local[..<colon].lowercased() + local[colon...]
    }
    return space == nil ? local : "other:\(local)"
  }

  /// The usual prefixes of vocabularies; those that are feeds themselves have none. In lower case.
  private static let prefixes = [
    "http://www.w3.org/2005/atom": "atom", "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/2.0/": "", "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "", "https://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "https://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/xml/1998/namespace": "xml", "http://www.w3.org/2000/xmlns/": "xmlns",
    "http://www.w3.org/1999/xhtml": "xhtml",
  ]
}
