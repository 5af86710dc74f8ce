// How a version was got: what a lawyer asks for first.

import Archive
public import Story

/// A version with the record of its capture.
public struct CaptureRecord: Sendable {
  /// The version.
  public var version: Version
  /// How its bytes were got, with their digests.
  public var manifest: Manifest
  /// Status line and headers exactly as received; empty for a file.
  public var head: [UInt8]
}

extension Newsroom {
  /// How a version was got.
  public func record(of slug: Slug, _ address: String) throws -> CaptureRecord {
    let archive = try open()
    let version = try version(slug, address, in: archive)
    return try CaptureRecord(
      version: version, manifest: archive.manifest(of: version), head: archive.head(of: version))
  }

  /// The bytes of a version, checked against their digest.
  public func body(of slug: Slug, _ address: String) throws -> (version: Version, bytes: [UInt8]) {
    let archive = try open()
    let version = try version(slug, address, in: archive)
    return (version, try archive.body(of: version))
  }

  /// A story's versions, in order of time.
  public func versions(of slug: Slug) throws -> [Version] {
    let archive = try open()
    _ = try story(slug, in: archive)
    return try versionsInOrder(of: slug, in: archive)
  }

  private func version(_ slug: Slug, _ address: String, in archive: ArchiveReader) throws -> Version {
    _ = try story(slug, in: archive)
    return try VersionAddress(address).find(in: versionsInOrder(of: slug, in: archive), of: slug)
  }
}
