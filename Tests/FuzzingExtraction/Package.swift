// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided fuzzing of the extractor with libFuzzer: `make fuzz-extraction`. The rooms are built here once more,
// from links to their folders, because `swift build --sanitize=fuzzer` would also give the tool that embeds their files
// libFuzzer's main.

/// `FUZZ_ADDRESS=1` adds the address sanitizer.
let sanitizers = Context.environment["FUZZ_ADDRESS"] == nil ? "fuzzer" : "fuzzer,address"

/// Counts coverage for libFuzzer.
let counted: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-sanitize=\(sanitizers)", "-parse-as-library"]),
]

let package = Package(
  name: "fuzzing-extraction",
  targets: [
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "Story", swiftSettings: counted),
    .target(
      name: "Language", dependencies: ["Story"], exclude: ["Resources"], swiftSettings: counted,
      plugins: ["EmbedFiles"]),
    .target(
      name: "Extraction", dependencies: ["Story", "Language", "CLibxml2"], exclude: ["Resources"],
      swiftSettings: counted, plugins: ["EmbedFiles"]),
    .target(name: "ExtractionProperties", dependencies: ["Story", "Extraction"], swiftSettings: counted),
    .executableTarget(
      name: "FuzzExtraction", dependencies: ["ExtractionProperties"],
      linkerSettings: [.unsafeFlags(["-sanitize=\(sanitizers)"])]),
    .executableTarget(name: "embed-files"),
    .plugin(
      name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"],
      path: "Sources/EmbedFiles"),
  ],
  swiftLanguageModes: [.v6]
)
