// The way from the address asked for to the answer kept, hop by hop.

import Foundation
import Story

/// The way from the address asked for to the answer kept. Redirects are followed here, not by libcurl, so that every
/// hop is checked and recorded.
struct Journey: Sendable {
  /// The bounds.
  let settings: FetchSettings
  /// Whether the answer is still wanted; looked at all the time.
  let cancellation: Cancellation
  /// What need not be sent again.
  let copy: CopyAtHand

  /// Goes all the way. Blocks the thread.
  func make(to address: String) throws(FetchError) -> Answer {
    let started = Timestamp(Date())
    let deadline = ContinuousClock.now.advanced(by: settings.timeout)
    var hops: [Hop] = []
    var place: WebAddress
    let handle: CurlHandle
    do {
      place = try WebAddress(address)
    } catch {
      throw FetchError(.badAddress(error), address: address)
    }
    do {
      handle = try CurlHandle()
      while true {
        let exchange = Exchange(with: place, settings: settings, cancellation: cancellation)
        try exchange.run(on: handle, headers: copy.conditions(for: place), by: deadline)
        hops.append(Hop(address: place.text, status: exchange.head.status, peer: exchange.peer))
        if let location = exchange.head.redirect {
          place = try Self.next(after: hops, from: place, to: location, limit: settings.maxHops)
          continue
        }
        return try answer(exchange, hops: hops, started: started, at: place)
      }
    } catch {
      // A redirect is refused by what its own hop said, so that hop is the address at fault.
      throw FetchError(error, address: place.text, hops: hops)
    }
  }

  /// Where a redirect leads to, when it may be followed.
  ///
  /// - Parameters:
  ///   - hops: the requests so far, the redirecting one last.
  ///   - place: the address that redirects.
  ///   - location: its `Location`.
  ///   - limit: the most requests there may be.
  static func next(
    after hops: [Hop], from place: WebAddress, to location: [UInt8], limit: Int
  ) throws(FetchError.Problem) -> WebAddress {
    let next: WebAddress
    do {
      next = try WebAddress(location: location, from: place)
    } catch {
      throw .badRedirect(error)
    }
    if place.isSecure && !next.isSecure { throw .insecureRedirect(to: next.text) }
    if hops.contains(where: { $0.address == next.text }) { throw .redirectLoop(to: next.text) }
    if hops.count >= limit { throw .tooManyRedirects(limit: limit) }
    return next
  }

  private func answer(
    _ exchange: Exchange, hops: [Hop], started: Timestamp, at place: WebAddress
  ) throws(FetchError.Problem) -> Answer {
    let body = try ContentCoding.undo(
      exchange.body, codings: exchange.head.list("Content-Encoding"), limit: settings.maxBodyBytes)
    return Answer(
      status: exchange.head.status, hops: hops, requestHeaders: exchange.requestHeaders,
      head: exchange.headBytes, wireBody: exchange.body, body: body, started: started,
      finished: Timestamp(Date()), finalAddress: place.text)
  }
}
