// Merging the archive's packs in another process: it takes minutes and much memory, and nobody is to wait for it.

import Archive
import ChildProcess
import Foundation
import Glibc
import Synchronization

/// What the process that merges packs runs.
public enum PackMergingWorker {
  /// The verb of this program that runs it.
  public static let verb = "merge-packs"

  /// Makes one pack of some, and prints its name. It gives way to all other work on the machine.
  public static func run(archive path: String, packs: [String]) throws {
    giveWay()
    do throws(ArchiveError) {
      print(try mergePacks(packs, at: path))
    } catch {
      throw Failure(error)
    }
  }

  /// `SCHED_IDLE` of Linux, which the module Glibc does not show.
  static let idle: CInt = 5

  /// Leaves this thread, and those that it starts, only the processor time that nobody else wants (sched(7)). A low
  /// priority is not enough: on two busy cores, a merge of minutes took a fifth of one and made looks ten seconds late.
  static func giveWay() {
    var parameters = sched_param()
    if sched_setscheduler(0, idle, &parameters) != 0 {
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    }
  }
}

extension Newsroom {
  /// Merges the archive's packs if as much came since the last time as there was, and lets go of the old ones. The
  /// writer is free to record meanwhile.
  ///
  /// - Returns: whether it was done.
  @discardableResult
  func mergePacksIfDue(_ writer: ArchiveWriter) async throws -> Bool {
    let packs = try await writer.packsToMerge()
    if packs.isEmpty { return false }
    let (path, program) = (path, pages.workers?.ownProgram)
    let isCancelled = Mutex(false)
    let merged = try await withTaskCancellationHandler {
      try await Aside(threads: 1).run { () throws(Failure) -> String? in
        guard let program else {
          do { return try mergePacks(packs, at: path) } catch { throw Failure(error) }
        }
        let arguments = [program, PackMergingWorker.verb, "--archive", path] + packs
        return try Self.output(of: arguments) { isCancelled.withLock { $0 } }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
    guard let merged else { return false }
    try await writer.replacePacks(packs, by: merged)
    return true
  }

  /// The first line that a child prints; nil when it was stopped because nobody wants it any more.
  private static func output(
    of arguments: [String], orUntil isCancelled: () -> Bool
  ) throws(Failure) -> String? {
    // A name is short: the pipe holds it until the child has ended.
    let output = Pipe()
    do {
      let child = try ChildProcess(
        arguments, environment: ChildProcess.inherited(["PATH", "LD_LIBRARY_PATH"]),
        output: output.fileHandleForWriting.fileDescriptor)
      let ending = child.wait(until: .now + .seconds(86_400), orUntil: isCancelled)
      if isCancelled() { return nil }
      try output.fileHandleForWriting.close()
      guard ending == .code(0), let line = try output.fileHandleForReading.readToEnd() else {
        throw Failure(.defect, "the process that merges packs did not end well; nothing is lost")
      }
      return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    } catch {
      throw Failure(error)
    }
  }
}

extension WatchService {
  /// Every minute, sees whether packs are to be merged.
  func keepMergingPacks() async {
    while !Task.isCancelled && fault == nil {
      try? await Task.sleep(for: .seconds(60))
      do {
        try await newsroom.mergePacksIfDue(writer)
      } catch {
        // The archive is whole and goes on growing: no reason to stop.
        tell(.packsNotMerged(Failure(error)))
      }
    }
  }
}
