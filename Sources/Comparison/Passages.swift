// Sentences, quotes or captions as rows of word numbers: what alignment works on.

/// Passages of one text, each a row of word numbers in reading order. The rows lie in one array.
struct Passages {
  /// The words of all passages, one passage after the other.
  private(set) var words: [Int32] = []
  /// Where each passage begins in `words`; one more for the end.
  private var starts: [Int] = [0]

  /// How many passages there are.
  var count: Int { starts.count - 1 }

  /// The words of a passage.
  subscript(passage: Int) -> ArraySlice<Int32> { words[starts[passage]..<starts[passage + 1]] }

  /// Adds a word to the passage being written.
  mutating func add(_ word: Int32) { words.append(word) }

  /// Ends the passage being written.
  mutating func endPassage() { starts.append(words.count) }
}
