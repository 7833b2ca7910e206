import Forms
import Foundation
import MerkleLog
import Testing

@testable import Evidence

/// Entries that no log writes, in bundles that are whole in themselves and signed with the right key.
@Suite struct BundleForgeryTests {
    let signed: SignedLedger
    /// 200 entries as a log has stored them: two requests of 100, the first with an idempotency key.
    let entries: [[UInt8]]

    init() async throws {
        signed = try await SignedLedger(events: 200)
        entries = try signed.rows("entries").map(\.value)
    }

    private func verify(_ entries: [[UInt8]]) throws -> BundleReport {
        let path = signed.file("forged-\(UUID().uuidString)")
        try ForgedBundle(path).write(entries)
        return try AuditBundle.verify(at: path)
    }

    @Test func `entries that a log has written are accepted`() throws {
        let report = try verify(entries)
        #expect(report.isIntact && report.streams == 200 && report.idempotencyKeys == 1, "\(report)")
    }

    /// What is done to the entries, and where and by which check it is found.
    private struct Forgery {
        var name: String
        var check: String
        var position: UInt64
        var forge: @Sendable (inout [[UInt8]]) -> Void

        init(
            _ name: String, _ check: String, _ position: UInt64, _ forge: @escaping @Sendable (inout [[UInt8]]) -> Void
        ) {
            (self.name, self.check, self.position, self.forge) = (name, check, position, forge)
        }
    }

    private static let forgeries = [
        Forgery("another position", "positions", 7, { $0[6][1] = 8 }),
        Forgery("two entries swapped", "positions", 10, { $0.swapAt(9, 19) }),
        Forgery("an entry removed", "positions", 150, { _ = $0.remove(at: 149) }),
        Forgery("a time that goes back", "order", 151, { $0[150][16] -= 1 }),
        Forgery("another version", "streams", 31, { $0[30][19] = 2 }),
        Forgery("a version 0", "streams", 31, { $0[30][19] = 0 }),
        Forgery("bytes that are no entry", "entries", 40, { $0[39] = [1, 2, 3] }),
        Forgery("an entry of no kind", "entries", 40, { $0[39] = Array($0[39][..<23]) }),
        Forgery("a request cut short", "entries", 1, { $0.removeLast(101) }),
        Forgery("a request's fields twice", "entries", 2, { entries in entries[1] += entries[0].suffix(7) }),
    ]

    @Test(arguments: forgeries.indices)
    func `entries that no log writes are found`(_ number: Int) throws {
        let forgery = Self.forgeries[number]
        var forged = entries
        forgery.forge(&forged)
        #expect(forged != entries)
        let finding = try #require(try verify(forged).finding, "\(forgery.name)")
        #expect(finding.check == forgery.check && finding.position == forgery.position, "\(forgery.name): \(finding)")
    }

    @Test func `another schema is no damage, and it is said`() throws {
        let path = signed.file("later")
        var bundle = try ForgedBundle(path)
        bundle.schema += "// a later version\n"
        try bundle.write(entries)
        let report = try AuditBundle.verify(at: path)
        #expect(report.isIntact && report.unchecked.contains { $0.contains("schema is another") }, "\(report)")
    }

    @Test func `what a bundle says of itself does not steer the terminal`() throws {
        let path = signed.file("steering")
        let bundle = try ForgedBundle(path)
        try bundle.write(entries)
        let manifest = URL(filePath: path).appending(path: "manifest.json")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        let origin = #""origin": "\#(bundle.key.name)""#
        try text.replacing(origin, with: #""origin": "\u001b[31m""#).write(
            to: manifest, atomically: true, encoding: .utf8)
        let report = try AuditBundle.verify(at: path)
        #expect(!report.isIntact && !report.origin.unicodeScalars.contains("\u{1B}"))
        #expect(report.finding?.sentence.unicodeScalars.contains("\u{1B}") == false)
    }
}
