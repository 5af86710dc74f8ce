// The settings of time-stamps: who vouches for the time, and how often.

import Fetch

extension Settings {
  /// Who vouches for the journal's time.
  public struct Timestamps: Sendable {
    /// The address of an authority that answers RFC 3161 requests; nil for none.
    public var url: String?
    /// The time between two tokens, in seconds.
    public var every = 86_400.0
  }
}

extension Settings.Timestamps {
  mutating func take(from map: inout SettingsMap) {
    url = map.take("url", or: String?.none, as: "an address that begins with https://, or none", optionalText)
    {
      text in
      unlessNone(text) { (try? WebAddress($0)) == nil ? nil : $0 }
    }
    every = map.take(
      "every", or: every, as: "a time from 10m to 30d (90m, 24h)", span
    ) {
      seconds($0, in: 600...2_592_000)
    }
  }
}
