// The settings of a fleet: where its workers agree, and how this one takes part.

import Fleet

extension Settings {
  /// How this machine takes part in a fleet of watchers.
  public struct Fleet: Sendable {
    /// The address of the database the workers agree in; nil for none.
    public var url: String?
    /// What this worker is called; nil for the name of the machine.
    public var worker: String?
    /// How many shards it holds at most.
    public var shards = 64
    /// Where shards are pushed: `/shard-0003.git` is added; nil when their archives stay where they are.
    public var remote: String?
    /// How long a lease lasts, in seconds.
    public var lease = 60.0
    /// How often looks are pushed and handed in, in seconds.
    public var push = 5.0
  }
}

extension Settings.Fleet {
  mutating func take(from map: inout SettingsMap) {
    // Shown without its password.
    url = map.take(
      "url", or: String?.none, as: "postgresql://USER@HOST/DATABASE, sqlite:FILE, or none",
      { optionalText($0.map { (try? FleetAddress($0))?.description ?? $0 }) }
    ) { text in
      unlessNone(text) { (try? FleetAddress($0)) == nil ? nil : $0 }
    }
    worker = map.take("worker", or: String?.none, as: "a name on one line, or none", optionalText) { text in
      unlessNone(text) { isLine($0) && (1...100).contains($0.utf8.count) ? $0 : nil }
    }
    shards = map.take("shards", or: shards, as: "a number from 1 to 4096", \.description) {
      Int($0).flatMap { (1...4096).contains($0) ? $0 : nil }
    }
    remote = map.take(
      "remote", or: String?.none, as: "a folder, or an address of git's such as user@host:news, or none",
      optionalText
    ) { text in
      unlessNone(text) { isLine($0) && !$0.isEmpty ? $0 : nil }
    }
    lease = map.take("lease", or: lease, as: "a time from 10s to 1h", span) { seconds($0, in: 10...3600) }
    push = map.take("push-every", or: push, as: "a time from 1s to 10m", span) { seconds($0, in: 1...600) }
  }
}
