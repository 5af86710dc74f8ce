// What tells one picture from another.

import Extraction
import Story
import Testing

@Suite struct PictureTests {
  private func key(_ image: String) throws -> String? {
    try read(page("<p>\(harbour[0])</p><figure>\(image)</figure><p>\(harbour[1])</p>")).article.blocks
      .first { $0.kind == .picture }?.key
  }

  @Test(arguments: [
    "<img src='https://cdn.example/2020/quay-fire.jpg'>", "<img src='/2020/quay-fire-1024x768.jpg?w=640'>",
    "<img src='/2020/Quay-Fire_640.webp'>",
    "<img src='data:image/gif;base64,R0' data-src='/x/quay-fire.png'>",
    "<img src='https://img.example/resize/https%3A%2F%2Fcdn.example%2Fquay-fire.jpg?auth=1'>",
  ]) func `Size, host and form of the file are not the picture`(_ image: String) throws {
    #expect(try key(image) == "quay-fire")
  }

  @Test(arguments: ["<img src='data:image/gif;base64,R0lGOD'>", "<img src='/blank.gif'>", "<img alt=quay>"])
  func `A placeholder is no picture`(_ image: String) throws { #expect(try key(image) == nil) }

  @Test func `A picture’s own number is not its size`() throws {
    #expect(try key("<img src='/quay-1214312.jpg'>") == "quay-1214312")
  }
}
