// What a running watch keeps in mind of one story.

import Story

/// A story under watch, as the next look at it needs to know it. Small: there may be many thousands.
struct Watched: Sendable {
  /// Its registration.
  var story: Story
  /// The last look that brought an answer, whatever it was: the same bytes again say the same.
  var last: Look?
  /// Whether it was told to be taken down and has not come back.
  var isWithdrawn = false
  /// When its newest version was last seen to stand.
  var lastSeen: Timestamp?
  /// Where permanent redirects led at the last look; once more, and the story has moved.
  var movingTo: String?

  /// A story, as its looks in the journal leave it.
  init(_ story: Story, looks: [Look]) {
    self.story = story
    for look in looks { note(look) }
  }

  /// The look whose validators are sent back: only of what stood as it should.
  var validators: Look? {
    last.flatMap { [.version, .unchanged, .notModified].contains($0.outcome) ? $0 : nil }
  }

  /// Takes in a look that was kept.
  mutating func note(_ look: Look) {
    switch look.outcome {
    case .version, .unchanged, .notModified:
      var look = look
      // A 304 brings no body: what it confirms is the body before, and that is what stands there.
      if look.outcome == .notModified {
        look.payloadSHA256 = last?.payloadSHA256
        look.verdict = last?.verdict
        look.status = last?.status
      }
      last = look
      lastSeen = look.time
      isWithdrawn = false
    case .withdrawn:
      last = look
      isWithdrawn = true
    case .noArticle, .refused, .failed:
      last = look
    case .unreachable, .blocked:
      // What stood before the trouble may have been replaced meanwhile: it is asked for whole.
      last = nil
    case .missed: break
    }
  }

  /// The address it is looked at.
  var address: String? { story.addresses.first }
}
