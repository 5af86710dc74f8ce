// swift-tools-version: 6.2
import PackageDescription

// Times the comparison for `make bench`, and what follows stories for `make bench-provenance` and `make peers-wikiwho`; the
// Python beside it makes the texts and runs the others.
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
