// What must hold of any bytes that are read as a page: checked for every input that libFuzzer makes.

import Extraction
import Story

private let extractor = Extractor()

/// The first byte says what the transport calls the rest.
private let mediaTypes: [String?] = [
  "text/html", "text/html; charset=utf-8", "text/html; charset=windows-1252", "text/plain", nil,
  "text/html; charset=shift_jis", "text/html; charset=gb18030", "text/html; charset=utf-16le",
]

/// Reads bytes as a page, and stops the process when what comes out breaks a property.
@_cdecl("fuzzExtraction")
public func fuzzExtraction(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = bytes.first else { return 0 }
  let mediaType = mediaTypes[Int(first) % mediaTypes.count]
  let body = Array(bytes.dropFirst())
  let once = read(body, mediaType)
  let again = read(body, mediaType)
  require(once == again, "the same bytes are read in two ways: \(once) and \(again)")
  if case .success(let page) = once { check(page) }
  return 0
}

private func read(_ body: [UInt8], _ mediaType: String?) -> Result<ExtractedPage, ExtractionError> {
  Result { () throws(ExtractionError) in
    try extractor.extract(body, mediaType: mediaType, address: "https://news.example/fire")
  }
}

private func check(_ page: ExtractedPage) {
  let article = page.article
  for block in article.blocks {
    require(isOneLine(block.text), "a block has a line end or a control character")
    if block.kind.isBody { require(!block.text.isEmpty, "a block of the body is empty") }
  }
  for piece in article.furniture {
    require(piece.count > 0 && isOneLine(piece.text), "furniture without a count, or of several lines")
  }
  let fields = [article.headline, article.standfirst, article.published, article.modified, article.canonical]
  for field in fields.compactMap(\.self) {
    require(isOneLine(field.value), "a field has a line end or a control character")
  }
}

private func isOneLine(_ text: String) -> Bool {
  text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
}

/// Ends the program with a message, which a precondition does not print in a release build.
private func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
