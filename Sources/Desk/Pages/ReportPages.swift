// Pages that show a report as it is: where sentences come from, the audit, coverage, settings.

import Newsroom
import Report
import Story

extension Pages {
  func origins(_ slug: Slug) throws -> Page {
    let row = try known(slug)
    let report = try newsroom.origins(slug, showsWords: false, showsGone: true)
    return html(
      "report", "Where \(row.story.title ?? slug.text) comes from", at: .origins(slug),
      [
        "story": head(of: row.story, at: .origins(slug)), "kicker": row.story.title ?? slug.text,
        "title": "Where each sentence comes from", "report": report.markup,
      ])
  }

  func audit(_ slug: Slug) throws -> Page {
    let row = try known(slug)
    return html(
      "report", "Audit of \(row.story.title ?? slug.text)", at: .audit(slug),
      [
        "story": head(of: row.story, at: .audit(slug)), "kicker": row.story.title ?? slug.text,
        "title": "Audit", "report": try newsroom.audit([slug]).markup,
      ])
  }

  func coverage(_ name: Slug) throws -> Page {
    let row = try records.overview().rows[name]
    let report = try newsroom.coverage([name])
    var view: View = [
      "kicker": row?.story.title ?? name.text, "title": "Coverage", "report": report.markup,
      "grid": grid(report.coverage), "hasGrid": !report.coverage.facts.isEmpty,
      "outlets": report.coverage.outlets.map(\.name),
    ]
    if let row {
      view["story"] = head(of: row.story, at: .coverage(name))
      view["kept"] =
        (row.story.coverages ?? []).map {
          ["name": $0.text, "path": Place.coverage($0).path]
        } as [View]
      view["isKept"] = !(row.story.coverages ?? []).isEmpty
    }
    return html("coverage", "Coverage of \(row?.story.title ?? name.text)", at: .coverage(name), view)
  }

  /// Which outlet had which fact: a row a fact, a column an outlet.
  private func grid(_ coverage: Coverage) -> [View] {
    coverage.facts.prefix(200).map { fact in
      [
        "fact": fact.text, "kind": fact.kind.rawValue,
        "cells": fact.cells.enumerated().map { outlet, cell -> View in
          guard let cell else { return ["has": false, "says": "–", "outlet": coverage.outlets[outlet].name] }
          let isFirst = fact.firstOutlet == outlet
          return [
            "has": true, "first": isFirst, "gone": !cell.stands, "outlet": coverage.outlets[outlet].name,
            "says": (isFirst ? "first" : "has it") + (cell.stands ? "" : ", dropped"),
            "time": toldTime(cell.first.captured),
            "path": Place.version(cell.first.story, cell.first.number).path,
          ]
        },
      ]
    }
  }
}
