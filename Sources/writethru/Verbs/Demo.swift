// `writethru demo`: two stories and the reports of their changes.

import ArgumentParser
import Foundation
import Newsroom
import Report

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show two developing stories, and what each version changed.",
    discussion: """
      Makes an archive from the stories that the program carries, in a folder that is thrown away unless --archive \
      names one, and prints each story's log and reports.
      """)

  @OptionGroup var format: FormatOptions
  @OptionGroup var archive: ArchiveOptions

  func run() async throws {
    let temporary = FileManager.default.temporaryDirectory
      .appendingPathComponent("writethru-demo-archive-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    let newsroom = Newsroom(archive: archive.path ?? temporary.path)
    let style = Terminal.style
    for tour in try await newsroom.demo() {
      Output.write(tour.log.rendered(as: format.chosen, style: style))
      Output.line()
      for report in tour.revisions {
        Output.write(report.rendered(as: format.chosen, style: style))
        Output.line()
      }
    }
    if let path = archive.path {
      Output.remark("The archive is in \(path). Try: git -C \(path)/stories.git log us-iraq-letter")
    }
  }
}
