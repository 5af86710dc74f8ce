// Owns a libcurl easy handle.

import CCurl

/// Owns a libcurl easy handle: one request at a time, used by one thread at a time.
final class CurlHandle {
  /// libcurl's own handle.
  let easy: UnsafeMutableRawPointer
  /// Where libcurl says in words what went wrong.
  private let words: UnsafeMutablePointer<CChar>

  /// A fresh handle with no option set.
  init() throws(FetchError.Problem) {
    guard Self.libraryCode == CURLE_OK, let easy = curl_easy_init() else {
      throw .other(code: Int(Self.libraryCode.rawValue), detail: "libcurl could not be started")
    }
    self.easy = easy
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(easy)
    words.deallocate()
  }

  /// Prepares libcurl, once for the whole program; a `static let` is made once whichever thread comes first.
  static let libraryCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Whether libcurl could be prepared.
  static var isReady: Bool { libraryCode == CURLE_OK }

  /// Takes every option back, keeps connections and known addresses.
  func reset() throws(FetchError.Problem) {
    curl_easy_reset(easy)
    words[0] = 0
    try check(curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words))
  }

  func set(_ option: CURLoption, _ value: Int) throws(FetchError.Problem) {
    try check(curl_set_long(easy, option, value))
  }

  func set(_ option: CURLoption, size value: Int) throws(FetchError.Problem) {
    try check(curl_set_size(easy, option, curl_off_t(value)))
  }

  func set(_ option: CURLoption, _ value: String) throws(FetchError.Problem) {
    try check(curl_set_string(easy, option, value))
  }

  func set(_ option: CURLoption, _ list: CurlList) throws(FetchError.Problem) {
    try check(curl_set_list(easy, option, list.first))
  }

  func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) throws(FetchError.Problem) {
    try check(curl_set_pointer(easy, option, pointer))
  }

  func setWriter(_ option: CURLoption, _ call: curl_write_callback) throws(FetchError.Problem) {
    try check(curl_set_writer(easy, option, call))
  }

  func setOpener(_ call: curl_opensocket_callback) throws(FetchError.Problem) {
    try check(curl_set_opener(easy, call))
  }

  func setProgress(_ call: curl_xferinfo_callback) throws(FetchError.Problem) {
    try check(curl_set_progress(easy, call))
  }

  func setDebug(_ call: curl_debug_callback) throws(FetchError.Problem) {
    try check(curl_set_debug(easy, call))
  }

  /// A figure about the last request; 0 when libcurl has none.
  func size(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    return curl_get_size(easy, info, &value) == CURLE_OK ? Int(value) : 0
  }

  /// A whole number about the last request; 0 when libcurl has none.
  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return curl_get_long(easy, info, &value) == CURLE_OK ? value : 0
  }

  /// A text about the last request.
  func text(_ info: CURLINFO) -> String? {
    var value: UnsafePointer<CChar>?
    guard curl_get_string(easy, info, &value) == CURLE_OK, let value else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// What libcurl says went wrong, in its words.
  func detail(_ code: CURLcode) -> String {
    words[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
  }

  /// An option that could not be set is a bound that would not hold: nothing is fetched then.
  private func check(_ code: CURLcode) throws(FetchError.Problem) {
    if code != CURLE_OK {
      throw .other(code: Int(code.rawValue), detail: String(cString: curl_easy_strerror(code)))
    }
  }
}

/// Owns a libcurl list of strings.
final class CurlList {
  fileprivate let first: UnsafeMutablePointer<curl_slist>?

  init(_ items: [String]) throws(FetchError.Problem) {
    var list: UnsafeMutablePointer<curl_slist>?
    for item in items {
      guard let longer = curl_slist_append(list, item) else {
        curl_slist_free_all(list)
        throw .other(code: Int(CURLE_OUT_OF_MEMORY.rawValue), detail: "no memory for the request")
      }
      list = longer
    }
    first = list
  }

  deinit { curl_slist_free_all(first) }
}
