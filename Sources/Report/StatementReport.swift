// The statement on one page, for an affidavit: what `prove` prints.

import Story

/// A statement in words.
public struct StatementReport: Sendable {
  /// What is stated.
  public let statement: Statement
  /// The report of a statement.
  public init(_ statement: Statement) {
    self.statement = statement
  }

  /// The report in a form, ending in a newline.
  public func rendered(as format: ReportFormat, style: TerminalStyle = TerminalStyle()) -> String {
    written(as: format, style: style)
  }
}

extension StatementReport: Written {
  /// A time to the second, in UTC whatever the reader's zone: the two sides of a case are to read the same.
  private func exact(_ time: Timestamp) -> String { "\(Timestamp(seconds: time.seconds))" }

  func sheet(full: Bool) -> Sheet {
    var sheet = Sheet(title: Words("Statement on \(statement.story)"))
    sheet.summary = Words(finding, .strong)
    sheet.notes = [Words("The text asked for: “\(statement.text)”")]
    if let address = statement.address { sheet.notes.append(Words(address: address)) }
    sheet.sections = [
      Section(heading: "Checks", body: .lines(statement.sightings.map { Line(words: Words(told($0))) })),
      Section(heading: "Bytes", body: .lines(statement.proofs.flatMap(bytes))),
      Section(heading: "Clock and operator", body: .lines(circumstances.map { Line(words: Words($0)) })),
    ]
    if !statement.gaps.isEmpty {
      sheet.sections.append(
        Section(heading: "Not watched between", body: .lines(gaps.map { Line(words: Words($0)) })))
    }
    sheet.sections.append(
      Section(heading: "Not proven", body: .lines(notProven.map { Line(words: Words("– \($0)")) })))
    return sheet
  }

  /// The finding in a sentence.
  private var finding: String {
    let (before, after) = (statement.sightings.first, statement.sightings.last)
    func time(_ sighting: Statement.Sighting?) -> String { sighting.map { exact($0.look.time) } ?? "?" }
    switch statement.finding {
    case .present where statement.sightings.count == 1: return "The text was on the page at \(time(before))."
    case .absent where statement.sightings.count == 1:
      return "The text was not on the page at \(time(before))."
    case .present:
      return
        "The text was on the page at the check before (\(time(before))) and at the one after (\(time(after)))."
    case .absent:
      return
        "The text was not on the page at the check before (\(time(before))) nor at the one after (\(time(after)))."
    case .appeared:
      return
        "The page was last seen without the text at \(time(before)) and first seen with it at \(time(after))."
    case .disappeared:
      return
        "The page was last seen with the text at \(time(before)) and first seen without it at \(time(after))."
    case .seen: return "The text was on the page at \(time(before)): it is not so that it never was."
    case .neverSeen:
      let checks = statement.count == 1 ? "the 1 check" : "any of the \(statement.count) checks"
      return "The text was not on the page at \(checks) in the time asked for."
    case .undetermined:
      guard let only = statement.sightings.first else { return "No check saw the page: nothing can be said." }
      return
        "A check on one side only (\(time(only)), \(only.holdsText ? "with" : "without") the text): nothing can be said of the time asked for."
    }
  }

  private func told(_ sighting: Statement.Sighting) -> String {
    let look = sighting.look
    let version = sighting.version.map { "v\($0.number)" } ?? "the page was taken down"
    let held = sighting.holdsText ? "with the text" : "without the text"
    let context = sighting.context.map { ": “\($0)”" } ?? ""
    return "\(exact(look.time))  \(version), \(held) (time: \(look.timeSource.inWords))\(context)"
  }

  private func bytes(of proof: Statement.Proof) -> [Line] {
    let version = proof.version
    var lines = [
      "v\(version.number)  capture \(version.capture), commit \(version.commit)",
      "SHA-256 of the page  \(version.payloadSHA256)",
    ]
    if let digest = proof.manifestSHA256 { lines.append("SHA-256 of its manifest  \(digest)") }
    if let leaf = proof.leaf, let root = proof.root {
      lines.append("leaf \(leaf.number) of \(leaf.of) in the Merkle tree with root \(root)")
    }
    if let commit = proof.checkpoint {
      lines.append("the root stands in the signed journal commit \(commit)")
    }
    if let token = proof.token {
      lines.append("timestamped by \(token.authority) at \(exact(token.time)) (RFC 3161)")
    } else {
      lines.append("not timestamped by a third party")
    }
    return lines.map { Line(words: Words($0)) }
  }

