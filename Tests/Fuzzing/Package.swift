// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided fuzzing with libFuzzer: `make fuzz`. The rooms are built here once more, from links to their folders,
// because `swift build --sanitize=fuzzer` would also give the tool that embeds their files libFuzzer's main.

/// Counts coverage for libFuzzer.
let counted: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"]),
]

let package = Package(
  name: "fuzzing",
  targets: [
    .target(name: "Story", swiftSettings: counted),
    .target(
      name: "Language", dependencies: ["Story"], exclude: ["Resources"], swiftSettings: counted,
      plugins: ["EmbedFiles"]),
    .target(name: "Comparison", dependencies: ["Story", "Language"], swiftSettings: counted),
    .target(
      name: "Properties", dependencies: ["Story", "Language", "Comparison"], swiftSettings: counted),
    .executableTarget(
      name: "FuzzComparison", dependencies: ["Properties"],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
    .executableTarget(name: "embed-files"),
    .plugin(
      name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"],
      path: "Sources/EmbedFiles"),
  ],
  swiftLanguageModes: [.v6]
)
