// Everything about a story in one folder, to be handed to somebody who trusts none of it.

import Archive
import ChildProcess
import Evidence
import Foundation
import Report
import Story

extension Newsroom {
  /// Writes a bundle: history, pages, signatures, tokens, reports and instructions, as a bag.
  func writeBundle(_ saved: [SavedLook], of slug: Slug, in archive: ArchiveReader, to folder: String) throws {
    let data = folder + "/data"
    for part in ["", "/checkpoint", "/manifests", "/proofs", "/resources", "/tokens"] {
      try FileManager.default.createDirectory(atPath: data + part, withIntermediateDirectories: true)
    }
    func put(_ name: String, _ bytes: [UInt8]) throws { try bytes.write(to: "\(data)/\(name)") }
    func put(_ name: String, _ text: String) throws { try put(name, Array(text.utf8)) }
    let versions = saved.compactMap(\.version)
    try writeWACZ(saved, of: slug, in: archive, to: "\(data)/\(slug).wacz")
    try put("prov.json", try provenance(of: versions, story: slug, in: archive))
    let log = try log(slug)
    try put("report.html", log.rendered(as: .html))
    try put("checks.csv", log.rendered(as: .csv))
    try bundle(slug, of: archive.repositoryPath, to: "\(data)/\(slug).bundle")
    let signers = try archive.allowedSigners()
    try put("allowed_signers", signers)
    for version in versions {
      try put("manifests/\(version.capture).json", try archive.manifestFile(of: version))
    }
    let parts = saved.flatMap(\.resources).filter { $0.resource.outcome == .kept }
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
        story: slug, software: Self.software, versions: versions.count, signer: signer, tokens: tokens))
    try Bag.seal(
      folder, description: "Evidence of the story \(slug)", day: saved.map(\.look.time).max() ?? now(),
      software: Self.software)
  }

  /// Writes a WACZ; the WARC in it is made beside it first.
  func writeWACZ(_ saved: [SavedLook], of slug: Slug, in archive: ArchiveReader, to target: String) throws {
    let folder = target + ".part"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let warc = "\(folder)/\(slug).warc.gz"
    let index = try writeWARC(saved, of: slug, in: archive, to: warc)
    try [UInt8]().write(to: target)
    guard let file = FileHandle(forWritingAtPath: target) else {
      throw Failure(.disk, "\(shown(target)) cannot be written: check its folder")
    }
    defer { try? file.close() }
    let versions = saved.compactMap(\.version)
    try WACZ.write(
      to: file, warc: warc, index: index, versions: versions, title: versions.last?.headline ?? slug.text,
      software: Self.software, created: saved.map(\.look.time).max() ?? now())
  }

  /// The provenance of versions.
  func provenance(of versions: [Version], story slug: Slug, in archive: ArchiveReader) throws -> [UInt8] {
    var manifests: [CaptureID: Manifest] = [:]
    for version in versions { manifests[version.capture] = try archive.manifest(of: version) }
    return try PROV.document(of: slug, versions: versions, manifests: manifests, software: Self.software)
  }

  /// Has stock git write a story's branch as a bundle.
  private func bundle(_ slug: Slug, of repository: String, to target: String) throws {
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
