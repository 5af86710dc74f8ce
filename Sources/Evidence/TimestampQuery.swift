// Asks a time-stamping authority, and holds its answer against what was asked.

import Foundation
public import Story
import SwiftASN1

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

  /// A request over a digest. The authority's certificate is asked for, so that the answer can be checked later.
  ///
  /// - Parameters:
  ///   - sha256: the digest, 64 hexadecimal digits.
  ///   - nonce: 8 bytes nobody can guess, which the answer has to repeat.
  /// - Throws: `malformed` for a digest that is none.
  public init(sha256: String, nonce: [UInt8]) throws(EvidenceError) {
    digest = Self.bytes(of: sha256)
    // The first bit is the sign; the first byte is not zero, so that the number has one form.
    self.nonce = [UInt8((nonce.first ?? 1) & 0x3F | 0x40)] + nonce.dropFirst()
    guard digest.count == 32 else {
      throw EvidenceError(.malformed, "“\(sha256.prefix(80))” is no SHA-256 of 64 hexadecimal digits")
    }
    do {
      bytes = try Self.request(over: digest, nonce: self.nonce)
    } catch {
      throw EvidenceError(.malformed, "a request for a time-stamp could not be written: \(error)")
    }
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

  private static func request(over digest: [UInt8], nonce: [UInt8]) throws -> [UInt8] {
    var serializer = DER.Serializer()
    try serializer.appendConstructedNode(identifier: .sequence) { request in
      try request.serialize(1)
      try request.appendConstructedNode(identifier: .sequence) { imprint in
        try imprint.appendConstructedNode(identifier: .sequence) { algorithm in
          try algorithm.serialize(StampInfo.sha256)
          try algorithm.serialize(ASN1Null())
        }
        try imprint.serialize(ASN1OctetString(contentBytes: digest[...]))
      }
      try request.serialize(nonce[...])
      try request.serialize(true)
    }
    return serializer.serializedBytes
  }

  private static func bytes(of digits: String) -> [UInt8] {
    let values = digits.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: values.count - 1, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }
}
