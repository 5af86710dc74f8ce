// Cuts a text into paragraphs.

public import Story

/// The paragraphs of a text: its lines, without outer white space; lines with nothing in them are none.
///
/// A line feed, a carriage return and U+2028 and U+2029 end a line. Complexity: O(bytes).
public func paragraphs(of utf8: [UInt8]) -> [TextRange] {
  var result: [TextRange] = []
  var start = 0
  var place = 0
  while place < utf8.count {
    let byte = utf8[place]
    if byte == 0x0A || byte == 0x0D {
      append(trimmed(utf8, TextRange(start, place)), to: &result)
      start = place + 1
    } else if byte == 0xE2, place + 2 < utf8.count, utf8[place + 1] == 0x80, utf8[place + 2] & 0xFE == 0xA8 {
      append(trimmed(utf8, TextRange(start, place)), to: &result)
      place += 2
      start = place + 1
    }
    place += 1
  }
  append(trimmed(utf8, TextRange(start, utf8.count)), to: &result)
  return result
}

private func append(_ range: TextRange, to result: inout [TextRange]) {
  if !range.isEmpty { result.append(range) }
}

/// A stretch of text without the white space and invisible scalars at its ends; empty at its start if it has no more.
func trimmed(_ utf8: [UInt8], _ range: TextRange) -> TextRange {
  var start = range.start
  var end = range.end
  while start < end, let length = blankLength(utf8, at: start, end: end) { start += length }
  while start < end {
    var last = end - 1
    while last > start, utf8[last] & 0xC0 == 0x80 { last -= 1 }
    guard blankLength(utf8, at: last, end: end) != nil else { break }
    end = last
  }
  return TextRange(start, max(start, end))
}

/// The length of the white space or invisible scalar at a place, nil if it is something else.
private func blankLength(_ utf8: [UInt8], at place: Int, end: Int) -> Int? {
  let byte = utf8[place]
  if byte < 0x80 { return asciiClass(byte) == .space ? 1 : nil }
  let (value, length) = scalar(in: utf8, at: place, end: end)
  switch scalarClass(value) {
  case .space, .ignored: return length
  default: return nil
  }
}
