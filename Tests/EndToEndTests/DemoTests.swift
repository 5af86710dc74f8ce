// `writethru demo`: the main job.

import Foundation
import Testing

@Suite struct DemoTests {
  @Test func `the demo names the quotes that came later and who said them`() throws {
    let output = try Program().run("demo", environment: ["COLUMNS": "200"]).output
    #expect(output.contains("quote added"))
    #expect(output.contains("“poorly worded, unsigned draft”"))
    #expect(output.contains("the Pentagon"))
    #expect(output.contains("Alyssa Farah"))
    #expect(output.contains("tweeted"))
    #expect(output.localizedCaseInsensitiveContains("no longer says “More follows…”"))
  }

  @Test func `nothing is reported of the gallery, the banner or the drawing tool's mark`() throws {
    let program = try Program()
    try program.run("demo", "--archive", "kept")
    for range in ["v1..v2", "v2..v3", "v3..v4"] {
      let changes = try program.run(
        "diff", "us-iraq-letter", range, "--format", "csv", "--archive", "kept"
      ).output
      for word in ["cookies", "Sketch", "caption", "picture", "Reuters"] {
        #expect(!changes.contains(word), "\(range): \(word)")
      }
    }
  }
}
