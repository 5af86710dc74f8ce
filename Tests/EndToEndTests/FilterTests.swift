// `writethru filter`.

import Foundation
import Testing

@Suite struct FilterTests {
  private func lines(_ run: Program.Run) throws -> [[String: Any]] {
    try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `reading gives offsets in Unicode scalars`() throws {
    let text = "“Grüße,” said Zoë Ámbar.\nThe naïve plan failed."
    let input = try String(decoding: JSONEncoder().encode(["id": "a", "text": text]), as: UTF8.self)
    let answer = try #require(lines(Program().run("filter", "read", input: input)).first)
    let quote = try #require((answer["quotes"] as? [[String: Any]])?.first)
    let scalars = Array(text.unicodeScalars)
    let start = try #require(quote["start"] as? Int)
    let end = try #require(quote["end"] as? Int)
    #expect(String(String.UnicodeScalarView(scalars[start..<end])) == "Grüße,")
    let speaker = try #require(quote["speaker"] as? [String: Any])
    #expect(speaker["name"] as? String == "Zoë Ámbar")
    #expect((answer["sentences"] as? [[Int]])?.last == [25, 47])
  }

  @Test func `a bad line is answered and the next is read`() throws {
    let input = """
      {"id":"1","text":"One."}
      no json
      {"id":"3"}
      [1]

      {"id":"5","text":"Five."}
      """
    let answers = try lines(Program().run("filter", "read", input: input))
    #expect(answers.count == 5)
    #expect(answers.map { $0["error"] != nil } == [false, true, true, true, false])
    #expect(answers[2]["id"] as? String == "3")
    #expect(answers[4]["id"] as? String == "5")
  }

  @Test func `strictly, a bad line is named on standard error and ends the program with 65`() throws {
    let input = """
      {"id":1,"old":"One died.","new":"Two died."}
      {"id":2,"old":"One died."}
      {"id":3,"old":"Three died.","new":"Four died."}
      """
    let run = try Program().run("filter", "compare", "--strict", input: input)
    #expect(run.status == 65)
    #expect(try lines(run).count == 3)
    #expect(run.errors.contains("line 2, id 2: “new” is missing"))
    let cut = try Program().run("filter", "compare", "--strict", input: #"{"id":1,"old":"One “died"#)
    #expect(cut.status == 65)
    #expect(cut.errors.contains(#"It begins: {"id":1,"old":"One ???died"#))
    let loose = try Program().run("filter", "compare", input: input)
    #expect(loose.status == 0 && loose.errors.isEmpty && loose.output == run.output)
    #expect(try Program().run("filter", "compare", "--strict", input: "").status == 0)
  }

  @Test func `in rows, each change is a line of the same columns`() throws {
    let input = """
      {"id":1,"old":"Five people died. “We are sorry,” Ann Holt said.","new":"Six people died."}
      {"id":"same","old":"One died.","new":"One died."}
      {"id":"bad"}
      """
    let answers = try lines(Program().run("filter", "compare", "--rows", input: input))
    #expect(answers.map { $0["type"] as? String } == ["quote_removed", "number_changed", nil, nil])
    #expect(answers.map { $0["id"] as? String } == ["1", "1", "same", "bad"])
    #expect(answers.map { $0["error"] is NSNull } == [true, true, true, false])
    #expect(Set(answers.map { $0.keys.sorted() }).count == 1)
    #expect(try Program().run("filter", "read", "--rows", input: input).status == 64)
  }

  @Test func `comparing takes texts and arrays of sentences`() throws {
    let input = """
      {"id":"t","old":"Five people died.","new":"Six people died."}
      {"id":"s","old":["One stays. Two stay."],"new":["New.","One stays. Two stay."]}
      """
    let answers = try lines(Program().run("filter", "compare", input: input))
    let change = try #require((answers[0]["changes"] as? [[String: Any]])?.first)
    #expect(change["type"] as? String == "number_changed")
    #expect(answers[1]["old_sentences"] as? [String] == ["One stays. Two stay."])
    #expect(answers[1]["links"] as? [[Int]] == [[0, 1]])
  }

  @Test func `extracting takes a page as text, as base 64 or by its path`() throws {
    let program = try Program()
    let page =
      "<html><body><article><h1>Fire at the docks</h1><p>A warehouse burned down.</p><p>Nobody was hurt at all.</p></article>"
    try program.write(page, to: "page.html")
    let input = try [
      ["id": "1", "html": page], ["id": "2", "base64": Data(page.utf8).base64EncodedString()],
      ["id": "3", "path": "page.html"],
    ]
    .map { try String(decoding: JSONEncoder().encode($0), as: UTF8.self) }.joined(separator: "\n")
    let answers = try lines(program.run("filter", "extract", input: input))
    #expect(answers.count == 3)
    for answer in answers {
      #expect(answer["verdict"] as? String == "article")
      #expect(answer["headline"] as? String == "Fire at the docks")
      #expect(answer["text"] as? String == "A warehouse burned down.\nNobody was hurt at all.")
    }
  }
}
