// What a running watch keeps in mind of one story.

import Story

/// A story under watch, as the next look at it needs to know it. Small: there may be many thousands.
struct Watched: Sendable {
  /// Its registration.
  var story: Story
  /// The last look that brought an answer; its validators are sent back.
  var last: Look?
  /// Whether it was told to be taken down and has not come back.
  var isWithdrawn = false
  /// When its newest version was last seen to stand.
  var lastSeen: Timestamp?

  /// A story, as its looks in the journal leave it.
  init(_ story: Story, looks: [Look]) {
    self.story = story
    for look in looks { note(look) }
  }

  /// Takes in a look that was kept.
  mutating func note(_ look: Look) {
    switch look.outcome {
    case .version, .unchanged, .notModified:
      var look = look
      // A 304 brings no body: what it confirms is the body before.
      if look.outcome == .notModified { look.payloadSHA256 = last?.payloadSHA256 }
      last = look
      lastSeen = look.time
      isWithdrawn = false
    case .withdrawn:
      last = nil
      isWithdrawn = true
    default:
      // What stood before the trouble may have been replaced meanwhile: ask for it whole.
      last = nil
    }
  }

  /// The address it is looked at.
  var address: String? { story.addresses.first }
}
