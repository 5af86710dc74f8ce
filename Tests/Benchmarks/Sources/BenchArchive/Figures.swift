// Keeps what was measured as JSON, for the book of figures.

import Foundation

/// Writes figures to the file that `--figures` names, if it is given, with when and under what load they were measured.
func keep(_ figures: [String: Any]) throws {
  guard let option = CommandLine.arguments.firstIndex(of: "--figures"),
    option + 1 < CommandLine.arguments.count
  else { return }
  var loads = [0.0, 0.0, 0.0]
  getloadavg(&loads, 3)
  var told = figures
  told["measured"] = Date.now.formatted(.iso8601)
  told["load"] = loads.map { ($0 * 10).rounded() / 10 }
  let file = URL(fileURLWithPath: CommandLine.arguments[option + 1])
  try FileManager.default.createDirectory(
    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try JSONSerialization.data(withJSONObject: told, options: [.prettyPrinted, .sortedKeys]).write(to: file)
}
