// Who may read and who may write: tokens, kept as digests in a file that only its owner can read.

import Foundation
import Newsroom
public import Story

/// The tokens of an archive.
///
/// A token has 256 bits and is shown once, when it is made. The file beside the archive, of mode 600, holds its SHA-256,
/// what it is for and when it ends.
public struct TokenFile: Sendable {
  /// What a token lets do.
  public enum Scope: String, Codable, Sendable, CaseIterable {
    /// Look at everything.
    case read
    /// Look, mark changes and add stories.
    case write
  }

  /// What is kept of a token.
  public struct Entry: Codable, Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// Its SHA-256 in hexadecimal digits.
    public var sha256: String
    /// What it lets do.
    public var scope: Scope
    /// When it was made.
    public var made: Timestamp
    /// When it ends.
    public var ends: Timestamp
  }

  private let path: String

  /// The tokens of the archive in a folder.
  public init(archive: String) { path = archive + "/desk-tokens.json" }

  /// All that are kept, by name.
  ///
  /// - Throws: ``Failure`` of kind `settings` when the file cannot be read, is damaged, or others can read it.
  public func entries() throws -> [Entry] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0o777
    guard mode & 0o077 == 0 else {
      throw Failure(.settings, "\(path) can be read by others: chmod 600 \(path)")
    }
    do {
      return try JSONDecoder().decode([Entry].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Failure(.settings, "\(path) is no list of tokens: remove it and make the tokens again")
    }
  }

  /// Makes a token; an earlier one of the name ends.
  ///
  /// - Returns: the token, which is not kept and cannot be shown again.
  public func make(_ name: String, scope: Scope, days: Int, now: Timestamp) throws -> String {
    guard !name.isEmpty, name.utf8.count <= 100 else {
      throw Failure(.usage, "a token needs a name of at most 100 letters, such as that of whoever gets it")
    }
    guard (1...3650).contains(days) else { throw Failure(.usage, "a token lasts from 1 to 3650 days") }
    let token = "wt_" + secret()
    let ends = Timestamp(milliseconds: now.milliseconds + Int64(days) * 86_400_000)
    let entry = Entry(name: name, sha256: digest(token), scope: scope, made: now, ends: ends)
    try write(entries().filter { $0.name != name } + [entry])
    return token
  }

  /// Ends a token.
  ///
  /// - Throws: ``Failure`` of kind `noInput` when there is none of the name.
  public func remove(_ name: String) throws {
    let all = try entries()
    guard all.contains(where: { $0.name == name }) else {
      throw Failure(.noInput, "there is no token “\(name)”")
    }
    try write(all.filter { $0.name != name })
  }

  private func write(_ entries: [Entry]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let data = try encoder.encode(entries.sorted { $0.name < $1.name })
    let draft = path + ".new"
    try? FileManager.default.removeItem(atPath: draft)
    guard
      FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]),
      rename(draft, path) == 0
    else { throw Failure(.disk, "\(path) cannot be written") }
  }
}

/// Checks tokens, and remembers who signed in from a browser.
struct Doorkeeper: Sendable {
  let file: TokenFile
  private let sessions = Bounded<String, String>(most: 1000)

  init(_ file: TokenFile) { self.file = file }

  /// What a token lets do; nil when it is none or has ended. Every one that is kept is compared, however early one fits.
  func scope(ofToken token: String, at now: Timestamp) throws -> TokenFile.Scope? {
    scope(ofDigest: digest(token), at: now, among: try file.entries())
  }

  private func scope(
    ofDigest given: String, at now: Timestamp, among entries: [TokenFile.Entry]
  ) -> TokenFile.Scope? {
    var scope: TokenFile.Scope?
    for entry in entries where isSame(entry.sha256, given) && now < entry.ends { scope = entry.scope }
    return scope
  }

  /// Signs in with a token.
  ///
  /// - Returns: the session's name for a cookie; nil when the token is none.
  func signIn(_ token: String, at now: Timestamp) throws -> String? {
    guard try scope(ofToken: token, at: now) != nil else { return nil }
    let session = secret()
    sessions.keep(digest(token), for: digest(session))
    return session
  }

  /// What a session lets do. A token that was removed or has ended ends its sessions.
  func scope(ofSession session: String, at now: Timestamp) throws -> TokenFile.Scope? {
    guard let token = sessions[digest(session)] else { return nil }
    return scope(ofDigest: token, at: now, among: try file.entries())
  }
}
