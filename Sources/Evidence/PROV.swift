// What came from what, and who made it, in the W3C's words.

import Foundation
public import Story

/// The provenance of a story's versions as PROV-JSON (https://www.w3.org/submissions/prov-json/).
public enum PROV {
  /// The document.
  ///
  /// Each capture is an entity that a look generated; each version's article an entity derived from its capture, and a
  /// revision of the version before it in time. The program and whoever published the page are the agents.
  public static func document(
    of slug: Slug, versions: [Version], manifests: [CaptureID: Manifest], software: String
  ) throws -> [UInt8] {
    var document: [String: [String: Any]] = [
      "prefix": ["wt": "urn:writethru:", "sha256": "urn:sha256:", "git": "urn:swh:1:rev:"]
    ]
    func add(_ kind: String, _ id: String, _ value: [String: Any]) {
      document[kind, default: [:]][id] = value
    }
    func time(_ time: Timestamp) -> [String: String] { ["$": "\(time)", "type": "xsd:dateTime"] }
    add("agent", "wt:software", ["prov:type": "prov:SoftwareAgent", "prov:label": software])
    add("entity", "wt:story/\(slug)", ["prov:label": slug.text])
    var before: String?
    for version in versions.sorted(by: { ($0.captured, $0.number) < ($1.captured, $1.number) }) {
      let (capture, article) = ("wt:capture/\(version.capture)", "wt:version/\(slug)/\(version.number)")
      let look = "wt:look/\(version.capture)"
      let manifest = manifests[version.capture]
      var entity: [String: Any] = [
        "wt:sha256": version.payloadSHA256, "wt:timeSource": version.timeSource.rawValue,
        "wt:captured": time(version.captured),
      ]
      if let address = version.address { entity["prov:location"] = address }
      if let wire = manifest?.wireSHA256 { entity["wt:wireSHA256"] = wire }
      add("entity", capture, entity)
      var made: [String: Any] = ["wt:commit": version.commit, "wt:extractor": version.extractor]
      if let headline = version.headline { made["prov:label"] = headline }
      add("entity", article, made)
      // Only what this program did at that time is said to have been done then.
      var activity: [String: Any] = ["prov:type": "wt:\(version.timeSource == .fetched ? "Look" : "Import")"]
      if version.timeSource == .fetched {
        activity["prov:startTime"] = "\(version.captured)"
        activity["prov:endTime"] = "\(version.captured)"
      }
      add("activity", look, activity)
      add("wasAssociatedWith", "_:a\(version.number)", ["prov:activity": look, "prov:agent": "wt:software"])
      add("wasGeneratedBy", "_:g\(version.number)", ["prov:entity": capture, "prov:activity": look])
      add(
        "wasDerivedFrom", "_:d\(version.number)",
        ["prov:generatedEntity": article, "prov:usedEntity": capture])
      add(
        "specializationOf", "_:s\(version.number)",
        ["prov:specificEntity": article, "prov:generalEntity": "wt:story/\(slug)"])
      if let before {
        add(
          "wasDerivedFrom", "_:r\(version.number)",
          ["prov:generatedEntity": article, "prov:usedEntity": before, "prov:type": "prov:Revision"])
      }
      before = article
    }
    return Array(
      try JSONSerialization.data(
        withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])) + [10]
  }
}
