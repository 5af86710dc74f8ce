// The file of rates.

import Schedule
import Testing

@Suite struct RateBookTests {
  @Test func `the tables the program carries can be read and fall with age`() {
    for table in [RateBook.published.picked, RateBook.published.found] {
      #expect(table.rates == table.rates.sorted(by: >))
      #expect(table.rates.allSatisfy { $0 > 0 })
    }
    #expect(RateBook.ages.count == RateTable.edges.count)
  }

  @Test func `what is written is read again`() throws {
    var book = RateBook.published
    book.hosts["news.example"] = book.found.multiplied(by: 2)
    book.hosts["news.example"]?.hours[3] = 0.25
    #expect(try RateBook(book.text(comment: "one\ntwo")) == book)
    #expect(book.table(host: "news.example", choice: .picked).hours[3] == 0.25)
    #expect(book.table(host: "other.example", choice: .found) == book.found)
  }

  @Test(arguments: [
    ("until 6m 1", "line 1: begin with"), ("[live]", "line 1: a heading"),
    ("[picked]\nuntil 7m 1", "line 2: the ages"),
    ("[picked]\nuntil 6m fast", "line 2: write"), ("[picked]\nuntil 6m -1", "line 2: write"),
    ("[picked]\nuntil 6m nan", "line 2: write"), ("[picked]\nhour 24 1", "line 2: an hour"),
    ("[picked]\n# x\n\nsince 1 2", "line 4: a line begins"),
    ("[picked]\nuntil 6m 1", "line 1: this table ends before"),
    ("[picked]\n[picked]", "line 2: [picked] stands here twice"), ("", "line 1: the file needs both"),
    ("[host ]", "line 1: a heading"),
  ])
  func `a fault is named with its line`(text: String, fault: String) {
    let error = #expect(throws: RateBook.Fault.self) { try RateBook(text) }
    #expect(error?.description.hasPrefix(fault) == true, "\(error?.description ?? "")")
  }
}
