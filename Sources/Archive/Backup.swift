// A copy of the archive in another git repository, and an archive made of such a copy.

import ChildProcess
import Foundation
import Story

/// Pushes an archive to a git repository and back. Stock git does the carrying, over SSH or to a path.
public enum Backup {
  /// Pushes all branches and the journal; what the remote has and this archive has not stays there, but for the branches
  /// of stories that were taken out.
  ///
  /// - Parameter remote: a path, made if nothing is there, or an address of git's.
  /// - Returns: how many branches were pushed.
  /// - Throws: `notFound`, `badInput` when git refuses.
  @discardableResult
  public static func push(_ path: String, to remote: String) throws(ArchiveError) -> Int {
    try carry(path, to: remote, [])
    return try Repository(at: ArchiveFolder(path).stories).branches().count
  }

  /// Pushes likewise, but all of it is refused when any of it is. The journal goes forward only, so a copy that somebody
  /// else has written since is then left as it is: that is what keeps a worker out who has lost a shard.
  public static func pushWhole(_ path: String, to remote: String) throws(ArchiveError) {
    try carry(path, to: remote, ["--atomic"])
  }

  private static func carry(
    _ path: String, to remote: String, _ options: [String]
  ) throws(ArchiveError) {
    let folder = ArchiveFolder(path)
    try folder.check()
    let remote = try checked(remote)
    if isPath(remote), !Disk.exists(remote) { try makeCopy(at: remote) }
    var removed = try ArchiveReader(at: path).removals().map(\.story.branch)
    if !removed.isEmpty {
      let there = Set(
        try git(["ls-remote", "--heads", "--", remote]).split(separator: "\n").compactMap {
          $0.split(separator: "\t").last.map(String.init)
        })
      removed = removed.filter(there.contains)
    }
    let references = ["refs/heads/*:refs/heads/*", "\(Journal.reference):\(Journal.reference)"]
    try git(
      ["-C", folder.stories, "push", "--quiet"] + options + ["--", remote] + references
        + removed.map { ":\($0)" })
  }

  /// Makes an empty repository for a copy that may be pushed to every few seconds: what comes stays in the pack it came
  /// in, and when git joins packs, large ones are let be, so that the work does not grow with the copy.
  private static func makeCopy(at remote: String) throws(ArchiveError) {
    try git(["init", "--quiet", "--bare", "--initial-branch=README", "--", remote])
    for (name, value) in [("receive.unpackLimit", "1"), ("gc.bigPackThreshold", "32m")] {
      try git(["-C", remote, "config", name, value])
    }
  }

  /// How an archive stands to a copy.
  public enum Standing: Hashable, Sendable {
    /// It has all that the copy has; there may be no copy yet, or no archive either.
    case ahead
    /// The copy has what the archive has not.
    case apart
  }

  /// How an archive stands to a copy, by their journals.
  ///
  /// - Throws: `badInput` when the copy cannot be reached.
  public static func standing(of path: String, to remote: String) throws(ArchiveError) -> Standing {
    let remote = try checked(remote)
    if isPath(remote), !Disk.exists(remote) { return .ahead }
    let line = try git(["ls-remote", "--", remote, Journal.reference])
    guard let tip = line.split(separator: "\t").first.flatMap({ ObjectID(String($0)) }) else { return .ahead }
    let folder = ArchiveFolder(path)
    guard Disk.isFolder(folder.stories) else { return .apart }
    let repository = try Repository(at: folder.stories)
    let own = try repository.tip(of: Journal.reference)
    if own == tip { return .ahead }
    return try Journal.commits(after: tip, upTo: own, in: repository) == nil ? .apart : .ahead
  }

  /// Whether nothing would be lost with an archive that another worker's copy has left behind: every version, every kept
  /// body and every registration that it has is in an archive made of that copy, and nothing waits in its spool. Looks
  /// that brought no bytes may be missing there: a fleet does not count what was never pushed.
  ///
  /// - Parameter path: the archive made of the copy.
  public static func holds(_ path: String, allOf other: String) throws(ArchiveError) -> Bool {
    let (folder, old) = (ArchiveFolder(path), ArchiveFolder(other))
    let spool = Spool(folder: old.spool)
    let looks = SpooledLooks(folder: old.spooledLooks)
    guard try spool.ids().isEmpty, try spool.aside().isEmpty, try looks.aside().isEmpty,
      try Requests(folder: old.requests).names().isEmpty
    else { return false }
    // An archive that was never finished holds nothing besides.
    guard Disk.isFolder(old.stories) else { return !Disk.exists(old.catalog) }
    let here = try Repository(at: folder.stories)
    let there = try Repository(at: old.stories)
    let tip = try there.tip(of: Journal.reference)
    var own: [ObjectID] = []
    var next = tip
    while let id = next, !here.has(id) {
      own.append(id)
      next = try there.commit(id).parents.first
    }
    for id in own {
      let batch = try Journal.batch(id, in: there)
      guard batch.leaves.isEmpty, batch.versions.isEmpty, batch.rereadings.isEmpty, batch.removals.isEmpty
      else { return false }
    }
    guard try Journal.stories(after: next, upTo: tip, in: there).isEmpty else { return false }
    for branch in try there.branches() where branch != "refs/heads/README" {
      if let commit = try there.tip(of: branch), !here.has(commit) { return false }
    }
    return true
  }

