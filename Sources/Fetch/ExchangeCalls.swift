// The C functions through which libcurl reports to an exchange.

import CCurl

extension Exchange {
  /// Makes a handle report to this exchange, which must live until the request is over.
  func report(from handle: CurlHandle) throws(FetchError.Problem) {
    let me = Unmanaged.passUnretained(self).toOpaque()
    try handle.setOpener { owner, purpose, place in
      guard let exchange = Exchange.at(owner), let place, purpose == CURLSOCKTYPE_IPCXN else { return -1 }
      return exchange.open(
        SocketAddress(curl: place), family: place.pointee.family, type: place.pointee.socktype,
        protocol: place.pointee.protocol)
    }
    try handle.set(CURLOPT_OPENSOCKETDATA, pointer: me)
    try handle.setWriter(CURLOPT_HEADERFUNCTION) { bytes, size, count, owner in
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Exchange.at(owner)?.take(headLine: line) == true ? line.count : line.count &- 1
    }
    try handle.set(CURLOPT_HEADERDATA, pointer: me)
    try handle.setWriter(CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
      let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Exchange.at(owner)?.take(bodyPiece: piece) == true ? piece.count : piece.count &- 1
    }
    try handle.set(CURLOPT_WRITEDATA, pointer: me)
    try handle.setProgress { owner, _, _, _, _ in Exchange.at(owner)?.goOn() == true ? 0 : 1 }
    try handle.set(CURLOPT_XFERINFODATA, pointer: me)
    try handle.set(CURLOPT_NOPROGRESS, 0)
    // Only so are the request's own bytes to be had; nothing is printed.
    try handle.setDebug { _, kind, bytes, count, owner in
      if kind == CURLINFO_HEADER_OUT {
        Exchange.at(owner)?.note(sent: UnsafeRawBufferPointer(start: bytes, count: count))
      }
      return 0
    }
    try handle.set(CURLOPT_DEBUGDATA, pointer: me)
    try handle.set(CURLOPT_VERBOSE, 1)
  }

  private static func at(_ owner: UnsafeMutableRawPointer?) -> Exchange? {
    owner.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension SocketAddress {
  /// Reads the address libcurl is about to connect to. Its struct shows a `sockaddr`, but `addrlen` bytes lie there.
  fileprivate init?(curl place: UnsafeMutablePointer<curl_sockaddr>) {
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
    self.init(
      sockaddr: UnsafeRawBufferPointer(
        start: UnsafeRawPointer(place) + offset, count: Int(place.pointee.addrlen)))
  }
}
