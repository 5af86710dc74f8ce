// Changes as flat rows: a JSON object a change, with the same columns and types everywhere.

public import Story

/// Lines of JSON for tables: Parquet, SQL, data frames. The shape is `Schemas/filter-rows.json`.
///
/// A row is a change. Every row has every column, and a column holds one type, or null. What went in and changed nothing
/// has one row without a `type`, and what could not be used one with an `error`, so that all can be counted. Offsets count
/// Unicode scalars of the text, ends exclusive; ids are text even where a number went in.
public enum ChangeRows {
  /// The rows of a comparison, without the last newline.
  public static func compare(old: Reading, new: Reading, _ difference: Difference, id: LineID) -> String {
    let (oldOffsets, newOffsets) = (Offsets(old), Offsets(new))
    let rows = difference.changes.enumerated().map { place, change in
      var row = Row(id: id, place: place, change: change)
      if let span = change.oldSpan {
        row.old = (oldOffsets.scalar(span.start), oldOffsets.scalar(span.end))
      }
      if let span = change.newSpan {
        row.new = (newOffsets.scalar(span.start), newOffsets.scalar(span.end))
      }
      return row
    }
    return lines(rows, id: id)
  }

  /// The rows of an audit, each with the version that brought the change, without the last newline. A version that
  /// changed nothing, as the first, has one row without a type.
  public static func audit(_ audit: Audit, id: LineID) -> String {
    let rows = audit.versions.flatMap { version in
      version.changes.isEmpty
        ? [Row(id: id, version: version)]
        : version.changes.enumerated().map { Row(id: id, place: $0, change: $1, version: version) }
    }
    return lines(rows, id: id)
  }

  /// The row of a line that could not be used.
  public static func failure(_ error: String, id: LineID) -> String { Row(id: id, error: error).json.line }

  private static func lines(_ rows: [Row], id: LineID) -> String {
    (rows.isEmpty ? [Row(id: id)] : rows).map(\.json.line).joined(separator: "\n")
  }
}

/// One row, whatever it comes from.
private struct Row {
  var id: LineID
  var error: String?
  /// The change's place in its comparison, from 0.
  var place: Int?
  var change: Change?
  var version: AuditedVersion?
  /// Where the change stands in the old text, and where in the new one.
  var old: (start: JSON, end: JSON) = (.null, .null)
  var new: (start: JSON, end: JSON) = (.null, .null)

  var json: JSON {
    .object([
      ("captured", JSON(version?.version.captured.description)),
      ("change", JSON(change?.id)),
      ("covered", covered.map(JSON.bool) ?? .null),
      ("cue", JSON(change?.cue)),
      ("error", JSON(error)),
      ("id", id.asText),
      ("kind", JSON(change?.numberKind?.rawValue)),
      ("new", JSON(change?.new)),
      ("new_end", new.end),
      ("new_speaker", JSON(change?.newSpeaker)),
      ("new_start", new.start),
      ("old", JSON(before)),
      ("old_end", old.end),
      ("old_speaker", JSON(change?.oldSpeaker)),
      ("old_start", old.start),
      ("place", JSON(place)),
      ("significance", JSON(change?.significance.rawValue)),
      ("speaker", JSON(change?.speaker)),
      ("standing", JSON(version?.honesty?.standing.rawValue)),
      ("text", JSON(change?.text)),
      ("type", JSON(change?.type.rawValue)),
      ("version", JSON(version?.version.number)),
    ])
  }

  /// What stood before; of sentences that became one, one a line.
  private var before: String? {
    guard let change else { return nil }
    return change.type == .sentenceMerged ? change.merged.joined(separator: "\n") : change.old
  }

  /// Whether a notice owns up to the change; nil where none need.
  private var covered: Bool? {
    guard let change, let honesty = version?.honesty else { return nil }
    return honesty.covered.contains(change.id) ? true : honesty.uncovered.contains(change.id) ? false : nil
  }
}

extension LineID {
  /// As text, or null.
  fileprivate var asText: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .string(String(number))
    case .none: .null
    }
  }
}
