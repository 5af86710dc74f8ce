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
}
