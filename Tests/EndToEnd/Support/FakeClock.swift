import Foundation
import LedgerTesting

/// Debian's libfaketime, with which a program sees another clock than the machine's.
enum FakeClock {
    private static let places = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketime.so.1" }
    private static let library = places.first { FileManager.default.fileExists(atPath: $0) }

    static var isPresent: Bool { library != nil }

    /// What a program needs to see the wall's clock stand at an instant. Waiting goes by the machine's clock, and files keep
    /// their times.
    static func environment(_ instant: String, zone: String) throws -> [String: String] {
        let date = try Date(instant, strategy: .iso8601)
        return [
            "LD_PRELOAD": library ?? "", "FAKETIME_FMT": "%s", "FAKETIME": "\(Int(date.timeIntervalSince1970))",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1", "TZ": zone,
        ]
    }
}

extension TestLedger {
    /// Runs a command on this ledger at an instant, as the clock tells it; it stands still.
    func run(_ arguments: [String], at instant: String, zone: String = "UTC") async throws -> Program.Run {
        // libfaketime adds to the environment, and moves it; Swift finds no arguments in front of one that was moved. A
        // program between makes it whole again.
        try await Program(url: URL(filePath: "/usr/bin/env")).run(
            [Program.ledger.url.path] + arguments + ["--ledger", path],
            environment: try FakeClock.environment(instant, zone: zone))
    }
}
