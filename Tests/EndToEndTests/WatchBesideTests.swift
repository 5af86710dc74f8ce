// A running watch, and other commands over the same archive beside it.

import Foundation
import LocalServer
import Testing

@Suite struct WatchBesideTests {
  @Test(.timeLimit(.minutes(10)))
  func `other commands are never refused while a watch runs, and take effect`() async throws {
    let server = TestServer { path in
      guard path != "/robots.txt" else { return TestServer.noRobots }
      let page = WatchTests.page(WatchTests.pilot)
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
    let program = try Program()
    try program.write("fetch: {host-rest: 0}\n", to: "writethru-archive/writethru.yaml")
    try program.write(WatchTests.page(WatchTests.chief), to: "2020-01-06T2200Z.html")
    let watch = try program.start([
      "watch", "--every", "1s", "--allow-address", "127.0.0.1", "--log", "json",
    ])
    // It waits for stories to come, and has the archive from here on.
    while try program.git("rev-parse", "--git-dir").status != 0 {
      try await Task.sleep(for: .milliseconds(50))
    }

    let added = try program.run("add", server.address("/dock-fire"), server.address("/flood?utm_source=x"))
    #expect(added.status == 0, "\(added.errors)")
    #expect(try await watch.waits(for: "dock-fire: new story, saved as v1"), "\(watch.printed)")
    #expect(try await watch.waits(for: "flood: new story, saved as v1"))

    let imported = try program.run("import", "old-fire", "2020-01-06T2200Z.html")
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try program.run("log", "old-fire").output.contains("1 version"))

    for (verb, word) in [("pause", "paused"), ("resume", "watched again"), ("end", "ended")] {
      let run = try program.run(verb, "flood")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("flood: "), "\(word): \(run.output)")
    }
    let merged = try program.run("merge", "flood", "dock-fire")
    #expect(merged.status == 0, "\(merged.errors)")
    let asked = server.requests.count { $0.hasPrefix("GET /flood") }

    // A mistake in the settings is pointed at, and changes nothing.
    try program.write("fetch:\n  host-rest: never\n", to: "writethru-archive/writethru.yaml")
    kill(watch.process.processIdentifier, SIGHUP)
    while !watch.complaints.contains("not_reloaded") && watch.process.isRunning {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(watch.complaints.contains("writethru.yaml:2:14: fetch.host-rest must be"), "\(watch.complaints)")

    watch.process.terminate()
    let run = try watch.end()
    #expect(run.status == 0)
    #expect(server.requests.count { $0.hasPrefix("GET /flood") } <= asked + 1)
    // Each line of the log is a JSON object.
    for line in run.errors.split(separator: "\n") where line.hasPrefix("{") {
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "\(line)")
    }
    let verified = try program.run("verify")
    #expect(verified.status == 0, "\(verified.output)")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a watch of named stories takes up what is added, and leaves alone what was there`() async throws {
    let server = TestServer { path in
      guard path != "/robots.txt" else { return TestServer.noRobots }
      let page = WatchTests.page(WatchTests.pilot)
      return [
        .send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(page)")
      ]
    }
    let program = try Program()
    try program.write("fetch: {host-rest: 0}\n", to: "writethru-archive/writethru.yaml")
    #expect(try program.run("add", server.address("/flood")).status == 0)
    let watch = try program.start([
      "watch", server.address("/dock-fire"), "--every", "1s", "--allow-address", "127.0.0.1",
    ])
    #expect(try await watch.waits(for: "dock-fire: new story, saved as v1"), "\(watch.printed)")
    #expect(try program.run("add", server.address("/strike")).status == 0)
    #expect(try await watch.waits(for: "strike: new story, saved as v1"), "\(watch.printed)")
    // The one that was there before is registered anew by somebody, and still not looked at.
    #expect(try program.run("pause", "flood").status == 0)
    #expect(try program.run("resume", "flood").status == 0)
    watch.process.terminate()
    #expect(try watch.end().status == 0)
    #expect(!server.requests.contains { $0.hasPrefix("GET /flood") })
  }

  @Test(.timeLimit(.minutes(5)))
  func `a second watch is told who has the archive`() async throws {
    let program = try Program()
    let watch = try program.start(["watch"])
    while try program.git("rev-parse", "--git-dir").status != 0 {
      try await Task.sleep(for: .milliseconds(50))
    }
    let second = try program.run("watch")
    #expect(second.status == 75)
    #expect(second.errors.contains("\(watch.process.processIdentifier)"), "\(second.errors)")
    watch.process.terminate()
    #expect(try watch.end().status == 0)
  }
}
