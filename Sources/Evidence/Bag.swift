// Makes a folder a bag: lists of digests that `sha256sum -c` checks.

import Archive
import Crypto
import Foundation
public import Story

/// A BagIt 1.0 bag (RFC 8493) over the files under a folder's `data`.
public enum Bag {
  /// Writes the bag's own files beside `data`.
  ///
  /// - Parameters:
  ///   - folder: the folder; what is to be handed over is under its `data`.
  ///   - day: the day it gives as that of bagging.
  public static func seal(_ folder: String, description: String, day: Timestamp, software: String) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder + "/data").sorted().filter {
      path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/data/" + path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    var manifest = ""
    var size = 0
    for file in files {
      let (digest, bytes) = try digest(of: folder + "/data/" + file)
      manifest += "\(digest)  data/\(file)\n"
      size += bytes
    }
    let information = [
      "Bag-Software-Agent: \(software)", "Bagging-Date: \("\(day)".prefix(10))",
      "External-Description: \(description)", "Payload-Oxum: \(size).\(files.count)",
    ]
    let tags = [
      ("bag-info.txt", information.joined(separator: "\n") + "\n"),
      ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      ("manifest-sha256.txt", manifest),
    ]
    var tagManifest = ""
    for (name, text) in tags {
      try write(text, to: "\(folder)/\(name)")
      tagManifest += "\(sha256Hex(Array(text.utf8)))  \(name)\n"
    }
    try write(tagManifest, to: "\(folder)/tagmanifest-sha256.txt")
  }

  private static func write(_ text: String, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw EvidenceError(.unreadable, "\(path) cannot be written")
    }
  }

  private static func digest(of path: String) throws -> (digest: String, size: Int) {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EvidenceError(.unreadable, "\(path) cannot be read again")
    }
    defer { try? file.close() }
    var hash = SHA256()
    var size = 0
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
      hash.update(data: data)
      size += data.count
    }
    return (hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), size)
  }
}
