// A PostgreSQL server for the tests: Debian's own, in a temporary folder, on a socket.

import Foundation
import Synchronization

@testable import Fleet

/// A server that is started by the first test that asks and goes with this process.
final class PostgresServer: Sendable {
  /// Where Debian keeps the server's programs, the newest first; nil when there are none.
  static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted { $1 < $0 }
    return versions.map { "\(root)/\($0)/bin" }.first {
      FileManager.default.fileExists(atPath: $0 + "/initdb")
    }
  }()

  /// Why there is no server; nil when there is one.
  static var missing: String? {
    if !FleetStore.hasPostgreSQL { return "built without the trait PostgreSQL" }
    return programs == nil ? "no PostgreSQL server in /usr/lib/postgresql" : nil
  }

  private static let started = Mutex<Result<PostgresServer, any Error>?>(nil)

  static func running() throws -> PostgresServer {
    try started.withLock { started in
      let result = started ?? Result { try PostgresServer() }
      started = result
      return try result.get()
    }
  }

  private let folder: String
  private let count = Mutex(0)

  private init() throws {
    folder = "/tmp/writethru-pg-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    chmod(folder, 0o777)
    let programs = Self.programs ?? ""
    // The server refuses to run as root.
    let user = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""
    // The watchdog stops the server when this process has gone, however it went.
    let script = """
      cd \(folder) && \(user)\(programs)/initdb -D \(folder)/data -U fleet -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null &&
      \(user)\(programs)/pg_ctl -D \(folder)/data -w -l \(folder)/log \
        -o "-k \(folder) -c listen_addresses='' -c fsync=off -c shared_buffers=16MB" start >/dev/null || exit 1
      (while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
       \(user)\(programs)/pg_ctl -D \(folder)/data -m immediate stop; rm -rf \(folder)) >/dev/null 2>&1 </dev/null &
      """
    // Not by Foundation's Process, which waits for all that the script leaves behind as well.
    guard system(script) == 0 else {
      throw FleetError(.unavailable, "the test's PostgreSQL did not start")
    }
  }

  /// The address of a database of its own.
  func database() throws -> FleetAddress {
    let number = count.withLock { count in
      count += 1
      return count
    }
    guard system("\(Self.programs ?? "")/createdb -h \(folder) -U fleet fleet\(number)") == 0 else {
      throw FleetError(.unavailable, "the test's database was not made")
    }
    return .postgreSQL("postgresql://fleet@/fleet\(number)?host=\(folder)")
  }
}
