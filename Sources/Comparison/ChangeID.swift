// Names a change for ever.

import Language
import Story

/// Gives changes their ids: 64 bits of FNV-1a over both sides' keys, the type and the folded text, as 13 of Crockford's
/// base-32 digits (https://www.crockford.com/base32.html). Changes that agree in all of these are counted.
struct ChangeIDs {
  private let keys: [[UInt8]]
  /// How often each content was seen.
  private var seen: [UInt64: Int] = [:]

  /// Ids for the changes between two captures, or two texts.
  init(oldKey: String, newKey: String) { keys = [Array(oldKey.utf8), Array(newKey.utf8)] }

  /// The id of a change; asked once for each, in their order.
  mutating func next(for change: Change) -> String {
    var hash = FNV1a()
    func add(_ bytes: [UInt8]) {
      hash.add(bytes)
      // A byte that no UTF-8 text has parts one fact from the next.
      hash.add(0xFF)
    }
    keys.forEach(add)
    add(Array(change.type.rawValue.utf8))
    // Not the speakers: whom a mention stands for may be understood better one day.
    let isHedge = change.type == .hedgeAdded || change.type == .hedgeRemoved
    let facts = [change.text, change.old, change.new, isHedge ? change.cue : nil]
    for fact in facts { add(folded(Array((fact ?? "").utf8)[...])) }
    for fact in change.merged { add(folded(Array(fact.utf8)[...])) }
    let ordinal = seen[hash.value, default: 0]
    seen[hash.value] = ordinal + 1
    if ordinal > 0 { add(Array(String(ordinal).utf8)) }
    return crockford(hash.value)
  }
}

/// What stands for a text when it has no capture id: 64 bits of FNV-1a over its bytes.
func digest(of text: Text) -> String {
  var hash = FNV1a()
  hash.add(text.utf8)
  return crockford(hash.value)
}

/// 64 bits as 13 digits of 5 bits, the first of them of 4.
private func crockford(_ value: UInt64) -> String {
  let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  let places = stride(from: 60, through: 0, by: -5)
  return String(decoding: places.map { digits[Int(value >> UInt64($0) & 31)] }, as: UTF8.self)
}
