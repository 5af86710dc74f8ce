// Writes the quotations of a text as lines that tests can compare.

import Language
import Story

/// The quotations of a text: words, then ` — ` and the speaker's name, then ` · ` and the cue.
func credits(_ text: String, by reader: Reader = english) -> [String] {
  let reading = reader.read(text)
  return reading.quotes.filter { $0.kind == .quote }.map { quote in
    var line = reading.text[quote.range]
    if let speaker = quote.speaker { line += " — " + speaker.name }
    if let cue = quote.cue { line += " · " + reading.text[cue.range] }
    return line
  }
}

/// The words of the quotations of a text, of every kind.
func marked(_ text: String) -> [String] {
  let reading = english.read(text)
  return reading.quotes.map { reading.text[$0.range] }
}

/// The kinds of the quotations of a text, in order.
func kinds(_ text: String) -> [Quote.Kind] { english.read(text).quotes.map(\.kind) }

/// The forms of the quotations of a text, in order.
func forms(_ text: String) -> [Quote.Form] { english.read(text).quotes.map(\.form) }
