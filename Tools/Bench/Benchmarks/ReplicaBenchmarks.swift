import EventLog
import Evidence
import Foundation
import Ledger
import LedgerServer
import MerkleLog
import Replication

/// A replica that holds nothing and takes in a whole log from a service on this machine, against a plain copy of the same bytes.
enum ReplicaBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "replica-catch-up") { try await catchUp($0) },
        Benchmark(name: "replica-answers") { try await answers($0) },
    ]

    private static func catchUp(_ bench: Bench) async throws -> Measurement {
        let origin = try FollowedOrigin(bench)
        defer { origin.stop() }
        try await origin.fill(bench.events)
        try await origin.ledger.settle()
        let key = origin.ledger.verifierKey ?? ""
        let server = try MeasuredServer(serving: origin.ledger.path, ["--no-worker", "--open-evidence"])
        defer { server.stop() }
        let address = "http://127.0.0.1:\(server.port)"
        let watch = MemoryWatch()
        var pairs = Pairs()
        for _ in 0..<(bench.isQuick ? 1 : 3) {
            let (_, floor) = try await timedAwaiting {
                try await copy(bench.events, from: address, to: bench.newPath("copy"))
            }
            let path = bench.newPath("replica")
            _ = try await Ledger.createReplica(at: path, key: key, from: [address])
            let replica = try Ledger(openingAt: path, access: .following)
            let (outcome, ours) = try await timedAwaiting { try await replica.followOnce() }
            replica.close()
            guard outcome.position == bench.events else {
                throw BenchError("The replica holds \(outcome.position) events.")
            }
            try FileManager.default.removeItem(atPath: path)
            pairs.add(bench.events, ours: ours, floor: floor)
        }
        return Measurement(
            name: "replica-catch-up", events: pairs.events, eventsPerSecond: pairs.eventsPerSecond,
            floorPerSecond: pairs.floorPerSecond, ratio: pairs.ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: nil,
            note:
                "verified against the signed root and committed; floor: the same bundles fetched and written to one file"
        )
    }

    /// How many answers of a view a second of processor time is good for where four replicas give them, against one: what reading
    /// costs does not grow with their number.
    private static func answers(_ bench: Bench) async throws -> Measurement {
        let origin = try FollowedOrigin(bench)
        defer { origin.stop() }
        try await origin.fill(bench.events)
        try await origin.publish()
        var servers: [(server: MeasuredServer, request: [UInt8])] = []
        defer { for server in servers { server.server.stop() } }
        for _ in 0..<4 {
            let replica = try await origin.replica(by: .files)
            replica.end()
            let token = try TokenStore(ofLedgerAt: replica.path).create(name: "bench", role: .consumer).text
            let server = try MeasuredServer(serving: replica.path, [])
            let head =
                "GET /v1/views/region-year?year=2019 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n"
            servers.append((server, Array(head.utf8)))
            // The first question carries the view on.
            _ = try LoadConnection(port: server.port).ask(Array(head.utf8))
        }
        let watch = MemoryWatch()
        let each = bench.isQuick ? 5 : 4_000
        var rates: [Int: [Double]] = [:]
        for _ in 0..<3 {
            for count in [1, 2, 4] {
                let before = servers.map(\.server.processorSeconds).reduce(0, +)
                // Four connections, shared among so many replicas.
                let loads = try await withThrowingTaskGroup(of: Load.self) { group in
                    for (server, request) in servers.prefix(count) {
                        let (port, connections) = (server.port, 4 / count)
                        group.addTask {
                            try Load.run(port: port, connections: connections, each: each, expecting: 200) { _, _ in
                                request
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let seconds = servers.map(\.server.processorSeconds).reduce(0, +) - before
                rates[count, default: []].append(Double(loads.map(\.requests).reduce(0, +)) / max(seconds, 0.001))
            }
        }
        let (one, two, four) = (median(rates[1] ?? []), median(rates[2] ?? []), median(rates[4] ?? []))
        func microseconds(_ rate: Double) -> String { "\(Int((1_000_000 / rate).rounded()))" }
        return Measurement(
            name: "replica-answers", events: 3 * 3 * 4 * each, eventsPerSecond: four, floorPerSecond: one,
            ratio: four / one, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note:
                "answers of a view for a second of processor time, of four replicas; floor: of one; microseconds an answer with "
                + "1, 2, 4 replicas: \(microseconds(one)), \(microseconds(two)), \(microseconds(four))")
    }

    /// Fetches every bundle of entries by as many requests at a time as a replica has, and writes them to one file.
    private static func copy(_ count: Int, from address: String, to path: String) async throws {
        let feed = try FeedAddress.feed(at: address)
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw BenchError("\(path) cannot be made.") }
        defer {
            try? file.close()
            try? FileManager.default.removeItem(atPath: path)
        }
        let width = TileCoordinate.width
        var coming: [Task<[UInt8], any Error>] = []
        var next = 0
        while next * width < count || !coming.isEmpty {
            while coming.count < 8, next * width < count {
                let tile = TilePath.entries(index: UInt64(next), width: min(width, count - next * width))
                coming.append(
                    Task { try await feed.file(tile, maximum: width * (2 + EntryBundle.maximumEntryLength)) })
                next += 1
            }
            try file.write(contentsOf: Data(try await coming.removeFirst().value))
        }
        try file.synchronize()
    }
}
