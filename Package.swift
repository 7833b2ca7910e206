// swift-tools-version: 6.2

import PackageDescription

/// `Tools/test` sets the variable: warnings are errors in this package, and not in its dependencies; and what is tested is
/// optimised, as what people run is.
let isTested = Context.environment["INCIDENT_LEDGER_STRICT"] != nil
let strictness: [SwiftSetting] = isTested ? [.treatAllWarnings(as: .error)] : []
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
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let containers: Target.Dependency = .product(name: "BasicContainers", package: "swift-collections")
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
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // In the order of the table in ARCHITECTURE.md: a target imports only targets above it.
        .target(name: "Forms", dependencies: [crypto], swiftSettings: settings),
        .target(name: "Files", dependencies: ["Forms"], swiftSettings: memorySettings),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "Tables", dependencies: ["Forms", "CZip", crypto], swiftSettings: memorySettings),
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: memorySettings),
        .target(name: "MerkleLog", dependencies: ["Forms", crypto], swiftSettings: memorySettings),
        .systemLibrary(name: "CNats", pkgConfig: "libnats", providers: [.apt(["libnats-dev"])]),
        .target(name: "JetStream", dependencies: ["Forms", "CNats"], swiftSettings: memorySettings),
        .target(name: "LedgerSchema", dependencies: [protobuf], exclude: ["ledger.proto"]),
        .target(
            name: "Incidents", dependencies: ["Forms", "LedgerSchema", protobuf], swiftSettings: memorySettings),
        .target(name: "Timeline", dependencies: ["Incidents"], swiftSettings: settings),
        .target(
            name: "EventLog", dependencies: ["Forms", "Files", "LMDB", "MerkleLog", crypto],
            swiftSettings: memorySettings),
        .target(
            name: "Folding", dependencies: ["Forms", "Incidents", "Timeline", containers], path: "Projections/Folding",
            swiftSettings: memorySettings),
        .target(
            name: "Views", dependencies: ["Incidents", "Folding"], path: "Projections/Views", swiftSettings: settings),
        .target(
            name: "ProjectionEngine",
            dependencies: [
                "Forms", "Files", "LMDB", "MerkleLog", "Incidents", "Timeline", "EventLog", "Folding", containers,
            ],
            path: "Projections/Engine", swiftSettings: memorySettings),
        .target(
            name: "Finding",
            dependencies: [
                "Forms", "Files", "MerkleLog", "Incidents", "Timeline", "EventLog", crypto,
                grdb,
            ],
            path: "Projections/Finding", swiftSettings: settings),
        .target(
            name: "Register",
            dependencies: [
                "Forms", "MerkleLog", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(
            name: "Signing", dependencies: ["Forms", "Files", "MerkleLog", "EventLog", "Register"],
            swiftSettings: settings),
        .target(
            name: "Replication",
            dependencies: [
                "Forms", "Files", "JetStream", "MerkleLog", "EventLog", "Signing",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: memorySettings),
        .target(
            name: "Ledger",
            dependencies: [
                "Forms", "Files", "MerkleLog", "Incidents", "Timeline", "EventLog", "Folding", "Views",
                "ProjectionEngine", "Finding", "Register", "Signing", crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "Intake",
            dependencies: ["Forms", "Files", "Tables", "Incidents", "Timeline", "EventLog", "Ledger", crypto],
            swiftSettings: settings),
        .target(
            name: "Fields", dependencies: ["Forms", "Incidents", "Finding", "Ledger", "Intake"],
            swiftSettings: settings),
        .target(
            name: "Comparison",
            dependencies: ["Forms", "Incidents", "Timeline", "EventLog", "Folding", "Ledger"],
            swiftSettings: settings),
        .target(
            name: "Federation",
            dependencies: [
                "Forms", "Files", "MerkleLog", "Incidents", "Timeline", "EventLog", "Folding", "Finding", "Replication",
                "Ledger", "Comparison",
            ],
            swiftSettings: settings),
        .target(
            name: "Evidence",
            dependencies: [
                "Forms", "Files", "MerkleLog", "LedgerSchema", "Incidents", "EventLog", "Folding", "Views",
                "ProjectionEngine", "Finding", "Register", "Signing", "Replication", "Ledger", crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "Cluster",
            dependencies: ["Forms", "MerkleLog", "JetStream", "Incidents", "EventLog", "Replication", "Ledger"],
            swiftSettings: settings),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(
            name: "Export",
            dependencies: [
                "Forms", "Files", "CZip", "MerkleLog", "Incidents", "Timeline", "EventLog", "Folding", "Finding",
                "Ledger", "Comparison", "Evidence", "CXlsxWriter", crypto, grdb,
            ],
            swiftSettings: memorySettings),
        .target(
            name: "Presentation",
            dependencies: [
                "Forms", "Tables", "Incidents", "Folding", "Finding", "Replication", "Ledger", "Intake", "Comparison",
                "Federation", "Evidence", "Cluster", crypto,
            ],
            swiftSettings: settings),
        .target(
            name: "Page",
            dependencies: [
                "Forms", "Incidents", "Folding", "Finding", "Ledger", "Fields", "Comparison", "Federation",
                "Presentation", crypto,
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.copy("Resources")], swiftSettings: settings),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "LedgerServer",
            dependencies: [
                "Forms", "Files", "Tables", "MerkleLog", "Incidents", "Timeline", "EventLog", "Folding", "Finding",
                "Replication", "Ledger", "Intake", "Fields", "Comparison", "Federation", "Evidence", "Export",
                "Presentation",
                "Page", "CZlib",
                crypto,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "incident-ledger",
            dependencies: [
                "Forms", "Files", "Tables", "Incidents", "Folding", "Finding", "Signing", "Replication", "Ledger",
                "Intake", "Fields", "Comparison", "Federation", "Evidence", "Cluster", "Export", "Presentation",
                "LedgerServer", arguments,
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "projection-worker",
            dependencies: [
                "Forms", "Files", "Ledger", "Cluster", "LedgerServer", arguments,
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Projections/Worker", swiftSettings: settings),
        .executableTarget(
            name: "ledger-replay",
            dependencies: [
                "Forms", "Files", "Incidents", "Folding", "Ledger", "Comparison", "Evidence", crypto, arguments,
            ],
            path: "Tools/Replay", swiftSettings: settings),
        .executableTarget(
            name: "ledger-bench",
            dependencies: [
                "Forms", "Tables", "CLMDB", "MerkleLog", "Incidents", "EventLog", "Folding", "Views",
                "ProjectionEngine", "Finding", "Replication",
                "Ledger",
                "Intake",
                "Evidence", "Export", "LedgerServer", "LedgerTesting", crypto, arguments,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tools/Bench", exclude: ["peers", "workbook"], swiftSettings: settings),
        .target(
            name: "LedgerTesting", dependencies: ["LedgerSchema", "Incidents", "EventLog", "Folding", protobuf],
            path: "Tests/Support/LedgerTesting", swiftSettings: settings),
        .testTarget(name: "FormsTests", dependencies: ["Forms", "LedgerTesting"], swiftSettings: settings),
        .testTarget(
            name: "TablesTests", dependencies: ["Tables", "Forms", "LedgerTesting", crypto], swiftSettings: settings),
        .executableTarget(
            name: "lmdb-test-child", dependencies: ["LMDB"], path: "Tests/Support/LMDBChild", swiftSettings: settings),
        .testTarget(
            name: "LMDBTests", dependencies: ["LMDB", "LedgerTesting", "lmdb-test-child"], swiftSettings: settings),
        .testTarget(
            name: "MerkleLogTests", dependencies: ["MerkleLog", "LedgerTesting", crypto], swiftSettings: settings),
        .testTarget(
            name: "IncidentsTests", dependencies: ["Forms", "Incidents", "LedgerSchema", "LedgerTesting", protobuf],
            swiftSettings: settings),
        .testTarget(
            name: "TimelineTests", dependencies: ["Timeline", "Incidents", "LedgerTesting"], swiftSettings: settings),
        .executableTarget(
            name: "log-test-child", dependencies: ["EventLog", "MerkleLog"], path: "Tests/Support/EventLogChild",
            swiftSettings: settings),
        .testTarget(
            name: "EventLogTests",
            dependencies: [
                "EventLog", "log-test-child", "LMDB", "MerkleLog", "LedgerSchema", "LedgerTesting", protobuf, crypto,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RegisterTests", dependencies: ["Forms", "MerkleLog", "Register", "LedgerTesting"],
            swiftSettings: settings),
        .executableTarget(
            name: "replica-test-child", dependencies: ["EventLog", "MerkleLog", "Replication"],
            path: "Tests/Support/ReplicaChild", swiftSettings: settings),
        .testTarget(
            name: "ReplicationTests",
            dependencies: [
                "EventLog", "Files", "Forms", "JetStream", "MerkleLog", "Replication", "replica-test-child",
                "LedgerTesting", crypto,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ProjectionEngineTests",
            dependencies: [
                "Forms", "LMDB", "Incidents", "Timeline", "LedgerSchema", "EventLog", "Folding", "ProjectionEngine",
                "LedgerTesting", protobuf,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ViewsTests",
            dependencies: [
                "Folding", "Views", "ProjectionEngine", "EventLog", "Incidents", "Timeline", "LedgerSchema",
                "LedgerTesting", protobuf,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "FederationTests",
            dependencies: [
                "Federation", "Comparison", "Ledger", "Signing", "Finding", "Folding", "EventLog", "MerkleLog",
                "Incidents", "Forms", "LedgerTesting",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ClusterTests", dependencies: ["Cluster", "Forms", "JetStream", "Ledger", "LedgerTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "ComparisonTests",
            dependencies: [
                "Forms", "Comparison", "Folding", "Incidents", "Timeline", "EventLog", "Ledger", "Intake",
                "LedgerTesting",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "Intake", "Ledger", "Forms", "Tables", "Incidents", "Timeline", "EventLog", "LedgerTesting",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "FieldsTests", dependencies: ["Fields", "Forms", "Incidents", "Ledger"], swiftSettings: settings),
        .testTarget(
            name: "EvidenceTests",
            dependencies: [
                "Forms", "Files", "LMDB", "MerkleLog", "LedgerSchema", "Incidents", "EventLog", "Signing", "Ledger",
                "Folding", "ProjectionEngine", "Intake", "Evidence", "LedgerTesting", crypto,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LedgerTests", dependencies: ["Forms", "Incidents", "Ledger", "LedgerTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "PresentationTests",
            dependencies: ["Presentation", "Ledger", "Folding", "Forms", "Incidents", "LedgerTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "PageTests",
            dependencies: ["Page", "Folding"],
            swiftSettings: settings),
        .testTarget(
            name: "LedgerServerTests", dependencies: ["Forms", "Incidents", "Page", "LedgerServer"],
            swiftSettings: settings),
        .testTarget(
            name: "FindingTests",
            dependencies: [
                "Forms", "Incidents", "LedgerSchema", "EventLog", "Finding", "LedgerTesting", protobuf,
                grdb,
            ],
            swiftSettings: settings),
        .target(
            name: "Fuzzing",
            dependencies: [
                "Forms", "Tables", "MerkleLog", "LedgerSchema", "Incidents", "EventLog", "Folding", "Views", "Intake",
                "Evidence", "LedgerTesting", crypto, protobuf,
            ],
            path: "Tests/Support/Fuzzing", swiftSettings: settings),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzzing", "LedgerTesting"], swiftSettings: settings),
        .testTarget(name: "HouseTests", path: "Tests/House", swiftSettings: settings),
        .executableTarget(
            name: "view-test-child",
            dependencies: [
                "Federation", "Forms", "Folding", "ProjectionEngine", "Views", "EventLog", "Incidents", "LedgerSchema",
                "Ledger",
                "LedgerTesting", protobuf,
            ],
            path: "Tests/Support/ViewChild", swiftSettings: settings),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "incident-ledger", "ledger-replay", "ledger-bench", "projection-worker", "view-test-child", "LMDB",
                "EventLog", "Forms", "Ledger", "LedgerTesting", crypto,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)

// Links with libFuzzer alone: `Tools/fuzz` sets the variable.
if Context.environment["INCIDENT_LEDGER_FUZZER"] != nil {
    package.targets.append(
        .executableTarget(
            name: "ledger-fuzz", dependencies: ["Fuzzing"], path: "Tests/Support/FuzzDriver", swiftSettings: settings))
}

// The tests themselves are not: to compile them would take longer than they do.
if isTested {
    for target in package.targets where [.regular, .executable].contains(target.type) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-O"])]
    }
}
