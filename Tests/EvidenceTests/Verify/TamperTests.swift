import Forms
import Foundation
import LMDB
import Ledger
import LedgerTesting
import Testing

@testable import Evidence

/// Every way in which a ledger's files can be tampered with is found, and named for what it is.
@Suite struct TamperTests {
    /// 600 events: two full tiles of leaf hashes, and 88 events whose leaf hashes no tile holds.
    let ledger: SignedLedger

    init() async throws {
        ledger = try await SignedLedger(events: 600)
    }

    /// The finding that is named first.
    private func first(against kept: [String] = []) throws -> Verification.Finding {
        let verification = try ledger.verify(against: kept)
        #expect(!verification.isIntact)
        return try #require(verification.findings.first)
    }

    /// Flips a bit of the value of a row.
    private func flip(_ database: String?, _ row: Int, byte: Int, bit: UInt8 = 1) throws {
        let (key, value) = try ledger.rows(database)[row]
        var changed = value
        changed[byte < 0 ? value.count + byte : byte] ^= bit
        try ledger.tamper(database) { transaction, database in
            try transaction.put(database, key: key, value: changed)
        }
    }

    /// Puts entries in other places.
    private func replaceEntries(_ change: (inout [[UInt8]]) -> Void) throws {
        var entries = try ledger.rows("entries").map(\.value)
        change(&entries)
        let changed = entries
        try ledger.tamper("entries") { transaction, database in
            for (index, entry) in changed.enumerated() {
                try transaction.put(database, key: UInt64(index + 1), value: entry)
            }
        }
    }

    @Test func `a ledger that nobody touched is intact`() throws {
        let done = try ledger.verify()
        #expect(done.isIntact && done.position == 600 && done.signedSize == 600)
        #expect(done.tiles == 3 && done.streams == 400 && done.idempotencyKeys == 3 && done.checkpoints == 7)
        #expect(done.unchecked.contains { $0.contains("--against") })
    }

    @Test func `a bit of an entry whose leaf hash a tile holds`() throws {
        try flip("entries", 99, byte: 40)
        let finding = try first()
        #expect(finding.check == "entries" && finding.position == 100, "\(finding)")
        #expect(finding.description.contains("altered"))
    }

    @Test func `a bit of an entry, when the log is only replayed`() throws {
        let before = try ledger.open(signing: false)
        #expect(try before.replay().agrees)
        before.close()
        try flip("entries", 99, byte: 40)
        let after = try ledger.open(signing: false)
        defer { after.close() }
        #expect(ledgerCode { try after.replay() } == .damaged)
    }

    @Test func `a bit of an entry at the end of the log`() throws {
        try flip("entries", 589, byte: 40)
        let finding = try first()
        // The checkpoint of 500 events still holds, but the tile tells more: its end is 512.
        #expect(finding.check == "entries" && finding.position == 513, "\(finding)")
        #expect(finding.description.contains("513 to 600") && finding.description.contains("altered"))
        #expect(ledgerCode { try ledger.open() } == .damaged)
    }

    @Test func `a bit of a tile of leaf hashes`() throws {
        try flip("tiles", 1, byte: 5 * 32)
        let finding = try first()
        #expect(finding.check == "tiles" && finding.position == 262, "\(finding)")
        #expect(finding.description.contains("Tile 0/1 has been altered"))
    }

    @Test func `a bit of a tile above`() throws {
        try flip("tiles", 2, byte: 32)
        let finding = try first()
        #expect(finding.check == "entries" || finding.check == "tiles", "\(finding)")
        #expect(try ledger.verify().findings.contains { $0.check == "tiles" })
    }

    @Test(arguments: [("streams", 7), ("idempotency", 1)])
    func `a bit of an index`(_ database: String, _ row: Int) async throws {
        // So that there is a complete block of the index by streams.
        if database == "streams" { try await ledger.append(3_500) }
        try flip(database, row, byte: -1)
        let finding = try first()
        #expect(finding.check == (database == "idempotency" ? "idempotency keys" : database), "\(finding)")
    }

    @Test(arguments: ["streams", "idempotency", "tiles"])
    func `a row of an index or a tile is missing`(_ database: String) async throws {
        if database == "streams" { try await ledger.append(3_500) }
        let key = try ledger.rows(database)[1 % ledger.rows(database).count].key
        try ledger.tamper(database) { transaction, database in _ = try transaction.delete(database, key: key) }
        let finding = try first()
        #expect(finding.check == (database == "idempotency" ? "idempotency keys" : database), "\(finding)")
    }

