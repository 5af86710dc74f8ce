// Takes English endings off a word, so that “holds” and “holding” count as the same when sentences are linked.

/// The word without the ending of a plural, a possessive, a tense or a participle.
///
/// After the first step of M. Porter, “An algorithm for suffix stripping” (1980), and rougher: only links between
/// sentences rest on it, never a reported change. In other languages both sides lose the same letters.
func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var word = word
  for possessive in [StaticString("'s"), "’s"] where endsWith(word, possessive, leaving: 1) {
    word = word.dropLast(possessive.utf8CodeUnitCount)
  }
  if endsWith(word, "ss", leaving: 0) { return word }
  for ending in [StaticString("ing"), "ed", "es", "s", "e"] where endsWith(word, ending, leaving: 3) {
    return word.dropLast(ending.utf8CodeUnitCount)
  }
  return word
}

private func endsWith(_ word: ArraySlice<UInt8>, _ ending: StaticString, leaving least: Int) -> Bool {
  guard word.count >= ending.utf8CodeUnitCount + least else { return false }
  return ending.withUTF8Buffer { word.suffix($0.count).elementsEqual($0) }
}
