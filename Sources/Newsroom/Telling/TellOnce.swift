// Telling without a watch that goes on: before and after a single round of looks.

extension Newsroom {
  /// Makes messages of what is new and hands over what waits, once; what nobody takes waits for the next time. A channel
  /// that is new begins with what comes after this.
  ///
  /// - Parameter tell: hears what became of messages.
  public func tellOnce(config: String?, tell: @escaping @Sendable (Teller.News) -> Void) async throws {
    guard try readerIfThere() != nil else { return }
    let teller = try Teller(self, settings: settings(in: config), tell: tell)
    if await teller.hasChannels { try await teller.round() }
  }
}
