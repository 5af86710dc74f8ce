// What a worker holds: leases of stories and of shards, each with its fencing number.

public import Story

/// A look that a worker is to make, and nobody else.
///
/// The fencing number grows with every lease of the story, whoever gets it: what is done under an older one than the
/// story's last is refused, however late it comes.
public struct Lease: Hashable, Sendable {
  /// The story.
  public var slug: Slug
  /// The fencing number.
  public var fence: Int64
  /// The shard the story belongs to.
  public var shard: Int
  /// The host of its address.
  public var host: String
  /// The address it is looked at, as the fleet was told it.
  public var address: String
  /// When the look was due.
  public var due: Timestamp
  /// How much it matters beside others.
  public var weight: Double
  /// The feed or list that brought it; nil when somebody chose it.
  public var foundIn: String?
  /// When the story came to the fleet.
  public var added: Timestamp
}

/// What all workers know of a host.
public struct HostRecord: Hashable, Sendable {
  /// The host.
  public var host: String
  /// How often in a row it had trouble.
  public var failures: Int
  /// What the trouble was last; nil when it is well.
  public var trouble: String?
  /// The rest its robots.txt asks for, in milliseconds; nil when it asks for none or was not read.
  public var crawlDelay: Int64?

  /// A host of these parts.
  public init(host: String, failures: Int = 0, trouble: String? = nil, crawlDelay: Int64? = nil) {
    self.host = host
    self.failures = failures
    self.trouble = trouble
    self.crawlDelay = crawlDelay
  }
}

/// What a worker was given.
public struct Grant: Hashable, Sendable {
  /// The looks to make, at most one a host, the longest due first.
  public var leases: [Lease] = []
  /// What is known of their hosts.
  public var hosts: [HostRecord] = []
}

/// A shard that a worker holds: it alone writes the shard's archive.
public struct ShardLease: Hashable, Sendable {
  /// The shard's number, from 0.
  public var shard: Int
  /// The fencing number, which grows with every change of hands.
  public var fence: Int64
  /// Where its archive stood before this worker took it; nil when nobody had it.
  public var placeBefore: String?

  /// A shard of these parts.
  public init(shard: Int, fence: Int64, placeBefore: String? = nil) {
    self.shard = shard
    self.fence = fence
    self.placeBefore = placeBefore
  }
}

/// How a look ended, as the fleet needs to know it.
public struct Completion: Hashable, Sendable {
  /// The story.
  public var slug: Slug
  /// The fencing number it was leased under.
  public var fence: Int64
  /// When to look next; nil for not at all.
  public var next: Timestamp?

  /// The end of a look.
  public init(slug: Slug, fence: Int64, next: Timestamp?) {
    self.slug = slug
    self.fence = fence
    self.next = next
  }
}

/// A host that is to be left alone from now on.
public struct HostRest: Hashable, Sendable {
  /// What is known of it.
  public var record: HostRecord
  /// For how long, in milliseconds.
  public var rest: Int64

  /// A rest for a host.
  public init(_ record: HostRecord, rest: Int64) {
    self.record = record
    self.rest = rest
  }
}

/// A story that somebody paused, ended, took up or moved, out of turn.
public struct Rescheduling: Hashable, Sendable {
  /// The story.
  public var slug: Slug
  /// When to look next; nil for not at all.
  public var due: Timestamp?
  /// Where it is looked at from now on, and that address's host; nil as before.
  public var address: String?, host: String?

  /// A change of when and where a story is looked at.
  public init(slug: Slug, due: Timestamp?, address: String? = nil, host: String? = nil) {
    self.slug = slug
    self.due = due
    self.address = address
    self.host = host
  }
}

/// A story to be watched by the fleet.
public struct FleetStory: Hashable, Sendable {
  /// The story.
  public var slug: Slug
  /// The address it is looked at.
  public var address: String
  /// The host of that address.
  public var host: String
  /// How much it matters beside others.
  public var weight: Double
  /// The feed or list that brought it; nil when somebody chose it.
  public var foundIn: String?

  /// A story of these parts.
  public init(slug: Slug, address: String, host: String, weight: Double = 1, foundIn: String? = nil) {
    self.slug = slug
    self.address = address
    self.host = host
    self.weight = weight
    self.foundIn = foundIn
  }
}

extension Slug {
  /// The shard that a story belongs to, of so many: its name decides (FNV-1a, 64 bits), so every program agrees.
  public func shard(of count: Int) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(hash % UInt64(max(1, count)))
  }
}
