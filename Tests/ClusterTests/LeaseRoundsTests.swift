import Forms
import Foundation
import JetStream
import Ledger
import LedgerTesting
import Synchronization
import Testing

@testable import Cluster

/// What workers do, a round at a time, with a real bus: nothing here depends on how long anything takes.
@Suite struct LeaseRoundsTests {
    /// A worker with a copy of the ledger, who does a round when it is told to.
    private final class Machine: Sendable {
        let name: String
        private let ledger: Ledger
        private let rounds: LeaseRounds
        private let reports = Mutex<[SharedKeeping.Report]>([])

        init(_ name: String, _ folder: TemporaryFolder, _ bus: BusServer, lifetime: Duration = .seconds(60)) throws {
            self.name = name
            let path = folder.path(name + ".ledger")
            try FileManager.default.copyItem(atPath: folder.path("origin.ledger"), toPath: path)
            ledger = try Ledger(openingAt: path, access: .readOnly)
            let worker = try ViewWorker(of: ledger) { _ in }
            let settings = SharedKeeping.Settings(bus: bus.address, name: name, at: "at \(name)", lifetime: lifetime)
            rounds = LeaseRounds(worker, settings)
        }

        deinit { ledger.close() }

        /// - Returns: when the next round is due.
        @discardableResult
        func round() throws -> Duration {
            try rounds.round { report in reports.withLock { $0.append(report) } }
        }

        func leave() throws { try rounds.leave() }

        /// What it keeps, as it said last.
        var kept: Set<String> {
            reports.withLock { reports in
                for case .keeps(let views, _) in reports.reversed() { return Set(views) }
                return []
            }
        }

        var contradictions: [String] {
            reports.withLock { $0.compactMap { if case .contradicted(let said) = $0 { said } else { nil } } }
        }

        /// What a connection of its own reads of who has what.
        func status(_ bus: BusServer) throws -> ClusterStatus { try ledger.clusterStatus(at: bus.address) }
    }

    private struct Cluster {
        let bus: BusServer
        let folder: TemporaryFolder
        let logID: String

        func machine(_ name: String, lifetime: Duration = .seconds(60)) throws -> Machine {
            try Machine(name, folder, bus, lifetime: lifetime)
        }

        func bucket() throws -> KeyValueBucket {
            try KeyValueBucket(
                present: LeaseBook.bucket(of: logID), by: BusConnection(to: bus.address, name: "test"))
        }

