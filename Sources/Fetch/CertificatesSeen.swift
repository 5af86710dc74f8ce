// The certificates that servers showed.

import CCurl
import Crypto
import Foundation

/// The fingerprints of the certificates of open connections. libcurl shows a certificate with the first request on a
/// connection only, later ones must be told by which connection they took.
struct CertificatesSeen {
  private struct Connection: Hashable {
    var localPort: Int
    var peer: String
    var peerPort: Int
  }

  private var known: [Connection: String] = [:]

  /// The SHA-256 of the certificate (DER) that vouches for the server of the last request, in hexadecimal digits;
  /// nil without encryption.
  mutating func fingerprint(of handle: CurlHandle) -> String? {
    guard handle.text(CURLINFO_SCHEME)?.lowercased() == "https", let peer = handle.text(CURLINFO_PRIMARY_IP)
    else { return nil }
    let connection = Connection(
      localPort: handle.long(CURLINFO_LOCAL_PORT), peer: peer, peerPort: handle.long(CURLINFO_PRIMARY_PORT))
    guard let certificate = handle.leafCertificate else { return known[connection] }
    let print = SHA256.hash(data: certificate).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    if known.count >= 4096 { known = [:] }
    known[connection] = print
    return print
  }
}

extension CurlHandle {
  /// The server's own certificate (DER), if this request's connection was new.
  fileprivate var leafCertificate: [UInt8]? {
    var all: UnsafeMutablePointer<curl_certinfo>?
    guard curl_get_certificates(easy, &all) == CURLE_OK, let all, all.pointee.num_of_certs > 0 else {
      return nil
    }
    var line = all.pointee.certinfo[0]
    while let item = line {
      defer { line = item.pointee.next }
      guard let data = item.pointee.data else { continue }
      let text = String(cString: data)
      guard text.hasPrefix("Cert:") else { continue }
      let base64 = text.dropFirst(5).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        .joined()
      return Data(base64Encoded: base64).map { Array($0) }
    }
    return nil
  }
}
