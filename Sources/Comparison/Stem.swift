// Takes English endings off a word, so that “holds” and “holding” count as the same when sentences are linked.

/// The word without the ending of a plural, a possessive, a tense or a participle.
///
/// After the first step of M. Porter, “An algorithm for suffix stripping” (1980), and rougher: only links between
/// sentences rest on it, never a reported change. In other languages both sides lose the same letters.
func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  word.prefix(word.withUnsafeBufferPointer(stemLength))
}

/// How many bytes of a word are its stem.
func stemLength(_ word: UnsafeBufferPointer<UInt8>) -> Int {
  var count = word.count
  func ends(_ ending: StaticString, leaving least: Int) -> Bool {
    let length = ending.utf8CodeUnitCount
    guard count >= length + least else { return false }
    for place in 0..<length where word[count - length + place] != ending.utf8Start[place] { return false }
    return true
  }
  if ends("'s", leaving: 1) { count -= 2 }
  if ends("’s", leaving: 1) { count -= 4 }
  if ends("ss", leaving: 0) { return count }
  if ends("ing", leaving: 3) { return count - 3 }
  if ends("ed", leaving: 3) || ends("es", leaving: 3) { return count - 2 }
  if ends("s", leaving: 3) || ends("e", leaving: 3) { return count - 1 }
  return count
}
