// `writethru extraction-worker`: what a worker process runs; not for people.

import ArgumentParser
import Newsroom

struct ExtractionWorkerVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ExtractionWorker.verb,
    abstract: "Read pages for the parent process (internal).", shouldDisplay: false)

  func run() { ExtractionWorker.run() }
}
