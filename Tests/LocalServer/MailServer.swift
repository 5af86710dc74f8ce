// A small mail server that takes or refuses what a test tells it.

import Foundation
import Glibc
import Synchronization

/// A mail server on 127.0.0.1 that speaks as much SMTP (RFC 5321) as a sender needs, one thread a connection.
public final class MailServer: Sendable {
  /// A letter it took.
  public struct Letter: Sendable {
    /// The sender of the envelope.
    public var from: String
    /// The recipients of the envelope.
    public var to: [String]
    /// The letter itself, dots at line starts undone.
    public var text: String
  }

  /// The port it listens at.
  public let port: Int
  private let listener: Int32
  private let taken = Mutex<[Letter]>([])
  private let answers: @Sendable (String) -> String?

  /// The letters it took, in order.
  public var letters: [Letter] { taken.withLock { $0 } }

  /// A server.
  ///
  /// - Parameter answers: what it says to a command (`MAIL FROM:<a@b.example>`, and `.` at a letter's end) instead of
  ///   what is usual; nil for the usual.
  public init(answers: @escaping @Sendable (String) -> String? = { _ in nil }) {
    self.answers = answers
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    port = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socket in
        precondition(bind(listener, socket, size) == 0 && listen(listener, 64) == 0)
        precondition(getsockname(listener, socket, &size) == 0)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
    Thread.detachNewThread { [weak self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        Thread.detachNewThread { [weak self] in
          self?.serve(connection)
          close(connection)
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32) {
    var rest: [UInt8] = []
    func line() -> String? {
      while true {
        if let end = rest.firstRange(of: [13, 10]) {
          let line = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
          rest.removeFirst(end.upperBound)
          return line
        }
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = recv(connection, &piece, piece.count, 0)
        if count <= 0 { return nil }
        rest += piece[..<count]
      }
    }
    func say(_ text: String) {
      let bytes = Array((text + "\r\n").utf8)
      _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
    say("220 mail.example ready")
    var letter = Letter(from: "", to: [], text: "")
    while let command = line() {
      let verb = command.prefix(4).uppercased()
      if let other = answers(command) {
        say(other)
        continue
      }
      switch verb {
      case "EHLO", "HELO": say("250 mail.example")
      case "MAIL":
        letter = Letter(from: command, to: [], text: "")
        say("250 fine")
      case "RCPT":
        letter.to.append(command)
        say("250 fine")
      case "DATA":
        say("354 go on")
        var lines: [String] = []
        while let text = line(), text != "." {
          lines.append(text.hasPrefix(".") ? String(text.dropFirst()) : text)
        }
        letter.text = lines.joined(separator: "\r\n")
        if let other = answers(".") {
          say(other)
        } else {
          taken.withLock { $0.append(letter) }
          say("250 taken")
        }
      case "QUIT":
        say("221 bye")
        return
      default: say("500 what?")
      }
    }
  }
}
