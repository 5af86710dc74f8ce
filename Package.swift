// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is built with: strict concurrency comes with language mode 6.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house. `embeds` compiles the files under its `Resources` folder into the code; `besides` are folders
/// that hold no code.
func room(
  _ name: String, imports: [Target.Dependency] = [], embeds: Bool = false, besides: [String] = []
) -> Target {
  .target(
    name: name,
    dependencies: imports,
    exclude: besides + (embeds ? ["Resources"] : []),
    swiftSettings: settings,
    plugins: embeds ? ["EmbedFiles"] : []
  )
}

/// The tests of a room, in the folder of its name; `besides` are folders there that hold no code.
func tests(
  _ room: Target.Dependency, _ name: String, with more: [Target.Dependency] = [], besides: [String] = []
) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: [room] + more, exclude: besides, swiftSettings: settings)
}

let package = Package(
  name: "writethru",
  products: [
    .executable(name: "writethru", targets: ["writethru"]),
    .library(name: "Story", targets: ["Story"]),
    .library(name: "Language", targets: ["Language"]),
    .library(name: "Schedule", targets: ["Schedule"]),
    .library(name: "Extraction", targets: ["Extraction"]),
    .library(name: "Comparison", targets: ["Comparison"]),
    .library(name: "Provenance", targets: ["Provenance"]),
    .library(name: "Report", targets: ["Report"]),
    .library(name: "Archive", targets: ["Archive"]),
    .library(name: "Fetch", targets: ["Fetch"]),
    .library(name: "Evidence", targets: ["Evidence"]),
  ],
  traits: [
    .trait(
      name: "PostgreSQL", description: "Many watchers that agree in a PostgreSQL database; needs libpq."),
    .default(enabledTraits: []),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
  ],
  targets: [
    // Floor 0: the nouns, other programs, and the C libraries.
    room("Story"),
    room("ChildProcess"),
    room("Gzip", imports: ["CZlib"]),
    .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    // Only asked for with the trait PostgreSQL.
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    // Floor 1: reading words; when to look.
    room("Language", imports: ["Story"], embeds: true),
    room("Schedule", imports: ["Story"], embeds: true),

    // Floor 2: one subject each, none knows its neighbour.
    room("Extraction", imports: ["Story", "Language", "CLibxml2"], embeds: true),
    room("Comparison", imports: ["Story", "Language"]),
    room("Provenance", imports: ["Story", "Language", "Comparison"], embeds: true),
    room("Report", imports: ["Story"], besides: ["Schemas"]),
    room(
      "Fetch",
      imports: [
        "Story", "ChildProcess", "Gzip", "CCurl", "CLibxml2",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      embeds: true
    ),
    room(
      "Archive",
      imports: [
        "Story", "ChildProcess", "CLibgit2", "CDeflate",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    room(
      "Fleet",
      imports: [
        "Story", .target(name: "CLibpq", condition: .when(traits: ["PostgreSQL"])),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    // Floor 3: messages; what others can check without us.
    room(
      "Evidence",
      imports: [
        "Story", "Archive", "Gzip", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    room(
      "Telling",
      imports: [
        "Story", "ChildProcess", "Report", "CCurl", .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Floor 4: where the rooms are joined.
    room(
      "Newsroom",
      imports: [
        "Story", "ChildProcess", "Language", "Extraction", "Comparison", "Provenance", "Report", "Fetch",
        "Archive", "Schedule", "Telling", "Evidence", "Fleet", "CMalloc",
        .product(name: "Yams", package: "Yams"),
      ],
      embeds: true),

    // Floor 5: the web pages, and the command.
    room(
      "Desk",
      imports: [
        "Story", "Report", "Newsroom",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      embeds: true),
    .executableTarget(
      name: "writethru",
      dependencies: [
        "Story", "Report", "Newsroom", "Desk",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Documentation.docc"],
      swiftSettings: settings),

    // Compiles data files into a room; used at build time only.
    .executableTarget(name: "embed-files", swiftSettings: settings),
    .plugin(
      name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"],
      path: "Sources/EmbedFiles"),

    tests("Story", "Story"),
    tests("ChildProcess", "ChildProcess"),
    tests("Gzip", "Gzip"),
    tests("Language", "Language", with: ["Story"]),
    tests("Schedule", "Schedule", with: ["Story"]),
    tests("Extraction", "Extraction", with: ["Story"]),
    tests("Comparison", "Comparison", with: ["Story", "Language"], besides: ["Examples"]),
    tests("Provenance", "Provenance", with: ["Story", "Language", "Comparison"]),
    tests("Report", "Report", with: ["Story"]),
    tests("Fetch", "Fetch", with: ["Story", "Gzip", "CCurl", "LocalServer"]),
    tests(
      "Archive", "Archive",
      with: ["Story", "CLibgit2", .product(name: "Crypto", package: "swift-crypto")], besides: ["Kept"]),
    tests("Fleet", "Fleet", with: ["Story"]),
    tests("Telling", "Telling", with: ["Story", "Report", "LocalServer"]),
    tests("Evidence", "Evidence", with: ["Story", "Archive"]),
    tests(
      "Newsroom", "Newsroom",
      with: ["Story", "Report", "Archive", "Fetch", "Schedule", "Evidence", "Fleet", "LocalServer"]),
    tests(
      "Desk", "Desk",
      with: [
        "Story", "Newsroom", "Report", .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["writethru", "LocalServer", "Acceptance", "Archive", "Story"],
      swiftSettings: settings
    ),

    // A web server that misbehaves on demand, for the tests.
    .target(name: "LocalServer", path: "Tests/LocalServer", swiftSettings: settings),

    // Invented stories with planted changes, for the measure of the whole.
    .target(
      name: "Acceptance", dependencies: ["LocalServer"], path: "Tests/Acceptance", swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
