// Notes that stand on another page own up to changes too.

public import Story

extension HonestyJudge {
  /// An audit that knows of notes about the story on other pages, an outlet's corrections page: a change that was silent
  /// and that one of them names is declared. The note is told with where it stands.
  public func audit(_ audit: Audit, knowing notes: [NoteElsewhere]) -> Audit {
    var audit = audit
    for note in notes {
      for place in audit.versions.indices where audit.versions[place].honesty?.standing == .silent {
        let covered = audit.versions[place].changes.filter { change in
          audit.versions[place].honesty?.uncovered.contains(change.id) == true
            && names(NewNotice(text: note.text, isUpdate: false), change)
        }.map(\.id)
        guard !covered.isEmpty else { continue }
        audit.versions[place].honesty?.standing = .declared
        audit.versions[place].honesty?.covered += covered
        audit.versions[place].honesty?.uncovered.removeAll { covered.contains($0) }
        audit.versions[place].honesty?.notices.append("\(note.text) (at \(note.address))")
      }
    }
    return audit
  }
}
