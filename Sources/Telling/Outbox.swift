// Messages made and not yet handed over: each goes out at least once, whatever happens to the process or the power.

public import Story

/// The folder of messages that wait, one folder in it for each channel.
///
/// How far the journal has been told on a channel is its cursor. The messages of a batch are written and synced first,
/// then the cursor moves, then they are sent, then each is removed. So a process that ends anywhere loses none: before
/// the cursor has moved, the same messages with the same ids are made again; after, they lie here. One handed over and
/// not yet removed goes out twice, with the same id. Deleting the folder only means: tell from now on.
public struct Outbox: Sendable {
  /// How far a channel has been told.
  public struct Cursor: Codable, Hashable, Sendable {
    /// The number of the last look in the journal that was told, or was nothing to tell.
    public var sequence: Int
    /// Numbers at or before it that wait until it is clear what they are.
    public var held: [Int]
    /// When the last digest was made.
    public var digest: Timestamp?

    /// A cursor.
    public init(sequence: Int, held: [Int] = [], digest: Timestamp? = nil) {
      self.sequence = sequence
      self.held = held
      self.digest = digest
    }
  }

  private let folder: String

  /// The outbox in a folder, which need not be there yet.
  public init(folder: String) { self.folder = folder }

  /// How far a channel has been told; nil for one that is new.
  public func cursor(of channel: String) throws(OutboxError) -> Cursor? {
    guard let bytes = try DurableFile.read(cursorFile(channel)) else { return nil }
    return Lines.decode(Cursor.self, from: bytes)
  }

  /// Keeps messages and moves a channel's cursor: when this returns, they go out.
  public func put(_ messages: [Message], on channel: String, cursor: Cursor) throws(OutboxError) {
    let folder = folder(of: channel)
    try DurableFile.makeFolder(folder)
    for message in messages {
      try DurableFile.write(Array(message.json.utf8), to: file(message.id, channel), syncsFolder: false)
    }
    if !messages.isEmpty { try DurableFile.sync(folder) }
    try DurableFile.write(Lines.encode(cursor), to: cursorFile(channel))
  }

  /// How far each channel has been told of which all messages up to there were handed over; the others wait.
  public func told() throws(OutboxError) -> [String: Cursor] {
    var told: [String: Cursor] = [:]
    for channel in try DurableFile.names(in: folder) {
      // The messages are there before the cursor is, so the cursor is read first.
      guard let cursor = try cursor(of: channel) else { continue }
      let isWaiting = try DurableFile.names(in: folder(of: channel)).contains { $0.hasSuffix(Self.ending) }
      if !isWaiting { told[channel] = cursor }
    }
    return told
  }

  /// The messages that wait on a channel, the oldest first.
  public func waiting(on channel: String) throws(OutboxError) -> [Message] {
    var messages: [Message] = []
    for name in try DurableFile.names(in: folder(of: channel)) where name.hasSuffix(Self.ending) {
      let path = folder(of: channel) + "/" + name
      guard let bytes = try DurableFile.read(path) else { continue }
      // One that cannot be read was damaged on the disk: kept under another name, not sent, not in the way.
      guard let message = Message(json: bytes) else {
        try DurableFile.write(bytes, to: path + ".damaged")
        try DurableFile.remove(path)
        continue
      }
      messages.append(message)
    }
    return messages.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  /// Lets go of a message that was handed over.
  public func remove(_ message: Message, from channel: String) throws(OutboxError) {
    try DurableFile.remove(file(message.id, channel))
  }

  /// Puts aside a message that nobody takes, where it can still be found: `undelivered/`.
  public func putAside(_ message: Message, from channel: String) throws(OutboxError) {
    let aside = folder(of: channel) + "/undelivered"
    try DurableFile.makeFolder(aside)
    try DurableFile.write(Array(message.json.utf8), to: "\(aside)/\(message.id)\(Self.ending)")
    try DurableFile.remove(file(message.id, channel))
  }

  /// Removes drafts that a killed process left.
  public func sweep(_ channel: String) throws(OutboxError) {
    for name in try DurableFile.names(in: folder(of: channel)) where name.hasSuffix(".tmp") {
      try DurableFile.remove(folder(of: channel) + "/" + name)
    }
  }

  /// The folder of a channel.
  public func folder(of channel: String) -> String { "\(folder)/\(channel)" }

  private func cursorFile(_ channel: String) -> String { folder(of: channel) + "/cursor.json" }
  private func file(_ id: String, _ channel: String) -> String {
    "\(folder(of: channel))/\(id)\(Self.ending)"
  }
  private static let ending = ".message"
}
