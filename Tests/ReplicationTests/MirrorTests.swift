import EventLog
import Files
import Forms
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Testing

/// A mirror promises that it holds and serves all of what it cosigned, and anybody can hold it to that.
@Suite struct MirrorTests {
    /// A mirror of a log, which publishes in a folder.
    private func mirror(_ origin: Origin, _ name: String) async throws -> (mirror: MirrorCheck.Mirror, folder: String) {
        let copy = try origin.replica()
        let key = try MirrorKey(makingAt: copy.folder.path("key"), name: name)
        try await copy.follow([try FeedAddress.feed(at: "file:" + origin.published)], mirror: key)
        let note = try #require(ReplicaFolder(ofLedgerAt: copy.folder.url.path).cosigned())
        let folder = origin.folder.path(name)
        _ = try StaticTree(folder, key: origin.verifier, origin: origin.verifier.name).publish(note, of: copy.log)
        return (try MirrorCheck.Mirror(at: "file:" + folder, key: key.publicText), folder)
    }

    @Test func `two bodies that hold all entries are found to, each at the size that it cosigned`() async throws {
        let origin = try await Origin()
        try await origin.append(700, "a")
        try origin.publish()
        let first = try await mirror(origin, "one")
        try await origin.append(300, "b")
        try origin.publish()
        let second = try await mirror(origin, "two")
        let found = await (try MirrorCheck(key: origin.verifier.description)).found(of: [first.mirror, second.mirror])
        #expect(found.map(\.size) == [700, 1_000])
        #expect(found.allSatisfy { $0.finding == nil && $0.cosignedAt ?? 0 > 1_600_000_000 })
    }

    @Test func `one that lost entries, one that cosigned nothing and one of another history are found`() async throws {
        let origin = try await Origin()
        try await origin.append(700, "a")
        try origin.publish()
        let whole = try await mirror(origin, "whole")
        let lacking = try await mirror(origin, "lacking")
        let altered = try #require(try? DurableFile.bytes(of: lacking.folder + "/tile/entries/001"))
        var bytes = altered
        bytes[bytes.count - 1] ^= 1
        try write(bytes, to: lacking.folder + "/tile/entries/001")
        let stranger = try MirrorKey(makingAt: origin.folder.path("stranger"), name: "stranger")
        let silent = try MirrorCheck.Mirror(at: "file:" + origin.published, key: stranger.publicText)
        let other = try await Origin(key: origin.key)
        try await other.append(800, "b")
        try other.publish()
        let forked = try await mirror(other, "forked")
        let found = await (try MirrorCheck(key: origin.verifier.description)).found(
            of: [whole.mirror, lacking.mirror, silent, forked.mirror])
        #expect(found[0].finding == nil)
        #expect(found[1].finding?.contains("have the root") == true)
        #expect(found[2].finding?.contains("has not cosigned") == true)
        #expect(found[3].isFork && found[3].finding?.contains("forked") == true)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    @Test func `a mirror cosigns as the log grows, and only with a key that cosigns`() async throws {
        let origin = try await Origin()
        let copy = try origin.replica()
        let key = try MirrorKey(makingAt: copy.folder.path("key"), name: "m")
        let feed = try FeedAddress.feed(at: "file:" + origin.published)
        let folder = ReplicaFolder(ofLedgerAt: copy.folder.url.path)
        for count in [700, 300] {
            try await origin.append(count, "more")
            try origin.publish()
            try await copy.follow([feed], mirror: key)
            #expect(try folder.cosigned()?.text == origin.note().text)
        }
        // Nothing is new: what was cosigned stays as it is.
        let before = folder.cosigned()?.description
        try await copy.follow([feed], mirror: key)
        #expect(folder.cosigned()?.description == before)
        let note = try copy.folder.file("note.key", holding: origin.key.privateText + "\n")
        for refused in [
            #expect(throws: LedgerError.self) { try MirrorKey(readingFrom: note) },
            #expect(throws: LedgerError.self) {
                try MirrorCheck.Mirror(at: "file:" + origin.published, key: origin.verifier.description)
            },
        ] { #expect(refused?.description.contains("signs notes") == true, "\(refused?.description ?? "")") }
    }

    @Test func `what is not held is never cosigned`() async throws {
        let origin = try await Origin()
        try await origin.append(700, "a")
        try origin.publish()
        let copy = try origin.replica()
        let key = try MirrorKey(makingAt: copy.folder.path("key"), name: "m")
        let liar = AlteredFeed(try FeedAddress.feed(at: "file:" + origin.published)) { path, bytes in
            path.hasPrefix("tile/entries/001") ? bytes.map { $0 ^ 1 } : bytes
        }
        await #expect(throws: FeedError.self) { try await copy.follow([liar], count: 256, mirror: key) }
        #expect(ReplicaFolder(ofLedgerAt: copy.folder.url.path).cosigned() == nil)
    }
}
