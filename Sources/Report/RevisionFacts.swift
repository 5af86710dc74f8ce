// A revision for programs: as JSON, and as a table.

import Story

extension Revision {
  /// The story, its two versions, and what `filter compare` says of their texts.
  var json: JSON {
    .object(
      [
        ("story", JSON((new.story ?? old.story)?.text)), ("old", old.json), ("new", new.json),
      ] + difference.json(old: old.reading, new: new.reading))
  }

  /// One row a change.
  var csv: CSV {
    var table = CSV(columns: [
      "story", "address", "change_id", "last_seen_without", "first_seen_with", "time_source", "type",
      "speaker", "cue",
      "old", "new", "significance",
    ])
    let sources = [old.version, new.version].compactMap { $0?.timeSource.rawValue }
    let source = sources.first == sources.last ? sources.first : sources.joined(separator: "; ")
    table.rows = difference.changes.map { change in
      let cells = change.cells(in: self)
      return [
        (new.story ?? old.story)?.text, new.version?.address ?? old.version?.address, change.id,
        (old.lastSeen ?? old.version?.captured)?.description, new.version?.captured.description, source,
        change.type.rawValue,
        cells.speaker, cells.cue, cells.old, cells.new, change.significance.rawValue,
      ]
    }
    return table
  }
}

extension Edition {
  /// The side, without its text.
  fileprivate var json: JSON {
    [
      "label": .string(label), "version": JSON(version?.number), "capture": JSON(version?.capture.text),
      "captured": JSON(version?.captured.description), "last_seen": JSON(lastSeen?.description),
      "time_source": JSON(version?.timeSource.rawValue),
      "address": JSON(version?.address), "headline": JSON(version?.headline ?? article.headline?.value),
      "commit": JSON(version?.commit),
    ]
  }
}

extension Change {
  /// The change in a table's four columns: what came stands under `new`, what went under `old`, what is in both under
  /// both. Where a speaker or a cue changed, the column says “before → after”.
  fileprivate func cells(in revision: Revision) -> (
    speaker: String?, cue: String?, old: String?, new: String?
  ) {
    switch type {
    case .quoteReattributed:
      return ("\(oldSpeaker ?? "") → \(newSpeaker ?? "")", cue, text, text)
    case .cueChanged:
      return (speaker, "\(old ?? "") → \(new ?? "")", text, text)
    case .hedgeAdded:
      return (speaker, cue, nil, cue)
    case .hedgeRemoved:
      return (speaker, cue, cue, nil)
    case .sentenceMerged:
      return (speaker, cue, merged.joined(separator: " "), text)
    default:
      if old != nil || new != nil { return (speaker, cue, old, new) }
      switch Wording(type).effect {
      case .adds: return (speaker, cue, nil, text)
      case .removes: return (speaker, cue, text, nil)
      case .rewords, .neutral:
        let before = revision.old.reading.words(at: oldSpan)
        return (speaker, cue, before, revision.new.reading.words(at: newSpan) ?? text)
      }
    }
  }
}