  private var circumstances: [String] {
    var lines = [
      "Recorded by \(statement.software); operator: \(statement.contact ?? "not named in the settings")."
    ]
    lines.append(
      statement.clockJumps.isEmpty
        ? "Clock: the system's; no jump was noticed within a day of the checks."
        : "Clock: the system's; it jumped: "
          + statement.clockJumps.map { "\(exact($0.time)) by \($0.milliseconds) ms" }.joined(
            separator: ", ") + ".")
    if let signer = statement.signer { lines.append("The archive is signed by \(signer)") }
    return lines
  }

  private var gaps: [String] {
    let shown = statement.gaps.prefix(10).map { gap in
      "\(exact(gap.from)) – \(exact(gap.to)) (\(length(gap.to.milliseconds - gap.from.milliseconds)))"
    }
    let more = statement.gaps.count - shown.count
    return shown + (more > 0 ? ["and \(more) shorter times between checks"] : [])
  }

  /// A length of time to the second, in the units that people count it in.
  private func length(_ milliseconds: Int64) -> String {
    var seconds = milliseconds / 1000
    var words: [String] = []
    for (unit, size) in [("d", 86_400), ("h", 3600), ("min", 60)] as [(String, Int64)] where seconds >= size {
      words.append("\(seconds / size) \(unit)")
      seconds %= size
    }
    if seconds > 0 || words.isEmpty { words.append("\(seconds) s") }
    return words.joined(separator: " ")
  }

  private var notProven: [String] {
    var lines = [
      "what the page said between two checks: a text may have come and gone unseen",
      "that others were shown the same page: sites can answer each reader differently",
      "who wrote the text, or that it is true",
      "that the publisher's server, and not somebody between, gave these bytes, beyond what its certificate shows",
    ]
    let witnessed = statement.sightings.allSatisfy { $0.look.timeSource == .fetched }
    if !witnessed { lines.append("times marked otherwise than as our own check: they are others' word") }
    if statement.proofs.contains(where: { $0.token == nil }) {
      lines.append("that the bytes are no younger than they say: not timestamped by a third party")
    }
    lines.append(
      "what scripts may add: the text was looked for in the page as it was sent and read, spaces and forms of quotation marks aside"
    )
    return lines
  }

  var json: JSON {
    var asked: [(String, JSON)] = []
    switch statement.question {
    case .at(let time): asked = [("at", .string("\(time)"))]
    case .never(let from, let to): asked = [("from", .string("\(from)")), ("to", .string("\(to)"))]
    }
    return .object(
      [
        ("story", .string(statement.story.text)), ("address", JSON(statement.address)),
        ("text", .string(statement.text)),
      ] + asked + [
        ("finding", .string(statement.finding.rawValue)), ("statement", .string(finding)),
        ("checks", .integer(statement.count)),
        (
          "sightings",
          .array(
            statement.sightings.map { sighting in
              [
                "time": .string("\(sighting.look.time)"),
                "time_source": .string(sighting.look.timeSource.rawValue),
                "outcome": .string(sighting.look.outcome.rawValue),
                "version": sighting.version.map { .integer($0.number) } ?? .null,
                "holds_text": .bool(sighting.holdsText), "context": JSON(sighting.context),
              ]
            })
        ),
        (
          "proofs",
          .array(
            statement.proofs.map { proof in
              [
                "version": .integer(proof.version.number), "capture": .string(proof.version.capture.text),
                "commit": .string(proof.version.commit),
                "payload_sha256": .string(proof.version.payloadSHA256),
                "manifest_sha256": JSON(proof.manifestSHA256),
                "leaf": proof.leaf.map { .integer($0.number) } ?? .null,
                "tree_size": proof.leaf.map { .integer($0.of) } ?? .null, "root": JSON(proof.root),
                "checkpoint": JSON(proof.checkpoint), "timestamped": JSON(proof.token.map { "\($0.time)" }),
                "authority": JSON(proof.token?.authority),
              ]
            })
        ),
        ("gaps", .array(statement.gaps.map { ["from": .string("\($0.from)"), "to": .string("\($0.to)")] })),
        (
          "clock_jumps",
          .array(
            statement.clockJumps.map {
              ["time": .string("\($0.time)"), "milliseconds": .integer(Int($0.milliseconds))]
            })
        ),
        ("operator", JSON(statement.contact)), ("signer", JSON(statement.signer)),
        ("software", .string(statement.software)), ("not_proven", .array(notProven.map(JSON.string))),
      ])
  }

  var csv: CSV {
    CSV(
      columns: ["time", "time_source", "outcome", "version", "holds_text", "payload_sha256", "address"],
      rows: statement.sightings.map { sighting in
        [
          "\(sighting.look.time)", sighting.look.timeSource.rawValue, sighting.look.outcome.rawValue,
          sighting.version.map { "v\($0.number)" }, sighting.holdsText ? "yes" : "no",
          sighting.version?.payloadSHA256, statement.address,
        ]
      })
  }
}
