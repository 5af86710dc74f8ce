// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "archive-bench",
  dependencies: [.package(name: "writethru", path: "../..")],
  targets: [
    .executableTarget(
      name: "archive-bench",
      dependencies: [
        .product(name: "Archive", package: "writethru"), .product(name: "Story", package: "writethru"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
