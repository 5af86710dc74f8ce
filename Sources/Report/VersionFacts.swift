// A version for programs.

import Story

extension Version {
  /// What is known of the version and how it was got.
  var facts: [JSON.Member] {
    [
      ("version", .integer(number)), ("capture", .string(capture.text)),
      ("captured", .string(captured.description)),
      ("time_source", .string(timeSource.rawValue)), ("late", .bool(late)), ("commit", .string(commit)),
      ("headline", JSON(headline)), ("address", JSON(address)), ("payload_sha256", .string(payloadSHA256)),
      ("extractor", .string(extractor)),
    ]
  }
}
