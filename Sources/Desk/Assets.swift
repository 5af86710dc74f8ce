// The style sheet, the script and the icon.

enum Assets {
  /// What stands at a path, if it is one of them.
  static func page(_ path: String) -> Page? {
    guard let type = types[path], let text = EmbeddedFiles.text[String(path.dropFirst())] else { return nil }
    var page = Page(text, type: type)
    page.headers = [("Cache-Control", "private, max-age=60")]
    return page
  }

  /// The paths of all of them.
  static let types: [String: String] = [
    "/desk.css": "text/css; charset=utf-8", "/desk.js": "text/javascript; charset=utf-8",
    "/icon.svg": "image/svg+xml",
  ]
}
