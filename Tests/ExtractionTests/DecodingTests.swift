// Encodings, right and wrong.

import Extraction
import Story
import Testing

@Suite struct DecodingTests {
  /// “The café’s owner – he is 70 – said £5.” in windows-1252.
  private let western: [UInt8] =
    Array("<html><body><article><p>The caf".utf8) + [0xE9, 0x92] + Array("s owner ".utf8) + [0x96]
    + Array(" he is seventy on Monday ".utf8) + [0x96]
    + Array(" lost all, the fire service said.</p></article>".utf8)
  private let text = "The café’s owner – he is seventy on Monday – lost all, the fire service said."

  private func extract(_ bytes: [UInt8], _ mediaType: String? = "text/html") throws -> ExtractedPage {
    try extractor.extract(bytes, mediaType: mediaType, address: nil)
  }

  @Test(arguments: [
    "text/html", "text/html; charset=iso-8859-1", "text/html;charset=\"windows-1252\"",
    "text/html; charset=LATIN1",
    "text/html; charset=utf-8", "text/html; charset=nonsense",
  ]) func `Western bytes are read as windows-1252 whatever they are called`(_ mediaType: String) throws {
    let page = try extract(western, mediaType)
    #expect(page.article.text == text)
    #expect(page.charset == "windows-1252")
  }

  @Test(arguments: [
    "<meta charset=windows-1251>", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
    "<META CHARSET='cp1251'>", "<!-- <meta charset=utf-8> --><meta charset=\"x-cp1251\">",
  ]) func `A page’s own label is believed`(_ meta: String) throws {
    let bytes =
      Array("\(meta)<article><p>".utf8) + [0xCF, 0xEE, 0xE6, 0xE0, 0xF0]
      + Array(" at the old harbour was put out by crews on Monday.</p>".utf8)
    let page = try extract(bytes)
    #expect(page.charset == "windows-1251")
    #expect(page.article.text.hasPrefix("Пожар at"))
  }

  @Test func `The transport’s label goes before the page’s`() throws {
    let bytes =
      Array("<meta charset=koi8-r><article><p>".utf8) + [0xCF, 0xEE]
      + Array(" at the old harbour was put out by crews on Monday.</p>".utf8)
    #expect(try extract(bytes, "text/html; charset=windows-1251").article.text.hasPrefix("По at"))
  }

