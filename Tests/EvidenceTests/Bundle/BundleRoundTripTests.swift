import Forms
import Foundation
import Intake
import LMDB
import Ledger
import LedgerSchema
import LedgerTesting
import Testing

@testable import Evidence

/// A ledger that is exported, verified without it and imported is the same, row by row.
@Suite struct BundleRoundTripTests {
    /// The main one, without a name, is in this list too.
    private static let databases = ["entries", "streams", "idempotency", "kinds", "tiles", "checkpoints", nil]

    /// Exports, verifies, imports and compares.
    private func roundTrip(_ signed: SignedLedger, ledger: String) throws {
        let (bundle, copy) = (signed.file("bundle"), signed.file("copy.ledger"))
        try ExportedBundle.export(ledger, to: bundle)
        let report = try AuditBundle.verify(at: bundle)
        #expect(report.isIntact, "\(report)")
        let head = try Ledger.importBundle(at: bundle, to: copy)
        #expect(head.position == report.size)
        for name in Self.databases {
            let original = try SignedLedger.rows(name, in: ledger + "/log")
            let restored = try SignedLedger.rows(name, in: copy + "/log")
            #expect(
                original.map(\.key) == restored.map(\.key) && original.map(\.value) == restored.map(\.value),
                "\(name ?? "the main database")")
        }
        for file in ["ledger.json", "checkpoint"] {
            let left = try Data(contentsOf: URL(filePath: ledger).appending(path: file))
            #expect(try Data(contentsOf: URL(filePath: copy).appending(path: file)) == left, "\(file)")
        }
        #expect(try Ledger.verify(at: copy).isIntact)
        // Exported again, it is the same bundle.
        try ExportedBundle.export(copy, to: signed.file("again"))
        #expect(FileManager.default.contentsEqual(atPath: bundle, andPath: signed.file("again")))
    }

    @Test(arguments: [0, 1, 255, 256, 257, 4_097, 66_000])
    func `every row is there again`(_ size: Int) async throws {
        let signed = try await SignedLedger(events: size)
        try roundTrip(signed, ledger: signed.path)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: RealExports.data.path), "the real exports are not there"))
    func `every row of real exports is there again, and it replays`() async throws {
        let signed = try await SignedLedger()
        let ledger = try signed.open()
        for asAt in RealExports.successive.dropFirst() {
            let file = RealExports.data.appending(path: "missing-migrants/export-\(asAt).csv").path
            _ = try await ledger.importTable(
                file: file, mappings: BuiltInMappings.missingMigrants, ImportRequest(asAt: day(asAt), actor: "importer")
            )
        }
        try await ledger.settle()
        ledger.close()
        try roundTrip(signed, ledger: signed.path)
        let copy = try Ledger(openingAt: signed.file("copy.ledger"), access: .readOnly)
        defer { copy.close() }
        #expect(try copy.replay().agrees)
    }

    @Test func `the imported ledger goes on with the key`() async throws {
        let signed = try await SignedLedger(events: 300)
        try roundTrip(signed, ledger: signed.path)
        let copy = try Ledger(openingAt: signed.file("copy.ledger"), key: try signed.key())
        try await SignedLedger.append(10, to: copy)
        copy.close()
        let done = try Ledger.verify(at: signed.file("copy.ledger"), against: [signed.path + "/checkpoint"])
        #expect(done.isIntact && done.signedSize == 310 && done.keptSize == 300)
    }

    @Test func `what is not signed is not exported, and is counted`() async throws {
        let signed = try await SignedLedger(events: 100)
        try await signed.append(20, signing: false)
        let ledger = try signed.open(signing: false)
        defer { ledger.close() }
        let done = try ledger.exportBundle(to: signed.file("bundle"))
        #expect(done.size == 100 && done.unsignedCount == 20)
        #expect(try AuditBundle.verify(at: signed.file("bundle")).size == 100)
    }

    @Test func `a ledger without a key, or with damage, is not exported, and nothing is left`() async throws {
        let signed = try await SignedLedger(events: 300)
        let unsigned = try Ledger.create(at: signed.file("b.ledger"))
        defer { unsigned.close() }
        #expect(ledgerCode { try unsigned.exportBundle(to: signed.file("bundle")) } == .refused)
        let (key, value) = try signed.rows("entries")[7]
        try signed.tamper("entries") { transaction, database in
            try transaction.put(database, key: key, value: value.dropLast() + [value[value.count - 1] ^ 1])
        }
        let damaged = try signed.open()
        defer { damaged.close() }
        #expect(ledgerCode { try damaged.exportBundle(to: signed.file("bundle")) } == .damaged)
        #expect(!FileManager.default.fileExists(atPath: signed.file("bundle")))
    }

    @Test func `a place that is not empty is left as it is`() async throws {
        let bundle = try await ExportedBundle(events: 3)
        let before = try bundle.files
        let ledger = try bundle.signed.open()
        defer { ledger.close() }
        #expect(ledgerCode { try ledger.exportBundle(to: bundle.path) } == .refused)
        #expect(ledgerCode { try Ledger.importBundle(at: bundle.path, to: bundle.path) } == .refused)
        #expect(try bundle.files == before && bundle.verify().isIntact)
    }

    @Test func `a damaged bundle is not imported, and nothing is left`() async throws {
        let bundle = try await ExportedBundle(events: 300)
        try bundle.change("tile/entries/001.p/44") { $0[60] ^= 1 }
        let place = bundle.signed.file("copy.ledger")
        #expect(ledgerCode { try Ledger.importBundle(at: bundle.path, to: place) } == .damaged)
        #expect(!FileManager.default.fileExists(atPath: place))
        #expect(ledgerCode { try Ledger.importBundle(at: bundle.signed.file("none"), to: place) } == .notFound)
        #expect(ledgerCode { try Ledger.importBundle(at: bundle.signed.path, to: place) } == .refused)
    }

    @Test func `a title goes with the bundle, and one that is no title is refused`() async throws {
        let signed = try await SignedLedger()
        let named = try Ledger.create(
            at: signed.file("named.ledger"), title: "Desk \"one\"", keyPath: signed.file("named.key"))
        try await SignedLedger.append(3, to: named)
        _ = try named.exportBundle(to: signed.file("bundle"))
        named.close()
        _ = try Ledger.importBundle(at: signed.file("bundle"), to: signed.file("copy.ledger"))
        let files = try ["named.ledger", "copy.ledger"].map { name in
            try LedgerFile.read(at: signed.folder.appending(path: name))
        }
        #expect(files[0] == files[1] && files[1].title == "Desk \"one\"")
        #expect(try AuditBundle.verify(at: signed.file("bundle")).unchecked.contains { $0.contains("Desk \"one\"") })

        let manifest = signed.folder.appending(path: "bundle/manifest.json")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        for title in ["", "two\\nlines", "\\u001b[2J"] {
            try text.replacing(#"Desk \"one\""#, with: title).write(to: manifest, atomically: true, encoding: .utf8)
            #expect(ledgerCode { try AuditBundle.verify(at: signed.file("bundle")) } == .damaged, "\(title)")
        }
    }

    @Test func `an export that was interrupted is no bundle`() async throws {
        let bundle = try await ExportedBundle(events: 3)
        try FileManager.default.removeItem(at: bundle.url("manifest.json"))
        let error = #expect(throws: LedgerError.self) { try bundle.verify() }
        #expect(error?.code == .refused && error?.description.contains("interrupted") == true)
    }

    @Test func `the schema in a bundle is the schema of the entries`() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/LedgerSchema/ledger.proto")
        #expect(Array(LedgerProto.text.utf8) == Array(try Data(contentsOf: file)))
        let bundle = try await ExportedBundle(events: 1)
        #expect(try bundle.bytes("ledger.proto") == Array(try Data(contentsOf: file)))
    }
}
