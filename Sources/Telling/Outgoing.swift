// What goes out by libcurl: one request, bounded, to a vetted address only.

import CCurl
import Foundation
import Synchronization

/// Says why a connection may not be made, by the very address it would go to (a C `sockaddr`) and the host's name; nil
/// when it may.
public typealias AddressVetting = @Sendable (_ sockaddr: UnsafeRawBufferPointer, _ host: String) -> String?

/// The bounds of what goes out.
public struct OutgoingSettings: Sendable {
  /// Judges each address before it is connected to.
  public var vetting: AddressVetting
  /// How long one request may take.
  public var timeout = Duration.seconds(30)
  /// What the program calls itself.
  public var userAgent = "writethru"
  /// A PEM file with the certificate authorities to trust instead of the system's.
  public var certificateFile: String?

  /// Settings with a vetting.
  public init(vetting: @escaping AddressVetting) { self.vetting = vetting }
}

/// One request by libcurl. Redirects are not followed, and no proxy of the environment is used.
final class Outgoing {
  private let easy: UnsafeMutableRawPointer
  private let settings: OutgoingSettings
  private let host: String
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private var upload: [UInt8] = []
  private var sent = 0
  /// The first bytes of what came back.
  private(set) var answer: [UInt8] = []
  /// How many of them are kept.
  var keptAnswer = 2048
  private var refusal: String?
  private let isCancelled: @Sendable () -> Bool

  /// libcurl, made ready once for the whole program.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(
    host: String, settings: OutgoingSettings, isCancelled: @escaping @Sendable () -> Bool
  ) throws(SendingError) {
    guard Self.isReady, let easy = curl_easy_init() else {
      throw SendingError("libcurl could not be started")
    }
    self.easy = easy
    self.host = host
    self.settings = settings
    self.isCancelled = isCancelled
  }

  deinit {
    curl_easy_cleanup(easy)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: Int) throws(SendingError) {
    try check(curl_set_long(easy, option, value))
  }

  func set(_ option: CURLoption, _ value: String) throws(SendingError) {
    try check(curl_set_string(easy, option, value))
  }

  func set(_ option: CURLoption, list items: [String]) throws(SendingError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for item in items {
      guard let longer = curl_slist_append(list, item) else {
        curl_slist_free_all(list)
        throw SendingError("no memory is left")
      }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    try check(curl_set_list(easy, option, list))
  }

  /// What is to be sent: read by libcurl as it goes.
  func upload(_ bytes: [UInt8]) throws(SendingError) {
    upload = bytes
    try check(curl_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count)))
    try check(
      curl_set_reader(easy) { room, size, count, owner in
        guard let owner, let room else { return 0 }
        return Unmanaged<Outgoing>.fromOpaque(owner).takeUnretainedValue().give(
          UnsafeMutableRawBufferPointer(start: room, count: size * count))
      })
    try check(curl_set_pointer(easy, CURLOPT_READDATA, Unmanaged.passUnretained(self).toOpaque()))
    try set(CURLOPT_UPLOAD, 1)
  }

  private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let piece = upload[sent...].prefix(room.count)
    room.copyBytes(from: piece)
    sent += piece.count
    return piece.count
  }

  /// Makes the request. Blocks the thread.
  ///
  /// - Parameter protocols: what may be spoken: `http,https`.
  /// - Returns: the status that the other side ended with.
  func perform(protocols: String) throws(SendingError) -> Int {
    let me = Unmanaged.passUnretained(self).toOpaque()
    try set(CURLOPT_PROTOCOLS_STR, protocols)
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_USERAGENT, settings.userAgent)
    try set(CURLOPT_TIMEOUT_MS, Int(settings.timeout / .milliseconds(1)))
    try set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(settings.timeout, .seconds(15)) / .milliseconds(1)))
    if let file = settings.certificateFile { try set(CURLOPT_CAINFO, file) }
    try check(
      curl_set_opener(easy) { owner, purpose, place in
        guard let owner, let place, purpose == CURLSOCKTYPE_IPCXN else { return -1 }
        return Unmanaged<Outgoing>.fromOpaque(owner).takeUnretainedValue().open(place)
      })
    try check(curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, me))
    try check(
      curl_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
        guard let owner else { return 0 }
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Unmanaged<Outgoing>.fromOpaque(owner).takeUnretainedValue().take(piece)
      })
    try check(curl_set_pointer(easy, CURLOPT_WRITEDATA, me))
    try check(
      curl_set_progress(easy) { owner, _, _, _, _ in
        guard let owner else { return 1 }
        return Unmanaged<Outgoing>.fromOpaque(owner).takeUnretainedValue().isCancelled() ? 1 : 0
      })
    try check(curl_set_pointer(easy, CURLOPT_XFERINFODATA, me))
    try set(CURLOPT_NOPROGRESS, 0)
    let code = curl_easy_perform(easy)
    if let refusal { throw SendingError(refusal) }
    var status = 0
    _ = curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
    guard code == CURLE_OK else {
      let reason = String(cString: curl_easy_strerror(code))
      throw SendingError(
        "\(host): \(reason)\(status > 0 ? " (it answered \(status))" : "")",
        isOfMessage: status >= 500 && protocols.hasPrefix("smtp"))
    }
    return status
  }

  /// How long the other side asks to be left alone; nil when it does not say.
  var retryAfter: Duration? {
    var seconds: curl_off_t = 0
    guard curl_get_size(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK, seconds > 0 else { return nil }
    return .seconds(min(seconds, 86_400))
  }

  /// Where the other side's `Location` leads, whole; nil when it gave none.
  var redirect: String? {
    var text: UnsafePointer<CChar>?
    guard curl_get_string(easy, CURLINFO_REDIRECT_URL, &text) == CURLE_OK, let text else { return nil }
    return String(cString: text)
  }

  private func open(_ place: UnsafeMutablePointer<curl_sockaddr>) -> Int32 {
    // The struct shows a `sockaddr`, but `addrlen` bytes lie there.
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
    let bytes = UnsafeRawBufferPointer(
      start: UnsafeRawPointer(place) + offset, count: Int(place.pointee.addrlen))
    if let reason = settings.vetting(bytes, host) {
      refusal = reason
      return -1
    }
    return socket(
      place.pointee.family, place.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), place.pointee.`protocol`)
  }

  private func take(_ piece: UnsafeRawBufferPointer) -> Int {
    // A little of the answer may say what was wrong; the rest is let go by.
    answer += piece.prefix(max(0, keptAnswer - answer.count))
    return piece.count
  }

  private func check(_ code: CURLcode) throws(SendingError) {
    if code != CURLE_OK {
      throw SendingError("libcurl refuses a setting: \(String(cString: curl_easy_strerror(code)))")
    }
  }
}

/// Runs blocking work on a thread that Swift's tasks do not share; cancelling the task asks it to stop.
func aside<Value: Sendable>(
  _ work: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws(SendingError) -> Value
) async throws(SendingError) -> Value {
  let flag = CancelFlag()
  let result: Result<Value, SendingError> = await withTaskCancellationHandler {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: Result { () throws(SendingError) in try work { flag.isSet } })
      }
    }
  } onCancel: {
    flag.set()
  }
  return try result.get()
}

private final class CancelFlag: Sendable {
  private let value = Atomic(false)
  func set() { value.store(true, ordering: .relaxed) }
  var isSet: Bool { value.load(ordering: .relaxed) }
}
