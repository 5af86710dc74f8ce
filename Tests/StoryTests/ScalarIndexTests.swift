// Bytes and scalars.

import Story
import Testing

@Suite struct ScalarIndexTests {
  @Test(arguments: ["plain", "“quoted”", "naïve – 👩‍🚒 café"])
  func `every boundary between scalars is counted`(text: String) {
    let bytes = Array(text.utf8)
    let index = ScalarIndex(bytes)
    var offset = 0
    for (count, scalar) in text.unicodeScalars.enumerated() {
      #expect(index.scalars(before: offset) == count)
      offset += scalar.utf8.count
    }
    #expect(index.scalars(before: bytes.count) == text.unicodeScalars.count)
  }
}
