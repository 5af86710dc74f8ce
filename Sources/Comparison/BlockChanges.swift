// Captions, pictures and embedded posts.

import Language
import Story

/// Compares the blocks of an article that are no part of its running text.
func blockChanges(_ old: Article, _ new: Article, functionWords: WordList) -> [Change] {
  BlockKind.all.flatMap { kind in
    let before = old.blocks.filter { $0.kind == kind.kind }
    let after = new.blocks.filter { $0.kind == kind.kind }
    return before == after ? [] : kind.changes(before, after, functionWords)
  }
}

/// What changes of one kind of block are called.
private struct BlockKind {
  var kind: Block.Kind
  var added: ChangeType
  var removed: ChangeType
  var changed: ChangeType

  static let all = [
    BlockKind(kind: .caption, added: .captionAdded, removed: .captionRemoved, changed: .captionChanged),
    BlockKind(kind: .picture, added: .pictureAdded, removed: .pictureRemoved, changed: .pictureChanged),
    BlockKind(kind: .embed, added: .embedAdded, removed: .embedRemoved, changed: .embedChanged),
  ]

  func changes(_ old: [Block], _ new: [Block], _ functionWords: WordList) -> [Change] {
    let newOfOld = matches(old, new, functionWords)
    var changes: [Change] = []
    for (index, before) in old.enumerated() {
      if let after = newOfOld[index].map({ new[$0] }) {
        // What goes by its key is the same whatever words come with it, but a post's words are the post.
        let isSame = before.text == after.text && (kind != .picture || before.key == after.key)
        if !isSame { changes.append(change(changed, before, after)) }
      } else {
        changes.append(change(removed, before, nil))
      }
    }
    let matched = Set(newOfOld.compactMap { $0 })
    for (index, after) in new.enumerated() where !matched.contains(index) {
      changes.append(change(added, nil, after))
    }
    return changes
  }

  private func change(_ type: ChangeType, _ before: Block?, _ after: Block?) -> Change {
    var change = Change(type)
    change.text = (after ?? before).map(shown)
    if before != nil && after != nil {
      change.old = before.map(shown)
      change.new = after.map(shown)
    }
    return change
  }

  /// A block's words, or what it goes by when it has none.
  private func shown(_ block: Block) -> String { block.text.isEmpty ? block.key ?? "" : block.text }

  /// For each old block the new one it became: the same key, else the same words, else words alike.
  private func matches(_ old: [Block], _ new: [Block], _ functionWords: WordList) -> [Int?] {
    var newOfOld: [Int?] = Array(repeating: nil, count: old.count)
    var isFree = Array(repeating: true, count: new.count)
    func match(_ one: Int, _ other: Int) {
      newOfOld[one] = other
      isFree[other] = false
    }
    // Queues of the new blocks of each key, in order.
    var ofKey: [String: [Int]] = [:]
    for (index, block) in new.enumerated().reversed() {
      block.key.map { ofKey[$0, default: []].append(index) }
    }
    for (index, block) in old.enumerated() {
      if let key = block.key, let other = ofKey[key]?.popLast() { match(index, other) }
    }
    var vocabulary = Vocabulary(functionWords: functionWords)
    let oldRows = old.indices.filter { newOfOld[$0] == nil }
    let newRows = new.indices.filter { isFree[$0] }
    let oldWords = Passages(oldRows.map { words(old[$0], &vocabulary) })
    let newWords = Passages(newRows.map { words(new[$0], &vocabulary) })
    let alignment = Alignment(
      old: oldWords, oldIsNotice: oldRows.map { _ in false }, new: newWords,
      newIsNotice: newRows.map { _ in false },
      vocabulary: vocabulary)
    for bond in alignment.bonds.sorted(by: { ($1.likeness, $0.link) < ($0.likeness, $1.link) }) {
      let (one, other) = (oldRows[bond.link.old], newRows[bond.link.new])
      if newOfOld[one] == nil, isFree[other], !oldWords[bond.link.old].isEmpty { match(one, other) }
    }
    return newOfOld
  }

  private func words(_ block: Block, _ vocabulary: inout Vocabulary) -> [Int32] {
    let utf8 = Array(block.text.utf8)
    return tokenise(utf8, in: TextRange(0, utf8.count)).filter { $0.kind != .mark }
      .map { vocabulary.number(of: utf8[$0.range.start..<$0.range.end], kind: $0.kind) }
  }
}
