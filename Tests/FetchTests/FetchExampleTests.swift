// The example in the room's article, run: Sources/Fetch/Documentation.docc/Fetch.md.

import Fetch
import LocalServer
import Testing

@Suite struct FetchExampleTests {
  @Test func `the article's example does what it says`() async throws {
    let site = TestServer { path in
      path == "/robots.txt"
        ? TestServer.noRobots : [.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfire")]
    }
    let local = site.address("/fire")

    let address = try StoryAddress("https://www.news.example/fire?utm_source=mail")
    let isSame = address.isTwin(of: try StoryAddress("http://news.example/fire"))
    let robots = RobotsFile(Array("User-agent: *\nDisallow: /drafts/".utf8), robot: "writethru")
    let mayAsk = robots.allows(try WebAddress("https://news.example/drafts/fire"))

    var settings = FetchSettings(contact: "desk@news.example")
    settings.allowedAddresses = [try AddressRange("127.0.0.1")]  // else public addresses only
    (settings.timeout, settings.minimumSpeedTime) = (.seconds(600), .seconds(600))
    let answer = try await PoliteFetcher(settings: settings).fetch(local)
    let length = answer.body.count

    #expect(isSame && !mayAsk)
    #expect(address.description == "https://www.news.example/fire")
    #expect(answer.status == 200 && length == 4)
  }
}
