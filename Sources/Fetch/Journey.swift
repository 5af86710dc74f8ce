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

  /// Runs the requests.
  let loop: TransferLoop
  /// Asked before each request, to wait for its turn or to refuse it; nil asks nobody.
  let usher: (any Usher)?

  /// Goes all the way.
  func make(to address: String) async throws(FetchError) -> Answer {
    let started = Timestamp(Date())
    var left = settings.timeout
    var hops: [Hop] = []
    var place: WebAddress
    do {
      place = try WebAddress(address)
    } catch {
      throw FetchError(.badAddress(error), address: address)
    }
    do throws(FetchError.Problem) {
      while true {
        try await usher?.mayAsk(place)
        let access = settings.access(for: place)?.lines ?? []
        let exchange = Exchange(
          with: place, headers: copy.conditions(for: place) + access, within: left, settings: settings,
          cancellation: cancellation)
        do throws(FetchError.Problem) {
          try await loop.run(exchange)
        } catch {
          await usher?.failed(place, error)
          throw error
        }
        // Waiting, for a turn or within this machine, is not the server's fault: it does not count.
        left -= exchange.took
        await usher?.answered(place, exchange.head, took: exchange.took)
        hops.append(
          Hop(
            address: place.text, status: exchange.head.status, peer: exchange.peer,
            certificate: exchange.certificate))
        if let location = exchange.head.redirect {
          place = try Self.next(after: hops, from: place, to: location, limit: settings.maxHops)
          continue
        }
        return try answer(exchange, hops: hops, started: started, at: place, secret: access)
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
    _ exchange: Exchange, hops: [Hop], started: Timestamp, at place: WebAddress, secret: [String]
  ) throws(FetchError.Problem) -> Answer {
    let body = try ContentCoding.undo(
      exchange.body, codings: exchange.head.list("Content-Encoding"), limit: settings.maxBodyBytes,
      ratio: settings.maxRatio)
    var answer = Answer(
      status: exchange.head.status, hops: hops, requestHeaders: exchange.requestHeaders,
      head: exchange.headBytes, wireBody: exchange.body, body: body, started: started,
      finished: Timestamp(Date()), finalAddress: place.text)
    answer.secretHeaders = secret.compactMap { $0.split(separator: ":").first?.lowercased() }
    return answer
  }
}

/// Lets requests through one by one, and hears how they went.
protocol Usher: Sendable {
  /// Returns when the address may be asked for.
  func mayAsk(_ place: WebAddress) async throws(FetchError.Problem)
  /// A request was answered.
  func answered(_ place: WebAddress, _ head: ResponseHead, took: Duration) async
  /// A request was not answered, or not wholly.
  func failed(_ place: WebAddress, _ problem: FetchError.Problem) async
}
