// Who is due first.

public import Story

/// A queue of numbers by the moment each is due: a binary heap that knows where everyone stands, so that one can be moved
/// or taken out. Every change takes O(log n). Of those due at the same moment the lowest number is first.
public struct DueQueue: Sendable {
  /// One in the queue.
  public struct Entry: Hashable, Sendable, Comparable {
    /// When it is due.
    public var due: Timestamp
    /// Its number.
    public var number: Int32

    /// Orders by moment, then by number.
    public static func < (one: Entry, other: Entry) -> Bool {
      (one.due, one.number) < (other.due, other.number)
    }
  }

  private var heap: [Entry] = []
  private var places: [Int32: Int32] = [:]

  /// An empty queue.
  public init() {}

  /// How many are in it.
  public var count: Int { heap.count }
  /// Whether nobody is in it.
  public var isEmpty: Bool { heap.isEmpty }
  /// Who is due first.
  public var first: Entry? { heap.first }

  /// When one is due; nil when it is not in the queue.
  public func due(_ number: Int32) -> Timestamp? { places[number].map { heap[Int($0)].due } }

  /// Puts one in, or moves it if it is there.
  public mutating func put(_ number: Int32, due: Timestamp) {
    if let place = places[number].map(Int.init) {
      heap[place].due = due
      settle(place)
    } else {
      heap.append(Entry(due: due, number: number))
      places[number] = Int32(heap.count - 1)
      rise(heap.count - 1)
    }
  }

  /// Takes one out; nothing happens when it is not there.
  public mutating func remove(_ number: Int32) {
    guard let place = places.removeValue(forKey: number).map(Int.init) else { return }
    let last = heap.removeLast()
    guard place < heap.count else { return }
    heap[place] = last
    places[last.number] = Int32(place)
    settle(place)
  }

  /// Takes out whoever is due first.
  public mutating func removeFirst() -> Entry? {
    guard let first = heap.first else { return nil }
    remove(first.number)
    return first
  }

  /// How many are due by a moment; takes time for those only.
  public func count(upTo moment: Timestamp) -> Int {
    var count = 0
    var open = heap.isEmpty ? [] : [0]
    while let place = open.popLast() {
      guard place < heap.count, heap[place].due <= moment else { continue }
      count += 1
      open += [2 * place + 1, 2 * place + 2]
    }
    return count
  }

  /// Everybody in it, in no order of meaning.
  public var entries: [Entry] { heap }

  private mutating func settle(_ place: Int) {
    if place > 0, heap[place] < heap[(place - 1) / 2] { rise(place) } else { sink(place) }
  }

  private mutating func rise(_ start: Int) {
    var place = start
    let entry = heap[place]
    while place > 0, entry < heap[(place - 1) / 2] {
      set(place, heap[(place - 1) / 2])
      place = (place - 1) / 2
    }
    set(place, entry)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let entry = heap[place]
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      set(place, heap[child])
      place = child
    }
    set(place, entry)
  }

  private mutating func set(_ place: Int, _ entry: Entry) {
    heap[place] = entry
    places[entry.number] = Int32(place)
  }
}
