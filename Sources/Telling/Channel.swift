// A way for messages to reach somebody.

/// A way for messages to reach somebody: a webhook, mail, a command, a feed.
public protocol Channel: Sendable {
  /// Its name in the settings: `[a-z0-9-]`.
  var name: String { get }

  /// Hands a message over. When this returns, the other side has it.
  func send(_ message: Message) async throws(SendingError)
}

/// Why a message could not be handed over. Its words name no secret: not the path of a webhook, no password.
public struct SendingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, in a sentence.
  public var description: String
  /// Whether the other side refuses this very message, so that others may still go through.
  public var isOfMessage: Bool
  /// The least time to wait before it is tried again; nil for the usual.
  public var wait: Duration?

  /// An error.
  public init(_ description: String, isOfMessage: Bool = false, wait: Duration? = nil) {
    self.description = description
    self.isOfMessage = isOfMessage
    self.wait = wait
  }
}
