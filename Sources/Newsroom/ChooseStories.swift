// Which stories are looked at: added, paused, ended, taken up again, joined and parted by hand.

import Archive
public import Story

extension Newsroom {
  /// Registers a page to be watched, and looks at nothing yet.
  ///
  /// - Returns: the story, and whether it is new.
  /// - Throws: ``Failure``: `usage` for an address that is none.
  public func add(_ address: String, name: Slug? = nil, weight: Double? = nil) async throws -> (
    story: Story, isNew: Bool
  ) {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      throw Failure(.usage, "\(shown(address)) is no address: it has to begin with https:// or http://")
    }
    var (story, isNew, _) = try subject(of: address, settings: LookSettings(name: name))
    if let weight { story.weight = weight }
    // Whoever adds a story that had ended wants it watched.
    (story.ended, story.paused) = (nil, nil)
    try await commit([], registering: [story])
    return (story, isNew)
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
    try await change(slug) { story, _ in (story.paused, story.ended) = (nil, nil) }
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
