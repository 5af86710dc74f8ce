// Everything about a story in one folder, to be handed to somebody who trusts none of it.

import Archive
import ChildProcess
import Evidence
import Foundation
import Report
import Story

extension ExportFormat {
  /// A BagIt folder with everything, and instructions that need none of this program.
  static let bundle = ExportFormat(
    "bundle", ending: "-evidence",
    "a BagIt folder with the replay, the history, signatures and tokens, and instructions that need none of this program"
  ) { story, path in
    try story.writeBundle(to: path)
    return []
  }
}

extension StoryToExport {
  /// Writes a bundle: history, pages, signatures, tokens, reports and instructions, as a bag.
  func writeBundle(to folder: String) throws {
    let data = folder + "/data"
    for part in ["", "/checkpoint", "/manifests", "/proofs", "/resources", "/tokens"] {
      try FileManager.default.createDirectory(atPath: data + part, withIntermediateDirectories: true)
    }
    func put(_ name: String, _ bytes: [UInt8]) throws { try bytes.write(to: "\(data)/\(name)") }
    func put(_ name: String, _ text: String) throws { try put(name, Array(text.utf8)) }
    try writeWACZ(to: "\(data)/\(slug).wacz")
    try put("prov.json", provenance)
    try put("report.html", newsroom.log(slug).rendered(as: .html))
    try put("checks.csv", checks)
    try bundle(of: archive.repositoryPath, to: "\(data)/\(slug).bundle")
    let signers = try archive.allowedSigners()
    try put("allowed_signers", signers)
    for version in versions {
      try put("manifests/\(version.capture).json", try archive.manifestFile(of: version))
    }
    let parts = looks.flatMap(\.resources).filter { $0.resource.outcome == .kept }
    for part in parts {
      guard let id = part.resource.capture, let file = try archive.manifestFile(of: part),
        let capture = try archive.capture(of: part)
      else { continue }
      try put("manifests/\(id).json", file)
      let name = "resources/\(capture.manifest.payloadSHA256)"
      if !FileManager.default.fileExists(atPath: "\(data)/\(name)") { try put(name, capture.body) }
    }
    let captures = versions.map(\.capture) + parts.compactMap(\.resource.capture)
    if let checkpoint = try archive.checkpoint() {
      try put("checkpoint/commit", checkpoint.commitBytes)
      try put("checkpoint/commit.signed", checkpoint.signedBytes)
      try put("checkpoint/commit.sig", checkpoint.signature)
      try put("checkpoint/tree", checkpoint.treeBytes)
      try put("checkpoint/tally.json", checkpoint.tally)
      for (capture, proof) in try archive.inclusion(of: captures, at: checkpoint.commit) {
        try put("proofs/\(capture).leaf", proof.leaf)
        try put("proofs/\(capture).path", proof.steps)
      }
    }
    let tokens = try archive.events().compactMap(\.timestamp).filter { token in
      try !archive.inclusion(of: captures, at: token.commit).isEmpty
    }
    for (index, token) in tokens.enumerated() {
      guard let stamped = try archive.checkpoint(at: token.commit),
        let response = Data(base64Encoded: token.response)
      else { continue }
      try put("tokens/\(index + 1).tsr", Array(response))
      try put("tokens/\(index + 1).tally.json", stamped.tally)
    }
    if parts.isEmpty { try FileManager.default.removeItem(atPath: data + "/resources") }
    if tokens.isEmpty { try FileManager.default.removeItem(atPath: data + "/tokens") }
    let signer =
      String(decoding: signers, as: UTF8.self).split(separator: " ").first.map(String.init) ?? "writethru"
    try put(
      "README.md",
      BundleInstructions.page(
        story: slug, software: Newsroom.software, versions: versions.count, signer: signer, tokens: tokens))
    try Bag.seal(
      folder, description: "Evidence of the story \(slug)", day: newest,
      software: Newsroom.software)
  }

  /// Has stock git write a story's branch as a bundle.
  private func bundle(of repository: String, to target: String) throws {
    let ending: ChildProcess.Ending
    do {
      (_, ending) = try ChildProcess.run(
        [
          "git", "-c", "safe.directory=*", "-c", "pack.threads=1", "-C", repository, "bundle", "create",
          "--quiet", URL(fileURLWithPath: target).path, "refs/heads/\(slug)",
        ], environment: ProcessInfo.processInfo.environment)
    } catch {
      throw Failure(
        .unavailable, "git could not be started, which writes the history (\(error)): install git")
    }
    guard ending == .code(0) else {
      throw Failure(.badData, "git could not write the history of \(slug): run verify to see what is damaged")
    }
  }
}
