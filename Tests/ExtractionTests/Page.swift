// Pages that tests are about, written for them.

import Extraction
import Story
import Testing

/// The extractor under test; making one reads the word lists.
let extractor = Extractor()

/// The paragraphs of an invented story.
let harbour = [
  "A fire at the old harbour was put out by forty crews on Monday night, the fire service has said.",
  "Nobody was hurt, but three warehouses and a chandler’s shop were lost to the flames.",
  "“We had the wind against us for six hours,” said Maria Okafor, who led the crews on the quay.",
  "The council will meet on Thursday to hear what the inspectors found in the cellars.",
]

/// A page with a headline, these paragraphs, and markup around them.
func page(
  _ body: String = harbour.map { "<p>\($0)</p>" }.joined(), head: String = "", before: String = "",
  after: String = ""
) -> String {
  """
  <!DOCTYPE html><html lang="en-GB"><head><title>Fire at the old harbour put out - The Ferry Post</title>\(head)</head>
  <body>\(before)<article><h1>Fire at the old harbour put out</h1>\(body)</article>\(after)</body></html>
  """
}

/// What is read out of a page of HTML.
func read(_ html: String, mediaType: String? = "text/html", address: String? = nil) throws -> ExtractedPage {
  try extractor.extract(Array(html.utf8), mediaType: mediaType, address: address)
}

/// What is read out of plain text.
func readText(_ text: String) throws -> ExtractedPage { try read(text, mediaType: "text/plain") }

extension Article {
  /// The texts of the blocks of one kind.
  func texts(_ kind: Block.Kind) -> [String] { blocks.filter { $0.kind == kind }.map(\.text) }
  /// How often furniture of a kind was counted, all pieces together.
  func count(_ kind: Furniture.Kind) -> Int {
    furniture.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
  }
}
