// Serves planted stories as web pages whose furniture is another at every look.

public import LocalServer
import Synchronization

/// Serves stories; each moves on to its next version when the one that stands was looked at often enough.
public final class Newsstand: Sendable {
  private struct State {
    var version = 0
    var looks = 0
    var all = 0
    var chance: Chance
  }

  private let stories: [PlantedStory]
  private let states: Mutex<[State]>

  /// A stand of stories.
  public init(_ stories: [PlantedStory], seed: UInt64) {
    self.stories = stories
    states = Mutex(stories.map { State(chance: Chance(seed &+ UInt64($0.number))) })
  }

  /// How many looks there were.
  public var looks: Int { states.withLock { $0.reduce(0) { $0 + $1.all } } }

  /// Whether every story was seen in its last state, and a few times since.
  public var isOver: Bool {
    states.withLock { states in
      zip(stories, states).allSatisfy { story, state in
        let last = story.versions.count - (story.isWithdrawn ? 0 : 1)
        return state.version == last && state.looks >= 4
      }
    }
  }

  /// Which stories are not over, for whoever waits in vain.
  public var left: [String] {
    states.withLock { states in
      zip(stories, states).filter { story, state in
        state.version < story.versions.count - (story.isWithdrawn ? 0 : 1) || state.looks < 4
      }.map { "\($0.name) at \($1.version) after \($1.all) looks" }
    }
  }

  /// What is served for a path.
  public func answer(_ path: String) -> [TestServer.Step] {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let at = stories.firstIndex(where: { $0.name == name }) else {
      return [.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    }
    let story = stories[at]
    let (version, page) = states.withLock { states in
      var state = states[at]
      let last = story.versions.count - (story.isWithdrawn ? 0 : 1)
      // Three looks or more at each version, so that most looks bring nothing new.
      if state.looks >= 3 + state.chance.below(3), state.version < last {
        state.version += 1
        state.looks = 0
      }
      state.looks += 1
      state.all += 1
      let page =
        state.version < story.versions.count
        ? Self.page(story, story.versions[state.version], look: state.all, &state.chance) : ""
      states[at] = state
      return (state.version, page)
    }
    guard version < story.versions.count else {
      return [.send("HTTP/1.1 410 Gone\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone")]
    }
    return [
      .send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(page)")
    ]
  }

  // MARK: The page

  private static func page(
    _ story: PlantedStory, _ version: PlantedStory.Version, look: Int, _ chance: inout Chance
  ) -> String {
    let nonce = chance.below(1_000_000_000)
    let modified = time(version.minutes)
    let most = (0..<6).map { _ in
      "<li><a href=\"/\(chance.below(9999))\">\(chance.one(of: teasers)) \(chance.one(of: tails))</a></li>"
    }.joined()
    let ads = (0..<3).map { slot in
      "<div class=\"ad-slot ad-\(slot)\" data-nonce=\"\(chance.below(99999))\"><p>Advertisement</p><p>\(chance.one(of: offers)) from only \(3 + chance.below(90)).99</p></div>"
    }
    let paragraphs = version.paragraphs.enumerated().map { at, text in
      "<p class=\"p\(chance.below(999))\">\(escaped(text))</p>" + (at % 4 == 2 ? ads[at / 4 % 3] : "")
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\(escaped(version.headline)) | The Daily Ledger</title>
      <meta property="og:title" content="\(escaped(version.headline))"><meta name="csrf" content="\(nonce)">
      <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"\(version.headline)","datePublished":"\(time(0))","dateModified":"\(modified)","author":{"@type":"Person","name":"Rosa Dunmore"}}</script>
      <script>window.state={"views":\(1000 + look * 37),"t":\(nonce)}</script></head>
      <body data-build="\(nonce)"><header><a href="/">The Daily Ledger</a><nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather: \(chance.below(30))°C</a></li></ul></nav></header>
      <div class="cookie-banner">We and our \(600 + chance.below(300)) partners use cookies. <button>Accept</button></div>
      <main><article><h1>\(escaped(version.headline))</h1><div class="byline">By Rosa Dunmore</div>
      <time datetime="\(modified)">\(1 + chance.below(58)) minutes ago</time>
      <div class="share">Share \(chance.below(900)) · \(chance.below(400)) comments</div>
      \(paragraphs)
      </article><aside class="related"><h2>Most read</h2><ol>\(most)</ol></aside></main>
      <section class="newsletter"><h2>Sign up</h2><p>\(chance.one(of: offers)) in your inbox every morning.</p></section>
      <footer><p>© The Daily Ledger · page made in \(chance.below(900)) ms · \(nonce)</p></footer></body></html>
      """
  }

  private static func time(_ minutes: Int) -> String {
    let all = 8 * 60 + minutes
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2026-03-\(two(2 + all / 1440))T\(two(all / 60 % 24)):\(two(all % 60)):00Z"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static let teasers = [
    "Ten quiet beaches", "Why bakers rise early", "The fall of a champion", "Inside the new museum",
    "A river returns",
    "Votes are counted", "The price of bread", "Snow in May", "A lost violin", "Rails under review",
  ]
  private static let tails = [
    "for a long weekend", "and what comes next", "in pictures", "explained", "– live", "at last",
    "this summer",
  ]
  private static let offers = [
    "Garden chairs", "City breaks", "Running shoes", "Broadband", "The best of the week",
  ]
}
