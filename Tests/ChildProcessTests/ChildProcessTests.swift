// A child inherits nothing by accident, says how it ended, and goes with what it started.

import ChildProcess
import Foundation
import Testing

@Suite struct ChildProcessTests {
  private func shell(
    _ line: String, environment: [String: String] = ChildProcess.inherited(["PATH"])
  ) throws -> (output: String, ending: ChildProcess.Ending?) {
    let pipe = Pipe()
    let child = try ChildProcess(
      ["sh", "-c", line], environment: environment,
      output: pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForWriting.close()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    let ending = child.wait(until: .now.advanced(by: .seconds(60)))
    return (String(decoding: output, as: UTF8.self), ending)
  }

  @Test(arguments: [
    ("exit 0", ChildProcess.Ending.code(0)), ("exit 65", .code(65)), ("kill -TERM $$", .signal(15)),
  ])
  func `it says how it ended`(_ line: String, _ ending: ChildProcess.Ending) throws {
    #expect(try shell(line).ending == ending)
  }

  @Test func `it has the variables it is given and no others`() throws {
    let environment = ChildProcess.inherited(["PATH"]).merging(["STORY": "fire"]) { $1 }
    let names = try shell("env", environment: environment).output.split(separator: "\n")
      .compactMap { $0.split(separator: "=").first }
    // A shell adds some of its own.
    #expect(Set(names).subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == ["PATH", "STORY"])
  }

  @Test func `no signal is blocked or ignored in it, and it leads a group of its own`() throws {
    let output = try shell(
      "grep -E '^Sig(Blk|Ign)' /proc/self/status; echo $$ $(cut -d' ' -f5 /proc/$$/stat)"
    ).output
    let lines = output.split(separator: "\n")
    #expect(lines.count == 3)
    let held = lines.prefix(2).compactMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
    // Signals 32 and 33 are the C library's own; no program can set them.
    #expect(held.map { $0 & ~0x1_8000_0000 } == [0, 0])
    let numbers = lines.last?.split(separator: " ") ?? []
    #expect(numbers.count == 2 && numbers.first == numbers.last)
  }

  @Test func `what takes too long is ended, with what it started`() throws {
    let pipe = Pipe()
    let child = try ChildProcess(
      ["sh", "-c", "sleep 1000 & echo $!; wait"], environment: ChildProcess.inherited(["PATH"]),
      output: pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForWriting.close()
    #expect(!pipe.fileHandleForReading.availableData.isEmpty)
    #expect(child.wait(until: .now.advanced(by: .milliseconds(20))) == nil)
    #expect(child.wait(until: .now.advanced(by: .seconds(600)), orUntil: { true }) == nil)
    #expect(child.end() == .signal(SIGKILL))
    // The pipe ends when the last that holds it, the sleeper, is gone.
    #expect(try (pipe.fileHandleForReading.readToEnd() ?? Data()).isEmpty)
  }

  @Test func `a program that is not there is said so`() {
    #expect(throws: ChildProcess.Unstartable.self) {
      try ChildProcess(["/nonexistent/browser"], environment: [:])
    }
    #expect(throws: ChildProcess.Unstartable.self) { try ChildProcess([], environment: [:]) }
  }

  @Test func `a program run to its end gives what it prints, and how it ended`() throws {
    let environment = ChildProcess.inherited(["PATH"])
    let (output, ending) = try ChildProcess.run(
      ["sh", "-c", "echo one; echo two >&2; exit 3"], environment: environment, withErrors: true)
    #expect(String(decoding: output, as: UTF8.self) == "one\ntwo\n")
    #expect(ending == .code(3))
    let quiet = try ChildProcess.run(["sh", "-c", "echo one; echo two >&2"], environment: environment)
    #expect(quiet.output == Array("one\n".utf8))
    #expect(quiet.ending == .code(0))
    // More than a pipe holds.
    let long = try ChildProcess.run(["head", "-c", "300000", "/dev/zero"], environment: environment)
    #expect(long.output.count == 300_000)
    #expect(try ChildProcess.run(["sh", "-c", "kill -9 $$"], environment: environment).ending == .signal(9))
    #expect(throws: ChildProcess.Unstartable.self) {
      try ChildProcess.run(["/nowhere/program"], environment: environment)
    }
  }
}
