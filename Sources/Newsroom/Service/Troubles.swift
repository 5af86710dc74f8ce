// What has given nothing for too long, so that nothing fails silently.

import Story

/// Keeps an eye on stories and hosts that cannot be seen; tells once when one is silent too long, and once when it is
/// seen again. A value without a clock.
struct Troubles: Hashable, Sendable {
  /// How long a story or host may give nothing before it is told, in milliseconds.
  var patience: Int64 = 6 * 3_600_000

  /// Nothing is in trouble.
  init(patience: Int64 = 6 * 3_600_000) { self.patience = patience }

  private var silent: [String: Silence] = [:]

  private struct Silence: Hashable, Sendable {
    var since: Timestamp
    var problem: String
    var isTold = false
  }

  /// What is to be told now.
  enum News: Hashable, Sendable {
    /// Something has given nothing for too long.
    case silent(ServiceStatus.Trouble)
    /// It is seen again.
    case back(subject: String, since: Timestamp)
  }

  /// Notes that a subject gave nothing; the first of a row sets since when.
  mutating func failed(_ subject: String, at moment: Timestamp, problem: String) {
    silent[subject, default: Silence(since: moment, problem: problem)].problem = problem
  }

  /// Notes that a subject was seen.
  ///
  /// - Returns: that it is back, if it was told to be silent.
  mutating func seen(_ subject: String) -> News? {
    guard let silence = silent.removeValue(forKey: subject), silence.isTold else { return nil }
    return .back(subject: subject, since: silence.since)
  }

  /// Forgets a subject that is no longer watched.
  mutating func forget(_ subject: String) { silent[subject] = nil }

  /// Subjects whose silence has just become too long, by name.
  mutating func overdue(at moment: Timestamp) -> [News] {
    var news: [News] = []
    for (subject, silence) in silent.sorted(by: { $0.key < $1.key })
    where !silence.isTold && moment.milliseconds - silence.since.milliseconds >= patience {
      silent[subject]?.isTold = true
      news.append(
        .silent(.init(subject: subject, since: silence.since, problem: silence.problem)))
    }
    return news
  }

  /// All that are silent too long, the oldest first.
  var told: [ServiceStatus.Trouble] {
    silent.filter(\.value.isTold)
      .map { ServiceStatus.Trouble(subject: $0.key, since: $0.value.since, problem: $0.value.problem) }
      .sorted { ($0.since, $0.subject) < ($1.since, $1.subject) }
  }
}
