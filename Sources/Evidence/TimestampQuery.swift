// Asks a time-stamping authority, and reads its answer.

import Foundation
public import Story

/// A request for a time-stamp over a SHA-256 (RFC 3161 §2.4.1), to be posted as `application/timestamp-query`.
public struct TimestampQuery: Sendable {
  /// The request in DER.
  public let bytes: [UInt8]
  private let digest: [UInt8]
  private let nonce: [UInt8]

  /// The media type of a request.
  public static let mediaType = "application/timestamp-query"
  /// The most bytes of an answer that are read: with a chain of certificates it has some thousands.
  public static let largestAnswer = 256 << 10

  /// SHA-256, 2.16.840.1.101.3.4.2.1, with no parameters.
  private static let algorithm = DER.sequence(
    DER(DER.object, [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]), DER(0x05, []))

  /// A request over a digest.
  ///
  /// - Parameters:
  ///   - sha256: the digest, 64 hexadecimal digits.
  ///   - nonce: 8 bytes nobody can guess, which the answer has to repeat.
  public init(sha256: String, nonce: [UInt8]) {
    digest = Self.bytes(of: sha256)
    // The first bit is the sign; the first byte is not zero, so that the number has one form.
    self.nonce = [UInt8((nonce.first ?? 1) & 0x3F | 0x40)] + nonce.dropFirst()
    bytes =
      DER.sequence(
        DER(DER.integer, [1]), DER.sequence(Self.algorithm, DER(DER.octets, digest)),
        DER(DER.integer, self.nonce), DER(0x01, [0xFF])
      ).bytes
  }

  /// The time an answer gives, once it is known to be of this request.
  ///
  /// The authority's signature is not checked here, for whom to trust is for whoever reads the evidence:
  /// `openssl ts -verify` does it, with the certificates they choose.
  ///
  /// - Throws: `unsupported` when the authority refuses, `digestMismatch` when the stamp is of something else,
  ///   `malformed`.
  public func time(in answer: [UInt8]) throws(EvidenceError) -> Timestamp {
    let info = try StampInfo(answer: answer)
    guard info.digest == digest else {
      throw EvidenceError(.digestMismatch, "the authority stamped something else than what was sent")
    }
    guard info.nonce == nonce else {
      throw EvidenceError(
        .digestMismatch, "the authority's answer is not to this request: its nonce is another")
    }
    return info.time
  }

  static func bytes(of digits: String) -> [UInt8] {
    let values = digits.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }
}

/// What a time-stamp says (`TSTInfo`, RFC 3161 §2.4.2).
struct StampInfo: Hashable {
  var digest: [UInt8]
  var time: Timestamp
  var nonce: [UInt8]?

  /// Reads an authority's answer.
  init(answer: [UInt8]) throws(EvidenceError) {
    let broken = EvidenceError(.malformed, "the authority's answer is no time-stamp")
    guard let parts = DER.read(answer[...])?.value.children,
      let status = parts.first?.children?.first?.content.last
    else { throw broken }
    guard status <= 1 else {
      throw EvidenceError(.unsupported, "the authority refuses to stamp (status \(status))")
    }
    // ContentInfo → SignedData → EncapsulatedContentInfo → OCTET STRING → TSTInfo.
    guard parts.count > 1, let signed = parts[1].children?.last?.children?.first?.children,
      let encapsulated = signed.first(where: { $0.tag == DER.sequence })?.children,
      let octets = encapsulated.last?.children?.first, octets.tag == DER.octets,
      let info = DER.read(octets.content)?.value.children, info.count >= 5,
      let imprint = info[2].children?.last, imprint.tag == DER.octets,
      let time = info.first(where: { $0.tag == DER.time }).flatMap({ Self.moment($0.content) })
    else { throw broken }
    digest = Array(imprint.content)
    self.time = time
    // The nonce is the integer after the time.
    nonce = info.drop { $0.tag != DER.time }.first { $0.tag == DER.integer }.map { Array($0.content) }
  }

  /// `20200106220000Z` or `20200106220000.123Z`.
  private static func moment(_ content: ArraySlice<UInt8>) -> Timestamp? {
    let text = String(decoding: content, as: UTF8.self)
    guard
      let found = text.wholeMatch(of: /(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z/)
    else { return nil }
    let fraction = found.7.map { String($0.prefix(4)) } ?? ""
    return Timestamp("\(found.1)-\(found.2)-\(found.3)T\(found.4):\(found.5):\(found.6)\(fraction)Z")
      ?? Timestamp("\(found.1)-\(found.2)-\(found.3)T\(found.4):\(found.5):\(found.6)Z")
  }
}
