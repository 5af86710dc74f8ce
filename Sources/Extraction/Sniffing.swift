// Tells HTML, plain text and other files apart.

/// What bytes are, as far as reading them goes.
enum BodyKind: Hashable {
  case html
  case plainText
  /// Another kind of file, in words (`a PDF document`).
  case other(String)

  /// Judges by the media type where one is given, else by the bytes; a file's magic bytes win over both.
  ///
  /// Complexity: O(1), only the first 1,024 bytes are looked at.
  init(of body: [UInt8], mediaType: String?) {
    if let name = Self.magic.first(where: { body.dropFirst($0.offset).starts(with: $0.bytes) })?.name {
      self = .other(name)
      return
    }
    switch mediaType?.prefix(while: { $0 != ";" }).lowercased().filter({ !$0.isWhitespace }) {
    case "text/plain", "text/markdown": self = .plainText
    case "text/html", "application/xhtml+xml": self = .html
    default: self = Self.hasTags(body) ? .html : .plainText
    }
  }

  /// Whether the bytes begin as markup, or hold a tag soon. Zero bytes are passed over, so UTF-16 is seen through.
  private static func hasTags(_ body: [UInt8]) -> Bool {
    let start = body.prefix(1024).filter { $0 != 0 && $0 < 0x80 }.map {
      $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0)
    }
    if let first = start.first(where: { $0 > 0x20 }), first == UInt8(ascii: "<") { return true }
    return telling.contains { tag in start.indices.contains { start[$0...].starts(with: tag) } }
  }

  private static let telling: [[UInt8]] = [
    "<html", "<head", "<body", "<!doctype", "<p>", "<p ", "<div", "<h1", "<br", "<article",
  ].map { Array($0.utf8) }

  /// What the first bytes of files that are no text look like (RFC 8118, RFC 2083, the formats' own papers).
  private static let magic: [(bytes: [UInt8], offset: Int, name: String)] = [
    (Array("%PDF-".utf8), 0, "a PDF document"),
    ([0x89, 0x50, 0x4E, 0x47], 0, "a PNG image"),
    ([0xFF, 0xD8, 0xFF], 0, "a JPEG image"),
    (Array("GIF8".utf8), 0, "a GIF image"),
    (Array("WEBP".utf8), 8, "a WebP image"),
    (Array("ftyp".utf8), 4, "a video, or an AVIF or HEIC image"),
    ([0x50, 0x4B, 0x03, 0x04], 0, "a zip archive, or an office document"),
    ([0x1F, 0x8B], 0, "a gzip archive"),
    (Array("BZh".utf8), 0, "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, "an xz archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, "a Zstandard archive"),
    (Array("Rar!".utf8), 0, "a RAR archive"),
    ([0x37, 0x7A, 0xBC, 0xAF], 0, "a 7-Zip archive"),
    ([0xD0, 0xCF, 0x11, 0xE0], 0, "an old office document"),
    ([0x7F, 0x45, 0x4C, 0x46], 0, "a program"),
    (Array("OggS".utf8), 0, "an Ogg recording"),
    (Array("ID3".utf8), 0, "an MP3 recording"),
    (Array("WARC/".utf8), 0, "a web archive (WARC)"),
    (Array("{\\rtf".utf8), 0, "an RTF document"),
    (Array("wOF2".utf8), 0, "a font"),
  ]
}
