// A report as a piece of HTML, for a page that has its own head.

/// HTML that this program made: every text from outside in it is escaped. Nothing else can make one.
public struct Markup: Sendable, Hashable {
  /// The HTML.
  public let html: String

  fileprivate init(_ sheet: Sheet) {
    var page = HTML()
    if let summary = sheet.summary { page.element("p", class: "summary") { $0.words(summary) } }
    for words in sheet.notes { page.element("p", class: "note") { $0.words(words) } }
    for section in sheet.sections { page.section(section) }
    if !sheet.foot.isEmpty {
      page.element("dl", class: "foot") { page in
        for line in sheet.foot {
          page.element("dt") { $0.text(line.label) }
          page.element("dd") { $0.words(line.words) }
        }
      }
    }
    html = page.markup
  }
}

extension AuditReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension CoverageReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension LineageReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension LedgerReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension SettingsReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension VersionReport {
  /// The report without a page around it.
  public var markup: Markup { Markup(sheet(full: true)) }
}

extension LedgerReport {
  /// How long each quote stood, as a drawing; nil where there is nothing to compare.
  public var chartMarkup: Markup? {
    guard let chart else { return nil }
    var sheet = Sheet(title: "")
    sheet.sections = [Section(heading: "How long each stood", body: .chart(chart))]
    return Markup(sheet)
  }
}
