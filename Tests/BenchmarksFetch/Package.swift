// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "fetch-bench",
  dependencies: [.package(name: "writethru", path: "../..")],
  targets: [
    .executableTarget(name: "fetch-bench", dependencies: [.product(name: "Fetch", package: "writethru")])
  ],
  swiftLanguageModes: [.v6]
)
