import Forms
import Foundation
import Ledger
import LedgerTesting
import Testing

@testable import Evidence

/// The two verifiers agree: what `verify-bundle` accepts becomes a ledger that `verify` accepts, whatever the entries are.
@Suite struct BundleAgreementTests {
    @Test func `random entries under the right key are refused, or make an intact ledger`() async throws {
        let signed = try await SignedLedger(events: 150)
        let original = try signed.rows("entries").map(\.value)
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “random entries under the right key”: \(seed)")
        var random = SeededGenerator(seed: seed)
        var (accepted, refused) = (0, 0)
        for round in 0..<300 {
            var entries = original
            for _ in 0..<Int.random(in: 1...2, using: &random) { mutate(&entries, &random) }
            let (bundle, place) = (signed.file("forged"), signed.file("forged.ledger"))
            defer { for path in [bundle, place] { try? FileManager.default.removeItem(atPath: path) } }
            try ForgedBundle(bundle).write(entries)
            let isIntact = try AuditBundle.verify(at: bundle).isIntact
            let outcome = Result { try Ledger.importBundle(at: bundle, to: place) }
            if isIntact {
                accepted += 1
                _ = try outcome.get()
                let findings = try Ledger.verify(at: place).findings
                #expect(findings.isEmpty, "round \(round) of seed \(seed): \(findings)")
            } else {
                refused += 1
                #expect(throws: LedgerError.self, "round \(round) of seed \(seed)") { try outcome.get() }
                #expect(!FileManager.default.fileExists(atPath: place))
            }
        }
        #expect(accepted > 0 && refused > 0)
    }

    /// Changes an entry or their order. A log takes any record's bytes, so that some of it is accepted.
    private func mutate(_ entries: inout [[UInt8]], _ random: inout SeededGenerator) {
        let number = Int.random(in: entries.indices, using: &random)
        let place = Int.random(in: entries[number].indices, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: entries.remove(at: number)
        case 1: entries.swapAt(number, Int.random(in: entries.indices, using: &random))
        case 2: entries[number].remove(at: place)
        case 3: entries[number].insert(UInt8.random(in: 0...255, using: &random), at: place)
        // A field that the schema does not have: number 63, of one byte.
        case 4: entries[number] += [0xFA, 0x03, 1, UInt8.random(in: 0...255, using: &random)]
        default: entries[number][place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
    }
}
