// The plot of versions caught against looks, as SVG.

import Foundation

/// A plot of schedules: to the right more looks, on a scale of powers of ten; upwards more versions caught. Two panels,
/// live stories and whole feeds. This program's points on one line, others as points with names.
struct SchedulePlot {
  private let rows: [SimulationReport.Row]

  init(_ rows: [SimulationReport.Row]) { self.rows = rows }

  /// The plot. It has its own background, so that it can be read on a dark page too.
  var svg: String {
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 430" font-family="sans-serif" font-size="12" \
      role="img" aria-label="Versions caught against checks a story">
      <rect width="920" height="430" fill="#ffffff"/>
      """
    ]
    parts += panel("live", title: "Live stories", left: 60)
    parts += panel("feed", title: "Whole feeds", left: 520)
    parts.append("</svg>")
    return parts.joined(separator: "\n") + "\n"
  }

  private static let (width, height, top) = (370.0, 320.0, 50.0)
  /// Catch goes from 30 to 100 percent, looks from 10 to 3,000.
  private static let (lowest, least, most) = (0.3, 10.0, 3000.0)

  private func panel(_ mix: String, title: String, left: Double) -> [String] {
    let bottom = Self.top + Self.height
    var parts = [
      "<text x=\"\(whole(left))\" y=\"34\" font-size=\"15\" font-weight=\"bold\" fill=\"#222\">\(title)</text>",
      "<rect x=\"\(whole(left))\" y=\"\(whole(Self.top))\" width=\"\(whole(Self.width))\" height=\"\(whole(Self.height))\" fill=\"none\" stroke=\"#bbb\"/>",
    ]
    for percent in stride(from: 40, through: 100, by: 20) {
      let y = vertical(Double(percent) / 100)
      parts.append(
        "<line x1=\"\(whole(left))\" x2=\"\(whole(left + Self.width))\" y1=\"\(y)\" y2=\"\(y)\" stroke=\"#e5e5e5\"/>"
          + "<text x=\"\(whole(left - 6))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\" fill=\"#555\">\(percent) %</text>"
      )
    }
    for looks in [10, 30, 100, 300, 1000, 3000] {
      let x = horizontal(Double(looks), left)
      parts.append(
        "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(whole(Self.top))\" y2=\"\(whole(bottom))\" stroke=\"#eeeeee\"/>"
          + "<text x=\"\(x)\" y=\"\(whole(bottom + 17))\" text-anchor=\"middle\" fill=\"#555\">\(looks)</text>"
      )
    }
    parts.append(
      "<text x=\"\(whole(left + Self.width / 2))\" y=\"\(whole(bottom + 38))\" text-anchor=\"middle\" fill=\"#333\">checks a story in its week; up: versions caught</text>"
    )
    let line = rows.filter { $0.mix == mix && $0.isOnLine }.sorted { $0.looks < $1.looks }
    let points = line.map { "\(horizontal($0.looks, left)),\(vertical($0.caught))" }.joined(separator: " ")
    parts.append("<polyline points=\"\(points)\" fill=\"none\" stroke=\"#0b5fa5\" stroke-width=\"2\"/>")
    for row in rows where row.mix == mix && (row.isOnLine || !row.isOurs) {
      parts.append(point(row, left: left))
    }
    return parts
  }

  private func point(_ row: SimulationReport.Row, left: Double) -> String {
    let (x, y) = (horizontal(row.looks, left), vertical(row.caught))
    let colour = row.isOurs ? "#0b5fa5" : "#b04a00"
    let place = row.looks > 300 || row.isOurs
    let name = row.isOurs ? row.name.replacing("writethru, ", with: "") : row.name
    return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"\(colour)\"/><text x=\"\(x)\" y=\"\(y)\" "
      + "dx=\"\(place ? -8 : 8)\" dy=\"\(row.isOurs ? -4 : 12)\" text-anchor=\"\(place ? "end" : "start")\" "
      + "fill=\"\(colour)\">\(name)</text>"
  }

  private func horizontal(_ looks: Double, _ left: Double) -> String {
    let share = log(min(max(looks, Self.least), Self.most) / Self.least) / log(Self.most / Self.least)
    return decimal(left + share * Self.width, 1)
  }

  private func vertical(_ caught: Double) -> String {
    let share = (min(max(caught, Self.lowest), 1) - Self.lowest) / (1 - Self.lowest)
    return decimal(Self.top + (1 - share) * Self.height, 1)
  }

  private func whole(_ number: Double) -> String { decimal(number, 0) }
}
