// Looks at many stories on many hosts of this machine for a while.

import Fetch
import Foundation
import Glibc
import Synchronization

/// Stories spread over hosts in 127.0.0.0/8, all served by a child process, looked at round and round with the usual
/// manners (two seconds' rest a host) for a number of seconds.
struct Load {
  let hosts: Int
  let stories: Int
  let seconds: Int

  func run() async {
    let port = 20_000 + Int(getpid()) % 20_000
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    server.arguments = ["serve", "\(port)"]
    do {
      try server.run()
    } catch {
      print("The server cannot be started: \(error)")
      return
    }
    defer { server.terminate() }
    try? await Task.sleep(for: .seconds(1))

    var settings = FetchSettings(contact: "desk@news.example")
    settings.allowedAddresses = ["127.0.0.0/8"].compactMap { try? AddressRange($0) }
    let fetcher = PoliteFetcher(settings: settings, manners: MannersSettings())
    let tally = Tally()
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    print("descriptors \(Self.descriptors), resident \(Self.resident) MB before")
    let began = clock.now
    let (hosts, stories) = (hosts, stories)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while clock.now < end {
          try? await Task.sleep(for: .seconds(10))
          let now = tally.counts.withLock { $0 }
          print(
            "  \(now.looks) looks, \(now.failed) failed, descriptors \(Self.descriptors), resident \(Self.resident) MB"
          )
        }
      }
      for _ in 0..<min(200, hosts) {
        group.addTask {
          while clock.now < end {
            let story = tally.next.add(1, ordering: .relaxed).oldValue % stories
            let host = story % hosts
            let address =
              "http://127.\(1 + host / 62_500).\(host / 250 % 250).\(1 + host % 250):\(port)/story-\(story)"
            let asked = clock.now
            do {
              let answer = try await fetcher.fetch(address, etag: "\"7\"")
              tally.counts.withLock {
                $0.looks += 1; if answer.status == 304 { $0.unchanged += 1 }
              }
            } catch {
              tally.counts.withLock { $0.failed += 1 }
            }
            let took = Double(asked.duration(to: clock.now) / .milliseconds(1))
            tally.counts.withLock { $0.slowest = max($0.slowest, took) }
          }
        }
      }
    }
    let took = began.duration(to: clock.now) / .seconds(1)
    let total = tally.counts.withLock { $0 }
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    let cpu =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(
        usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    print(
      "\(total.looks) looks (\(total.unchanged) unchanged, \(total.failed) failed) in \(Int(took)) s:"
        + " \(Int(Double(total.looks) / took)) a second; \(String(format: "%.2f", cpu * 1000 / Double(max(total.looks, 1)))) ms CPU a look;"
        + " slowest \(Int(total.slowest)) ms, waiting for its turn counted in")
    print("most resident \(usage.ru_maxrss / 1024) MB; descriptors \(Self.descriptors) after")
  }

  /// What all tasks count together.
  private final class Tally: Sendable {
    struct Counts { var looks = 0, unchanged = 0, failed = 0, slowest = 0.0 }
    let counts = Mutex(Counts())
    let next = Atomic(0)
  }

  static var descriptors: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  static var resident: Int {
    let fields =
      (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 / (1 << 20) : 0
  }
}
