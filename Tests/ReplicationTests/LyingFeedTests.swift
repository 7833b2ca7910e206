import EventLog
import Forms
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Testing

/// Whoever stands between and has no key can only delay.
@Suite struct LyingFeedTests {
    /// Ways to lie about what a log holds.
    enum Lie: String, CaseIterable {
        case alteredEntry, alteredTile, reordered, cutBundle, cutTile, longBundle, longTile, missing, empty, garbage
        case otherSignature, noSignature, otherSize

        /// What is given in the place of a file.
        func told(_ path: String, _ bytes: [UInt8]) -> [UInt8]? {
            let (isEntries, isNote) = (path.hasPrefix("tile/entries"), path == "checkpoint")
            var told = bytes
            switch self {
            case .alteredEntry: if isEntries { told[told.count - 1] ^= 1 }
            case .alteredTile: if !isEntries, !isNote { told[0] ^= 1 }
            case .reordered:
                // Entries of one length: the first two, with their lengths, change places.
                let length = 2 + Int(bytes[0]) << 8 + Int(bytes[1])
                if isEntries, bytes.count >= 2 * length {
                    told = Array(bytes[length..<2 * length] + bytes[..<length] + bytes[(2 * length)...])
                }
            case .cutBundle: if isEntries { told.removeLast(bytes.count / 2) }
            case .cutTile: if !isEntries, !isNote { told.removeLast(min(bytes.count, 32)) }
            case .longBundle: if isEntries { told += [0, 1, 7] }
            case .longTile: if !isEntries, !isNote { told += [UInt8](repeating: 7, count: 256 * 32) }
            case .missing: return isEntries ? nil : bytes
            case .empty: told = []
            case .garbage: told = bytes.map { $0 ^ 0x5A }
            case .otherSignature: if isNote { told[told.count - 4] ^= 1 }
            case .noSignature: if isNote { told = Array("incident-ledger/x\n1\n\n".utf8) }
            case .otherSize:
                if isNote {
                    told = Array(String(decoding: bytes, as: UTF8.self).replacing("\n900\n", with: "\n901\n").utf8)
                }
            }
            return told
        }
    }

    private struct Absent: Error {}

    @Test(arguments: Lie.allCases)
    func `nothing of a lie is taken in, and the truth is after it`(lie: Lie) async throws {
        let origin = try await Origin()
        for number in 0..<9 { try await origin.append(100, "entry-\(number)") }
        try origin.publish()
        let copy = try origin.replica()
        let real = try FeedAddress.feed(at: "file:" + origin.published)
        let liar = AlteredFeed(real) { path, bytes in
            guard let told = lie.told(path, bytes) else { throw Absent() }
            return told
        }
        await #expect(throws: (any Error).self) { try await copy.follow([liar], count: 256) }
        #expect(try copy.log.position() == 0)
        #expect(try copy.log.audit().findings == [])
        // Beside an honest place the liar delays, and no more; whichever is asked first.
        try await copy.follow([liar, real], count: 256)
        try copy.expectWhole()
        let second = try origin.replica()
        try await second.follow([real, liar], count: 256)
        try second.expectWhole()
    }

    @Test func `what was verified before the lie began stays, and is gone on from`() async throws {
        let origin = try await Origin()
        for number in 0..<9 { try await origin.append(100, "entry-\(number)") }
        try origin.publish()
        let copy = try origin.replica()
        let real = try FeedAddress.feed(at: "file:" + origin.published)
        let liar = AlteredFeed(real) { path, bytes in
            path.hasPrefix("tile/entries/002") ? Lie.alteredEntry.told(path, bytes) ?? [] : bytes
        }
        await #expect(throws: FeedError.self) { try await copy.follow([liar], count: 256) }
        let held = try copy.log.head()
        #expect(held.position > 0 && held.position <= 512)
        #expect(try held.root == origin.log.read { try $0.root(at: held.position) })
        try await copy.follow([real])
        try copy.expectWhole()
    }

    @Test func `in a folder what is no plain file, or longer than it can be, is not read`() async throws {
        let origin = try await Origin()
        try await origin.append(10, "a")
        try origin.publish()
        let feed = try FeedAddress.feed(at: "file:" + origin.published)
        let entries = URL(filePath: origin.published + "/tile/entries/000.p/10")
        let real = try Data(contentsOf: entries)
        let copy = try origin.replica()
        func refusal() async -> String {
            do {
                try await copy.follow([feed])
                return ""
            } catch {
                return LedgerError.wrapping(error).description
            }
        }
        try (real + Data(repeating: 0, count: 10 * 65_538)).write(to: entries)
        #expect(await refusal().contains("is longer than it can be"))
        try FileManager.default.removeItem(at: entries)
        // Nobody writes to it: whoever waited for that would wait for ever.
        #expect(mkfifo(entries.path, 0o600) == 0)
        #expect(await refusal().contains("is not a plain file"))
        try FileManager.default.removeItem(at: entries)
        #expect(await refusal().contains("has no tile/entries/000"))
        try real.write(to: entries)
        try await copy.follow([feed])
        try copy.expectWhole()
    }

    @Test func `a log of another key or another name is refused`() async throws {
        let (origin, other) = (try await Origin(), try await Origin())
        try await origin.append(10, "a")
        try await other.append(10, "a")
        try other.publish()
        let copy = try origin.replica()
        await #expect(throws: FeedError.self) {
            try await copy.follow([try FeedAddress.feed(at: "file:" + other.published)])
        }
        // The same key under another name of the log.
        let renamed = try Checkpoint(
            origin: "another.example/log", head: TreeHead(size: 10, root: try origin.log.head().root)
        ).signed(by: origin.key).description
        try origin.publish()
        let feed = AlteredFeed(try FeedAddress.feed(at: "file:" + origin.published)) {
            $0 == "checkpoint" ? Array(renamed.utf8) : $1
        }
        await #expect(throws: FeedError.self) { try await copy.follow([feed]) }
        #expect(try copy.log.position() == 0)
    }
}
