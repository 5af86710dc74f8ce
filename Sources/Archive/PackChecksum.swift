// Whether a pack or its index is as git wrote it.

import Crypto
import Foundation

/// The SHA-1 that packs and their indexes end with.
enum PackChecksum {
  /// Whether a file ends with the SHA-1 of the rest.
  static func isWhole(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path)
    guard let bytes = try? Data(contentsOf: url, options: .alwaysMapped), bytes.count > 20 else {
      return false
    }
    return Insecure.SHA1.hash(data: bytes.dropLast(20)).elementsEqual(bytes.suffix(20))
  }
}
