// What a time-stamping authority answers (RFC 3161 §2.4.2), read.

import Story
import SwiftASN1

/// What a time-stamp says (`TSTInfo`).
struct StampInfo: Hashable {
  /// The SHA-256 it covers.
  var digest: [UInt8]
  /// The time it states.
  var time: Timestamp
  /// The nonce of the request, without leading zeros; nil when it names none.
  var nonce: [UInt8]?

  /// Reads an authority's answer (`TimeStampResp`, DER).
  ///
  /// - Throws: `unsupported` when the authority refuses, `digestMismatch` for another digest than SHA-256, `malformed`.
  init(answer: [UInt8]) throws(EvidenceError) {
    do {
      let parts = try DER.parse(answer).parts
      let status = try parts.part(0).parts
      let code = try Int(derEncoded: status.part(0))
      // 0 is granted, 1 granted with changes.
      guard code == 0 || code == 1 else {
        throw EvidenceError(
          .unsupported, "the authority refuses to stamp (status \(code)\(Self.reason(status)))")
      }
      let content = try parts.part(1).parts
      guard try ASN1ObjectIdentifier(derEncoded: content.part(0)) == Self.signedData else {
        throw EvidenceError(.malformed, "the authority's answer holds no signed data")
      }
      // ContentInfo → SignedData → EncapsulatedContentInfo → OCTET STRING → TSTInfo.
      let encapsulated = try content.part(1).parts.part(0).parts.part(2).parts
      guard try ASN1ObjectIdentifier(derEncoded: encapsulated.part(0)) == Self.info else {
        throw EvidenceError(.malformed, "what the authority signed is no time-stamp")
      }
      let octets = try ASN1OctetString(derEncoded: encapsulated.part(1).parts.part(0))
      let info = try DER.parse(octets.bytes).parts
      let imprint = try info.part(2).parts
      guard try ASN1ObjectIdentifier(derEncoded: imprint.part(0).parts.part(0)) == Self.sha256 else {
        throw EvidenceError(.digestMismatch, "the time-stamp covers another digest than a SHA-256")
      }
      digest = Array(try ASN1OctetString(derEncoded: imprint.part(1)).bytes)
      time = try Self.moment(GeneralizedTime(derEncoded: info.part(4)))
      // Accuracy and ordering may stand before the nonce, the authority's name and extensions after it.
      nonce = try info.dropFirst(5).first { $0.identifier == .integer }.map {
        Array(try ArraySlice<UInt8>(derEncoded: $0).drop { $0 == 0 })
      }
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw EvidenceError(.malformed, "the authority's answer is no time-stamp: \(error)")
    }
  }

  /// What the authority says of its refusal, short and without control characters.
  private static func reason(_ status: [ASN1Node]) -> String {
    guard status.count > 1, let texts = try? status[1].parts else { return "" }
    let words = texts.compactMap { node in (try? ASN1UTF8String(derEncoded: node)).map { String($0) } }
    let text = words.joined(separator: "; ").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return words.isEmpty ? "" : ": \(String(String.UnicodeScalarView(text)).prefix(200))"
  }

  private static func moment(_ time: GeneralizedTime) throws(EvidenceError) -> Timestamp {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    let text =
      "\(time.year)-\(two(time.month))-\(two(time.day))T\(two(time.hours)):\(two(time.minutes)):\(two(time.seconds))Z"
    guard let moment = Timestamp(text) else {
      throw EvidenceError(.malformed, "the time-stamp's time is none: \(text)")
    }
    return Timestamp(milliseconds: moment.milliseconds + Int64(time.fractionalSeconds * 1000))
  }

  /// SHA-256.
  static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
  /// `id-signedData` (RFC 5652).
  private static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]
  /// `id-ct-TSTInfo` (RFC 3161).
  private static let info: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 16, 1, 4]
}

extension ASN1Node {
  /// The values in a constructed one.
  fileprivate var parts: [ASN1Node] {
    get throws(EvidenceError) {
      guard case .constructed(let parts) = content else {
        throw EvidenceError(.malformed, "the authority's answer is no time-stamp: a part has no parts")
      }
      return Array(parts)
    }
  }
}

extension [ASN1Node] {
  fileprivate func part(_ place: Int) throws(EvidenceError) -> ASN1Node {
    guard indices.contains(place) else {
      throw EvidenceError(.malformed, "the authority's answer is no time-stamp: part \(place + 1) is missing")
    }
    return self[place]
  }
}
