// A story for programs that count and draw: its checks as a table, its provenance as a graph.

import Archive
import Evidence
import Report
import Story

extension ExportFormat {
  /// W3C PROV-JSON: what came from what, and who made it.
  static let prov = ExportFormat("prov", ending: ".prov.json", "W3C PROV-JSON") { try $0.provenance }

  /// A line a look, for spreadsheets.
  static let csv = ExportFormat("csv", ending: ".csv", "a line a check") { try $0.checks }
}

extension StoryToExport {
  /// What came from what.
  var provenance: [UInt8] {
    get throws {
      var manifests: [CaptureID: Manifest] = [:]
      for version in versions { manifests[version.capture] = try archive.manifest(of: version) }
      return try PROV.document(
        of: slug, versions: versions, manifests: manifests, software: Newsroom.software)
    }
  }

  /// A line a look.
  var checks: [UInt8] {
    get throws { Array(try newsroom.log(slug).rendered(as: .csv).utf8) }
  }
}
