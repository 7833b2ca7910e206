import EventLog
import Foundation
import Glibc
import LedgerTesting
import MerkleLog
import Testing

@Suite(.serialized) struct ProcessTests {
    /// `Tools/test --long` sets the variable.
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil

    @Test func `what was acknowledged is there after a kill at any moment`() async throws {
        var random = SeededGenerator(for: "what was acknowledged is there after a kill at any moment")
        let directory = try TemporaryFolder()
        try EventLog.create(at: directory.path("log")).close()
        var promises: [Child.Promise] = []
        let kills = Self.isLong ? 1_000 : 32
        for round in 0..<kills {
            let child = try Child(
                appendingTo: directory.path("log"), seed: random.next(), callers: Int.random(in: 1...8, using: &random))
            #expect(child.line() == "open")
            // Some kills come before the first acknowledgement, most in the middle of writing.
            var lines: [String] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) { lines.append(try #require(child.line())) }
            usleep(UInt32.random(in: 0...5_000, using: &random))
            child.kill()
            lines += child.rest()
            promises += lines.compactMap { Child.Promise($0) }
            #expect(lines.count { Child.Promise($0) == nil } == 0)

            let log = try EventLog(openingAt: directory.path("log"), access: .readWrite)
            let count = try log.position()
            // All of it each time would take as long as the square of the kills.
            if !Self.isLong || round % 25 == 24 {
                let entries = try checkWhole(log)
                #expect(entries.count == count)
                try Self.check(promises, against: entries)
            }
            // The log goes on where it was.
            #expect(try await log.append(draft(1, "after")).firstPosition == count + 1)
            log.close()
        }
        #expect(promises.count >= kills)
        print("\(promises.count) acknowledged requests were there after \(kills) kills")
    }

    private static func check(_ promises: [Child.Promise], against entries: [LogEntry]) throws {
        for promise in promises {
            try #require(promise.first + promise.count - 1 <= UInt64(entries.count))
            let entry = entries[Int(promise.first) - 1]
            #expect("\(TreeHash.leaf(entry.bytes))" == promise.leaf)
            #expect(entry.recordedAt == promise.recordedAt)
        }
    }

    @Test func `two processes append at once, and a third sees it all`() async throws {
        var random = SeededGenerator(for: "two processes append at once, and a third sees it all")
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        let children = try (0..<2).map { _ in
            try Child(appendingTo: directory.path("log"), seed: random.next(), requests: 150, callers: 3)
        }
        var own: [AppendAcknowledgement] = []
        for number in 0..<100 { own.append(try await log.append(draft(7, "own-\(number)", "", .absent))) }
        let lines = children.flatMap { $0.rest() }
        #expect(lines.count { $0 == "done" } == 2)
        let promises = lines.compactMap { Child.Promise($0) }
        #expect(promises.count == 2 * 3 * 150)
        let entries = try checkWhole(log)
        try Self.check(promises, against: entries)
        let positions = promises.flatMap { Array($0.first..<$0.first + $0.count) } + own.flatMap { Array($0.positions) }
        #expect(positions.sorted() == entries.map(\.position))
        #expect(try await log.append(draft(7, "own-0", "", .present)).firstPosition == UInt64(entries.count + 1))
        #expect(try log.head().counts[7] == 101)
        #expect(try log.audit().findings == [])
    }

    @Test func `of what sixteen processes of four callers append at once nothing is lost, doubled or invented`()
        async throws
    {
        let requests = Self.isLong ? 150 : 6
        let directory = try TemporaryFolder()
        try EventLog.create(at: directory.path("log")).close()
        let children = try (0..<16).map { number in
            try Child(
                appendingTo: directory.path("log"), seed: UInt64(number) * 1_000, requests: requests, callers: 4)
        }
        let lines = children.flatMap { $0.rest() }
        #expect(lines.count { $0 == "done" } == 16)
        let promises = lines.compactMap { Child.Promise($0) }
        #expect(promises.count == 16 * 4 * requests)
        let log = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        defer { log.close() }
        let entries = try checkWhole(log)
        try Self.check(promises, against: entries)
        #expect(promises.flatMap { Array($0.first..<$0.first + $0.count) }.sorted() == entries.map(\.position))
        #expect(try log.audit().findings == [])
    }

    @Test func `a block of the index by kind that two processes fill is whole`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        for (round, count) in [4_000, 200, 3_900, 100].enumerated() {
            let drafts = (0..<count).map { draft(UInt8($0 % 3 + 1), "r\($0)", "\(round)") }
            try await log.append(AppendRequest(drafts: drafts))
            let child = try Child(appendingTo: directory.path("log"), seed: UInt64(round), requests: 20)
            #expect(child.rest().last == "done")
        }
        try await log.append(draft(1, "last"))
        #expect(try log.audit().findings == [])
        let entries = try checkWhole(log)
        #expect(entries.count > 8_192)
        for kind in UInt8(1)...6 {
            let positions = entries.filter { $0.bytes[24] == kind }.map(\.position)
            #expect(try log.read { try $0.positions(ofKind: kind) } == positions)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `a follower sees what another process appends`() async throws {
        let directory = try TemporaryFolder()
        try EventLog.create(at: directory.path("log")).close()
        let log = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        let follower = Task {
            var seen: [LogEntry] = []
            for try await batch in log.follow(from: 1) {
                seen += batch
                if seen.count >= 200 { break }
            }
            return seen
        }
        let child = try Child(appendingTo: directory.path("log"), seed: 1, requests: 200)
        let seen = try await follower.value
        #expect(child.rest().last == "done")
        #expect(seen.map(\.position) == Array(1...UInt64(seen.count)))
        #expect(Array(try log.allEntries().prefix(seen.count)) == seen)
    }
}
