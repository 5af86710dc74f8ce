// Runs embed-files over the `Resources` folder of a target.

import Foundation
import PackagePlugin

@main
struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = target.directoryURL.appending(path: "Resources", directoryHint: .isDirectory)
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .flatMap { try expand(root.appending(path: $0)) }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) files in \(target.name)",
        executable: try context.tool(named: "embed-files").url,
        arguments: [output.path, root.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }

  /// The files at an address: itself, or what stands in the folder a link there points to.
  private func expand(_ url: URL) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard !url.lastPathComponent.hasPrefix("."),
      FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    else { return [] }
    guard isFolder.boolValue else { return [url] }
    let isLink =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil
    guard isLink else { return [] }  // a plain folder's files are listed by themselves
    return try FileManager.default.subpathsOfDirectory(atPath: url.resolvingSymlinksInPath().path)
      .flatMap { try expand(url.appending(path: $0)) }
  }
}
