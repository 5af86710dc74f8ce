// Runs all of a fetcher's requests side by side on one thread of its own.

import CCurl
import Foundation
import Synchronization

/// Runs exchanges side by side on one thread, by libcurl's multi interface. The thread starts with the first exchange
/// and ends when the loop is let go and nothing runs any more.
///
/// Connections that stay open are this loop's and no other's: each was judged by the settings of its one fetcher.
final class TransferLoop: Sendable {
  private let inbox: Inbox?
  private let limit: Int

  /// A loop of at most `limit` exchanges at a time; more wait their turn.
  init(limit: Int) {
    inbox = Inbox()
    self.limit = max(1, limit)
  }

  deinit { inbox?.change { $0.isClosing = true } }

  /// Runs an exchange to its end.
  ///
  /// - Throws: what went wrong, when there is no whole answer; `cancelled` soon after the exchange was told so.
  func run(_ exchange: Exchange) async throws(FetchError.Problem) {
    guard let inbox else { throw .other(code: 0, detail: "libcurl could not be started") }
    let result: Result<Void, FetchError.Problem> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchange.whenDone = { continuation.resume(returning: $0) }
        let isFirst = inbox.change { state in
          state.arrivals.append(exchange)
          defer { state.isStarted = true }
          return !state.isStarted
        }
        if isFirst { start(inbox) }
      }
    } onCancel: {
      exchange.cancellation.request()
      inbox.change { $0.someoneLeft = true }
    }
    try result.get()
  }

  private func start(_ inbox: Inbox) {
    let limit = limit
    let thread = Thread {
      withoutBrokenPipeSignal { TransferThread(inbox, limit: limit).work() }
    }
    thread.name = "writethru.fetch"
    thread.stackSize = 1 << 20
    thread.start()
  }
}

/// What callers leave for the thread.
private final class Inbox: @unchecked Sendable {
  // Sendable: the state is behind a lock. The libcurl handle is the thread's; others only call `curl_multi_wakeup`
  // with it, which may be called from any thread, and under the lock, so never after the thread has closed it.
  struct State {
    var arrivals: [Exchange] = []
    var someoneLeft = false
    var isClosing = false
    var isStarted = false
    var isOver = false
  }

  let multi: UnsafeMutableRawPointer
  private let state = Mutex(State())

  init?() {
    guard CurlHandle.isReady, let multi = curl_multi_init() else { return nil }
    self.multi = multi
  }

  deinit { curl_multi_cleanup(multi) }

  /// Changes the state and wakes the thread.
  @discardableResult
  func change<Value>(_ change: (inout State) -> Value) -> Value {
    state.withLock { state in
      defer { if !state.isOver { curl_multi_wakeup(multi) } }
      return change(&state)
    }
  }

  /// Takes what was left, and tells whether the loop goes on.
  func take(isIdle: Bool) -> (arrivals: [Exchange], someoneLeft: Bool, goesOn: Bool) {
    state.withLock { state in
      defer {
        state.arrivals = []
        state.someoneLeft = false
      }
      let goesOn = !(state.isClosing && state.arrivals.isEmpty && isIdle)
      state.isOver = !goesOn
      return (state.arrivals, state.someoneLeft, goesOn)
    }
  }
}

/// The thread's own things.
private final class TransferThread {
  private struct Transfer {
    let exchange: Exchange
    let handle: CurlHandle
  }

  private let inbox: Inbox
  private let limit: Int
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]
  private var waiting: [Exchange] = []
  /// Handles at rest: making one costs more than resetting one.
  private var spare: [CurlHandle] = []
  private var certificates = CertificatesSeen()

  init(_ inbox: Inbox, limit: Int) {
    self.inbox = inbox
    self.limit = limit
    // Connections at rest; the oldest is closed first. A host is seldom asked again while one would last.
    _ = curl_multi_set_long(inbox.multi, CURLMOPT_MAXCONNECTS, 64)
  }

  func work() {
    while true {
      let (arrivals, someoneLeft, goesOn) = inbox.take(isIdle: running.isEmpty && waiting.isEmpty)
      guard goesOn else { return }
      if someoneLeft { letGo() }
      waiting += arrivals
      startWaiting()
      var count: Int32 = 0
      curl_multi_perform(inbox.multi, &count)
      let some = finishEnded()
      if some && !waiting.isEmpty { continue }
      // libcurl cuts the wait short by its own timers; whoever leaves something in the inbox ends it.
      curl_multi_poll(inbox.multi, nil, 0, running.isEmpty ? 600_000 : 1000, nil)
    }
  }

  private func startWaiting() {
    let free = limit - running.count
    guard free > 0, !waiting.isEmpty else { return }
    for exchange in waiting.prefix(free) {
      do throws(FetchError.Problem) {
        let handle: CurlHandle
        if let rested = spare.popLast() { handle = rested } else { handle = try CurlHandle() }
        try exchange.prepare(handle)
        curl_multi_add_handle(inbox.multi, handle.easy)
        running[handle.easy] = Transfer(exchange: exchange, handle: handle)
      } catch {
        exchange.end(.failure(error))
      }
    }
    waiting.removeFirst(min(free, waiting.count))
  }

  /// Ends what libcurl is done with.
  private func finishEnded() -> Bool {
    var some = false
    var left: Int32 = 0
    while let message = curl_multi_info_read(inbox.multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = running.removeValue(forKey: easy)
      else { continue }
      some = true
      let code = curl_message_result(message)
      curl_multi_remove_handle(inbox.multi, easy)
      let certificate = certificates.fingerprint(of: transfer.handle)
      transfer.exchange.end(transfer.exchange.outcome(code, on: transfer.handle, certificate: certificate))
      rest(transfer.handle)
    }
    return some
  }

  /// Ends what nobody waits for any more.
  private func letGo() {
    for (easy, transfer) in running where transfer.exchange.cancellation.isRequested {
      running[easy] = nil
      curl_multi_remove_handle(inbox.multi, easy)
      transfer.exchange.end(.failure(.cancelled))
      rest(transfer.handle)
    }
    waiting.removeAll { exchange in
      guard exchange.cancellation.isRequested else { return false }
      exchange.end(.failure(.cancelled))
      return true
    }
  }

  private func rest(_ handle: CurlHandle) {
    // Nothing may point at the exchange that is gone.
    if spare.count < 32, (try? handle.reset()) != nil { spare.append(handle) }
  }
}

/// Whether a fetch is no longer wanted.
final class Cancellation: Sendable {
  private let requested = Atomic(false)

  /// Asks the fetch to end.
  func request() { requested.store(true, ordering: .relaxed) }

  /// Whether it was asked to end.
  var isRequested: Bool { requested.load(ordering: .relaxed) }
}
