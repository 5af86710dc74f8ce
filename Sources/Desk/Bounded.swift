// A memory with a limit: what was asked for again lately stays.

import Synchronization

/// Keeps values up to a total cost; the ones not asked for longest go first.
final class Bounded<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    var cost: Int
    var used: UInt64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var cost = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let most: Int

  init(most: Int) { self.most = most }

  subscript(key: Key) -> Value? {
    state.withLock { state in
      state.clock += 1
      state.entries[key]?.used = state.clock
      return state.entries[key]?.value
    }
  }

  /// Keeps a value. What costs more than a quarter of the limit is not kept.
  func keep(_ value: Value, for key: Key, cost: Int = 1) {
    guard cost <= max(1, most / 4) else { return }
    state.withLock { state in
      state.clock += 1
      state.cost += cost - (state.entries[key]?.cost ?? 0)
      state.entries[key] = Entry(value: value, cost: cost, used: state.clock)
      guard state.cost > most else { return }
      // A tenth at a time, so that sorting is rare.
      for (key, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
        if state.cost <= most * 9 / 10 { break }
        state.entries[key] = nil
        state.cost -= entry.cost
      }
    }
  }
}
