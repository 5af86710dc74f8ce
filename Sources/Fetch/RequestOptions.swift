// Everything a request is asked of libcurl.

import CCurl

extension CurlHandle {
  /// Prepares a GET within bounds. Options of an earlier request are taken back first.
  ///
  /// - Parameters:
  ///   - address: what to ask for.
  ///   - headers: further headers; the list must live until the request is over.
  ///   - names: where names lead instead of what the resolver says; likewise.
  ///   - time: how long the whole exchange may take.
  ///   - settings: the other bounds.
  func prepare(
    _ address: WebAddress, headers: CurlList, names: CurlList? = nil, within time: Duration,
    settings: FetchSettings
  ) throws(FetchError.Problem) {
    try reset()
    try set(CURLOPT_URL, address.text)
    try set(CURLOPT_HTTPHEADER, headers)
    if let names { try set(CURLOPT_RESOLVE, names) }
    try set(
      CURLOPT_USERAGENT,
      String(settings.userAgent.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))

    // What may be spoken, and with whom.
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_FOLLOWLOCATION, 0)
    // HTTP/2 where a server offers it while the encryption is agreed on, else HTTP/1.1.
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    if let proxy = settings.proxy {
      try set(CURLOPT_PROXY, proxy)
      try set(CURLOPT_NOPROXY, "")
      try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    } else {
      // An empty name means no proxy, whatever the environment says.
      try set(CURLOPT_PROXY, "")
      try set(CURLOPT_NOPROXY, "*")
    }
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    if address.isSecure { try set(CURLOPT_CERTINFO, 1) }
    if let file = settings.certificateFile { try set(CURLOPT_CAINFO, file) }

    // The body as it comes: asked for in gzip, unpacked by us with a bound on what comes out. The header is set
    // through the option, the decoding that it would bring is off.
    try set(CURLOPT_ACCEPT_ENCODING, "gzip")
    try set(CURLOPT_HTTP_CONTENT_DECODING, 0)

    // Time and speed.
    try set(CURLOPT_TIMEOUT_MS, time.wholeMilliseconds)
    try set(CURLOPT_CONNECTTIMEOUT_MS, min(settings.connectTimeout, time).wholeMilliseconds)
    try set(CURLOPT_LOW_SPEED_LIMIT, settings.minimumSpeed)
    try set(CURLOPT_LOW_SPEED_TIME, (settings.minimumSpeedTime.wholeMilliseconds + 999) / 1000)
    // An answer that says beforehand that it is too large is not read at all.
    try set(CURLOPT_MAXFILESIZE_LARGE, size: settings.maxWireBytes)
    // No SIGALRM: signals belong to the whole program. Looking up a name runs on a thread of its own, which is left
    // behind at the deadline instead of being waited for; it ends when the system's resolver gives up.
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_QUICK_EXIT, 1)
  }
}

extension Duration {
  /// The duration in whole milliseconds, at least 1: libcurl takes 0 for “no bound”.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return Int(min(max(milliseconds, 1), Double(Int32.max)))
  }
}
