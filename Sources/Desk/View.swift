// What a template is given, and how it becomes HTML.

import Mustache
import Report
import Synchronization

/// The values a template shows, by name. Text is escaped wherever it is shown; only ``Markup``, which nothing outside
/// can make, goes in as it is.
struct View: MustacheParent, ExpressibleByDictionaryLiteral {
  private var values: [String: Any] = [:]

  init(dictionaryLiteral elements: (String, (any Shown)?)...) {
    for (name, value) in elements { self[name] = value }
  }

  subscript(name: String) -> (any Shown)? {
    get { values[name] as? any Shown }
    set { values[name] = newValue?.shown }
  }

  func child(named name: String) -> Any? { values[name] }
}

/// What can stand in a view.
protocol Shown {
  var shown: Any { get }
}

extension String: Shown {
  var shown: Any { self }
}
extension Int: Shown {
  var shown: Any { self }
}
extension Bool: Shown {
  var shown: Any { self }
}
extension View: Shown {
  var shown: Any { self }
}
extension Markup: Shown {
  var shown: Any { View(html: self) }
}
extension Array: Shown where Element: Shown {
  var shown: Any { map(\.shown) }
}

extension View {
  fileprivate init(html markup: Markup) { values = ["html": markup.html] }
}

/// The templates under `Resources`.
struct Templates: Sendable {
  private let library: MustacheLibrary

  static let all = Templates()

  private init() {
    MustacheContentTypes.register(HarmlessHTML(), named: "PAGE")
    var templates: [String: MustacheTemplate] = [:]
    for (path, text) in EmbeddedFiles.text where path.hasSuffix(".mustache") {
      do {
        templates[String(path.dropLast(9))] = try MustacheTemplate(string: "{{% CONTENT_TYPE:PAGE}}" + text)
      } catch {
        preconditionFailure("the template \(path) cannot be read: \(error)")
      }
    }
    library = MustacheLibrary(templates: templates)
  }

  /// A page of a template and what it shows.
  func render(_ name: String, _ view: View) -> String {
    library.render(view, withTemplate: name) ?? ""
  }
}

/// HTML in which text from outside can neither be markup nor steer the direction of writing.
private struct HarmlessHTML: MustacheContentType {
  func escapeText(_ text: String) -> String { escaped(harmless(text)) }
}

/// A text as it stands in HTML, in an attribute too.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22, 0x27].contains($0) }) else { return text }
  var shown: [UInt8] = []
  shown.reserveCapacity(text.utf8.count + 32)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): shown += Array("&amp;".utf8)
    case UInt8(ascii: "<"): shown += Array("&lt;".utf8)
    case UInt8(ascii: ">"): shown += Array("&gt;".utf8)
    case UInt8(ascii: "\""): shown += Array("&quot;".utf8)
    case UInt8(ascii: "'"): shown += Array("&#39;".utf8)
    default: shown.append(byte)
    }
  }
  return String(decoding: shown, as: UTF8.self)
}

/// An address that may be linked to: http or https only.
func webLink(_ address: String?) -> String? {
  guard let address, let scheme = address.split(separator: ":").first?.lowercased(),
    ["http", "https"].contains(scheme), !address.unicodeScalars.contains(where: { $0.value <= 0x20 })
  else { return nil }
  return address
}
