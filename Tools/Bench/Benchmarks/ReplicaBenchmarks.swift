import EventLog
import Evidence
import Foundation
import Ledger
import MerkleLog
import Replication

/// A replica that holds nothing and takes in a whole log from a service on this machine, against a plain copy of the same bytes.
enum ReplicaBenchmarks {
    static let all: [Benchmark] = [Benchmark(name: "replica-catch-up") { try await catchUp($0) }]

    private static func catchUp(_ bench: Bench) async throws -> Measurement {
        let origin = bench.newPath("origin")
        let key = try await fill(origin, bench)
        let server = try MeasuredServer(serving: origin, ["--no-worker", "--open-evidence"])
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

    /// A signed ledger of generated events, and its verifier key.
    private static func fill(_ path: String, _ bench: Bench) async throws -> String {
        let ledger = try Ledger.create(at: path, keyPath: path + ".key")
        defer { ledger.close() }
        var workload = try bench.workload()
        var left = bench.events
        while left > 0 {
            let part = min(left, 1_000)
            try await ledger.log.append(AppendRequest(drafts: try workload.next(part).drafts()))
            left -= part
        }
        try await ledger.settle()
        return ledger.verifierKey ?? ""
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
