// What can be wrong with evidence that is read or made, said so that somebody can act on it.

/// A fault in an item of evidence: a record, a file of a bundle, a token.
public struct EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Kind: String, Sendable {
    /// The bytes end before the item does.
    case truncated
    /// The bytes are not of the form they claim.
    case malformed
    /// A path, size or depth beyond what is taken from strangers.
    case refused
    /// The item does not agree with its digest, signature or proof.
    case mismatch
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// What is wrong, where, and what to do.
  public var description: String

  /// A fault of a kind, in words.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
