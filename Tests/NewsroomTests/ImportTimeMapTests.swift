// Another archive's captures by its TimeMap: what it does not give is asked for once.

import Foundation
import LocalServer
import Story
import Testing

@testable import Archive
@testable import Newsroom

@Suite struct ImportTimeMapTests {
  private let folder = NSTemporaryDirectory() + "timemap-\(UUID().uuidString)"

  /// An archive that lists four captures and gives two.
  private func archive() -> NewsSite {
    let site = NewsSite()
    let there = site.server.address("/")
    let mementos = (1...4).map { hour in
      "<\(there)web/2020010\(hour)120000/http://news.example/fire>; rel=\"memento\"; "
        + "datetime=\"0\(hour) Jan 2020 12:00:00 GMT\""
    }
    // Days of the week as RFC 7089 has them: 1 January 2020 was a Wednesday.
    let dated = zip(mementos, ["Wed", "Thu", "Fri", "Sat"]).map {
      $0.replacing("datetime=\"", with: "datetime=\"\($1), ")
    }
    let list = (["<http://news.example/fire>; rel=\"original\""] + dated).joined(separator: ",\n")
    site.set(
      "/timemap",
      [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: application/link-format\r\nContent-Length: \(list.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(list)")
      ])
    site.publish(path(1), "One boat was lost, the harbour master said.")
    site.answer(path(2), 404)
    site.publish(path(3), "Three boats were lost, the harbour master said.")
    site.answer(path(4), 504)
    return site
  }

  private func path(_ hour: Int) -> String { "/web/2020010\(hour)120000id_/http://news.example/fire" }

  @Test func `what was not given is remembered, unless it may pass`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let site = archive()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // A host in trouble is left alone; here it is not, so that the test need not wait.
    try "fetch: {host-rest: 0}\n".write(
      toFile: folder + "/writethru.yaml", atomically: true, encoding: .utf8)
    let newsroom = Newsroom(archive: folder)
    let slug = try Slug("fire")
    func run(retries: Bool = false, to end: String = "2020-01-03T23:00:00Z") async throws -> ImportOutcome {
      try await newsroom.importTimeMap(
        site.server.address("/timemap"), into: slug,
        choice: ImportChoice(from: nil, to: Timestamp(end)),
        settings: LookSettings(allowedAddresses: ["127.0.0.0/8"]), retries: retries)
    }
    let first = try await run()
    #expect(first.kept.count == 2)
    #expect(first.failed.count == 1)
    #expect(site.requests(path(2)) == 1)
    let second = try await run()
    #expect(second.kept.isEmpty && second.failed.isEmpty)
    #expect(second.passedOver.contains { $0.reason.contains("--retry") })
    #expect(site.requests(path(2)) == 1)
    #expect(try await run(retries: true).failed.count == 1)
    #expect(site.requests(path(2)) == 2)
    // The other archive mends it.
    site.publish(path(2), "Two boats were lost, the harbour master said.")
    #expect(try await run(retries: true).kept.count == 1)
    // A gateway that timed out is asked again.
    #expect(try await run(to: "2020-01-05T00:00:00Z").failed.count == 1)
    site.publish(path(4), "Four boats were lost, the harbour master said.")
    let again = Newsroom(archive: folder)
    #expect(
      try await again.importTimeMap(
        site.server.address("/timemap"), into: slug, choice: ImportChoice(from: nil, to: nil),
        settings: LookSettings(allowedAddresses: ["127.0.0.0/8"])
      ).kept.count == 1)
    #expect(try Archive.verify(at: folder).damages == [])
  }
}
