// The lines that `writethru filter` gives out: one JSON object for one that went in.

public import Story

/// What a line of a filter is known by: whatever its `id` was.
public enum LineID: Hashable, Sendable {
  /// A string.
  case text(String)
  /// A whole number.
  case number(Int)
  /// No id was given.
  case none

  var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .integer(number)
    case .none: .null
    }
  }
}

/// Lines of JSON without their newline. Offsets count Unicode scalars of the text, ends exclusive; keys are sorted.
public enum FilterJSON {
  /// What `filter read` says of a text. The shape is `Schemas/filter-read.json`.
  public static func read(_ reading: Reading, id: LineID) -> String {
    let offsets = Offsets(reading)
    return JSON.object([
      ("id", id.json),
      ("sentences", .array(reading.sentences.map { offsets.span($0.range) })),
      ("quotes", .array(reading.quotes.map { $0.json(reading, offsets) })),
      ("figures", .array(reading.figures.map { $0.json(reading, offsets) })),
      ("hedges", .array(reading.hedges.map { .object(stretch($0.range, reading, offsets)) })),
      ("notices", notices(reading)),
    ]).line
  }

  /// What `filter compare` says of two texts. The shape is `Schemas/filter-compare.json`.
  public static func compare(old: Reading, new: Reading, _ difference: Difference, id: LineID) -> String {
    JSON.object([("id", id.json)] + difference.json(old: old, new: new)).line
  }

  /// What any filter says of a line it could not use.
  public static func failure(_ error: String, id: LineID) -> String {
    JSON.object([("id", id.json), ("error", .string(error))]).line
  }

  /// The notices of a text.
  static func notices(_ reading: Reading) -> JSON {
    let offsets = Offsets(reading)
    return .array(
      reading.notices.map { notice in
        .object(stretch(notice.range, reading, offsets) + [("kind", .string(notice.kind.rawValue))])
      })
  }

  /// `start`, `end` and `text` of a range.
  fileprivate static func stretch(
    _ range: TextRange, _ reading: Reading, _ offsets: Offsets
  ) -> [JSON.Member] {
    [
      ("start", offsets.scalar(range.start)), ("end", offsets.scalar(range.end)),
      ("text", .string(reading.text[range])),
    ]
  }
}

extension Quote {
  fileprivate func json(_ reading: Reading, _ offsets: Offsets) -> JSON {
    var members: [JSON.Member] = [
      ("start", offsets.scalar(range.start)), ("end", offsets.scalar(range.end)),
      ("kind", .string(kind.rawValue)), ("form", .string(form.rawValue)),
      (
        "speaker",
        speaker.map { speaker in
          .object(FilterJSON.stretch(speaker.range, reading, offsets) + [("name", .string(speaker.name))])
        } ?? .null
      ),
      ("cue", cue.map { .object(FilterJSON.stretch($0.range, reading, offsets)) } ?? .null),
    ]
    if let continues { members.append(("continues", .integer(continues))) }
    return .object(members)
  }
}

extension Figure {
  fileprivate func json(_ reading: Reading, _ offsets: Offsets) -> JSON {
    var members = FilterJSON.stretch(range, reading, offsets)
    members += [
      ("value", .number(value)), ("unit", JSON(unit)), ("bound", .string(bound.rawValue)),
      ("counts", JSON(counted)),
    ]
    if let upper { members.append(("upper", .number(upper))) }
    return .object(members)
  }
}
