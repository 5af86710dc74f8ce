// Reads pages in small child processes, so that no page can harm the one who reads it.

import Dispatch
import Extraction
import Foundation
import Story
import Synchronization

/// A pool of processes that read pages.
///
/// No parser is safe alone on hostile pages, least of all one in C. So pages are read by children of this program that
/// bound their own memory, processor time and files (``ExtractionWorker``) and are watched by this side's clock. A
/// child that dies costs the one page it was reading; the next page is read by a new one. Calls block their thread,
/// as reading a page in process would; at most ``Limits/workers`` pages are read at a time.
public final class WorkerPool: Sendable {
  /// What a worker may cost.
  public struct Limits: Sendable {
    /// How many workers there are at most.
    public var workers = ProcessInfo.processInfo.activeProcessorCount
    /// How long a page may take by the parent's clock. Processor time is bounded far below; this ends a worker that
    /// hangs without using any.
    public var time: Duration = .seconds(60)
    /// After so many pages a worker is replaced: whatever it leaks goes with it.
    public var pages = 200

    /// The limits in use.
    public init() {}
  }

  /// This very program, whatever was installed in its place meanwhile.
  public static let thisProgram = "/proc/self/exe"

  private let limits: Limits
  private let program: [String]
  private let places: DispatchSemaphore
  private let idle = Mutex<[Worker]>([])

  /// A pool; its first worker starts with the first page.
  ///
  /// - Parameter program: the program and its arguments that run ``ExtractionWorker/run()``. `/proc/self/exe` is this
  ///   very program even after another was installed in its place, so both sides always are of one version.
  public init(
    program: [String] = [WorkerPool.thisProgram, ExtractionWorker.verb], limits: Limits = Limits()
  ) {
    self.program = program
    self.limits = limits
    places = DispatchSemaphore(value: max(1, limits.workers))
  }

  /// The program of which workers are run, if that has all verbs: nil for a stand-in.
  var ownProgram: String? { program.first == Self.thisProgram ? Self.thisProgram : nil }

  /// Reads a page in a worker.
  ///
  /// - Throws: ``ExtractionError`` as in process, ``WorkerFailure`` when the worker died of the page.
  func extract(_ request: PageRequest) throws -> ExtractedPage {
    places.wait()
    defer { places.signal() }
    var (worker, isNew) = try take()
    do {
      return try answer(of: worker, to: request)
    } catch let failure as WorkerFailure where !isNew && failure.mayHaveOlderCause {
      // What earlier pages left behind must not decide about this one: it gets a worker of its own.
      (worker, isNew) = (try Worker(program), true)
      return try answer(of: worker, to: request)
    }
  }

  private func answer(of worker: Worker, to request: PageRequest) throws -> ExtractedPage {
    let reply = try worker.answer(request, within: limits.time)
    // Only a worker that answered in full is used again.
    if worker.pages < limits.pages { idle.withLock { $0.append(worker) } }
    switch reply {
    case .page(let page): return page
    case .refused(let error): throw error
    }
  }

  private func take() throws -> (Worker, isNew: Bool) {
    if let worker = idle.withLock({ $0.popLast() }) { return (worker, false) }
    return (try Worker(program), true)
  }
}

/// What reading a page needs.
struct PageRequest: Sendable {
  /// The page's bytes, content coding undone.
  var body: [UInt8]
  /// What is said of them.
  var about: About

  /// All but the bytes.
  struct About: Codable, Sendable {
    var mediaType: String?
    var address: String?
    var memory: ExtractionMemory?
    /// When it was captured.
    var captured: Timestamp?
    /// What is known of single sites; nil for what comes with the program.
    var siteRules: SiteRules?
  }

  init(
    _ body: [UInt8], mediaType: String?, address: String?, memory: ExtractionMemory? = nil,
    captured: Timestamp? = nil
  ) {
    self.body = body
    about = About(mediaType: mediaType, address: address, memory: memory, captured: captured)
  }

  init(_ body: [UInt8], _ about: About) {
    self.body = body
    self.about = about
  }

  /// Reads the page here and now.
  func read(by extractor: Extractor) throws(ExtractionError) -> ExtractedPage {
    try extractor.extract(
      body, mediaType: about.mediaType, address: about.address, memory: about.memory,
      captured: about.captured, siteRules: about.siteRules ?? .standard)
  }
}

/// What a worker says of a page.
enum PageReply: Codable, Sendable {
  case page(ExtractedPage)
  case refused(ExtractionError)
}

/// Why a worker could not read a page. Its bytes are kept all the same.
public enum WorkerFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The page took more processor time than a page may.
  case processorTime
  /// The worker did not answer in time.
  case clock(Duration)
  /// The worker died: of a defect in the parser, or because the page needs more memory than a page may.
  case died(signal: Int32?)
  /// What the worker answered is no answer.
  case nonsense
  /// No worker could be started (the system's reason).
  case cannotStart(String)

  /// What happened, in a line.
  public var description: String {
    switch self {
    case .processorTime:
      "extraction failed: limit (the page takes more than \(ExtractionWorker.processorSeconds) s of processor time)"
    case .clock(let time): "extraction failed: limit (no answer within \(time.components.seconds) s)"
    case .died(let signal):
      "extraction failed: limit (the page needs more than \(ExtractionWorker.memory >> 20) MB, or the parser crashed"
        + "\(signal.map { "; signal \($0)" } ?? ""))"
    case .nonsense: "extraction failed: the worker’s answer cannot be read"
    case .cannotStart(let reason):
      "extraction failed: no worker could be started (\(reason)); try again when the system has room"
    }
  }

  /// Whether pages read earlier by the same worker may be the cause.
  var mayHaveOlderCause: Bool {
    switch self {
    case .died, .nonsense: true
    case .processorTime, .clock, .cannotStart: false
    }
  }
}
