// A page as it is sent.

/// What answers a request.
struct Page: Sendable {
  /// The HTTP status.
  var status = 200
  /// The media type.
  var type = "text/html; charset=utf-8"
  /// The bytes.
  var body: [UInt8] = []
  /// Other headers, in order.
  var headers: [(name: String, value: String)] = []
  /// Whether it may be kept and given to others until the archive changes.
  var isKept = true

  /// A page of text.
  init(_ text: String, status: Int = 200, type: String = "text/html; charset=utf-8") {
    self.status = status
    self.type = type
    body = Array(text.utf8)
  }

  /// Another page to go to.
  static func redirect(to path: String, status: Int = 303) -> Page {
    var page = Page("", status: status, type: "text/plain; charset=utf-8")
    page.headers = [("Location", path)]
    page.isKept = false
    return page
  }
}
