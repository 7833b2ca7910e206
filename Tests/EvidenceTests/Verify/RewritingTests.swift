import EventLog
import Forms
import Foundation
import LMDB
import Ledger
import LedgerTesting
import MerkleLog
import Signing
import Testing

@testable import Evidence

/// Whole histories put in the place of others: what stands outside the database, or with somebody else, shows it.
@Suite struct RewritingTests {
    let ledger: SignedLedger
    /// The signed checkpoint of the first 300 events, as somebody outside kept it.
    let kept: String

    init() async throws {
        ledger = try await SignedLedger(events: 300)
        let open = try ledger.open()
        kept = try ledger.keep(try open.checkpoint(), as: "kept")
        open.close()
    }

    private func put(_ log: String, at place: String) throws {
        try? FileManager.default.removeItem(atPath: place)
        try FileManager.default.copyItem(atPath: log, toPath: place)
    }

    @Test func `an older copy of the database under a newer checkpoint outside it`() async throws {
        try put(ledger.logPath, at: ledger.file("older"))
        try await ledger.append(300)
        try put(ledger.file("older"), at: ledger.logPath)
        let finding = try #require(try ledger.verify().findings.first)
        #expect(finding.check == "checkpoints" && finding.position == 301, "\(finding)")
        #expect(finding.description.contains("has 300 events") && finding.description.contains("600"))
        for signing in [true, false] {
            let error = #expect(throws: LedgerError.self) { try ledger.open(signing: signing) }
            #expect(error?.code == .damaged && error?.description.contains("300") == true, "\(error as Any)")
            #expect(error?.description.contains("600") == true)
        }
    }

    @Test func `an older copy of the database that went another way`() async throws {
        try put(ledger.logPath, at: ledger.file("older"))
        try await ledger.append(300)
        try put(ledger.file("older"), at: ledger.logPath)
        // Appended by something that does not look at checkpoints.
        let log = try EventLog(openingAt: ledger.logPath, access: .readWrite)
        for _ in 0..<400 {
            try await log.append(AppendRequest(drafts: [Draft(callerPart: Self.part, expected: .any)]))
        }
        log.close()
        let finding = try #require(try ledger.verify().findings.first)
        #expect(finding.description.contains("rewritten"), "\(finding)")
        #expect(ledgerCode { try ledger.open() } == .damaged)
    }

    /// Kind 2, id “other”.
    private static let part: [UInt8] = [0x20, 0x02, 0x2A, 0x05] + Array("other".utf8)

    /// Another history of the same log, signed with the right key, in the ledger's place.
    private func rewrite() async throws {
        let place = ledger.file("b.ledger")
        let origin = try ledger.key().signer.name
        let other = try Ledger.create(at: place, origin: origin)
        try await SignedLedger.append(600, to: other, saying: "rewritten")
        let logID = other.logID
        other.close()
        let file = LedgerFile(logID: logID, origin: origin, publicKey: try ledger.key().verifierKey)
        try file.write(at: URL(filePath: place))
        try put(place, at: ledger.path)
        let open = try ledger.open()
        try await open.settle()
        open.close()
    }

    @Test func `a rewritten history that the right key signed shows only against what was kept outside`() async throws {
        try await rewrite()
        let alone = try ledger.verify()
        #expect(alone.isIntact && alone.signedSize == 600)
        #expect(alone.unchecked.contains { $0.contains("whoever holds the key") })
        let finding = try #require(try ledger.verify(against: [kept]).findings.first)
        #expect(finding.description.contains("rewritten") && finding.description.contains(kept), "\(finding)")
        let open = try ledger.open()
        defer { open.close() }
        #expect(ledgerCode { try open.consistencyProof(fromCheckpointIn: kept) } == .damaged)
    }

    @Test func `a witness does not cosign a rewritten history that the right key signed`() async throws {
        let witness = try Witness(
            log: try ledger.key().verifierKey, key: WitnessKey(makingAt: ledger.file("w.key"), name: "example.org/w"),
            statePath: ledger.file("seen"))
        _ = try witness.cosign(note: kept, at: 1)
        let seen = try String(contentsOfFile: ledger.file("seen"), encoding: .utf8)
        try await rewrite()
        let open = try ledger.open()
        defer { open.close() }
        // The best proof that the rewriter can make: of its own first 300 events.
        let proof = try open.log.tiles.consistencyProof(from: 300, to: 600)
        let request = WitnessRequest(oldSize: 300, consistency: proof, note: try SignedNote(try open.checkpoint()))
        let error = try #require(
            throws: LedgerError.self
        ) {
            try witness.cosign(note: try ledger.keep("\(request)", as: "request"), at: 2)
        }
        #expect(error.code == .damaged && error.description.contains("rewritten"), "\(error)")
        #expect(try String(contentsOfFile: ledger.file("seen"), encoding: .utf8) == seen)
    }

    @Test func `a checkpoint that another key signed is not the ledger's`() async throws {
        let own = try ledger.open()
        let origin = own.origin
        own.close()
        // Whoever rewrites a ledger under a key of his own gives it the name that it had.
        let other = try Ledger.create(
            at: ledger.file("other.ledger"), origin: origin, keyPath: ledger.file("other.key"))
        try await SignedLedger.append(3, to: other)
        let note = try ledger.keep(try other.checkpoint(), as: "other")
        other.close()
        let finding = try #require(try ledger.verify(against: [note]).findings.first)
        #expect(finding.description.contains("not a checkpoint that this ledger's key signed"), "\(finding)")
    }

    @Test func `a cell of a view that was altered is named by the replay`() async throws {
        let open = try ledger.open()
        #expect(try open.replay().agrees)
        open.close()
        let views = try #require(FileManager.default.subpaths(atPath: ledger.path + "/views"))
        let data = try #require(views.first { $0.hasPrefix("year.v") && $0.hasSuffix("/data.mdb") })
        let view = ledger.path + "/views/" + data.dropLast("/data.mdb".count)
        try ledger.tamper("cells", in: view) { transaction, database in
            let key: [UInt8] = [0, 0, 0, 0]
            var value = try #require(try transaction.get(database, key: key)?.bytes)
            // The last measure's low value, a number of one byte: two more, or fewer.
            value[value.count - 1] ^= 4
            try transaction.put(database, key: key, value: value)
        }
        let altered = try ledger.open()
        defer { altered.close() }
        let report = try altered.replay()
        #expect(!report.agrees)
        let year = try #require(report.views.first { $0.name == "year" })
        #expect(!year.agrees && year.differences.contains { $0.contains("2020") }, "\(year.differences)")
        #expect(report.views.count { !$0.agrees } == 1)
        // The log is as it was: it is the view that is not true.
        #expect(try Ledger.verify(at: SignedLedger.closed(altered, ledger)).isIntact)
    }
}

extension SignedLedger {
    /// The path of a ledger that is closed first, so that it can be opened another way.
    static func closed(_ open: Ledger, _ ledger: SignedLedger) -> String {
        open.close()
        return ledger.path
    }
}
