// The versions in a git repository of NewsDiffs.

import ChildProcess
import Evidence
import Foundation
import Story

/// Reads one article's versions from a repository as NewsDiffs keeps it: a file an article, a commit a version, the
/// text of the page alone. Stock git reads it; nothing of the repository's own settings is run.
struct PagesOfRepository {
  private let path: String
  private let file: String

  /// - Parameter wanted: the article's file or address; nil when the repository has one file only.
  init(path: String, wanted: String?) throws {
    self.path = path
    let names = try Self.run(["log", "--all", "--format=", "--name-only", "-z"], in: path)
      .split(separator: 0).map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .newlines) }
    let files = Set(names.filter { !$0.isEmpty })
    let name = (path as NSString).lastPathComponent
    if let wanted {
      let bare = wanted.replacing(/^https?:\/\//, with: "")
      guard let found = [wanted, bare].first(where: files.contains) else {
        throw EvidenceError(.malformed, "\(shown(name)) has no file \(shown(bare))")
      }
      file = found
    } else {
      guard files.count == 1, let only = files.first else {
        let some = files.sorted().prefix(5).map { shown($0) }.joined(separator: ", ")
        throw EvidenceError(
          .malformed, "\(shown(name)) holds \(files.count) articles: name one with --url (\(some)…)")
      }
      file = only
    }
  }

  /// The versions, the oldest first, each with what is wrong with it.
  func pages() -> [Result<FoundPage, EvidenceError>] {
    let log: [UInt8]
    do {
      log = try Self.run(["log", "--all", "--reverse", "--format=%H %at", "--", file], in: path)
    } catch {
      return [.failure(error as? EvidenceError ?? EvidenceError(.malformed, "\(error)"))]
    }
    let address = file.contains(".") && file.contains("/") ? "http://" + file : nil
    return log.split(separator: 10).map { line in
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 2, let seconds = Int64(words[1]) else {
        return .failure(EvidenceError(.malformed, "git's log has a line of another form"))
      }
      let name = "\(file) at \(words[0].prefix(10))"
      do {
        let body = try Self.run(["cat-file", "blob", "\(words[0]):\(file)"], in: path)
        var page = FoundPage(
          name: name, address: address, time: Timestamp(seconds: seconds), timeSource: .file, body: body)
        page.mediaType = "text/plain; charset=utf-8"
        return .success(page)
      } catch {
        return .failure(
          EvidenceError(.malformed, "\(shown(name)): git cannot read it, an object is missing or damaged"))
      }
    }
  }

  /// What git prints.
  private static func run(_ arguments: [String], in path: String) throws -> [UInt8] {
    var environment = ProcessInfo.processInfo.environment
    environment["GIT_CONFIG_NOSYSTEM"] = "1"
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_NO_LAZY_FETCH"] = "1"
    let output: [UInt8]
    let ending: ChildProcess.Ending
    do {
      (output, ending) = try ChildProcess.run(
        [
          "git", "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
          "-c", "safe.directory=*", "-C", path,
        ] + arguments, environment: environment)
    } catch {
      throw Failure(
        .unavailable, "git could not be started, which reads such a repository (\(error)): install git")
    }
    guard ending == .code(0) else {
      throw EvidenceError(
        .malformed,
        "\(shown((path as NSString).lastPathComponent)): git cannot read it; objects may be missing")
    }
    return output
  }
}
