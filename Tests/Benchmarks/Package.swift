// swift-tools-version: 6.2
import PackageDescription

// Times the comparison, what follows stories and the archive for `make bench`, and does the work whose instructions
// `make gate` counts; the Python beside it makes the texts and runs the others.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "writethru", path: "../..")],
  targets: [
    .executableTarget(
      name: "BenchComparison",
      dependencies: [
        .product(name: "Story", package: "writethru"),
        .product(name: "Language", package: "writethru"),
        .product(name: "Comparison", package: "writethru"),
      ]),
    .executableTarget(
      name: "BenchLineage",
      dependencies: [
        .product(name: "Story", package: "writethru"),
        .product(name: "Language", package: "writethru"),
        .product(name: "Provenance", package: "writethru"),
      ]),
    .executableTarget(
      name: "BenchInstructions",
      dependencies: [
        .product(name: "Story", package: "writethru"),
        .product(name: "Language", package: "writethru"),
        .product(name: "Comparison", package: "writethru"),
        .product(name: "Extraction", package: "writethru"),
        .product(name: "Provenance", package: "writethru"),
        .product(name: "Schedule", package: "writethru"),
      ]),
    .executableTarget(
      name: "BenchArchive",
      dependencies: [
        .product(name: "Story", package: "writethru"),
        .product(name: "Archive", package: "writethru"),
      ]),
    .executableTarget(
      name: "BenchProvenance",
      dependencies: [
        .product(name: "Story", package: "writethru"),
        .product(name: "Language", package: "writethru"),
        .product(name: "Provenance", package: "writethru"),
        .product(name: "Archive", package: "writethru"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
