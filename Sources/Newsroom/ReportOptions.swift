// How much of a revision is told.

import Comparison
public import Report

extension Newsroom {
  /// The options of a report.
  ///
  /// - Parameters:
  ///   - showsAll: whether quiet changes, quotes in full and what was set aside are told too.
  ///   - showsWords: whether edited sentences are shown word by word.
  public func reportOptions(showsAll: Bool, showsWords: Bool) -> RevisionReport.Options {
    RevisionReport.Options(showsAll: showsAll, showsWords: showsWords) { [comparer] old, new in
      comparer.words(from: old, to: new).map { run in
        switch run.kind {
        case .same: Report.WordRun(.same, run.text)
        case .removed: Report.WordRun(.removed, run.text)
        case .added: Report.WordRun(.added, run.text)
        }
      }
    }
  }
}
