// Bytes that are no page.

import Extraction
import Story
import Testing

@Suite struct SniffingTests {
  static let files: [([UInt8], String)] = [
    (Array("%PDF-1.7 …".utf8), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG image"),
    ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"),
    ([0x50, 0x4B, 0x03, 0x04, 0x14], "a zip archive, or an office document"),
    ([0x1F, 0x8B, 0x08, 0x00], "a gzip archive"),
  ]

  @Test(arguments: files) func `Another kind of file is refused by name, whatever it is called`(
    _ bytes: [UInt8], _ name: String
  ) {
    for mediaType in [nil, "text/html", "text/plain"] {
      #expect(throws: ExtractionError.notText(name)) {
        try extractor.extract(bytes, mediaType: mediaType, address: nil)
      }
    }
    #expect(
      ExtractionError.notText(name).description
        == "this is \(name), not a page: give an HTML page or plain text")
  }

  @Test(arguments: [[], Array(" \r\n\t ".utf8), [UInt8](repeating: 0, count: 1 << 20)])
  func `Nothing is refused as nothing`(_ bytes: [UInt8]) {
    #expect(throws: ExtractionError.empty) {
      try extractor.extract(bytes, mediaType: "text/html", address: nil)
    }
  }

  @Test(arguments: [ExtractionError.empty, .unparsable, .notText("a PDF document")])
  func `Every refusal is one line that says what to do`(_ error: ExtractionError) {
    #expect(error.description.contains(": "))
    #expect(!error.description.contains("\n"))
  }
}
