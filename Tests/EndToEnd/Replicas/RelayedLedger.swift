import Foundation
import LedgerTesting
import Testing

/// A ledger that is published, relayed on a bus, and followed by it.
struct RelayedLedger {
    let origin: PublishedLedger
    let replica: TestLedger
    let bus: BusServer

    static func make(_ bus: BusServer) async throws -> RelayedLedger {
        let origin = PublishedLedger(ledger: try await TestLedger.makeCut())
        try await origin.publish()
        return RelayedLedger(origin: origin, replica: try await origin.replica(from: [origin.address]), bus: bus)
    }

    func relay() throws -> Running {
        try Program.ledger.start(["relay", "--bus", bus.address, "--ledger", origin.ledger.path])
    }

    /// - Parameter interval: seconds between two looks at the published files.
    func follow(every interval: Int) throws -> Running {
        try Program.ledger.start(
            ["replica", "follow", "--bus", bus.address, "--interval", "\(interval)", "--ledger", replica.path])
    }

    func publish() throws -> Running {
        try Program.ledger.start(["publish", origin.folder, "--follow", "--ledger", origin.ledger.path])
    }

    /// Waits until the replica holds what its origin does.
    func settle(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for _ in 0..<1_200 {
            if let held = try? await replica.head(), held.root == (try await origin.ledger.head().root) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("the replica did not come to its origin's root", sourceLocation: sourceLocation)
    }
}
