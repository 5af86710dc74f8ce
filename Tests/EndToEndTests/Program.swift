// Runs the built program the way people do.

import Foundation
import Testing

/// The built program, and a folder of its own to run in.
final class Program: Sendable {
  /// A folder that goes when the test ends.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "writethru-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// How a run ended.
  struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program stands beside the tests.
  static let path: URL = {
    // Another build of it may be named, such as the fast one.
    if let named = ProcessInfo.processInfo.environment["WRITETHRU_PROGRAM"] {
      return URL(fileURLWithPath: named)
    }
    let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? runner
    let beside = folder.deletingLastPathComponent().appendingPathComponent("writethru")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/debug/writethru")
  }()

  /// Starts the program; its output goes to files, so that no pipe can fill up.
  func start(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws
    -> Started
  {
    let process = Process()
    process.executableURL = Self.path
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    variables["WRITETHRU_ARCHIVE"] = nil
    variables["COLUMNS"] = "100"
    process.environment = variables.merging(environment) { $1 }
    let name = UUID().uuidString
    let output = folder.appendingPathComponent("\(name).out")
    let errors = folder.appendingPathComponent("\(name).err")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    if let input {
      let file = folder.appendingPathComponent("\(name).in")
      try Data(input.utf8).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    return Started(process: process, output: output, errors: errors)
  }

  /// Runs the program to its end.
  @discardableResult
  func run(_ arguments: String..., input: String? = nil, environment: [String: String] = [:]) throws -> Run {
    try start(arguments, input: input, environment: environment).end()
  }

  /// Writes a file into the folder.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file into the folder.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return name
  }

  /// Runs stock git over the archive.
  func git(_ arguments: String...) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", folder.appendingPathComponent("writethru-archive/stories.git").path] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self), errors: "")
  }
}

/// A run that goes on.
struct Started {
  let process: Process
  let output: URL
  let errors: URL

  /// What it printed so far.
  var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  /// What it said on standard error so far.
  var complaints: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Waits until it ends.
  func end() throws -> Program.Run {
    process.waitUntilExit()
    return try Program.Run(
      status: process.terminationStatus, output: String(contentsOf: output, encoding: .utf8),
      errors: String(contentsOf: errors, encoding: .utf8))
  }

  /// Waits until it printed something, at most half a minute.
  func waits(for text: String, times: Int = 1) async throws -> Bool {
    for _ in 0..<600 {
      if printed.components(separatedBy: text).count > times { return true }
      if !process.isRunning { return printed.components(separatedBy: text).count > times }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
