// A feed's bytes as UTF-8, whatever they were.

import Foundation
import Glibc

/// Turns a feed's bytes into UTF-8.
enum FeedEncoding {
  /// The bytes as UTF-8 without a byte order mark; what cannot be read becomes U+FFFD.
  ///
  /// A byte order mark counts first, then the charset it was sent with, then the one it declares (RFC 7303 §3). A name
  /// that is not known, or of an encoding that is no superset of ASCII, counts for nothing.
  static func utf8(_ bytes: [UInt8], mediaType: String?) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return mended(bytes[3...]) }
    if bytes.starts(with: [0xFF, 0xFE]) { return converted(bytes[2...], from: "UTF-16LE") }
    if bytes.starts(with: [0xFE, 0xFF]) { return converted(bytes[2...], from: "UTF-16BE") }
    // “<?” or “<r” in two bytes each, without a mark.
    if bytes.count > 3, bytes[0] == 0x3C, bytes[1] == 0 { return converted(bytes[...], from: "UTF-16LE") }
    if bytes.count > 3, bytes[0] == 0, bytes[1] == 0x3C { return converted(bytes[...], from: "UTF-16BE") }
    let named = mediaType.flatMap(charset) ?? declared(in: bytes)
    guard let name = named?.lowercased(), let encoding = known(name) else { return mended(bytes[...]) }
    return encoding == "UTF-8" ? mended(bytes[...]) : converted(bytes[...], from: encoding)
  }

  /// The `charset` of a media type.
  private static func charset(_ mediaType: String) -> String? {
    for part in mediaType.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "charset" else { continue }
      return pair[1].filter { $0 != " " && $0 != "\"" && $0 != "'" }
    }
    return nil
  }

  /// The encoding that an XML declaration names.
  private static func declared(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(200)
    guard head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: UInt8(ascii: ">")) else {
      return nil
    }
    let text = String(decoding: head[..<end], as: UTF8.self)
    guard let place = text.range(of: "encoding") else { return nil }
    let rest = text[place.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let mark = rest.first, mark == "\"" || mark == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != mark })
  }

  /// What the C library calls an encoding; as on the web, ISO 8859-1 is read as Windows-1252, which holds it.
  private static func known(_ name: String) -> String? {
    switch name {
    case "utf-8", "utf8", "us-ascii", "ascii": "UTF-8"
    case "iso-8859-1", "latin1", "latin-1", "iso8859-1", "windows-1252", "cp1252", "cp-1252": "CP1252"
    case "gb2312", "gbk", "gb18030": "GB18030"
    case "big5", "shift_jis", "euc-jp", "euc-kr", "koi8-r", "koi8-u", "macintosh", "utf-16le", "utf-16be":
      name.uppercased()
    case "sjis", "x-sjis": "SHIFT_JIS"
    case "utf-16": "UTF-16LE"
    default: numbered(name)
    }
  }

  /// `iso-8859-2` … `iso-8859-16`, `windows-1250` … `windows-1258`.
  private static func numbered(_ name: String) -> String? {
    if name.hasPrefix("iso-8859-"), let part = Int(name.dropFirst(9)), (2...16).contains(part) {
      return "ISO-8859-\(part)"
    }
    for start in ["windows-", "cp"] where name.hasPrefix(start) {
      if let page = Int(name.dropFirst(start.count)), (1250...1258).contains(page) { return "CP\(page)" }
    }
    return nil
  }

  /// UTF-8 with what is none of it replaced.
  private static func mended(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private static func converted(_ bytes: ArraySlice<UInt8>, from encoding: String) -> [UInt8] {
    let converter = iconv_open("UTF-8", encoding)
    guard Int(bitPattern: converter) != -1 else { return mended(bytes) }
    defer { iconv_close(converter) }
    var input = Array(bytes)
    var output: [UInt8] = []
    output.reserveCapacity(input.count + input.count / 8)
    var room = [UInt8](repeating: 0, count: 64 << 10)
    let roomSize = room.count
    input.withUnsafeMutableBytes { source in
      var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        var code = 0
        let made = room.withUnsafeMutableBytes { target in
          var place = target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = roomSize
          errno = 0
          code = iconv(converter, &next, &left, &place, &free) == -1 ? Int(errno) : 0
          return roomSize - free
        }
        output += room[..<made]
        if code == Int(EILSEQ) || code == Int(EINVAL), left > 0 {
          output += [0xEF, 0xBF, 0xBD]
          next = next?.advanced(by: 1)
          left -= 1
        } else if code != Int(E2BIG) && made == 0 {
          break
        }
      }
    }
    // iconv gives no wrong UTF-8, but half a pair of surrogates may slip through.
    return mended(output[...])
  }
}
