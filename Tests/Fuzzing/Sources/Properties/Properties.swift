// What must hold of any two texts: checked for every input that libFuzzer makes.

import Comparison
import Language
import Story

private let reader = Reader()
private let comparer = Comparer()

/// The input is the old text, a byte 0xFF, and the new text; bytes that are no UTF-8 are mended as everywhere. Without
/// the byte, the new text is the old one with its halves exchanged.
@_cdecl("fuzzComparison")
public func fuzzComparison(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let cut = bytes.firstIndex(of: 0xFF)
  let half = bytes.count / 2
  let old = cut.map { bytes[..<$0] } ?? bytes[...]
  let new = cut.map { bytes[($0 + 1)...] } ?? (bytes[half...] + bytes[..<half])[...]
  check(
    reader.read(String(decoding: old, as: UTF8.self)), reader.read(String(decoding: new, as: UTF8.self)))
  return 0
}

private func check(_ old: Reading, _ new: Reading) {
  checkRanges(old)
  checkRanges(new)
  require(comparer.difference(from: old, to: old).changes.isEmpty, "a text differs from itself")
  let there = comparer.difference(from: old, to: new)
  let back = comparer.difference(from: new, to: old)
  for change in there.changes {
    checkRange(change.oldSpan, old.text)
    checkRange(change.newSpan, new.text)
  }
  require(
    there.links.map { [$0.old, $0.new] }.sorted { $0.lexicographicallyPrecedes($1) }
      == back.links.map { [$0.new, $0.old] }.sorted { $0.lexicographicallyPrecedes($1) },
    "the links do not mirror")
  let (forth, mirrored) = (types(there), types(back).map(mirror).sorted())
  require(forth == mirrored, "the changes do not mirror: \(forth) and \(mirrored)")
  let words = comparer.words(from: old.text[old.text.range], to: new.text[new.text.range])
  require(
    words.filter { $0.kind != .removed }.map(\.text).joined() == new.text[new.text.range],
    "the words do not make the new text")
}

/// Ends the program with a message, which a precondition does not print in a release build.
private func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

/// The types of all changes; a notice that came is one whatever its kind.
private func types(_ difference: Difference) -> [String] {
  difference.changes.map { change in
    switch change.type {
    case .correctionAdded, .clarificationAdded, .updateAdded, .editorsNoteAdded, .wireMetaAdded:
      "notice_added"
    default: change.type.rawValue
    }
  }
  .sorted()
}

/// What a change of a type is called when the sides are swapped.
private func mirror(_ type: String) -> String {
  switch type {
  case "quote_paraphrased": "quote_restored"
  case "quote_restored": "quote_paraphrased"
  case "source_named": "source_anonymised"
  case "source_anonymised": "source_named"
  case "sentence_split": "sentence_merged"
  case "sentence_merged": "sentence_split"
  default:
    type.hasSuffix("_added")
      ? type.replacing("_added", with: "_removed") : type.replacing("_removed", with: "_added")
  }
}

private func checkRange(_ range: TextRange?, _ text: Text) {
  guard let range else { return }
  require(
    0 <= range.start && range.start <= range.end && range.end <= text.utf8.count, "outside of the text")
}

private func checkRanges(_ reading: Reading) {
  let speakers = reading.quotes.flatMap { [$0.range, $0.speaker?.range, $0.cue?.range] }.compactMap { $0 }
  let ranges =
    reading.paragraphs + reading.sentences.map(\.range) + speakers + reading.figures.map(\.range)
    + reading.hedges.map(\.range) + reading.names.map(\.range) + reading.notices.map(\.range)
  for range in ranges { checkRange(range, reading.text) }
}
