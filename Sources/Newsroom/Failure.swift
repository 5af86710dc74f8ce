// What can go wrong, in words for people and with the exit code that says so to programs.

import Archive
import Evidence
import Extraction
import Fetch
import Fleet
import Story
import Telling

/// Something that could not be done.
public struct Failure: Error, Sendable, CustomStringConvertible {
  /// The kind of failure; its raw value is the exit code, as in BSD's sysexits.
  public enum Kind: Int32, Sendable {
    /// Called wrongly.
    case usage = 64
    /// The data are bad, or damage was found.
    case badData = 65
    /// There is no such input.
    case noInput = 66
    /// Something outside does not answer.
    case unavailable = 69
    /// A defect of this program.
    case defect = 70
    /// The disk refuses.
    case disk = 74
    /// Another process holds the archive; to be tried again.
    case locked = 75
    /// The settings are wrong.
    case settings = 78
  }

  /// The kind.
  public var kind: Kind
  /// What was wrong and what to do, one line.
  public var message: String

  /// A failure of a kind.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

extension Failure {
  init(_ error: ArchiveError) {
    let kind: Kind =
      switch error.kind {
      case .notFound: .noInput
      case .locked: .locked
      case .damaged, .newer, .badInput: .badData
      case .disk: .disk
      case .internalFault, .collision: .defect
      }
    self.init(kind, error.message)
  }

  init(_ error: SlugError) { self.init(.usage, error.description) }

  /// Any error as a failure: one that has no words of its own is a defect.
  public init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ArchiveError: self.init(error)
    case let error as SlugError: self.init(error)
    case let error as ExtractionError: self.init(.badData, "\(error)")
    case let error as WorkerFailure:
      if case .cannotStart = error {
        self.init(.unavailable, "\(error)")
      } else {
        self.init(.badData, "\(error)")
      }
    case let error as FetchError:
      if case .badAddress = error.problem {
        self.init(.usage, "\(error)")
      } else {
        self.init(.unavailable, "\(error)")
      }
    case let error as EvidenceError: self.init(error.kind == .unreadable ? .noInput : .badData, error.message)
    case let error as FleetError: self.init(error)
    case let error as OutboxError: self.init(.disk, error.description)
    case let error as SendingError: self.init(.unavailable, error.description)
    default: self.init(.defect, "unexpected: \(error)")
    }
  }
}
