// Measures fetching on this machine, and answers questions about robots.txt for a comparison with others.

import Fetch
import Foundation

@main
struct FetchBench {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    func number(_ place: Int, or usual: Int) -> Int {
      arguments.dropFirst(place).first.flatMap { Int($0) } ?? usual
    }
    switch arguments.first {
    case "load":
      await Load(hosts: number(1, or: 2000), stories: number(2, or: 20_000), seconds: number(3, or: 60)).run()
    case "serve":
      LoadServer(port: UInt16(number(1, or: 0))).run()
    case "robots":
      answerRobots()
    default:
      print("fetch-bench load [HOSTS STORIES SECONDS] | serve PORT | robots <rules.jsonl")
    }
  }

  /// Reads `{"file","robot","urls"}` a line and prints `{"allowed":[…],"delay"}`.
  static func answerRobots() {
    struct Question: Decodable { var file: String, robot: String, urls: [String] }
    struct Reply: Encodable { var allowed: [Bool], delay: Double? }
    while let line = readLine() {
      guard let asked = try? JSONDecoder().decode(Question.self, from: Data(line.utf8)) else { continue }
      let file = RobotsFile(Array(asked.file.utf8), robot: asked.robot)
      let reply = Reply(
        allowed: asked.urls.map { url in (try? WebAddress(url)).map { file.allows($0) } ?? false },
        delay: file.crawlDelay)
      if let data = try? JSONEncoder().encode(reply) { print(String(decoding: data, as: UTF8.self)) }
    }
  }
}
