// An audit for programs.

import Story

extension Audit {
  /// The audit as members of a JSON object. The shape is `Schemas/audit.json`.
  var members: [JSON.Member] {
    [
      ("story", .string(story.slug.text)), ("title", JSON(story.title)),
      ("addresses", .array(story.addresses.map(JSON.string))), ("summary", .object(totals)),
      ("versions", .array(versions.map(\.json))), ("quotes", LedgerReport(ledger).quotes),
      (
        "notices",
        .array(
          notices.map { notice in
            [
              "kind": .string(notice.kind.rawValue), "text": .string(notice.text),
              "first": .integer(notice.first), "last": .integer(notice.last), "stands": .bool(notice.stands),
            ]
          })
      ),
      ("silent", .array(silent.map { .integer($0.version.number) })),
      (
        "flip_flops",
        .array(
          flipFlops.map { turn in
            [
              "one": .string(turn.one), "other": .string(turn.other),
              "versions": .array(turn.versions.map(JSON.integer)),
            ]
          })
      ),
      (
        "failed_checks",
        .array(
          failedLooks.map { look in
            [
              "time": .string(look.time.description), "outcome": .string(look.outcome.rawValue),
              "status": JSON(look.status), "note": JSON(look.note),
            ]
          })
      ),
      (
        "not_watched",
        .array(
          blindSpells.map { ["from": .string($0.from.description), "to": .string($0.to.description)] })
      ),
    ]
  }

  /// How many versions stand how.
  private var totals: [JSON.Member] {
    func count(_ standing: Honesty.Standing) -> JSON {
      .integer(versions.count { $0.honesty?.standing == standing })
    }
    return [
      ("versions", .integer(versions.count)), ("declared", count(.declared)),
      ("declared_later", .integer(versions.count { $0.honesty?.declaredIn != nil })),
      ("silent", .integer(silent.count)), ("developing", count(.developing)), ("minor", count(.minor)),
    ]
  }
}

extension AuditedVersion {
  fileprivate var json: JSON {
    .object(
      version.facts + [
        ("words", .integer(words)), ("says_more_follows", .bool(saysMoreFollows)),
        ("last_seen_without", JSON(lastSeenWithout?.description)), ("honesty", honesty?.json ?? .null),
        (
          "changes",
          .array(
            changes.map { change in
              .object(
                [
                  ("type", .string(change.type.rawValue)), ("id", .string(change.id)),
                  ("significance", .string(change.significance.rawValue)),
                ] + change.facts)
            })
        ),
      ])
  }
}

extension Honesty {
  fileprivate var json: JSON {
    [
      "standing": .string(standing.rawValue), "covered": .array(covered.map(JSON.string)),
      "uncovered": .array(uncovered.map(JSON.string)), "notices": .array(notices.map(JSON.string)),
      "declared_in": JSON(declaredIn), "pace": .string(pace.rawValue),
      "date_stamp": .string(dateStamp.rawValue),
      "returns_to": JSON(returnsTo),
    ]
  }
}