  @Test(arguments: [true, false]) func `UTF-16 is told by its mark`(_ isBig: Bool) throws {
    let units = page().utf16.flatMap { unit -> [UInt8] in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBig ? bytes : bytes.reversed()
    }
    let result = try extract((isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]) + units, nil)
    #expect(result.article.text == harbour.joined(separator: "\n"))
    #expect(result.charset == (isBig ? "utf-16be" : "utf-16le"))
  }

  @Test func `A mark of UTF-8 goes before every label and is not text`() throws {
    let result = try extract([0xEF, 0xBB, 0xBF] + Array(page().utf8), "text/html; charset=windows-1251")
    #expect(result.article.text == harbour.joined(separator: "\n"))
  }

  @Test func `Broken UTF-8 stays UTF-8, with a remark`() throws {
    let bytes =
      Array("<p>The café’s owner – ".utf8) + [0xFF]
      + Array(" – lost all on Monday, the fire service said.</p>".utf8)
    let result = try extract(bytes)
    #expect(result.article.text == "The café’s owner – \u{FFFD} – lost all on Monday, the fire service said.")
    #expect(result.charset == "utf-8")
    #expect(result.remarks == ["1 sequence of bytes that is not utf-8 was replaced"])
  }

  @Test func `Japanese and Chinese labels are known`() throws {
    let shift =
      Array("<p>".utf8) + [0x8D, 0x60] + Array(" was the sign on the wall of the harbour on Monday.</p>".utf8)
    #expect(try extract(shift, "text/html; charset=shift_jis").article.text.hasPrefix("港 was"))
    let chinese =
      Array("<p>".utf8) + [0xB8, 0xDB] + Array(" was the sign on the wall of the harbour on Monday.</p>".utf8)
    #expect(try extract(chinese, "text/html; charset=gb2312").article.text.hasPrefix("港 was"))
  }

  @Test func `Control characters become spaces and C1 controls what was meant`() throws {
    let html =
      "<p>The fire\u{0}service\u{1}said the harbour\u{92}s cellars and \u{93}all\u{94} were safe on Monday.</p>"
    #expect(
      try extract(Array(html.utf8)).article.text
        == "The fire service said the harbour’s cellars and “all” were safe on Monday.")
  }

  /// A label, bytes, what they mean and how the encoding is called. Where a vendor's or the system's table says
  /// otherwise, the Encoding Standard holds.
  struct Labelled: Sendable, CustomTestStringConvertible {
    var label: String
    var bytes: [UInt8]
    var text: String
    var name: String
    var testDescription: String { label }
    init(_ label: String, _ bytes: [UInt8], _ text: String, _ name: String) {
      (self.label, self.bytes, self.text, self.name) = (label, bytes, text, name)
    }
  }

  static let labels = [
    Labelled("iso-8859-1", [0x93, 0xE9, 0x94], "“é”", "windows-1252"),
    Labelled("us-ascii", [0x93, 0xE9, 0x94], "“é”", "windows-1252"),
    Labelled("x-user-defined", [0x80], "€", "windows-1252"),
    Labelled("iso-8859-9", [0xFD, 0x93], "ı“", "windows-1254"),
    Labelled("iso-8859-11", [0xA1, 0x80], "ก€", "windows-874"),
    Labelled("tis-620", [0xA1], "ก", "windows-874"),
    Labelled("iso-8859-16", [0xAA], "Ș", "iso-8859-16"),
    Labelled("koi8-u", [0xA4, 0xAE], "єў", "koi8-u"),
    Labelled("windows-1255", [0xCA], "\u{5BA}", "windows-1255"),
    Labelled("macintosh", [0xDB], "€", "macintosh"),
    Labelled("x-mac-cyrillic", [0xFF], "€", "x-mac-cyrillic"),
    Labelled("ks_c_5601-1987", [0x81, 0x41, 0xB0, 0xA1], "갂가", "euc-kr"),
    Labelled("gb2312", [0x81, 0x40], "丂", "gbk"),
    Labelled("big5", [0x87, 0x40], "䏰", "big5"),
    Labelled("shift_jis", [0x87, 0x40], "①", "shift_jis"),
  ]

  @Test(arguments: labels) func `A label means what the standard says`(_ labelled: Labelled) throws {
    let bytes =
      Array("<p>The sign on the wall of the harbour said ".utf8) + labelled.bytes
      + Array(" on Monday night.</p>".utf8)
    let page = try extract(bytes, "text/html; charset=\(labelled.label)")
    #expect(page.article.text == "The sign on the wall of the harbour said \(labelled.text) on Monday night.")
    #expect(page.charset == labelled.name)
    #expect(page.article.charset == labelled.name)
    #expect(page.remarks.isEmpty)
  }

  @Test func `An encoding that hides markup is not read`() throws {
    let page = try extract(western, "text/html; charset=hz-gb-2312")
    #expect(page.article.text.isEmpty || page.article.text == "\u{FFFD}")
    #expect(page.charset == "replacement")
  }

  @Test func `UTF-16 in a page that could be read to find it is UTF-8`() throws {
    let html = "<meta charset=utf-16><p>The café on the quay was open on Monday night.</p>"
    #expect(try extract(Array(html.utf8)).article.text == "The café on the quay was open on Monday night.")
  }

  /// Faulty bytes and how many U+FFFD they are (Unicode 16.0, section 3.9, U+FFFD substitution of maximal subparts).
  static let faults: [([UInt8], Int)] = [
    ([0xFF], 1), ([0xC0, 0x80], 2), ([0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98], 1), ([0xED, 0xA0, 0x80], 3),
    ([0xF4, 0x90, 0x80, 0x80], 4), ([0x80, 0x80], 2), ([0xE2, 0x82, 0xE2, 0x82, 0xAC], 1), ([0xF8], 1),
  ]

  @Test(arguments: faults) func `Faulty bytes are replaced the same way each time, and counted`(
    _ bytes: [UInt8], _ count: Int
  ) throws {
    let body =
      Array("<p>The café’s owner – he – lost all: ".utf8) + bytes
      + Array(": on Monday night, the “fire” service said.</p>".utf8)
    let page = try extract(body)
    #expect(page.article.text.unicodeScalars.count { $0 == "\u{FFFD}" } == count)
    #expect(page.charset == "utf-8")
    #expect(page.remarks.count == 1)
    #expect(page.remarks.first?.hasPrefix("\(count) sequence") == true)
  }

  // MARK: One decision a story

  private func extract(_ bytes: [UInt8], _ mediaType: String, after charset: String) throws -> ExtractedPage {
    var memory = ExtractionMemory()
    memory.charset = charset
    return try extractor.extract(bytes, mediaType: mediaType, address: nil, memory: memory)
  }

  private let russian =
    Array("<article><p>".utf8) + [0xCF, 0xEE, 0xE6, 0xE0, 0xF0]
    + Array(" at the old harbour was put out by crews on Monday.</p>".utf8)

  @Test(arguments: ["text/html", "text/html; charset=iso-8859-1", "text/html; charset=utf-8"])
  func `A label that goes or changes does not change the text`(_ mediaType: String) throws {
    let page = try extract(russian, mediaType, after: "windows-1251")
    #expect(page.article.text.hasPrefix("Пожар at"))
    #expect(page.charset == "windows-1251")
  }

  @Test func `A site that turns to UTF-8 is read as UTF-8, whatever its label still says`() throws {
    let html = Array("<article><p>Пожар at the old harbour was put out by crews on Monday.</p>".utf8)
    for mediaType in ["text/html", "text/html; charset=utf-8", "text/html; charset=windows-1251"] {
      let page = try extract(html, mediaType, after: "windows-1251")
      #expect(page.article.text.hasPrefix("Пожар at"))
      #expect(page.charset == "utf-8")
    }
  }

  @Test func `A story in UTF-8 that is called Western for once stays what it is`() throws {
    let html = Array("<article><p>The café at the old harbour was shut by crews on Monday.</p>".utf8)
    let page = try extract(html, "text/html; charset=iso-8859-1", after: "utf-8")
    #expect(page.article.text.hasPrefix("The café at"))
  }

  @Test func `Bytes that the story’s encoding has no meaning for are decided on anew`() throws {
    let page = try extract(western, "text/html; charset=windows-1252", after: "shift_jis")
    #expect(page.article.text == text)
  }

  @Test func `Text that was encoded twice is left so, with a remark`() throws {
    let page = try extract(
      Array("<p>The cafÃ©â€™s owner lost all on Monday, the fire service said.</p>".utf8))
    #expect(page.article.text.hasPrefix("The cafÃ©â€™s owner"))
    #expect(page.remarks == ["some of the text was encoded twice (as “â€™” for “’”) and is left so"])
  }
}
