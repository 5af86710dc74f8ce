// Values by the numbers of names, found without hashing them once more.

/// A table of a few values by numbers that are hashes already (``TagName/number(_:)``); it is asked at every tag.
struct NumberTable<Value: Sendable>: Sendable {
  private var slots: [(number: UInt64, value: Value)?]
  private let mask: Int

  /// A table of these values.
  init(_ values: [UInt64: Value]) {
    var size = 16
    while size < values.count * 4 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    mask = size - 1
    for (number, value) in values {
      var place = Int(truncatingIfNeeded: number) & mask
      while slots[place] != nil { place = (place + 1) & mask }
      slots[place] = (number, value)
    }
  }

  /// The value of a number, or nil.
  subscript(number: UInt64) -> Value? {
    var place = Int(truncatingIfNeeded: number) & mask
    while let slot = slots[place] {
      if slot.number == number { return slot.value }
      place = (place + 1) & mask
    }
    return nil
  }
}
