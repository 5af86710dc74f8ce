// A message as a letter: headers and two forms of the text.

import Foundation
import Story

/// A message as a letter (RFC 5322), as plain text and as HTML (RFC 2046, `multipart/alternative`).
///
/// No byte of a page reaches a line of its own: header values go through one door that encodes them (RFC 2047) and
/// bodies are base64. The same message always makes the same letter, `Message-ID` and all.
struct MailMessage {
  /// The whole letter, lines ending in CR LF.
  let bytes: [UInt8]

  init(_ message: Message, from: MailAddress, to: [MailAddress]) {
    var lines = [
      "Date: \(Self.date(message.time))",
      "From: \(Self.mailbox(from))",
      "To: \(to.map(Self.mailbox).joined(separator: ",\r\n "))",
      "Subject: \(Self.encoded(message.subject, after: 9))",
      "Message-ID: <\(message.id)@\(from.domain)>",
    ]
    if let story = message.story {
      // Letters about one story hang together in a mail program (RFC 5322 §3.6.4).
      let thread = "<\(Message.id(of: ["thread", story]))@\(from.domain)>"
      lines += ["In-Reply-To: \(thread)", "References: \(thread)"]
    }
    let boundary = "writethru-\(message.id)"
    lines += [
      "Auto-Submitted: auto-generated", "X-Writethru-Id: \(message.id)", "MIME-Version: 1.0",
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
    ]
    for (type, text) in [("plain", message.text), ("html", message.html)] {
      lines += [
        "--\(boundary)", "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
        Data(text.utf8).base64EncodedString(options: [
          .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]),
      ]
    }
    lines += ["--\(boundary)--", ""]
    bytes = Array(lines.joined(separator: "\r\n").utf8)
  }

  private static func mailbox(_ box: MailAddress) -> String {
    if box.name.isEmpty { return box.address }
    let isPlain = box.name.utf8.allSatisfy { byte in
      byte == 0x20 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    return "\(isPlain ? box.name : encoded(box.name, after: 6, always: true)) <\(box.address)>"
  }

  /// A text as a header's value: as it is when it is short and plain, else in encoded words of at most 75 characters.
  ///
  /// - Parameters:
  ///   - start: how many characters stand on the line before it.
  ///   - always: whether to encode what is plain too, since a mailbox's name may hold no punctuation.
  static func encoded(_ text: String, after start: Int, always: Bool = false) -> String {
    let line = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
            || scalar.value == 0x2029 ? " " : scalar
        }))
    let isPlain = line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
    if isPlain, !always, line.utf8.count + start <= 76, !line.hasPrefix(" "), !line.hasSuffix(" ") {
      return line
    }
    var words: [String] = []
    var piece: [UInt8] = []
    // 39 bytes are 52 characters of base64; with “=?UTF-8?B?” and “?=” that leaves room for the header's name.
    for character in line.prefix(300).unicodeScalars {
      let bytes = Array(String(character).utf8)
      if piece.count + bytes.count > 39 {
        words.append(word(piece))
        piece = []
      }
      piece += bytes
    }
    words.append(word(piece))
    return words.joined(separator: "\r\n ")
  }

  private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }

  /// `Mon, 06 Jan 2020 22:00:00 +0000`.
  static func date(_ time: Timestamp) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day, .weekday, .hour, .minute, .second], from: time.date)
    func two(_ number: Int?) -> String { String(100 + (number ?? 0)).suffix(2).description }
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = days[min(max((parts.weekday ?? 1) - 1, 0), 6)]
    let month = months[min(max((parts.month ?? 1) - 1, 0), 11)]
    return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 1970) \(two(parts.hour)):\(two(parts.minute)):"
      + "\(two(parts.second)) +0000"
  }
}
