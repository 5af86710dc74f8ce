// Tests captions, pictures and embedded posts.

import Story
import Testing

@testable import Comparison

@Suite struct BlockChangesTests {
  private func changes(_ old: [Block], _ new: [Block]) -> [Change] {
    let body = [Block(.paragraph, "The dam held.")]
    return Example.comparer.revision(
      from: Example.edition(Article(blocks: body + old)), to: Example.edition(Article(blocks: body + new))
    ).difference.changes
  }

  @Test(arguments: [
    ([], [Block(.caption, "Divers at the dam")], [ChangeType.captionAdded]),
    ([Block(.caption, "Divers at the dam")], [], [.captionRemoved]),
    (
      [Block(.caption, "Divers at the foot of the dam on Monday")],
      [Block(.caption, "Divers at the foot of the dam on Tuesday")], [.captionChanged]
    ),
    (
      [Block(.picture, "", key: "dam.jpg")], [Block(.picture, "", key: "flood.jpg")],
      [.pictureAdded, .pictureRemoved]
    ),
    (
      [Block(.picture, "A dam", key: "dam.jpg")], [Block(.picture, "A dam", key: "dam-2.jpg")],
      [.pictureChanged]
    ),
    ([Block(.embed, "It held!", key: "post/1")], [Block(.embed, "It held.", key: "post/1")], [.embedChanged]),
    ([], [Block(.embed, "It held!", key: "post/1")], [.embedAdded]),
    ([Block(.embed, "It held!", key: "post/1")], [], [.embedRemoved]),
    (
      [Block(.picture, "", key: "a.jpg"), Block(.picture, "", key: "b.jpg")],
      [Block(.picture, "", key: "b.jpg"), Block(.picture, "", key: "a.jpg")], []
    ),
  ])
  func `Each is told as what it is`(old: [Block], new: [Block], expected: [ChangeType]) {
    #expect(Set(changes(old, new).map(\.type)) == Set(expected))
    #expect(changes(old, new).count == expected.count)
  }

  @Test func `A picture without words is told by what it goes by`() {
    #expect(changes([], [Block(.picture, "", key: "dam.jpg")]).first?.text == "dam.jpg")
  }
}
