// A third party's word for the time: tokens over the journal, from the authority in the settings.

import Archive
import Evidence
import Foundation
public import Story
import Telling

extension Newsroom {
  /// Has the authority in the settings stamp the journal as it stands, and keeps its token in the journal.
  ///
  /// What is sent is a digest alone: nothing of the archive leaves the house.
  ///
  /// - Throws: ``Failure``: `settings` when no authority is set, `unavailable` when it does not answer rightly.
  public func stamp(allowing addresses: [String] = [], at authority: String? = nil) async throws
    -> TimestampToken
  {
    let settings = try settings()
    guard let address = authority ?? settings.timestamps.url else {
      throw Failure(
        .settings,
        "no time-stamping authority is set: write timestamps: url: https://… in writethru.yaml, or give --authority"
      )
    }
    guard let checkpoint = try open().checkpoint() else {
      throw Failure(.noInput, "there is nothing in the journal yet that could be stamped")
    }
    let digest = sha256Hex(checkpoint.tally)
    let query = try TimestampQuery(sha256: digest, nonce: (0..<8).map { _ in UInt8.random(in: 0...255) })
    let request = WebRequest(
      address: address, bytes: query.bytes, mediaType: TimestampQuery.mediaType,
      keepingAnswer: TimestampQuery.largestAnswer,
      settings: try outgoing(allowing: addresses + settings.fetch.allowedAddresses))
    let answer = try await request.send()
    guard answer.status == 200 else {
      throw Failure(.unavailable, "the time-stamping authority \(shown(address)) answers \(answer.status)")
    }
    let time: Timestamp
    do {
      time = try query.time(in: answer.body)
    } catch {
      throw Failure(.unavailable, "\(shown(address)): \(error.message)")
    }
    let token = TimestampToken(
      authority: address, commit: checkpoint.commit, tallySHA256: digest, captures: checkpoint.captures,
      root: checkpoint.root, time: time, response: Data(answer.body).base64EncodedString())
    var event = JournalEvent(.timestamp, time: now())
    event.timestamp = token
    let kept = event
    try await ask(.log(kept)) { await $0.log(kept) }
    return token
  }

  /// The first token whose tree holds a capture, by its place in the journal; nil when no third party vouches for it.
  func token(
    over capture: CaptureID, among events: [JournalEvent], in archive: ArchiveReader
  ) throws -> (token: TimestampToken, proof: InclusionProof)? {
    for token in events.compactMap(\.timestamp) {
      if let proof = try archive.inclusion(of: [capture], at: token.commit)[capture] { return (token, proof) }
    }
    return nil
  }
}
