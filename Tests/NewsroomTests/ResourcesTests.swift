// A version's images and styles: fetched with it, bounded, and found again in exports.

import Evidence
import Foundation
import LocalServer
import Report
import Story
import Testing

@testable import Archive
@testable import Fetch
@testable import Newsroom

@Suite struct ResourcesTests {
  private let folder = NSTemporaryDirectory() + "resources-\(UUID().uuidString)"

  private func newsroom(_ settings: String = "") throws -> Newsroom {
    let path = folder + "/archive"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try ("fetch: {host-rest: 0}\n" + settings)
      .write(toFile: path + "/writethru.yaml", atomically: true, encoding: .utf8)
    return Newsroom(archive: path)
  }

  private func look(
    _ newsroom: Newsroom, _ address: String, asked: Bool = true
  ) async throws -> LookOutcome {
    try await newsroom.look(
      at: address,
      settings: LookSettings(
        allowedAddresses: ["127.0.0.0/8"], name: Slug("dock-fire"), withResources: asked),
      options: .init())
  }

  private func shell(_ commands: String, in path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", commands]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  private func answer(_ type: String?, _ body: String, _ header: String = "") -> [TestServer.Step] {
    let type = type.map { "Content-Type: \($0)\r\n" } ?? ""
    return [
      .send(
        "HTTP/1.1 200 OK\r\n\(type)\(header)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
      )
    ]
  }

  /// A site whose story shows all that can be had and much that cannot.
  private func site() -> NewsSite {
    let site = NewsSite()
    site.publish(
      "/story", "One boat was lost, the harbour master said.",
      head: "<link rel=stylesheet href=/style.css><img src=pic/a.png><img src=gone.png><img src=page.png>"
        + "<img src=unknown.png><img src=moved.png><img src=secret/x.png><img srcset='big.png 2x'>")
    site.set("/style.css", answer("text/css", "@import 'more.css'; body{background:url(bg.svg)}"))
    site.set("/more.css", answer("text/css; charset=utf-8", "p{color:red}"))
    site.set("/bg.svg", answer("image/svg+xml", "<svg/>"))
    site.set("/pic/a.png", answer("image/png", "pixels", "ETag: \"a1\"\r\n"))
    site.set("/page.png", answer("text/html", "<html>Not found</html>"))
    site.set("/unknown.png", answer(nil, "what?"))
    site.answer("/moved.png", 302, "Location: /pic/b.png\r\n")
    site.set("/pic/b.png", answer("image/png", "pixels"))
    site.set("/big.png", answer("image/png", "many pixels"))
    site.set("/robots.txt", answer("text/plain", "User-agent: *\nDisallow: /secret/\n"))
    return site
  }

