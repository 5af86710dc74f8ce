// Who is due first.

@testable import Schedule
import Story
import Testing

@Suite struct DueQueueTests {
  @Test func `a hundred thousand come out in order`() {
    var queue = DueQueue()
    var random = SeededRandom(seed: 1)
    for number in 0..<100_000 as Range<Int32> {
      queue.put(number, due: Timestamp(milliseconds: Int64(random.next() % 50_000)))
    }
    var last: DueQueue.Entry?
    var count = 0
    var disorder = 0
    while let entry = queue.removeFirst() {
      if let last, last >= entry { disorder += 1 }
      last = entry
      count += 1
    }
    #expect(count == 100_000)
    #expect(disorder == 0)
  }

  @Test func `putting, moving and removing at random agrees with a plain list`() {
    var queue = DueQueue()
    var plain: [Int32: Timestamp] = [:]
    var random = SeededRandom(seed: 2)
    for _ in 0..<3000 {
      let number = Int32(random.next() % 60)
      if random.next() % 3 == 0 {
        queue.remove(number)
        plain[number] = nil
      } else {
        let due = Timestamp(milliseconds: Int64(random.next() % 100))
        queue.put(number, due: due)
        plain[number] = due
      }
      let first = plain.map { DueQueue.Entry(due: $0.value, number: $0.key) }.min()
      #expect(queue.first == first)
      #expect(queue.count == plain.count)
      #expect(queue.due(number) == plain[number])
    }
  }
}
