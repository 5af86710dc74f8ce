// Finds the line or lines under the headline.

import Story

/// The standfirst: what stands between the headline and the first paragraph and sums the story up.
///
/// It is what an element of such a name holds; else what the page's head gives as its description, where that is printed
/// there; else a heading, or the one line of prose in the header with the headline. A paragraph among those of the
/// body is never one: stories whose first paragraph serves as their description have none.
struct Standfirst {
  /// Its words, folded.
  private(set) var text: [UInt8]
  /// The passages it is made of.
  private(set) var passages: [Int]

  /// Shorter headings are labels.
  static let shortestHeading = 40

  /// Finds it, or nil.
  ///
  /// - Parameters:
  ///   - body: the tags that most of the body's prose stands in, from its own up to the root's.
  ///   - root: the article's nodes.
  init?(
    in tree: HTMLTree, passages: [Passage], furnishing: Furnishing, headline: Int?, root: Range<Int>,
    body: [Tag],
    descriptions: [String]
  ) {
    let from = headline.map { Int(tree.nodes[$0].end) } ?? root.lowerBound
    let firstProse = passages.indices.first {
      passages[$0].first >= from && root.contains(passages[$0].first) && passages[$0].isProse
        && furnishing.marks[$0] == nil && tree.tags(from: passages[$0].node, to: root.lowerBound) == body
    }
    let limit = firstProse.map { passages[$0].first } ?? root.upperBound
    let start = min(from, root.lowerBound)
    let between = passages.indices.filter { passages[$0].first >= start && passages[$0].first < limit }
    let named =
      between.first {
        furnishing.marks[$0]?.kind == .standfirst && passages[$0].linkShare < 0.5
      }
      // A site's rule may have it elsewhere.
      ?? furnishing.standfirstByRule
    if let marked = named {
      let node = furnishing.marks[marked]?.node
      self.passages = passages.indices.filter {
        furnishing.marks[$0]?.kind == .standfirst && furnishing.marks[$0]?.node == node
      }
      text = Array(self.passages.map { passages[$0].text }.joined(separator: [0x20]))
      return
    }
    let after = between.filter { passages[$0].first >= from }
    let wanted = descriptions.map { Wording(Folding.fold($0)).bytes }.filter { $0.count >= 20 }
    let header = headline.flatMap { headline in
      tree.ancestors(of: headline).first { tree.nodes[$0].tag == .header }
    }
    let found =
      after.first { index in
        let words = Wording(passages[index].text).bytes
        return wanted.contains { $0 == words } && !Self.isInBox(furnishing.marks[index])
          && tree.tags(from: passages[index].node, to: root.lowerBound) != body
          && !tree.ancestors(of: passages[index].node).contains(where: furnishing.bodies.contains)
      }
      ?? after.first { index in
        guard case .heading(let level) = passages[index].form, level > 1, furnishing.marks[index] == nil
        else {
          return false
        }
        return passages[index].text.count >= Self.shortestHeading && passages[index].linkShare < 0.5
      }
      ?? after.first { index in
        guard let header, passages[index].first < Int(tree.nodes[header].end) else { return false }
        let passage = passages[index]
        let isHeading = if case .heading = passage.form { true } else { false }
        return (passage.form == .paragraph || isHeading) && passage.text.count >= Self.shortestHeading
          && passage.linkShare < 0.3 && furnishing.marks[index]?.node == header
          && LineRules.furniture.kind(of: Wording(passage.text)) == nil
      }
    guard let found else { return nil }
    self.passages = [found]
    text = passages[found].text
  }

  /// Whether a passage is in a box of something else.
  private static func isInBox(_ mark: Furnishing.Mark?) -> Bool {
    switch mark?.kind {
    case .furniture(.navigation), .furniture(.other), .standfirst, nil: false
    default: true
    }
  }
}