    @Test func `the index by kind`() async throws {
        #expect(try ledger.rows("kinds").isEmpty)
        try await ledger.append(3_500)
        let rows = try ledger.rows("kinds")
        #expect(rows.count == 1)
        try flip("kinds", 0, byte: 511, bit: 0x80)
        var finding = try first()
        #expect(finding.check == "kinds" && finding.position == 4_096, "\(finding)")
        try ledger.tamper("kinds") { transaction, kinds in _ = try transaction.delete(kinds, key: rows[0].key) }
        finding = try first()
        #expect(finding.check == "kinds" && finding.position == 1, "\(finding)")
        try ledger.tamper("kinds") { transaction, kinds in
            try transaction.put(kinds, key: rows[0].key, value: rows[0].value)
            // A block that is not complete.
            try transaction.put(kinds, key: rows[0].key.dropLast() + [1], value: rows[0].value)
        }
        finding = try first()
        #expect(finding.check == "kinds" && finding.description.contains("after"), "\(finding)")
    }

    @Test(arguments: [60, -10])
    func `a bit of a stored checkpoint`(_ byte: Int) throws {
        // In its root, and in its signature.
        try flip("checkpoints", 3, byte: byte)
        let finding = try first()
        #expect(finding.check == "checkpoints" && finding.position == 300, "\(finding)")
        #expect(finding.description.contains("altered"))
    }

    @Test func `a bit of the copy of the last checkpoint`() throws {
        let path = ledger.path + "/checkpoint"
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        bytes[60] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        let finding = try first()
        #expect(finding.check == "checkpoints" && finding.description.contains("outside"), "\(finding)")
        #expect(ledgerCode { try ledger.open() } == .damaged)
    }

    @Test func `the end is cut off`() throws {
        try ledger.tamper("entries") { transaction, database in
            for position in UInt64(591)...600 { _ = try transaction.delete(database, key: position) }
        }
        let finding = try first()
        #expect(finding.check == "positions" && finding.position == 591, "\(finding)")
        #expect(finding.description.contains("missing"))
    }

    @Test func `two entries are swapped`() throws {
        try replaceEntries { $0.swapAt(9, 19) }
        let verification = try ledger.verify()
        #expect(verification.findings.allSatisfy { $0.position == 10 }, "\(verification.findings)")
        #expect(verification.findings.contains { $0.description.contains("10 to 20 are not in the order") })
        #expect(verification.findings.contains { $0.description.contains("it has been moved") })
    }

    @Test func `an entry is inserted, the others moved on`() throws {
        try replaceEntries { $0.insert($0[300], at: 49) }
        let verification = try ledger.verify()
        #expect(verification.findings.first?.position == 50, "\(verification.findings)")
        #expect(verification.findings.contains { $0.description.contains("inserted at position 50") })
    }

    @Test func `an entry is removed, the others moved up`() throws {
        try replaceEntries { $0.remove(at: 49) }
        let verification = try ledger.verify()
        #expect(verification.findings.contains { $0.description.contains("removed at position 50") })
    }

    @Test func `a format version that there never was`() throws {
        let row = try ledger.rows(nil).firstIndex { $0.key == Array("log".utf8) }
        // From 4 to 0.
        try flip(nil, try #require(row), byte: 3, bit: 4)
        #expect(ledgerCode { try ledger.verify() } == .damaged)
        #expect(ledgerCode { try ledger.open() } == .damaged)
    }

    @Test func `any bit of any row`() async throws {
        // So that there is a complete block of the index by kind.
        try await ledger.append(3_500)
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “any bit of any row”: \(seed)")
        var random = SeededGenerator(seed: seed)
        let databases = ["entries", "streams", "idempotency", "kinds", "tiles", "checkpoints", nil]
        for round in 0..<40 {
            let name = databases[round % databases.count]
            let rows = try ledger.rows(name)
            let (key, value) = rows[Int.random(in: rows.indices, using: &random)]
            let place = Int.random(in: value.indices, using: &random)
            var changed = value
            changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try ledger.tamper(name) { transaction, database in
                try transaction.put(database, key: key, value: changed)
            }
            let outcome = Result { try ledger.verify() }
            let isFound = (try? outcome.get().isIntact) != true
            #expect(isFound, "byte \(place) of row \(key) of \(name ?? "the main database")")
            try ledger.tamper(name) { transaction, database in try transaction.put(database, key: key, value: value) }
        }
        #expect(try ledger.verify().isIntact)
    }
}
