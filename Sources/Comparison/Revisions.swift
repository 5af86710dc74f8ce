// The whole comparison of two versions: their fields, their pictures and posts, and their text.

import Language
public import Story

extension Comparer {
  /// What changed between two versions: headline, standfirst, byline, dates, address, captions, embedded posts,
  /// pictures, the posts of a live blog, and the running text. Spans are of the two readings; what is not in the running text has none.
  public func revision(from old: Edition, to new: Edition) -> Revision {
    let pair = Pair(old.reading, new.reading, lists: lists)
    let changes =
      fieldChanges(old.article, new.article)
      + blockChanges(old.article, new.article, functionWords: lists.functionWords)
      + postChanges(old.article, new.article, textChanges(pair))
    return Revision(
      old: old, new: new,
      difference: difference(pair, changes, old.version?.capture.text, new.version?.capture.text))
  }
}
