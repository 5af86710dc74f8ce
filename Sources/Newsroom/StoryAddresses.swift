// Which story an address belongs to: twins and moved pages are one story, looked at at one address.

import Archive
import Fetch
import Foundation
import Story

/// The stories of an archive by their addresses' keys, so that a twin (tracking parameters, an AMP page, a page for
/// telephones) finds the story it belongs to.
struct StoryAddresses: Sendable {
  private var owners: [String: Slug] = [:]

  /// The addresses of some stories; of two stories with one key, the first by name has it.
  init(_ stories: [Story]) {
    for story in stories { for address in story.addresses { note(address, of: story.slug) } }
  }

  /// The story that an address, or a twin of it, belongs to.
  func owner(of address: String) -> Slug? { Self.key(address).flatMap { owners[$0] } }

  /// Notes an address of a story, unless another story has it.
  mutating func note(_ address: String, of slug: Slug) {
    guard let key = Self.key(address), owners[key] == nil else { return }
    owners[key] = slug
  }

  /// Forgets what is known of a story's addresses.
  mutating func forget(_ story: Story) {
    for address in story.addresses {
      if let key = Self.key(address), owners[key] == story.slug { owners[key] = nil }
    }
  }

  /// An address as it is looked at: without what only says how a reader came.
  static func plain(_ address: String) throws -> String {
    do {
      return try StoryAddress(address).address.text
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }

  private static func key(_ address: String) -> String? { (try? StoryAddress(address))?.key }
}

extension Story {
  /// The address at which a look shows the story to be now: where permanent redirects (301, 308) lead, within the same
  /// site, to an article. Nil when it has not moved.
  func moved(by answer: Answer, to page: Verdict?) -> String? {
    guard page?.makesVersion ?? (answer.status == 304), answer.hops.count > 1,
      answer.hops.dropLast().allSatisfy({ [301, 308].contains($0.status) }),
      let old = addresses.first.flatMap({ try? StoryAddress($0) }),
      let new = old.named(by: answer.finalAddress)?.address.text, new != addresses.first
    else { return nil }
    return new
  }

  /// The address that the page names as its own, if that is of the same site and no address of the story yet.
  func named(by article: Article) -> String? {
    guard let link = article.canonical?.value,
      let own = addresses.first.flatMap({ try? StoryAddress($0) }), let named = own.named(by: link),
      !addresses.contains(where: { (try? StoryAddress($0))?.key == named.key })
    else { return nil }
    return named.address.text
  }
}

/// The stories of an archive, as whoever registers pages needs to know them.
struct KnownStories: Sendable {
  private var stories: [Slug: Story]
  private var addresses: StoryAddresses
  /// Where to go on counting for names that are taken.
  private var counts: [Slug: Int] = [:]

  /// The stories of an archive.
  init(_ stories: [Story]) {
    self.stories = Dictionary(stories.map { ($0.slug, $0) }, uniquingKeysWith: { $1 })
    addresses = StoryAddresses(stories)
  }

  /// The story at an address, which is known from here on: the one that the address or a twin of it belongs to, else the
  /// one of the name given, else a new one.
  ///
  /// - Throws: ``Failure`` of kind `usage` for an address that is none, one of another story than named, or one that no
  ///   name can be made of.
  mutating func story(at given: String, name: Slug?, now: Timestamp) throws -> (story: Story, isNew: Bool) {
    let address = try StoryAddresses.plain(given)
    if let owner = addresses.owner(of: address), let story = stories[owner] {
      guard name ?? owner == owner else {
        throw Failure(
          .usage,
          "\(shown(address)) is a page of \(owner) already: leave --name out, or part it with split first")
      }
      return (story, false)
    }
    if let name, var story = stories[name] {
      story.addresses.insert(address, at: 0)
      note(story)
      return (story, false)
    }
    guard let slug = name ?? freeName(for: address) else {
      throw Failure(.usage, "no name for a story can be made of \(shown(address)): give one with --name")
    }
    let story = Story(slug: slug, addresses: [address], registered: now)
    note(story)
    return (story, true)
  }

  private mutating func note(_ story: Story) {
    stories[story.slug] = story
    for address in story.addresses { addresses.note(address, of: story.slug) }
  }

  /// A free name for a story, from the last telling part of its address.
  mutating func freeName(for address: String) -> Slug? {
    let url = URL(string: address)
    let parts = url?.pathComponents.filter { $0 != "/" } ?? []
    let stem = parts.reversed().lazy
      .map { ($0 as NSString).deletingPathExtension }
      .compactMap { Slug(nearest: $0) }
      .first { $0.text.contains { $0.isLetter } && $0.text != "index" }
    guard let base = stem ?? Slug(nearest: url?.host ?? "") else { return nil }
    var name = base
    var count = counts[base] ?? 2
    while stories[name] != nil, let next = Slug(nearest: "\(base.text.prefix(90))-\(count)") {
      name = next
      count += 1
    }
    counts[base] = count
    return name
  }
}
