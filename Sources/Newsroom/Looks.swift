// Every look at a story, for a calendar.

import Archive
public import Story

extension Newsroom {
  /// A story with all looks at it, in order of time.
  public func looks(at slug: Slug) throws -> (story: Story, looks: [Look]) {
    let archive = try open()
    let story = try story(slug, in: archive)
    return (story, try archive.looks(of: slug).sorted { $0.time < $1.time })
  }
}
