import EventLog
import LedgerSchema
import LedgerTesting
import SwiftProtobuf

/// Appends to a ledger's log without the command line, so that it is fast, and may be wrong.
enum Appending {
    /// Until it is ended.
    static func run(_ ledger: String, seed: UInt64) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var history = History(SeededGenerator(seed, for: "appending"))
        while true {
            try await log.append(10, from: &history)
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// As fast as it goes.
    static func run(_ ledger: String, seed: UInt64, count: Int) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var history = History(SeededGenerator(seed, for: "appending"))
        try await log.append(count, from: &history)
        log.close()
    }

    /// Until it is ended: every event adds one record, of 2019 and with one dead.
    static func deaths(_ ledger: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        while true {
            let first = try log.position()
            let drafts = try (1...7).map { number in
                var entry = WireEntry()
                (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, "d\(first)-\(number)", .recorded, 18_000)
                entry.deaths.occurred.year = 2_019
                (entry.deaths.dead.low, entry.deaths.dead.qualifier) = (1, .exact)
                return Draft(callerPart: try entry.serializedBytes(), expected: .absent)
            }
            _ = try await log.append(AppendRequest(drafts: drafts))
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    /// Requests of a few deaths records each, until it is ended; says of each before it that it begins, and after it what was
    /// promised: its first position and its leaf hashes.
    static func batches(_ ledger: String, prefix: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var random = SeededGenerator(seed: UInt64(prefix) ?? 0)
        for batch in 0... {
            let drafts = try (0..<Int.random(in: 1...30, using: &random)).map { number in
                var entry = WireEntry()
                (entry.kind, entry.id, entry.type) = (.deaths, "b\(prefix)-\(batch)-\(number)", .recorded)
                (entry.knownAt, entry.actor) = (18_000, "desk")
                (entry.deaths.occurred.firstDay, entry.deaths.occurred.lastDay) = (17_897, 18_261)
                (entry.deaths.occurred.year, entry.deaths.occurred.precision) = (2_019, .year)
                entry.deaths.occurred.basis = .occurred
                (entry.deaths.dead.low, entry.deaths.dead.qualifier) = (1, .exact)
                return Draft(callerPart: try entry.serializedBytes(), expected: .absent)
            }
            say("begins \(drafts.count)")
            let made = try await log.append(AppendRequest(drafts: drafts))
            say("promised \(made.firstPosition) " + made.leafHashes.map { "\($0)" }.joined(separator: " "))
        }
    }

    /// That the record of an import no longer stands, which the command line may not say.
    static func withdraw(_ ledger: String, importNamed id: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.import, id, .withdrawn, 20_000)
        (entry.actor, entry.reason) = ("desk", "It was another file")
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: try entry.serializedBytes(), expected: .present)]))
        log.close()
    }

    /// That something was recorded, without saying what.
    static func poison(_ ledger: String) async throws {
        let log = try EventLog(openingAt: ledger + "/log", access: .readWrite)
        var entry = WireEntry()
        (entry.kind, entry.id, entry.type, entry.knownAt) = (.deaths, "poison", .recorded, 18_001)
        let draft = Draft(callerPart: try entry.serializedBytes(), expected: .any)
        say("\(try await log.append(AppendRequest(drafts: [draft])).firstPosition)")
        log.close()
    }
}
