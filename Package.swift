// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let treeCollections = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

/// A module of the house; `Sources/README.md` says what each may import, and a test holds it to that.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: readme(name), swiftSettings: settings)
}

func readme(_ name: String) -> [String] { name == "PeerReview" ? ["README.md"] : [] }

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: ["TestSupport"] + dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "collegiate",
  products: [.executable(name: "collegiate", targets: ["Collegiate"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    module("PeerReview", [treeCollections]),
    module("Postgres", ["CLibPQ", logging]),
    module("EventSourcing", ["PeerReview", "Postgres", crypto, logging]),
    module("ReadModels", ["EventSourcing", "PeerReview", "Postgres", logging]),
    module("WorkedExample", ["PeerReview"]),
    module(
      "Workflow",
      ["WorkedExample", "ReadModels", "EventSourcing", "PeerReview", "Postgres", crypto, lifecycle, logging]),
    module(
      "Web",
      [
        "Workflow", "ReadModels", "EventSourcing", "PeerReview", hummingbird, mustache, crypto, lifecycle,
        logging, nioCore,
      ]),
    .executableTarget(
      name: "Collegiate",
      dependencies: [
        "Web", "Workflow", "ReadModels", "EventSourcing", "Postgres", "PeerReview",
        argumentParser, hummingbird, lifecycle, logging, unixSignals,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "Workflow", "WorkedExample", "ReadModels", "EventSourcing", "Postgres", "PeerReview", argumentParser,
        logging,
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "WorkedExample", "Workflow", "ReadModels", "EventSourcing", "Postgres", "PeerReview", logging,
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    tests("PeerReviewTests", ["PeerReview", "WorkedExample"], exclude: ["Golden"]),
    tests("PostgresTests", ["Postgres"]),
    tests("EventSourcingTests", ["EventSourcing", crypto]),
    tests("ReadModelsTests", ["ReadModels"]),
    tests("WorkflowTests", ["Workflow"]),
    tests("WebTests", ["Web", asyncHTTPClient, hummingbird, lifecycle]),
    tests("CollegiateTests", ["Collegiate"]),
  ]
)
