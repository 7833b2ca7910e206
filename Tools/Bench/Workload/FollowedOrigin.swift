import EventLog
import Evidence
import Foundation
import Ledger

/// A ledger that this process writes, with what carries it to others.
final class FollowedOrigin {
    let ledger: Ledger
    private let bench: Bench
    private let path: String
    private let published: String
    /// Where what replicas hold lies.
    private let replicas: String
    private var bus: MeasuredBus?
    private var relay: MeasuredProgram?

    /// A process that follows, and the log that it holds.
    final class Replica {
        let log: EventLog
        let path: String
        private let program: MeasuredProgram

        init(at path: String, _ arguments: [String]) throws {
            self.path = path
            log = try EventLog(openingAt: path + "/log", access: .readOnly)
            program = try MeasuredProgram(ledger: ["replica", "follow", "--ledger", path] + arguments)
        }

        /// Ends it; what it holds stays.
        func end() {
            program.stop()
            log.close()
        }

        /// Ends it, and removes what it held.
        func stop() {
            end()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// - Parameter memory: a folder in which what replicas hold lies; nil: it lies beside everything else.
    init(_ bench: Bench, replicasIn memory: String? = nil) throws {
        self.bench = bench
        replicas = memory.map { "\($0)/ledger-bench-\(UUID().uuidString)" } ?? bench.newPath("replicas")
        try FileManager.default.createDirectory(atPath: replicas, withIntermediateDirectories: true)
        path = bench.newPath("origin")
        published = bench.newPath("published")
        ledger = try Ledger.create(at: path, keyPath: path + ".key")
        try FileManager.default.createDirectory(atPath: published, withIntermediateDirectories: true)
    }

    func fill(_ count: Int) async throws {
        var workload = try bench.workload()
        var left = count
        while left > 0 {
            let part = min(left, 1_000)
            try await ledger.log.append(AppendRequest(drafts: try workload.next(part).drafts()))
            left -= part
        }
    }

    func startRelay() throws {
        let bus = try bus ?? MeasuredBus(in: bench.newPath("bus"))
        self.bus = bus
        relay = try MeasuredProgram(ledger: ["relay", "--bus", bus.address, "--ledger", path])
    }

    func stopRelay() {
        relay?.stop()
        relay = nil
    }

    /// Replicas that follow by the bus, and hold what is here.
    func follow(by count: Int) async throws -> [Replica] {
        try await publish()
        var replicas: [Replica] = []
        for _ in 0..<count { replicas.append(try await replica(by: .filesThenBus)) }
        return replicas
    }

    /// Signs what is here, and writes the files that anybody may have.
    func publish() async throws {
        try await ledger.settle()
        try bench.runLedger(["publish", published, "--ledger", path])
    }

    /// By what a replica takes in what is here.
    enum Way {
        case files, bus
        /// What is here from the files, and what comes from the bus.
        case filesThenBus
    }

    /// A new replica that has caught up with what is published.
    func replica(by way: Way) async throws -> Replica {
        let place = "\(replicas)/\(UUID().uuidString)"
        _ = try await Ledger.createReplica(at: place, key: ledger.verifierKey ?? "", from: ["file:" + published])
        // Who is to have all from the bus finds no files.
        let aside = published + ".aside"
        if way == .bus { try FileManager.default.moveItem(atPath: published, toPath: aside) }
        defer { if way == .bus { try? FileManager.default.moveItem(atPath: aside, toPath: published) } }
        let bus = way == .files ? [] : bus.map { ["--bus", $0.address] } ?? []
        let replica = try Replica(at: place, ["--interval", "3600"] + bus)
        try await settle([replica])
        return replica
    }

    /// Waits until replicas hold what is here.
    func settle(_ replicas: [Replica]) async throws {
        let position = try ledger.log.position()
        let begin = ContinuousClock.now
        for replica in replicas {
            while try replica.log.position() < position {
                guard .now - begin < .seconds(600) else { throw BenchError("A replica does not follow.") }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    func stop() {
        stopRelay()
        bus?.stop()
        ledger.close()
        try? FileManager.default.removeItem(atPath: replicas)
    }
}
