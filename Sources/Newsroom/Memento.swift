// Which story an address was kept as: what Memento clients (RFC 7089) ask.

import Archive
public import Story

extension Newsroom {
  /// The story of an address or of a twin of it, with its versions in order of time; nil when none is kept.
  public func story(at address: String) throws -> (story: Story, versions: [Version])? {
    guard let archive = try readerIfThere() else { return nil }
    let stories = try archive.stories()
    let plain = try StoryAddresses.plain(address)
    guard let slug = StoryAddresses(stories).owner(of: plain), let story = try archive.story(slug) else {
      return nil
    }
    return (story, try versionsInOrder(of: slug, in: archive))
  }
}
