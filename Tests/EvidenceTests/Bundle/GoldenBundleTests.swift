import Crypto
import Forms
import Foundation
import Incidents
import LMDB
import Ledger
import LedgerTesting
import MerkleLog
import Testing

@testable import EventLog
@testable import Evidence

/// Every file of a bundle that never changes, frozen: whoever changes a byte of the form means it, and says so in FORMAT.md
/// and in `Tests/Fixtures/bundle/files.txt`.
@Suite struct GoldenBundleTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/bundle/files.txt")

    /// A ledger whose identifier, key, clock and events are told.
    private func make(at path: String) async throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let id = try #require(LogID(hex: "000102030405060708090a0b0c0d0e0f"))
        try EventLog.makeStorage(id, path + "/log").environment.close()
        let origin = Ledger.defaultOrigin(of: id.description)
        let signer = try SignerKey(name: origin, seed: (0..<32).map { UInt8($0) })
        let file = LedgerFile(
            logID: id.description, origin: origin, title: "Frozen", publicKey: signer.verifierKey.description)
        try file.write(at: URL(filePath: path))
        let options = EventLogOptions(clock: { 1_700_000_000_000_000 })
        let log = try EventLog(openingAt: path + "/log", access: .readWrite, options: options)
        defer { log.close() }
        for round in 0..<3 {
            let drafts = try (0..<200).map { number in
                var deaths = Deaths()
                deaths.occurred = try Period("2020-01")
                deaths.dead = try Count("\(number % 17)")
                let event = Event(
                    type: round == 0 ? .recorded : .corrected, record: RecordID(kind: .deaths, id: "record-\(number)"),
                    knownAt: try Day("2020-02-0\(round + 1)"), actor: "generator", reason: "round \(round)",
                    state: .deaths(deaths))
                return Draft(callerPart: try event.callerPart(), expected: .any)
            }
            try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "round \(round)"))
            let head = try log.head()
            let note = try Checkpoint(origin: origin, head: TreeHead(size: head.position, root: head.root))
                .signed(by: signer).description
            try await log.storeCheckpoint(note, size: head.position)
        }
    }

    @Test func `the files of a bundle are those that they always were`() async throws {
        let folder = try TemporaryFolder()
        try await make(at: folder.path("a.ledger"))
        let ledger = try Ledger(openingAt: folder.path("a.ledger"), access: .readOnly)
        defer { ledger.close() }
        _ = try ledger.exportBundle(to: folder.path("a.bundle"))
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path("a.bundle")).sorted()
        // The schema is what `ledger.proto` is at the time, and the manifest has its digest.
        let schema = Hex.encode(
            Array(SHA256.hash(data: try Data(contentsOf: URL(filePath: folder.path("a.bundle/ledger.proto"))))))
        let lines = try files.filter { $0 != "ledger.proto" }.compactMap { name -> String? in
            let path = folder.path("a.bundle/" + name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return nil
            }
            var data = try Data(contentsOf: URL(filePath: path))
            if name == "manifest.json" {
                data = Data(String(decoding: data, as: UTF8.self).replacing(schema, with: "SCHEMA").utf8)
            }
            return "\(name) \(data.count) \(Hex.encode(Array(SHA256.hash(data: data))))"
        }
        let found = lines.joined(separator: "\n") + "\n"
        let frozen = try? String(contentsOf: Self.fixture, encoding: .utf8)
        #expect(found == frozen, "\(found)")
    }
}
