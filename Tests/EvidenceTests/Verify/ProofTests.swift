import EventLog
import Forms
import Foundation
import Incidents
import LMDB
import Ledger
import MerkleLog
import Signing
import Testing

@testable import Evidence

/// Proofs that others check without the ledger, and what a witness does with them.
@Suite struct ProofTests {
    let signed: SignedLedger
    let key: VerifierKey

    init() async throws {
        signed = try await SignedLedger(events: 300)
        key = try signed.key().signer.verifierKey
    }

    @Test func `a proof of inclusion stands alone: it holds the entry, and any change to it shows`() throws {
        let ledger = try signed.open()
        defer { ledger.close() }
        for position in [1, 2, 128, 256, 257, 299, 300] as [UInt64] {
            let proof = try TlogProof(try ledger.inclusionProof(ofPosition: position))
            let entry = try #require(proof.extra)
            let head = try proof.verify(leaf: .leaf(entry), log: key).checkpoint.head
            #expect(proof.index == position - 1 && head.size == 300)
            let other = entry.dropLast() + [entry[entry.count - 1] ^ 1]
            #expect(throws: MerkleError.self) { try proof.verify(leaf: .leaf(Array(other)), log: key) }
        }
        #expect(ledgerCode { try ledger.inclusionProof(ofPosition: 301) } == .notFound)
        #expect(ledgerCode { try ledger.inclusionProof(ofPosition: 0) } == .notFound)
    }

    @Test func `an event is named by its record and version`() async throws {
        let record = RecordID(kind: .deaths, id: "generated-7")
        try await signed.append(150)
        let ledger = try signed.open()
        defer { ledger.close() }
        #expect(try ledger.position(of: record) == 408)
        #expect(try ledger.position(of: record, version: 1) == 8)
        #expect(ledgerCode { try ledger.position(of: record, version: 3) } == .notFound)
    }

    @Test func `an event that is not signed yet cannot be proved`() async throws {
        try await signed.append(1, signing: false)
        let ledger = try signed.open(signing: false)
        defer { ledger.close() }
        let error = #expect(throws: LedgerError.self) { try ledger.inclusionProof(ofPosition: 301) }
        #expect(error?.code == .refused && error?.description.contains("incident-ledger checkpoint") == true)
    }

    @Test func `every earlier checkpoint is proved to be the beginning of the latest`() throws {
        let ledger = try signed.open()
        defer { ledger.close() }
        for size in [0, 100, 200, 300] as [UInt64] {
            let note = try #require(try ledger.log.read { try $0.checkpoint(at: size) })
            let text = try ledger.consistencyProof(fromCheckpointIn: try signed.keep(note, as: "kept"))
            let request = try WitnessRequest(bytes: Array(text.utf8))
            #expect("\(request)" == text && request.oldSize == size)
            let latest = try VerifiedCheckpoint(request.note, log: key).checkpoint.head
            try request.consistency.verify(from: try Checkpoint(text: SignedNote(note).text).head, to: latest)
        }
        #expect(ledgerCode { try ledger.consistencyProof(fromCheckpointIn: signed.keyPath) } == .refused)
    }

    @Test func `a witness trusts the first checkpoint, needs a proof for later ones, and keeps what it cosigned`()
        async throws
    {
        let (state, keyPath) = (signed.file("seen"), signed.file("w.key"))
        let witnessKey = try WitnessKey(makingAt: keyPath, name: "example.org/w")
        let witness = try Witness(log: key.description, key: WitnessKey(readingFrom: keyPath), statePath: state)
        let first = try signed.keep(try #require(try await signed.append(1)), as: "first")
        #expect(try witness.cosign(note: first, at: 5).hasPrefix("— example.org/w "))
        #expect(try witness.cosign(note: first, at: 6).hasPrefix("— example.org/w "))

        let second = try signed.keep(try #require(try await signed.append(100)), as: "second")
        #expect(ledgerCode { try witness.cosign(note: second, at: 7) } == .refused)
        let ledger = try signed.open()
        let request = try signed.keep(try ledger.consistencyProof(fromCheckpointIn: state), as: "request")
        ledger.close()
        let line = try witness.cosign(note: second, proof: request, at: 8)
        let seen = try SignedNote(try String(contentsOfFile: state, encoding: .utf8))
        #expect("\(seen)".hasSuffix("\(line)\n"))
        let verified = try VerifiedCheckpoint(seen, log: key, witnesses: [VerifierKey(witnessKey.verifierKey)])
        #expect(verified.cosignatures.map(\.time) == [8] && verified.checkpoint.size == 401)
        #expect(ledgerCode { try witness.cosign(note: first, at: 9) } == .conflict)
        #expect(try signed.verify(against: [state]).keptSize == 401)
    }

    @Test func `a witness refuses another log's checkpoint, and a key that is not a witness's`() async throws {
        let other = try await SignedLedger(events: 1)
        let open = try other.open()
        let note = try other.keep(try open.checkpoint(), as: "note")
        open.close()
        let witness = try Witness(
            log: key.description, key: WitnessKey(makingAt: signed.file("w.key"), name: "w"), statePath: other.file("s")
        )
        #expect(ledgerCode { try witness.cosign(note: note, at: 1) } == .refused)
        #expect(!FileManager.default.fileExists(atPath: other.file("s")))
        #expect(ledgerCode { try WitnessKey(readingFrom: signed.keyPath) } == .refused)
        #expect(ledgerCode { try LedgerKey(makingAt: signed.keyPath, name: "w") } == .refused)
    }
}
