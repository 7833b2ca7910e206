// swift-tools-version: 6.2

import PackageDescription

/// `Tools/test` sets the variable: warnings are errors in this package, and not in its dependencies.
let strictness: [SwiftSetting] =
    Context.environment["INCIDENT_LEDGER_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] =
    strictness + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableExperimentalFeature("Lifetimes"),
    ]
/// For the modules that touch memory: every unsafe expression says `unsafe` and why.
let memorySettings = settings + [.strictMemorySafety()]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "incident-ledger",
    products: [
        .executable(name: "incident-ledger", targets: ["incident-ledger"]),
        .executable(name: "ledger-replay", targets: ["ledger-replay"]),
        .executable(name: "ledger-bench", targets: ["ledger-bench"]),
        .executable(name: "projection-worker", targets: ["projection-worker"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: memorySettings),
        .target(name: "MerkleLog", dependencies: [crypto], swiftSettings: memorySettings),
        .target(name: "LedgerSchema", dependencies: [protobuf], exclude: ["ledger.proto"]),
        .target(name: "Incidents", dependencies: ["LedgerSchema", protobuf], swiftSettings: memorySettings),
        .target(
            name: "EventLog", dependencies: ["LMDB", "MerkleLog", "LedgerSchema", crypto], swiftSettings: memorySettings
        ),
        .target(
            name: "ProjectionEngine", dependencies: ["EventLog", "LMDB", "Incidents", "MerkleLog", crypto],
            path: "Projections/Engine", swiftSettings: memorySettings),
        .target(
            name: "Views", dependencies: ["Incidents", "ProjectionEngine"], path: "Projections/Views",
            swiftSettings: settings),
        .target(
            name: "Ledger",
            dependencies: [
                "EventLog", "Incidents", "ProjectionEngine", "Views", "MerkleLog", "LedgerSchema", crypto,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "incident-ledger", dependencies: ["Ledger", "Incidents", arguments],
            swiftSettings: settings),
        .executableTarget(
            name: "ledger-replay", dependencies: ["Ledger", "Incidents", crypto, arguments], path: "Tools/Replay",
            swiftSettings: settings),
        .executableTarget(
            name: "ledger-bench",
            dependencies: ["Ledger", "EventLog", "ProjectionEngine", "Views", "Incidents", "CLMDB", crypto, arguments],
            path: "Tools/Bench", exclude: ["peers"], swiftSettings: settings),
        .executableTarget(
            name: "projection-worker",
            dependencies: [
                "Ledger", "Incidents", arguments, .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"), .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Projections/Worker", swiftSettings: settings),
        .executableTarget(
            name: "lmdb-test-child", dependencies: ["LMDB"], path: "Tests/Support/LMDBChild", swiftSettings: settings),
        .testTarget(name: "LMDBTests", dependencies: ["LMDB", "lmdb-test-child"], swiftSettings: settings),
        .testTarget(name: "MerkleLogTests", dependencies: ["MerkleLog", crypto], swiftSettings: settings),
        .target(
            name: "Histories", dependencies: ["EventLog", "LedgerSchema", protobuf], path: "Tests/Support/Histories",
            swiftSettings: settings),
        .testTarget(
            name: "IncidentsTests", dependencies: ["Incidents", "LedgerSchema", protobuf], swiftSettings: settings),
        .executableTarget(
            name: "log-test-child", dependencies: ["EventLog"], path: "Tests/Support/EventLogChild",
            swiftSettings: settings),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["EventLog", "log-test-child", "LMDB", "MerkleLog", "LedgerSchema", protobuf, crypto],
            swiftSettings: settings),
        .testTarget(
            name: "ProjectionEngineTests",
            dependencies: ["ProjectionEngine", "EventLog", "LMDB", "Incidents", "LedgerSchema", "Histories", protobuf],
            swiftSettings: settings),
        .testTarget(
            name: "ViewsTests",
            dependencies: ["Views", "ProjectionEngine", "EventLog", "Incidents", "LedgerSchema", "Histories"],
            swiftSettings: settings),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "Incidents", "EventLog", "LMDB", "MerkleLog", "LedgerSchema", "ProjectionEngine", crypto,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "view-test-child",
            dependencies: [
                "ProjectionEngine", "Views", "EventLog", "Incidents", "LedgerSchema", "Histories", protobuf,
            ],
            path: "Tests/Support/ViewChild", swiftSettings: settings),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "incident-ledger", "ledger-replay", "ledger-bench", "projection-worker", "view-test-child", "LMDB",
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
