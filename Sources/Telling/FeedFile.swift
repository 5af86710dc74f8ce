// Messages as an Atom feed in a file, for a web server or a reader of feeds.

import Foundation
import Report
import Story

/// Keeps an Atom feed (RFC 4287) of the newest messages in a file, which is always replaced whole.
public struct FeedFile: Channel {
  /// Its name.
  public let name: String
  private let path: String
  private let address: String?
  private let title: String
  private let stateFolder: String
  private let most: Int

  /// A feed in a file.
  ///
  /// - Parameters:
  ///   - path: the file that is written.
  ///   - address: where the feed can be had on the web, if anywhere.
  ///   - stateFolder: where its entries are kept; it is made if need be.
  ///   - most: how many entries it has at most.
  public init(
    name: String, path: String, address: String? = nil, title: String = "What changed", stateFolder: String,
    most: Int = 200
  ) {
    self.name = name
    self.path = path
    self.address = address
    self.title = title
    self.stateFolder = stateFolder
    self.most = most
  }

  /// Puts a message into the feed; one that is in it already stays where it is.
  public func send(_ message: Message) async throws(SendingError) {
    do throws(OutboxError) {
      try DurableFile.makeFolder(stateFolder)
      let state = stateFolder + "/entries.json"
      var entries = try DurableFile.read(state).flatMap { Lines.decode([Message].self, from: $0) } ?? []
      entries.removeAll { $0.id == message.id }
      entries.append(message)
      entries.sort { ($1.time, $1.id) < ($0.time, $0.id) }
      entries = Array(entries.prefix(most))
      try DurableFile.write(Lines.encode(entries), to: state)
      try DurableFile.makeFolder(DurableFile.folder(of: path))
      try DurableFile.write(Array(document(entries).utf8), to: path)
      // A web server runs as somebody else.
      chmod(path, 0o644)
    } catch {
      throw SendingError("the feed could not be written: \(error)")
    }
  }

  /// The feed of some messages, the newest first.
  func document(_ entries: [Message]) -> String {
    var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
    xml += "<id>\(Self.urn(["feed", address ?? path, name]))</id>\n<title>\(escaped(title))</title>\n"
    xml += "<updated>\(entries.map(\.time).max() ?? Timestamp(seconds: 0))</updated>\n"
    xml += "<author><name>writethru</name></author>\n<generator>writethru</generator>\n"
    if let address, Message.isWebAddress(address) {
      xml += "<link rel=\"self\" href=\"\(escaped(address))\"/>\n"
    }
    for entry in entries { xml += self.entry(entry) }
    return xml + "</feed>\n"
  }

  private func entry(_ message: Message) -> String {
    var xml = "<entry>\n<id>\(Self.urn([message.id]))</id>\n<title>\(escaped(message.subject))</title>\n"
    xml += "<updated>\(message.time)</updated>\n"
    for (relation, link) in [("alternate", message.address), ("related", message.report)] {
      if let link, Message.isWebAddress(link) {
        xml += "<link rel=\"\(relation)\" href=\"\(escaped(link))\"/>\n"
      }
    }
    for type in Set(message.changes.map(\.type.rawValue)).sorted() { xml += "<category term=\"\(type)\"/>\n" }
    // What is HTML is escaped once for HTML and once more for XML.
    let html = message.whole.map { "<pre>\(escaped($0.text))</pre>" } ?? message.htmlPiece
    return xml
      + "<summary>\(escaped(message.summary))</summary>\n<content type=\"html\">\(escaped(html))</content>\n</entry>\n"
  }

  /// A name for ever, from what it names: a UUID of version 8 made of a SHA-256 (RFC 9562 §5.8).
  static func urn(_ parts: [String]) -> String {
    var digits = Array(Message.id(of: ["urn"] + parts))
    digits[12] = "8"
    digits[16] = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) & 3]
    let text = String(digits)
    var rest = text[...]
    let groups = [8, 4, 4, 4, 12].map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }
    return "urn:uuid:" + groups.joined(separator: "-")
  }
}
