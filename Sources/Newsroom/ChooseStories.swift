// Which stories are looked at: added, paused, ended, taken up again, joined and parted by hand.

import Archive
public import Story

extension Newsroom {
  /// Registers pages to be watched, and looks at nothing yet. An address that belongs to a story already, or is a twin of
  /// one that does, makes no other.
  ///
  /// - Parameters:
  ///   - name: what to call the story, if there is one address only.
  ///   - weight: how much they matter beside others; 1 is usual.
  ///   - source: the feed or list that brought them; nil when somebody chose them.
  /// - Returns: the story of each address, and whether it is new.
  /// - Throws: ``Failure``: `usage` for an address that is none; then nothing is registered.
  public func add(
    _ addresses: [String], name: Slug? = nil, weight: Double? = nil, foundIn source: String? = nil
  ) async throws -> [(story: Story, isNew: Bool)] {
    try await add(addresses.map { (address: $0, name: name) }, weight: weight, foundIn: source)
  }

  /// Registers pages, some of which have names.
  public func add(
    _ pages: [(address: String, name: Slug?)], weight: Double? = nil, foundIn source: String? = nil
  ) async throws -> [(story: Story, isNew: Bool)] {
    var known = try KnownStories(readerIfThere()?.stories() ?? [])
    let time = now()
    let all = try pages.map { address, name in
      var (story, isNew) = try known.story(at: address, name: name, now: time)
      if let weight { story.weight = weight }
      if isNew { story.foundIn = source }
      // Whoever adds a story that had ended wants it watched.
      if story.ended != nil || story.paused != nil || !isNew { story.woken = time }
      (story.ended, story.paused) = (nil, nil)
      return (story, isNew)
    }
    try await commit([], registering: all.map(\.0))
    return all
  }

  /// Has a story not looked at for the time being.
  public func pause(_ slug: Slug) async throws {
    try await change(slug) { $0.paused = $0.paused ?? $1 }
  }

  /// Has a story not looked at any more.
  public func end(_ slug: Slug) async throws {
    try await change(slug) { $0.ended = $0.ended ?? $1 }
  }

  /// Has a story that was paused or ended looked at again.
  public func resume(_ slug: Slug) async throws {
    try await change(slug) { story, now in
      (story.paused, story.ended) = (nil, nil)
      story.woken = now
    }
  }

  /// Joins one story to another: its addresses go over, and it is looked at no more. Versions stay where they are.
  public func merge(_ other: Slug, into slug: Slug) async throws {
    if other == slug { throw Failure(.usage, "\(slug) cannot be joined to itself: name two stories") }
    let archive = try open()
    var from = try story(other, in: archive)
    var into = try story(slug, in: archive)
    into.addresses += from.addresses.filter { !into.addresses.contains($0) }
    from.addresses = []
    from.ended = from.ended ?? now()
    try await commit([], registering: [into, from])
  }

  /// Makes a story of its own of an address that belongs to another.
  public func split(_ address: String, from slug: Slug, as name: Slug) async throws {
    let archive = try open()
    var from = try story(slug, in: archive)
    let address = from.addresses.contains(address) ? address : try StoryAddresses.plain(address)
    guard from.addresses.contains(address) else {
      throw Failure(
        .noInput,
        "\(slug) has no address \(shown(address)); it has \(from.addresses.map { shown($0) }.joined(separator: ", "))"
      )
    }
    if try archive.story(name) != nil {
      throw Failure(.usage, "there is a story \(name) already: give another name")
    }
    from.addresses.removeAll { $0 == address }
    try await commit([], registering: [from, Story(slug: name, addresses: [address], registered: now())])
  }

  private func change(_ slug: Slug, _ change: (inout Story, Timestamp) -> Void) async throws {
    var story = try story(slug, in: open())
    change(&story, now())
    try await commit([], registering: [story])
  }
}
