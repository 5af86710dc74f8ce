// Addresses are read as they are written.

import Story
import Testing

@testable import Desk

@Suite struct PlaceTests {
  private static let places: [Place] = {
    guard let slug = try? Slug("harbour-fire") else { return [] }
    return [
      .front(page: 1), .front(page: 3), .story(slug), .version(slug, 3), .record(slug, 3), .body(slug, 3),
      .saved(slug, 3), .watch(slug),
      .compare(slug, 1, 3, isSideBySide: false), .compare(slug, 3, 1, isSideBySide: true), .quotes(slug),
      .quote(slug, id: "0a1b2c"), .origins(slug), .audit(slug), .calendar(slug), .coverage(slug), .speakers,
      .speaker("Ann O’Neil / “the mayor” % + ü"), .search, .changes(.unreviewed, page: 1),
      .changes(.dismissed, page: 2), .change(slug, 1, 2, id: "ABC"), .settings, .add, .feeds,
    ]
  }()

  @Test(arguments: places) func `a place is found again at its own address`(place: Place) {
    #expect(Place(path: place.path) == place)
  }

  @Test(
    arguments: [
      "/stories", "/stories/../etc/passwd", "/stories/%2e%2e/v1", "/stories/Flood", "/stories/flood/v0",
      "/stories/flood/v-1", "/stories/flood/v1x", "/stories/flood/compare/v1", "/stories/flood/compare/1..2",
      "/stories/flood/compare/v1..v2/top", "/page/0", "/changes/all", "/coverage/A%00", "/nothing",
      "/v99999999999",
    ])
  func `what is no place is none`(path: String) {
    #expect(Place(path: path) == nil)
  }
}