        /// Each view is kept by one of them, and each keeps about as many.
        func expectShared(among machines: [Machine], sourceLocation: SourceLocation = #_sourceLocation) throws {
            let all = machines.flatMap(\.kept)
            #expect(all.sorted() == Ledger.keepableNames.sorted(), sourceLocation: sourceLocation)
            let counts = machines.map(\.kept.count)
            #expect(counts.max()! - counts.min()! <= 1, "\(counts)", sourceLocation: sourceLocation)
            // And whoever asks is told the same.
            let views = try machines[0].status(bus).views
            for machine in machines {
                #expect(
                    Set(views.filter { $0.lease?.worker == machine.name }.map(\.name)) == machine.kept,
                    sourceLocation: sourceLocation)
            }
        }
    }

    private func with(_ body: (Cluster) async throws -> Void) async throws {
        let bus = try await BusServer.start()
        let folder = try TemporaryFolder()
        let ledger = try Ledger.create(at: folder.path("origin.ledger"), keyPath: folder.path("key"))
        let logID = ledger.logID
        ledger.close()
        do {
            try await body(Cluster(bus: bus, folder: folder, logID: logID))
        } catch {
            await bus.kill()
            throw error
        }
        await bus.kill()
    }

    @Test func `who is new reaches for nothing, then for its part, and what it gives back is had at once`() async throws
    {
        try await with { cluster in
            let (a, b, c) = (try cluster.machine("a"), try cluster.machine("b"), try cluster.machine("c"))
            // A lease is renewed twice before it ends.
            #expect(try a.round() == .seconds(20))
            try b.round()
            #expect(a.kept.isEmpty && b.kept.isEmpty)
            for machine in [a, b] { try machine.round() }
            try cluster.expectShared(among: [a, b])
            // Those that have more than their part give back, and the third has it when they have.
            for machine in [c, a, b] { try machine.round() }
            let kept = a.kept.count + b.kept.count
            #expect(kept < Ledger.keepableNames.count)
            #expect(try a.status(cluster.bus).views.count { $0.lease != nil } == kept)
            try c.round()
            try cluster.expectShared(among: [a, b, c])
            let status = try a.status(cluster.bus)
            #expect(
                status.workers.map { "\($0.name) \($0.at ?? "") \($0.kept)" }.sorted()
                    == [a, b, c].map {
                        "\($0.name) at \($0.name) \($0.kept.count)"
                    })
            // Nobody waits for a lease that is given back to end.
            try b.leave()
            #expect(try a.status(cluster.bus).views.allSatisfy { $0.lease?.worker != "b" })
            for machine in [a, c] { try machine.round() }
            try cluster.expectShared(among: [a, c])
        }
    }

    @Test func `a bus that is away or has forgotten leaves every worker what it keeps`() async throws {
        try await with { cluster in
            let (a, b) = (try cluster.machine("a"), try cluster.machine("b"))
            for machine in [a, b, a, b] { try machine.round() }
            let before = [a.kept, b.kept]
            await cluster.bus.kill()
            for machine in [a, b] { #expect(throws: (any Error).self) { try machine.round() } }
            try cluster.bus.wipe()
            try await cluster.bus.start()
            for machine in [a, b, a, b] {
                try machine.round()
                #expect([a.kept, b.kept] == before)
            }
            try cluster.expectShared(among: [a, b])
        }
    }

    @Test func `whoever has not seen who has a view takes it from nobody, and a foreign page is nobody's lease`()
        async throws
    {
        try await with { cluster in
            let a = try cluster.machine("a")
            for _ in 0..<2 { try a.round() }
            #expect(a.kept == Set(Ledger.keepableNames))
            let bucket = try cluster.bucket()
            let seen = LeaseBook(try bucket.entries())
            try a.round()
            let lease = try #require(seen.views["year"]?.lease)
            // Renewed meanwhile; and of what was never seen it is known that nobody had it.
            #expect(try bucket.make([seen.swap(view: "year", to: lease)]) == [nil])
            #expect(try bucket.make([LeaseBook([]).swap(view: "year", to: lease)]) == [nil])
            let now = LeaseBook(try bucket.entries())
            #expect(try bucket.make([now.swap(view: "year", to: lease)])[0] != nil)
            // The lease of one view under the name of another.
            var other = lease
            other.view = "month"
            let last = LeaseBook(try bucket.entries())
            #expect(try bucket.make([last.swap(view: "year", to: other)])[0] != nil)
            #expect(LeaseBook(try bucket.entries()).holders["year"] == nil)
        }
    }

    @Test func `a keeper of another history is warned of once, and a bucket without an end is refused`() async throws {
        try await with { cluster in
            let a = try cluster.machine("a")
            for _ in 0..<2 { try a.round() }
            let bucket = try cluster.bucket()
            let book = LeaseBook(try bucket.entries())
            var lease = try #require(book.views["year"]?.lease)
            (lease.worker, lease.id, lease.position, lease.root) = (
                "liar", "liar", 0, String(repeating: "0", count: 64)
            )
            #expect(try bucket.make([book.swap(view: "year", to: lease)])[0] != nil)
            for _ in 0..<3 { try a.round() }
            #expect(a.contradictions.count == 1 && a.contradictions[0].contains("keeps year of another history"))
            let status = try a.status(cluster.bus)
            #expect(status.contradictions.count == 1 && status.views.count { $0.agreement != .unsaid } == 1)
            // A view that this version does not have is kept by somebody else's.
            (lease.view, lease.position) = ("later", nil)
            #expect(try bucket.make([book.swap(view: "later", to: lease)])[0] != nil)
            #expect(try a.status(cluster.bus).views.last?.name == "later")

            // What the bus has of the log is there to be kept, whether or not it is here.
            let connection = try BusConnection(to: cluster.bus.address, name: "test")
            try StreamAPI(connection).create("LEDGER-" + cluster.logID, [("subjects", .array([.string("log")]))])
            for _ in 0..<3 { _ = try connection.ask([1], of: "log").acknowledged("a message") }
            #expect(try a.status(cluster.bus).head == 3)
            try StreamAPI(connection).delete("KV_" + LeaseBook.bucket(of: cluster.logID))
            _ = try KeyValueBucket(
                LeaseBook.bucket(of: cluster.logID), by: connection, lifetime: .milliseconds(500))
            let refused = #expect(throws: BusError.self) { try cluster.machine("b").round() }
            #expect(refused?.description.contains("for less than a second") == true)
        }
    }
}
