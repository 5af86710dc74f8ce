// A story that is kept.

/// One document under one name, whatever its addresses.
public struct Story: Codable, Hashable, Sendable {
  /// Its name in the archive.
  public var slug: Slug
  /// What it is called: the headline of its newest version, else nil.
  public var title: String?
  /// The addresses it is looked up at, the newest first; empty for a story made of files.
  public var addresses: [String]
  /// When it was registered.
  public var registered: Timestamp
  /// How much it matters beside others when not all can be looked at; nil counts as 1.
  public var weight: Double?
  /// Since when it is not looked at for the time being; nil when it is.
  public var paused: Timestamp?
  /// Since when it is not looked at any more; nil when it is.
  public var ended: Timestamp?
  /// When somebody last had it taken up again after it was paused or had ended; nil when nobody did.
  public var woken: Timestamp?
  /// The feed or list that brought it; nil when somebody chose it.
  public var foundIn: String?

  /// The coverages it was put in by hand, by name; nil when it is in none.
  public var coverages: [Slug]?

  /// A story of these parts.
  public init(slug: Slug, title: String? = nil, addresses: [String] = [], registered: Timestamp) {
    self.slug = slug
    self.title = title
    self.addresses = addresses
    self.registered = registered
  }
}
