// The operator's own command that gives a page, for pages that need a browser.

import ChildProcess
import Foundation
import Glibc
import Story

/// A command of the operator's that prints a page's HTML, a headless browser say. No shell reads it.
///
/// Before it runs, the address is checked as for a plain fetch: no host that leads to an address not public. What the
/// command itself then connects to is beyond our reach: where that matters, run it behind a proxy or in a network of
/// its own. It gets `PATH`, `HOME`, `LANG` and `WRITETHRU_URL` (the address) as its environment, and the proxy if one
/// is set; time and output are bounded, and it is ended with all of its process group.
public struct FetchCommand: Sendable, Hashable {
  /// The program and its arguments. The address takes the place of an argument `{url}`, else it is put last.
  public var arguments: [String]
  /// A command that writes a picture of the page to its output, likewise; nil for none.
  public var screenshot: [String]?
  /// How long each of the two may take.
  public var timeout: Duration
  /// The most bytes each of the two may print.
  public var maxBytes: Int

  /// A command.
  public init(
    _ arguments: [String], screenshot: [String]? = nil, timeout: Duration = .seconds(60),
    maxBytes: Int = 64 << 20
  ) {
    self.arguments = arguments
    self.screenshot = screenshot
    self.timeout = timeout
    self.maxBytes = maxBytes
  }

  /// The program's name as it is recorded and shown.
  var name: String { arguments.first.map { String($0.split(separator: "/").last ?? "") } ?? "" }
}

extension Fetcher {
  /// Has a command fetch an address.
  ///
  /// - Returns: what it printed, as an answer without headers; status 200 only says that the command ended well.
  ///   ``Answer/way`` is `command: ` and its name. A picture that could not be made is left out.
  /// - Throws: ``FetchError``: the problems of the address, or `command`.
  public func fetch(_ address: String, by command: FetchCommand) async throws(FetchError) -> Answer {
    let started = Timestamp.now
    let place: WebAddress
    do {
      place = try WebAddress(address)
    } catch {
      throw FetchError(.badAddress(error), address: address)
    }
    do throws(FetchError.Problem) {
      let settings = settings
      let page = try await aside { (cancellation) throws(FetchError.Problem) in
        try AddressCheck.check(place, settings: settings)
        return try CommandRun(command.arguments, command, place, settings, cancellation).output()
      }
      let picture: [UInt8]?
      if let shot = command.screenshot {
        do throws(FetchError.Problem) {
          picture = try await aside { (cancellation) throws(FetchError.Problem) in
            try CommandRun(shot, command, place, settings, cancellation).output()
          }
        } catch {
          if error == .cancelled { throw error }
          picture = nil
        }
      } else {
        picture = nil
      }
      var answer = Answer(
        status: 200, hops: [], requestHeaders: [], head: [], wireBody: page, body: page, started: started,
        finished: .now, finalAddress: place.text)
      answer.way = "command: \(Shown(command.name))"
      answer.screenshot = picture
      return answer
    } catch {
      throw FetchError(error, address: place.text)
    }
  }

  /// Runs blocking work on a thread that Swift's tasks do not share.
  private func aside(
    _ work: @escaping @Sendable (Cancellation) throws(FetchError.Problem) -> [UInt8]
  ) async throws(FetchError.Problem) -> [UInt8] {
    let cancellation = Cancellation()
    let result: Result<[UInt8], FetchError.Problem> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(
            returning: Result { () throws(FetchError.Problem) in
              if cancellation.isRequested { throw .cancelled }
              return try work(cancellation)
            })
        }
      }
    } onCancel: {
      cancellation.request()
    }
    return try result.get()
  }
}

/// One run of a command.
private struct CommandRun {
  let arguments: [String]
  let bounds: FetchCommand
  let place: WebAddress
  let settings: FetchSettings
  let cancellation: Cancellation

  init(
    _ arguments: [String], _ bounds: FetchCommand, _ place: WebAddress, _ settings: FetchSettings,
    _ cancellation: Cancellation
  ) {
    let given = arguments.map { $0 == "{url}" ? place.text : $0 }
    self.arguments = arguments.contains("{url}") ? given : given + [place.text]
    self.bounds = bounds
    self.place = place
    self.settings = settings
    self.cancellation = cancellation
  }

  private func problem(_ detail: String) -> FetchError.Problem { .command(name: bounds.name, detail: detail) }

  /// Runs it and takes what it prints. Blocks the thread.
  func output() throws(FetchError.Problem) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard !bounds.arguments.isEmpty, pipe(&ends) == 0 else {
      throw problem("it cannot be started")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let child: ChildProcess
    do throws(FetchError.Problem) {
      child = try start(printingTo: ends[1])
      close(ends[1])
    } catch {
      close(ends[1])
      throw error
    }
    let (output, ending) = try read(ends[0], of: child)
    switch ending {
    case .code(0): break
    case .code(let code): throw problem("it ended with \(code)")
    case .signal(let signal): throw problem("it was ended by signal \(signal)")
    }
    guard !output.isEmpty else { throw problem("it printed nothing") }
    return output
  }

  private func start(printingTo output: Int32) throws(FetchError.Problem) -> ChildProcess {
    var environment = ChildProcess.inherited(["PATH", "HOME", "LANG"])
    environment["WRITETHRU_URL"] = place.text
    if let proxy = settings.proxy {
      environment["http_proxy"] = "\(proxy)"
      environment["https_proxy"] = "\(proxy)"
    }
    do throws(ChildProcess.Unstartable) {
      return try ChildProcess(arguments, environment: environment, output: output)
    } catch {
      throw problem("it cannot be started: \(error)")
    }
  }

  /// Reads until the output ends and the child is over.
  private func read(
    _ output: Int32, of child: ChildProcess
  ) throws(FetchError.Problem) -> ([UInt8], ChildProcess.Ending) {
    let deadline = ContinuousClock.now.advanced(by: bounds.timeout)
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 << 10)
    var isOpen = true
    while true {
      if cancellation.isRequested { throw .cancelled }
      guard ContinuousClock.now < deadline else { throw problem("it took longer than \(bounds.timeout)") }
      if isOpen {
        var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, 50) > 0 else { continue }
        let count = Glibc.read(output, &room, room.count)
        if count > 0 {
          guard bytes.count + count <= bounds.maxBytes else {
            throw problem("it printed more than \(bounds.maxBytes) bytes")
          }
          bytes += room[..<count]
        } else if count == 0 || errno != EINTR {
          isOpen = false
        }
      } else if let ending = child.ending {
        return (bytes, ending)
      } else {
        usleep(5_000)
      }
    }
  }
}