  @Test func `what a version shows is fetched with it, and makes no version`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (newsroom, site) = (try newsroom(), site())
    let outcome = try await look(newsroom, site.server.address("/story"))
    let count = try #require(outcome.resources)
    #expect(count.kept == 6)
    #expect(count.missing == 4)
    #expect(count.leftOut == 0)
    #expect(outcome.line(next: nil).contains("6 images and styles saved, 4 not to be had"))
    let archive = try ArchiveReader(at: newsroom.path)
    let slug = try Slug("dock-fire")
    #expect(try archive.looks(of: slug).count == 1)
    #expect(try archive.versions(of: slug).count == 1)
    var outcomes: [String: Resource.Outcome] = [:]
    for resource in try archive.resources(of: slug) {
      outcomes[String(resource.address.dropFirst(site.server.address("/").count))] = resource.outcome
    }
    #expect(
      outcomes == [
        "style.css": .kept, "more.css": .kept, "bg.svg": .kept, "pic/a.png": .kept, "moved.png": .kept,
        "big.png": .kept, "gone.png": .refused, "page.png": .refused, "unknown.png": .refused,
        "secret/x.png": .blocked,
      ])
    #expect(site.requests("/secret/x.png") == 0)
    #expect(try Archive.verify(at: newsroom.path).damages == [])
  }

  @Test func `the next version asks for what is new only`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (newsroom, site) = (try newsroom("resources: {keep: all}\n"), site())
    let address = site.server.address("/story")
    #expect(try await look(newsroom, address, asked: false).resources?.kept == 6)
    // Nothing changed: nothing is asked for again.
    #expect(try await look(newsroom, address, asked: false).resources == nil)
    let sheets = site.requests("/style.css")
    site.publish("/story", "Two boats were lost, the harbour master said.", head: "<img src=pic/a.png>")
    site.answer("/pic/a.png", 304, "ETag: \"a1\"\r\n")
    #expect(try await look(newsroom, address, asked: false).resources == ResourceCount(kept: 1))
    #expect(site.requests("/style.css") == sheets)
    #expect(
      site.server.requests.contains {
        $0.hasPrefix("GET /pic/a.png ") && $0.contains("If-None-Match: \"a1\"")
      })
    let archive = try ArchiveReader(at: newsroom.path)
    let second = try #require(try archive.versions(of: Slug("dock-fire")).last)
    let resource = try #require(try archive.resources(of: second).first)
    #expect(resource.outcome == .notModified)
    #expect(try archive.body(of: resource) == Array("pixels".utf8))
  }

  @Test(
    arguments: [("most: 2", 2), ("largest: 1KB", 10), ("patience: 1s", 10)])
  func `the bounds of one version hold`(_ bound: String, _ expected: Int) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (newsroom, site) = (try newsroom("resources: {keep: all, \(bound)}\n"), NewsSite())
    let pictures = (0..<10).map { "<img src=\($0).png>" }.joined()
    site.publish("/story", "One boat was lost.", head: pictures)
    for number in 0..<10 {
      site.set("/\(number).png", answer("image/png", String(repeating: "x", count: number == 0 ? 2000 : 100)))
    }
    let count = try #require(try await look(newsroom, site.server.address("/story"), asked: false).resources)
    if bound.hasPrefix("most") {
      #expect(count.kept == expected && count.leftOut == 8)
    } else if bound.hasPrefix("largest") {
      #expect(count.kept == 9 && count.missing == 1)
    } else {
      #expect(count.kept + count.leftOut == expected)
    }
  }

  @Test func `a page from the public web does not lead into the house`() async throws {
    let site = NewsSite()
    site.set("/a.png", answer("image/png", "pixels"))
    let fetcher = PoliteFetcher(
      settings: {
        var settings = FetchSettings()
        settings.allowedAddresses = [try! AddressRange("127.0.0.0/8")]
        return settings
      }(), manners: .none)
    let address = site.server.address("/a.png")
    let outside = Hop(address: "https://news.example/", status: 200, peer: "203.0.113.7")
    await #expect(throws: FetchError.self) {
      try await fetcher.fetch(address, shownBy: outside, mostBytes: 1000)
    }
    #expect(site.requests("/a.png") == 0)
    let inside = Hop(address: "http://127.0.0.1/", status: 200, peer: "127.0.0.1")
    #expect(try await fetcher.fetch(address, shownBy: inside, mostBytes: 1000).status == 200)
    await #expect(throws: FetchError.self) {
      try await fetcher.fetch(address, shownBy: inside, mostBytes: 3)
    }
  }

  @Test func `exports have them as answers, and looks that wait too`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (newsroom, site) = (try newsroom("resources: {keep: all}\n"), site())
    let address = site.server.address("/story")
    _ = try await look(newsroom, address)
    site.publish("/story", "Two boats were lost, the harbour master said.", head: "<img src=pic/a.png>")
    site.answer("/pic/a.png", 304)
    _ = try await look(newsroom, address)
    site.answer("/story", 304)
    #expect(try await look(newsroom, address).look.outcome == .notModified)
    #expect(FileManager.default.subpaths(atPath: newsroom.path + "/spool/looks")?.isEmpty == false)

    let slug = try Slug("dock-fire")
    let warc = folder + "/out.warc.gz"
    let export = try newsroom.export(slug, as: .warc, to: warc)
    #expect(export.looks == 1)
    let reader = try WARCReader(path: warc)
    var found: [String] = []
    while let record = reader.next() {
      let record = try record.get()
      guard let target = record.target, ["response", "revisit"].contains(record.type) else { continue }
      found.append("\(record.type) \(target.dropFirst(site.server.address("/").count))")
    }
    #expect(
      found.sorted()
        == [
          "response story", "response style.css", "response more.css", "response bg.svg",
          "response pic/a.png", "response moved.png", "response pic/b.png", "response big.png",
          "response story", "revisit pic/a.png", "revisit story",
        ].sorted())
    let index = try String(contentsOfFile: folder + "/out.cdxj", encoding: .utf8)
    #expect(index.contains("\"mime\": \"image/png\""))
    // Brought in again, only the story's own pages are versions.
    let other = Newsroom(archive: folder + "/other")
    let outcome = try await other.importPages([warc], into: slug)
    #expect(outcome.failed.isEmpty)
    #expect(try ArchiveReader(at: other.path).versions(of: slug).count == 2)
    #expect(try newsroom.export(slug, as: .wacz, to: folder + "/out.wacz").looks == 1)
    // A bundle has them with their manifests, and its own instructions check them.
    _ = try newsroom.export(slug, as: .bundle, to: folder + "/bag")
    let bodies = try FileManager.default.contentsOfDirectory(atPath: folder + "/bag/data/resources")
    #expect(bodies.count == 5 && bodies.contains(sha256Hex(Array("pixels".utf8))))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/bag/data/manifests").count == 8)
    let guide = try String(contentsOfFile: folder + "/bag/data/README.md", encoding: .utf8)
    let commands = guide.matches(of: /(?s)```sh\n(.*?)```/).map { String($0.1) }.joined()
    let fine = try shell(commands, in: folder + "/bag/data")
    #expect(fine.contains("all checks passed"), "\(fine)")
  }

  @Test func `a watch fetches them beside its looks`() async throws {
    let (stage, site) = (WatchStage(), site())
    try stage.write("stories: {dock-fire: {resources: true}}\nfetch: {host-rest: 0}\n")
    let slug = try Slug("dock-fire")
    _ = try await stage.newsroom.look(
      at: site.server.address("/story"),
      settings: LookSettings(allowedAddresses: ["127.0.0.0/8"], name: slug), options: .init())
    site.publish("/story", "Two boats were lost, the harbour master said.", head: "<img src=pic/a.png>")
    try await stage.watch() { _ in
      try await stage.wait("resources") {
        stage.events.contains { if case .resourcesFetched = $0 { true } else { false } }
      }
      try await stage.wait("their recording") {
        try stage.archive().versions(of: slug).last.map { try !stage.archive().resources(of: $0).isEmpty }
          ?? false
      }
    }
    #expect(try Archive.verify(at: stage.newsroom.path).damages == [])
  }

  @Test(
    arguments: [
      ("resources: {keep: all}", true), ("resources: {keep: none}", false),
      ("stories: {dock-fire: {resources: true}}", true),
      ("resources: {keep: all}\nstories: {dock-fire: {resources: false}}", false), ("", false),
      ("stories: {dock-fire: {pinned: true}}", false),
    ])
  func `settings say of which stories`(_ yaml: String, _ expected: Bool) throws {
    #expect(try Settings(yaml: yaml).wantsResources(of: Slug("dock-fire")) == expected)
  }
}
