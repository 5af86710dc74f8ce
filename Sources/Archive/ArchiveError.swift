// What can go wrong with an archive.

/// What went wrong with an archive, in a sentence that says what to do about it.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of trouble it is. The numbers are the command's exit codes for it (`sysexits.h`).
  public enum Kind: Sendable {
    /// There is no such archive, story or version (66).
    case notFound
    /// Another process writes to the archive (75).
    case locked
    /// Something in the archive is not what was put there (65).
    case damaged
    /// A later release of the program wrote the archive in a form that this one does not know (65).
    case newer
    /// What was handed in cannot be kept (65).
    case badInput
    /// The disk refused (74).
    case disk
    /// Git refuses to name some bytes: they look like a made collision of SHA-1. Met inside only.
    case collision
    /// A defect of ours (70).
    case internalFault
  }

  /// What sort of trouble it is.
  public let kind: Kind
  /// What was wrong, and what to do; one line without control characters.
  public let message: String

  /// An error of a kind. Control characters in the message become spaces.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message.onOneLine(limit: 1000)
  }

  /// The message.
  public var description: String { message }
}

extension ArchiveError {
  private static let advice = "; run `writethru verify` to see all that is damaged"

  /// Something in the archive is not what was put there.
  static func damaged(_ what: String) -> ArchiveError {
    ArchiveError(.damaged, what + advice)
  }

  /// The message without the advice to verify, for whoever is verifying.
  var finding: String {
    message.hasSuffix(Self.advice) ? String(message.dropLast(Self.advice.count)) : message
  }
}
