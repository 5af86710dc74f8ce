// Times as people say them: yesterday, 12h.

public import Foundation
public import Story

extension Newsroom {
  /// The moment that a text names: `yesterday` and `today` (the start of the day in a zone), a span such as `12h` or `2d`
  /// back from another moment, or a time; nil when it is none.
  public static func start(typed text: String, before end: Timestamp, zone: TimeZone) -> Timestamp? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let today = calendar.startOfDay(for: end.date)
    switch text.lowercased() {
    case "today": return Timestamp(today)
    case "yesterday": return calendar.date(byAdding: .day, value: -1, to: today).map { Timestamp($0) }
    default:
      if let span = Duration(typed: text) {
        return Timestamp(milliseconds: end.milliseconds - span.milliseconds)
      }
      return time(typed: text)
    }
  }
}
