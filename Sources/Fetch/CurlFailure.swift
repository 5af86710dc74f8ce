// What a libcurl error code means for a fetch.

import CCurl

/// A request that libcurl ended with an error, and what was known of it then.
struct CurlFailure {
  /// libcurl's code.
  let code: CURLcode
  /// The handle, for its words and figures.
  let handle: CurlHandle
  /// The host asked.
  let host: String
  /// Whether the headers had all come.
  let headIsWhole: Bool
  /// Bytes of the body that had come.
  let received: Int
  /// Whether the deadline was reached.
  let isLate: Bool

  /// The same as a problem of the fetch.
  func problem(_ settings: FetchSettings) -> FetchError.Problem {
    let detail = handle.detail(code)
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return .unresolved(host: host)
    case CURLE_OPERATION_TIMEDOUT:
      if isLate { return .timedOut(settings.timeout) }
      let isConnected = handle.size(CURLINFO_PRETRANSFER_TIME_T) > 0
      return isConnected
        ? .tooSlow(bytesPerSecond: settings.minimumSpeed) : .connectTimedOut(settings.connectTimeout)
    case CURLE_FILESIZE_EXCEEDED:
      return .tooLarge(limit: settings.maxWireBytes)
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_COULDNT_CONNECT:
      guard headIsWhole else { return .connectionFailed(host: host, detail: detail) }
      let expected = handle.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
      return .cutOff(received: received, expected: expected > 0 ? expected : nil)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_ENGINE_INITFAILED:
      return .tls(host: host, detail: detail)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      return .notHTTP(detail: detail)
    case CURLE_OUT_OF_MEMORY:
      // libcurl gives up a header line of more than 100 KB before it shows it to us.
      return headIsWhole ? .other(code: Int(code.rawValue), detail: detail) : .headTooLarge
    case CURLE_BAD_CONTENT_ENCODING:
      return .badEncoding(detail)
    default:
      return .other(code: Int(code.rawValue), detail: detail)
    }
  }
}
