import Forms
import Foundation
import Signing
import Testing

@testable import Evidence

/// Every way in which a bundle's files can be tampered with is found, and named for what it is.
@Suite struct BundleTamperTests {
    /// 600 events: two full tiles of leaf hashes, a partial one of 88 and one tile above.
    let bundle: ExportedBundle

    init() async throws {
        bundle = try await ExportedBundle(events: 600)
    }

    private func found(key: String? = nil, against kept: [String] = []) throws -> BundleFinding {
        try #require(try bundle.verify(key: key, against: kept).finding)
    }

    @Test func `a bundle holds what C2SP tlog-tiles says, and is intact`() throws {
        #expect(
            try bundle.files == [
                "checkpoint", "checkpoints", "keys", "ledger.proto", "manifest.json", "tile/0/000", "tile/0/001",
                "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88",
            ])
        let report = try bundle.verify()
        #expect(report.isIntact && report.size == 600 && report.tiles == 4 && report.entryBundles == 3)
        #expect(report.streams == 400 && report.idempotencyKeys == 3 && report.checkpoints == 7)
        #expect(report.unchecked.contains { $0.contains("--key") })
        #expect(report.unchecked.contains { $0.contains("--against") })
        let key = try bundle.signed.key().verifierKey
        let known = try bundle.verify(key: key, against: [bundle.signed.path + "/checkpoint"])
        #expect(known.isIntact && known.keptSize == 600)
        #expect(!known.unchecked.contains { $0.contains("--key") || $0.contains("--against") })
    }

    @Test(arguments: [("tile/entries/000", 100), ("tile/entries/001", 300), ("tile/entries/002.p/88", 590)])
    func `a bit of an entry`(_ file: String, _ position: UInt64) throws {
        let first = (position - 1) / 256 * 256
        try bundle.change(file) { bytes in
            var offset = 0
            for _ in 0..<(position - 1 - first) { offset += 2 + Int(bytes[offset]) << 8 + Int(bytes[offset + 1]) }
            bytes[offset + 2 + 40] ^= 4
        }
        let finding = try found()
        #expect(finding.check == "entries" && finding.file == file && finding.position == position, "\(finding)")
        #expect(finding.description.contains("altered"))
    }

    @Test(arguments: [
        ("tile/0/000", 7, 8), ("tile/0/001", 0, 257), ("tile/0/002.p/88", 87, 600), ("tile/1/000.p/2", 1, 257),
    ])
    func `a bit of a tile`(_ file: String, _ hash: Int, _ position: UInt64) throws {
        try bundle.change(file) { $0[32 * hash + 31] ^= 0x80 }
        let finding = try found()
        #expect(finding.check == "tiles" && finding.file == file && finding.position == position, "\(finding)")
    }

    @Test func `a bit of a checkpoint`() throws {
        try bundle.change("checkpoints") { $0[$0.count / 2] ^= 1 }
        let finding = try found()
        #expect(finding.check == "checkpoints" && finding.file == "checkpoints", "\(finding)")
        try bundle.change("checkpoint") { $0[$0.count - 20] ^= 1 }
        #expect(try found().file == "checkpoint")
    }

    @Test(arguments: ["manifest.json", "keys", "ledger.proto"])
    func `a bit of a small file`(_ file: String) throws {
        let original = try bundle.bytes(file)
        for place in stride(from: 0, to: original.count, by: max(1, original.count / 50)) {
            try bundle.change(file) { $0[place] ^= 1 }
            let report = try? bundle.verify()
            #expect(report?.isIntact != true, "byte \(place)")
            try bundle.put(original, in: file)
        }
        #expect(try bundle.verify().isIntact)
    }

    @Test func `a manifest in any other form than the one that is written`() throws {
        let text = String(decoding: try bundle.bytes("manifest.json"), as: UTF8.self)
        for wrong in [
            text + "\n", text.replacing("  \"", with: "\""), text.replacing("\"tiles\": 4", with: "\"tiles\": 5"),
            text.replacing("\n}", with: ",\n  \"more\": 1\n}"),
            text.replacing("\"size\": 600", with: "\"size\": 600.0"),
            text.replacing("\"checkpoints\": 7", with: "\"checkpoints\": 6"), "", "{}",
            text.replacing("\"formatVersion\": 1", with: "\"formatVersion\": 0"),
        ] {
            try bundle.put(Array(wrong.utf8), in: "manifest.json")
            let outcome = Result { try bundle.verify() }
            #expect((try? outcome.get().isIntact) != true && wrong != text, "\(wrong)")
        }
        let newer = text.replacing("\"formatVersion\": 1", with: "\"formatVersion\": 2")
        try bundle.put(Array(newer.utf8), in: "manifest.json")
        #expect(ledgerCode { try bundle.verify() } == .refused)
    }

    @Test(arguments: [
        "checkpoint", "checkpoints", "keys", "ledger.proto", "tile/0/001", "tile/1/000.p/2", "tile/entries/000",
    ])
    func `a file is missing`(_ file: String) throws {
        try FileManager.default.removeItem(at: bundle.url(file))
        let finding = try found()
        #expect(finding.check == "files" && finding.file == file, "\(finding)")
        #expect(finding.description.contains("missing"))
    }

    @Test(arguments: [
        "extra", "tile/0/003", "tile/0/002.p/87", "tile/0/002", "tile/7/000", "tile/x/000", "tile/entries/x001/000",
    ])
    func `a file is there that does not belong`(_ file: String) throws {
        try FileManager.default.createDirectory(
            at: bundle.url(file).deletingLastPathComponent(), withIntermediateDirectories: true)
        try bundle.put([1], in: file)
        let finding = try found()
        #expect(finding.check == "files" && finding.file == file, "\(finding)")
    }

    @Test(arguments: [("tile/entries/000", "tile/entries/001", "entries"), ("tile/0/000", "tile/0/001", "tiles")])
    func `two files are swapped`(_ first: String, _ second: String, _ check: String) throws {
        let (one, other) = (try bundle.bytes(first), try bundle.bytes(second))
        try bundle.put(one, in: second)
        try bundle.put(other, in: first)
        let finding = try found()
        #expect(finding.check == check && finding.file == first && finding.position == 1, "\(finding)")
    }

    @Test(arguments: ["manifest.json", "checkpoint", "checkpoints", "tile/0/000", "tile/entries/002.p/88"])
    func `a symbolic link, a folder or a pipe in the place of a file`(_ file: String) throws {
        let outside = try bundle.signed.keep(String(decoding: try bundle.bytes(file), as: UTF8.self), as: "outside")
        try FileManager.default.removeItem(at: bundle.url(file))
        try FileManager.default.createSymbolicLink(atPath: bundle.url(file).path, withDestinationPath: outside)
        let link = try refusal()
        #expect(link.contains("symbolic link") && link.contains(file), "\(link)")
        try FileManager.default.removeItem(at: bundle.url(file))
        try FileManager.default.createDirectory(at: bundle.url(file), withIntermediateDirectories: false)
        #expect(try refusal().contains("not a plain file"))
        try FileManager.default.removeItem(at: bundle.url(file))
        #expect(mkfifo(bundle.url(file).path, 0o600) == 0)
        #expect(try refusal().contains("not a plain file"))
    }

    @Test func `a folder on the way is a symbolic link`() throws {
        let moved = bundle.signed.file("tiles")
        try FileManager.default.moveItem(atPath: bundle.url("tile/0").path, toPath: moved)
        try FileManager.default.createSymbolicLink(atPath: bundle.url("tile/0").path, withDestinationPath: moved)
        #expect(try refusal().contains("tile/0 is a symbolic link"))
    }

    /// The sentence of the finding, or of the error where there is no manifest to begin with.
    private func refusal() throws -> String {
        do {
            return try found().sentence
        } catch let error as LedgerError where error.code == .damaged {
            return error.description
        }
    }

    @Test func `a file that is longer than it can be is not read`() throws {
        for file in ["tile/0/000", "tile/entries/000", "checkpoints", "checkpoint", "keys", "ledger.proto"] {
            let original = try bundle.bytes(file)
            // A hole: it takes no room on the disk.
            #expect(truncate(bundle.url(file).path, 1 << 40) == 0)
            let finding = try found()
            #expect(finding.file == file && finding.description.contains("at most"), "\(finding)")
            try bundle.put(original, in: file)
        }
    }

    @Test func `the tail is cut off`() throws {
        for file in try bundle.files {
            let original = try bundle.bytes(file)
            try bundle.put(original.dropLast(), in: file)
            #expect((try? bundle.verify().isIntact) != true, "\(file)")
            try bundle.put(original + [original[0]], in: file)
            #expect((try? bundle.verify().isIntact) != true, "\(file)")
            try bundle.put(original, in: file)
        }
        #expect(try bundle.verify().isIntact)
    }

    @Test func `a key that was expected, and is not the bundle's`() async throws {
        let other = try await SignedLedger()
        let finding = try found(key: try other.key().verifierKey)
        #expect(finding.check == "keys", "\(finding)")
        #expect(ledgerCode { try bundle.verify(key: "no key") } == .refused)
    }
}
