import Evidence
import Forms
import Foundation
import Ledger
import Testing

/// What of a ledger is published as files: what its key has signed, and nothing else.
@Suite struct PublishedLedgerTests {
    @Test func `a ledger without a key writes no folder`() async throws {
        let signed = try await SignedLedger()
        let unsigned = try Ledger.create(at: signed.file("b.ledger"))
        defer { unsigned.close() }
        let folder = signed.file("published")
        let refused = #expect(throws: LedgerError.self) { try unsigned.publish(to: folder) }
        #expect(refused?.code == .refused && refused?.description.contains("was made without a key") == true)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `a folder of another ledger is left as it is, and one of the same goes on`() async throws {
        let (one, other) = (try await SignedLedger(events: 300), try await SignedLedger(events: 200))
        let folder = one.file("published")
        func publish(_ ledger: SignedLedger) throws {
            let open = try ledger.open(signing: false)
            defer { open.close() }
            _ = try open.publish(to: folder)
            #expect(try published() == open.checkpoint())
        }
        func published() throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: folder + "/checkpoint")), as: UTF8.self)
        }
        try publish(one)
        let before = try published()
        let refused = #expect(throws: LedgerError.self) { try publish(other) }
        #expect(refused?.code == .refused && refused?.description.contains("does not publish this log") == true)
        #expect(try published() == before)
        try await one.append(50)
        try publish(one)
        #expect(try published() != before)
    }
}