  /// Makes an archive of a copy: its journal is taken as it is, branches are set after it, and the index is made.
  ///
  /// - Parameters:
  ///   - remote: what ``push(_:to:)`` was given.
  ///   - path: the new archive's folder, in which nothing may be yet.
  /// - Throws: `badInput` when something is there or git refuses, `disk`.
  public static func clone(_ remote: String, to path: String) async throws {
    let folder = ArchiveFolder(path)
    let remote = try checked(remote)
    if Disk.exists(folder.stories) || Disk.exists(folder.catalog) {
      throw ArchiveError(.badInput, "there is an archive at \(folder.path) already: name another folder")
    }
    try Disk.makeFolder(folder.path)
    let draft = folder.path + "/clone.new"
    try Disk.removeFolder(draft)
    // An empty repository of our own form, with the settings that keep it safe.
    try Repository.create(at: draft, committer: .standard, time: Timestamp(Date()))
    try git([
      "-C", draft, "-c", "core.fsync=all", "fetch", "--quiet", "--no-tags", "--", remote,
      "+refs/heads/*:refs/heads/*", "+\(Journal.reference):\(Journal.reference)",
    ])
    do throws(ArchiveError) {
      try ArchiveForm.check(try Repository(at: draft))
    } catch {
      try Disk.removeFolder(draft)
      throw error
    }
    try Disk.syncAll(with: draft)
    try Disk.move(draft, to: folder.stories)
    try writeSigners(folder)
    // A branch can have been pushed a moment later than the journal: they are set after it. The objects need no more
    // than git did, which has computed the name of each and seen that none is missing.
    try settleBranches(at: path)
    let writer = try ArchiveWriter(at: path)
    try await writer.reindex()
    try await writer.close()
  }

  /// Lists the keys that signed the journal, so that its signatures can be checked; whether they are the right ones is
  /// for people to compare with the list of the archive it comes from.
  private static func writeSigners(_ folder: ArchiveFolder) throws(ArchiveError) {
    let repository = try Repository(at: folder.stories)
    let tip = try repository.tip(of: Journal.reference)
    var lines: [String] = []
    for id in try Journal.commits(after: nil, upTo: tip, in: repository) ?? [] {
      let commit = try repository.commit(id)
      let key = try repository.file(Journal.signerFile, in: repository.tree(commit.tree)) ?? []
      let line = SigningKey.signerLine(String(decoding: key, as: UTF8.self), commit.committer)
      if !key.isEmpty && !lines.contains(line) { lines.append(line) }
    }
    try Disk.write(Array(lines.joined().utf8), to: folder.allowedSigners)
  }

  /// A remote that git may be given; a path is made absolute, as git runs in another folder.
  private static func checked(_ remote: String) throws(ArchiveError) -> String {
    // `ext::` and its like run commands.
    if remote.isEmpty || remote.hasPrefix("-") || remote.contains("::") {
      throw ArchiveError(.badInput, "“\(remote)” is no path and no address of a git repository")
    }
    return isPath(remote) ? URL(fileURLWithPath: remote).standardizedFileURL.path : remote
  }

  private static func isPath(_ remote: String) -> Bool {
    remote.hasPrefix("/") || remote.hasPrefix(".") || !remote.contains(":")
  }

  /// Runs git to its end.
  @discardableResult
  private static func git(_ arguments: [String]) throws(ArchiveError) -> String {
    var environment = ProcessInfo.processInfo.environment
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["LC_ALL"] = "C"
    let output: [UInt8]
    let ending: ChildProcess.Ending
    do {
      (output, ending) = try ChildProcess.run(
        ["git"] + arguments, environment: environment, withErrors: true)
    } catch {
      throw ArchiveError(
        .badInput, "git could not be started, which carries the copy (\(error)): install git")
    }
    let text = String(decoding: output, as: UTF8.self)
    guard ending == .code(0) else {
      throw ArchiveError(.badInput, "git refused: \(text.isEmpty ? "no reason given" : text)")
    }
    return text
  }
}
