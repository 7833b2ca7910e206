import EventLog
import Forms
import Foundation
import Incidents
import Ledger
import MerkleLog
import Signing
import Testing

@testable import Evidence

/// What is signed, when, and where the key lies.
@Suite struct SigningTests {
    private func storedSizes(_ ledger: Ledger) throws -> [UInt64] {
        var sizes: [UInt64] = []
        try ledger.log.read {
            try $0.forEachCheckpoint { size, _ in
                sizes.append(size)
                return true
            }
        }
        return sizes
    }

    private func outside(_ ledger: SignedLedger) throws -> String {
        try String(contentsOfFile: ledger.path + "/checkpoint", encoding: .utf8)
    }

    @Test func `every commit is followed by its checkpoint, and the last lies outside the database, too`() async throws
    {
        let signed = try await SignedLedger()
        let ledger = try signed.open()
        defer { ledger.close() }
        for _ in 1...5 { try await SignedLedger.append(1, to: ledger) }
        #expect(try storedSizes(ledger) == [0, 1, 2, 3, 4, 5])
        #expect(try outside(signed) == ledger.checkpoint())
        let key = try VerifierKey(try #require(ledger.verifierKey))
        let checkpoint = try VerifiedCheckpoint(try SignedNote(try ledger.checkpoint()), log: key).checkpoint
        let root = try ledger.head().root
        #expect(checkpoint.origin == ledger.origin && checkpoint.head.root.description == root)
    }

    @Test func `commits that nobody waits for are signed when the ledger is closed`() async throws {
        let signed = try await SignedLedger()
        let ledger = try signed.open()
        for number in 1...5 {
            _ = try await ledger.record(.deaths(.init()), id: "\(number)", Statement(actor: "desk"))
        }
        ledger.close()
        let again = try signed.open(signing: false)
        defer { again.close() }
        #expect(try storedSizes(again) == [0, 1, 2, 3, 4, 5])
        #expect(try again.unsignedCount() == 0)
        #expect(try outside(signed) == again.checkpoint())
    }

    @Test func `without the key events are recorded, and whoever has it next signs them`() async throws {
        let signed = try await SignedLedger(events: 3)
        try await signed.append(2, signing: false)
        let unsigned = try signed.open(signing: false)
        #expect(try unsigned.unsignedCount() == 2)
        unsigned.close()
        #expect(try signed.verify().unchecked.contains { $0.contains("position 4 to 5") })
        let ledger = try signed.open()
        try await ledger.settle()
        #expect(try ledger.unsignedCount() == 0)
        ledger.close()
        #expect(try signed.verify().signedSize == 5)
    }

    @Test func `a key is made once, is its owner's alone, and is never in the ledger or a backup`() async throws {
        let signed = try await SignedLedger(events: 3)
        let mode = try FileManager.default.attributesOfItem(atPath: signed.keyPath)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let secret = try String(contentsOfFile: signed.keyPath, encoding: .utf8)
        #expect(secret.hasPrefix("PRIVATE+KEY+incident-ledger/") && secret.hasSuffix("\n"))
        #expect(ledgerCode { try Ledger.create(at: signed.file("b.ledger"), keyPath: signed.keyPath) } == .refused)
        #expect(!FileManager.default.fileExists(atPath: signed.file("b.ledger")))
        let inside = signed.file("b.ledger/key")
        #expect(ledgerCode { try Ledger.create(at: signed.file("b.ledger"), keyPath: inside) } == .refused)

        let ledger = try signed.open()
        _ = try ledger.backup(to: signed.file("backup.ledger"))
        let note = try ledger.checkpoint()
        ledger.close()
        // The last of five parts: base 64 has plus signs of its own.
        let last = try #require(secret.split(separator: "+", maxSplits: 4).last).dropLast()
        for folder in [signed.path, signed.file("backup.ledger")] {
            for name in try #require(FileManager.default.subpaths(atPath: folder)) {
                guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
                #expect(data.range(of: Data(last.utf8)) == nil, "\(name)")
            }
        }
        let copied = try String(contentsOfFile: signed.file("backup.ledger/checkpoint"), encoding: .utf8)
        #expect(copied == note)
        #expect(try Ledger.verify(at: signed.file("backup.ledger")).isIntact)
    }

    @Test func `another ledger's key is refused`() async throws {
        let (first, second) = (try await SignedLedger(), try await SignedLedger())
        let key = try second.key()
        #expect(ledgerCode { try Ledger(openingAt: first.path, key: key) } == .refused)
        #expect(ledgerCode { try LedgerKey(readingFrom: first.path + "/ledger.json") } == .refused)
        #expect(ledgerCode { try LedgerKey(readingFrom: first.file("none")) } == .notFound)
    }

    @Test func `an older note never replaces a newer one outside the database`() async throws {
        let signed = try await SignedLedger(events: 200)
        let newest = try outside(signed)
        let ledger = try signed.open()
        defer { ledger.close() }
        let older = try #require(try ledger.log.read { try $0.checkpoint(at: 100) })
        try CheckpointFile(ofLedgerAt: signed.path).keep(older, size: 100)
        #expect(try outside(signed) == newest)
    }

    @Test func `a ledger that was made without a key is written, unsigned, and verified`() async throws {
        let signed = try await SignedLedger()
        let place = signed.file("b.ledger")
        let ledger = try Ledger.create(at: place)
        try await SignedLedger.append(3, to: ledger)
        #expect(ledger.verifierKey == nil)
        #expect(ledgerCode { try ledger.checkpoint() } == .notFound)
        ledger.close()
        let key = try signed.key()
        #expect(ledgerCode { try Ledger(openingAt: place, key: key) } == .refused)
        let done = try Ledger.verify(at: place)
        #expect(done.isIntact && done.unchecked.contains { $0.contains("without a key") })
    }
}
