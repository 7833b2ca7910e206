import Forms
import Foundation
import Ledger
import Signing
import Testing

@testable import Evidence

/// Bundles that are whole in themselves and yet not what was exported: what somebody keeps outside shows it.
@Suite struct BundleRewritingTests {
    let signed: SignedLedger
    private let origin = "example.org/ledger"

    init() async throws {
        signed = try await SignedLedger()
    }

    private var keyPath: String { signed.file("kept.key") }

    /// Exports a log of generated events under one origin, signed with one key.
    private func export(_ count: Int, saying text: String, to name: String) async throws -> String {
        let place = signed.file("\(name).ledger")
        if FileManager.default.fileExists(atPath: keyPath) {
            try Ledger.create(at: place, origin: origin).close()
            var file = try LedgerFile.read(at: URL(filePath: place))
            file.publicKey = try LedgerKey(readingFrom: keyPath).verifierKey
            try file.write(at: URL(filePath: place))
        } else {
            try Ledger.create(at: place, origin: origin, keyPath: keyPath).close()
        }
        let ledger = try Ledger(openingAt: place, key: try LedgerKey(readingFrom: keyPath))
        defer { ledger.close() }
        try await SignedLedger.append(count, to: ledger, saying: text)
        _ = try ledger.exportBundle(to: signed.file(name))
        return try ledger.checkpoint()
    }

    private func finding(_ name: String, against kept: String) throws -> BundleFinding? {
        try AuditBundle.verify(at: signed.file(name), against: [kept]).finding
    }

    @Test func `a rewritten history that the right key signed shows only against what was kept outside`() async throws {
        let kept = try signed.keep(try await export(300, saying: "", to: "true"), as: "kept")
        _ = try await export(400, saying: "rewritten", to: "false")
        let key = try LedgerKey(readingFrom: keyPath).verifierKey
        let alone = try AuditBundle.verify(at: signed.file("false"), key: key)
        #expect(alone.isIntact && alone.unchecked.contains { $0.contains("whoever holds the key") })
        #expect(alone.unchecked.contains { $0.contains("The log id") })
        let found = try #require(try finding("false", against: kept))
        #expect(found.description.contains("rewritten") && found.description.contains(kept), "\(found)")
        #expect(try finding("true", against: kept) == nil)
    }

    @Test func `a bundle that ends before a checkpoint that was kept outside`() async throws {
        let bundle = try await ExportedBundle(events: 300)
        let kept = try bundle.signed.keep(try #require(try await bundle.signed.append(50)), as: "kept")
        let found = try #require(try bundle.verify(against: [kept]).finding)
        #expect(found.position == 301 && found.description.contains("cut off"), "\(found)")
    }

    @Test func `a checkpoint of another ledger`() async throws {
        let (bundle, other) = (try await ExportedBundle(events: 3), try await SignedLedger(events: 3))
        let error = #expect(throws: LedgerError.self) { try bundle.verify(against: [other.path + "/checkpoint"]) }
        #expect(error?.code == .refused && error?.description.contains("another ledger's") == true, "\(error as Any)")
        #expect(ledgerCode { try bundle.verify(against: [other.file("none")]) } == .notFound)
    }
}
