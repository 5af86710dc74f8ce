// Counts how much and how openly many stories changed.

import Foundation
public import Story

/// The outlet of an address: its host without `www.`, `m.` or `amp.`; “files” for none.
public func outletName(of address: String?) -> String {
  guard let address, let start = address.range(of: "://") else { return "files" }
  let host = address[start.upperBound...].prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" }
    .lowercased()
  for prefix in ["www.", "m.", "amp."] where host.hasPrefix(prefix) {
    return String(host.dropFirst(prefix.count))
  }
  return host
}

/// Counts audits by outlet and by hour, one story after the other.
public struct CorpusCounter: Sendable {
  private let since: Timestamp?
  private let outlet: String?
  private var outlets: [String: CorpusAudit.Count] = [:]
  private var hours = Array(repeating: CorpusAudit.Count(), count: 24)

  /// A counter of the versions from a time on, of one outlet or of all.
  public init(since: Timestamp? = nil, outlet: String? = nil) {
    self.since = since
    self.outlet = outlet
  }

  /// Counts a story.
  public mutating func add(_ audit: Audit) {
    var seen: Set<String> = []
    var seenHours: Set<Int> = []
    for audited in audit.versions {
      let version = audited.version
      if let since, version.captured < since { continue }
      let name = outletName(of: version.address ?? audit.story.addresses.first)
      if let outlet, outlet != name { continue }
      let hour = Int(((version.captured.seconds % 86400) + 86400) % 86400 / 3600)
      var one = outlets[name] ?? CorpusAudit.Count()
      if seen.insert(name).inserted { one.stories += 1 }
      if seenHours.insert(hour).inserted { hours[hour].stories += 1 }
      one.count(audited)
      hours[hour].count(audited)
      outlets[name] = one
    }
  }

  /// The counts so far; outlets by name.
  public var corpus: CorpusAudit {
    CorpusAudit(
      outlets: outlets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, hours: hours, since: since)
  }
}

extension CorpusAudit.Count {
  fileprivate mutating func count(_ audited: AuditedVersion) {
    versions += 1
    guard let honesty = audited.honesty else { return }
    switch honesty.standing {
    case .minor: break
    case .declared: declared += 1
    case .developing: developing += 1
    case .silent: if honesty.declaredIn == nil { silent += 1 } else { declared += 1 }
    }
    if honesty.standing != .minor { substantive += 1 }
    if honesty.dateStamp == .bumpedWithoutChange { bumps += 1 }
    for change in audited.changes {
      switch change.type {
      case .correctionAdded, .clarificationAdded: corrections += 1
      case .quoteAltered, .quoteRemoved, .quoteReattributed: quotesChanged += 1
      case .numberChanged: numbersChanged += 1
      default: break
      }
    }
  }
}
