// What can be wrong with evidence brought in or carried out, named.

import Gzip

/// Something that could not be read or written as evidence.
public struct EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of trouble.
  public enum Kind: String, Hashable, Sendable {
    /// The file or record ends early.
    case truncated
    /// The bytes break the format they claim.
    case malformed
    /// It is larger than is read.
    case tooLarge = "too_large"
    /// A name in a package leads out of it.
    case pathTraversal = "path_traversal"
    /// A digest does not fit its bytes.
    case digestMismatch = "digest_mismatch"
    /// The form is sound, but is none that is read here.
    case unsupported
    /// A file cannot be opened, read or written.
    case unreadable
  }

  /// The kind.
  public var kind: Kind
  /// What was wrong and what to do, one line.
  public var message: String

  /// An error of a kind.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

extension EvidenceError {
  /// What is wrong with packed bytes, as an error of evidence.
  init(_ error: InflateError) {
    switch error {
    case .damaged(let detail): self.init(.malformed, "packed data are damaged (\(detail))")
    case .truncated: self.init(.truncated, "packed data end early")
    case .tooLarge(let limit): self.init(.tooLarge, "unpacked, it has more than \(limit >> 20) MB")
    case .noMemory: self.init(.unreadable, "there is no memory to unpack with")
    }
  }

  /// Does some unpacking.
  static func unpacking<Value>(
    _ work: () throws(InflateError) -> Value
  ) throws(EvidenceError) -> Value {
    do throws(InflateError) { return try work() } catch { throw EvidenceError(error) }
  }
}
