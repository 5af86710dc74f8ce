// swift-tools-version: 6.2
import PackageDescription

// Times the comparison for `make bench`; bench.py beside it makes the pairs and runs the others.
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
      ])
  ],
  swiftLanguageModes: [.v6]
)
