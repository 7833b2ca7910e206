import EventLog
import LedgerTesting
import MerkleLog
import Testing

@testable import Replication

/// How much of a log a relay takes into memory at a time.
@Suite struct RelayBatchTests {
    /// All batches, one after the other, as a relay takes them.
    private func batches(_ log: EventLog) throws -> [[RelayedEntry]] {
        let last = try log.position()
        var (batches, next): ([[RelayedEntry]], UInt64) = ([], 1)
        while next <= last {
            let batch = try log.relayed(from: next, through: last)
            try #require(!batch.isEmpty)
            #expect(batch.map(\.position) == Array(next..<next + UInt64(batch.count)))
            next += UInt64(batch.count)
            batches.append(batch)
        }
        return batches
    }

    @Test func `of many small entries a batch has 4096, and the next one goes on after it`() async throws {
        let origin = try await Origin()
        try await origin.append(9_000, "a")
        #expect(try batches(origin.log).map(\.count) == [4_096, 4_096, 808])
    }

    @Test func `of long entries a batch ends with the one that makes it four mebibytes`() async throws {
        let origin = try await Origin()
        try await origin.append(700, "a", reason: 16_000)
        let batches = try batches(origin.log)
        #expect(batches.count == 3 && batches.map(\.count).reduce(0, +) == 700)
        for batch in batches {
            let sizes = batch.map(\.bytes.count)
            #expect(sizes.allSatisfy { $0 > 16_000 } && sizes.dropLast().reduce(0, +) < 4 << 20)
        }
        for batch in batches.dropLast() { #expect(batch.map(\.bytes.count).reduce(0, +) >= 4 << 20) }
    }

    @Test func `a batch has the note of each checkpoint that ends in it, and nothing after its end`() async throws {
        let origin = try await Origin()
        try await origin.append(9, "a")
        var notes: [UInt64: String] = [:]
        for size in [3, 7] as [UInt64] {
            let note = try origin.note(at: size).description
            try await origin.log.storeCheckpoint(note, size: size)
            notes[size] = note
        }
        let batch = try origin.log.relayed(from: 2, through: 7)
        #expect(batch.map(\.position) == Array(2...7))
        for entry in batch { #expect(entry.note == notes[entry.position]) }
    }
}
