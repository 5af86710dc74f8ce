// Tests of what people are told when a fetch fails.

import Story
import Testing

@testable import Fetch

@Suite struct FetchErrorTests {
  static let problems: [FetchError.Problem] = [
    .badAddress(AddressError(given: "x", reason: "r")), .badRedirect(AddressError(given: "x", reason: "r")),
    .insecureRedirect(to: "http://news.example/"), .redirectLoop(to: "http://news.example/"),
    .tooManyRedirects(limit: 10),
    .refusedAddress(host: "desk.example", ip: "10.0.0.5", purpose: "private network"),
    .refusedPort(host: "desk.example", ip: "10.0.0.5", port: 22), .unresolved(host: "desk.example"),
    .connectionFailed(host: "desk.example", detail: "refused"), .tls(host: "desk.example", detail: "expired"),
    .connectTimedOut(.seconds(15)), .timedOut(.seconds(60)), .tooSlow(bytesPerSecond: 500),
    .tooLarge(limit: 9),
    .tooLargeDecoded(limit: 9), .headTooLarge, .cutOff(received: 3, expected: 10), .badEncoding("br"),
    .notHTTP(detail: "SSH"), .cancelled, .robotsDisallow(host: "desk.example"),
    .robotsUnreachable(host: "desk.example", detail: "it answers 503"),
    .hostRests(host: "desk.example", until: Timestamp(seconds: 0), trouble: "it answers 429"),
    .command(name: "chromium", detail: "it ended with 1"), .other(code: 99, detail: "odd"),
  ]

  @Test(arguments: problems)
  func `every failure names the address and says something of its own`(problem: FetchError.Problem) {
    let text = FetchError(problem, address: "https://news.example/harbour-fire").description
    #expect(text.hasPrefix("https://news.example/harbour-fire: "))
    #expect(Self.problems.count { $0.description == problem.description } == 1)
  }

  @Test func `a refused name is told with its address and the way out`() {
    let name = FetchError.Problem.refusedAddress(
      host: "desk.example", ip: "10.0.0.5", purpose: "private network")
    #expect(
      name.description
        == "desk.example resolves to 10.0.0.5, not a public address (private network); use --allow-address 10.0.0.5 if you mean it"
    )
    let bare = FetchError.Problem.refusedAddress(host: "10.0.0.5", ip: "10.0.0.5", purpose: "private network")
    #expect(bare.description.hasPrefix("10.0.0.5 is not a public address (private network)"))
  }

  @Test func `redirects on the way are counted`() {
    let hops = [
      Hop(address: "a", status: 301), Hop(address: "b", status: 302), Hop(address: "c", status: 200),
    ]
    #expect(FetchError(.headTooLarge, address: "c", hops: hops).description.hasSuffix("(after 2 redirects)"))
  }

  @Test func `nothing from outside reaches a terminal as a command`() {
    let evil = "\u{1B}]0;gone\u{7}\r\n\u{9B}2J\u{202E}" + String(repeating: "x", count: 500)
    for problem: FetchError.Problem in [
      .badRedirect(AddressError(given: evil, reason: "r")), .connectionFailed(host: evil, detail: evil),
      .notHTTP(detail: evil), .badEncoding(evil), .redirectLoop(to: evil),
    ] {
      let text = FetchError(problem, address: evil).description
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .format })
      #expect(text.count < 1000)
    }
  }
}
