import EventLog
import Forms
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Synchronization
import Testing

/// A follower takes in what is signed, in whichever steps, and goes on where it was.
@Suite struct FollowerTests {
    @Test(arguments: [1, 300, 1_024, 100_000])
    func `what is held is what the origin has signed, whatever the steps`(count: Int) async throws {
        let origin = try await Origin()
        for number in 0..<40 { try await origin.append(60, "a\(number)", key: number % 2 == 0 ? "k\(number)" : nil) }
        // Longer than several steps: whole or not at all.
        try await origin.append(5_000, "long", key: "long")
        try await origin.append(3, "after")
        try origin.publish()
        let copy = try origin.replica()
        let feed = try FeedAddress.feed(at: "file:" + origin.published)
        let outcome = try await copy.follow([feed], count: count)
        #expect(outcome.taken == 7_403 && outcome.position == 7_403)
        try copy.expectWhole()
        #expect(try copy.log.read { try $0.lastCheckpoint()?.note } == origin.note().description)
        #expect(try await copy.follow([feed], count: count).taken == 0)
    }

    @Test func `it goes on from every size, and fetches no bundle that it holds`() async throws {
        let origin = try await Origin()
        let copy = try origin.replica()
        let feed = try FeedAddress.feed(at: "file:" + origin.published)
        var random = SeededGenerator(for: "it goes on from every size")
        for round in 0..<25 {
            let before = try origin.log.position()
            try await origin.append(Int.random(in: 1...400, using: &random), "r\(round)")
            try origin.publish()
            let counted = AlteredFeed(feed) { _, bytes in bytes }
            try await copy.follow([counted])
            let bundles = counted.asked.withLock { $0 }.filter { $0.contains("entries") }.sorted()
            #expect(!bundles.contains { $0.hasPrefix("tile/entries/") && number($0) < before / 256 }, "\(bundles)")
        }
        try copy.expectWhole()
    }

    private func number(_ path: String) -> UInt64 {
        UInt64(path.dropFirst("tile/entries/".count).prefix { $0.isNumber }) ?? .max
    }

    @Test func `the published tree follows a log at any sizes, and holds nothing that is out of date`() async throws {
        let origin = try await Origin()
        var random = SeededGenerator(for: "the published tree follows")
        for round in 0..<12 {
            try await origin.append(Int.random(in: 1...500, using: &random), "r\(round)")
            try origin.publish()
            let copy = try origin.replica()
            try await copy.follow([try FeedAddress.feed(at: "file:" + origin.published)], count: 100_000)
            try copy.expectWhole()
        }
        // What an earlier checkpoint needs is there still, or its full form.
        let copy = try origin.replica()
        let (feed, early) = (try FeedAddress.feed(at: "file:" + origin.published), try origin.note(at: 300).description)
        try await copy.follow([AlteredFeed(feed) { $0 == "checkpoint" ? Array(early.utf8) : $1 }])
        #expect(try copy.log.position() == 300)
    }

    @Test func `a shorter checkpoint is waited out`() async throws {
        let origin = try await Origin()
        try await origin.append(1_000, "a")
        try origin.publish()
        let copy = try origin.replica()
        let feed = try FeedAddress.feed(at: "file:" + origin.published)
        try await copy.follow([feed])
        for size in [0, 1, 512, 999] as [UInt64] {
            let early = try origin.note(at: size).description
            let delayed = AlteredFeed(feed) { $0 == "checkpoint" ? Array(early.utf8) : $1 }
            #expect(try await copy.follow([delayed]).taken == 0)
        }
        try copy.expectWhole()
    }

    @Test func `a checkpoint that ends within a request is not followed into it`() async throws {
        let origin = try await Origin()
        try await origin.append(3, "before")
        try await origin.append(10, "whole", key: "key")
        // So many that the bundle in which it ends is whole.
        try await origin.append(300, "after")
        try origin.publish()
        let copy = try origin.replica()
        let (feed, within) = (try FeedAddress.feed(at: "file:" + origin.published), try origin.note(at: 8).description)
        let cut = AlteredFeed(feed) { $0 == "checkpoint" ? Array(within.utf8) : $1 }
        await #expect { try await copy.follow([cut]) } throws: {
            ($0 as? FeedError)?.description.contains("ends within a request") == true
        }
        #expect(try copy.log.position() <= 3)
        try await copy.follow([feed])
        try copy.expectWhole()
    }

    @Test func `of a note with the signatures of others only the origin's is kept`() async throws {
        let origin = try await Origin()
        try await origin.append(10, "a")
        try origin.publish()
        let note = try origin.note()
        let witness = try SignerKey(generating: "witness.example", type: .cosignature)
        let signed = note.adding(try witness.cosign(try Checkpoint(text: note.text), at: 1_700_000_000))
        let feed = AlteredFeed(try FeedAddress.feed(at: "file:" + origin.published)) {
            $0 == "checkpoint" ? Array(signed.description.utf8) : $1
        }
        let copy = try origin.replica()
        try await copy.follow([feed])
        try copy.expectWhole()
        #expect(try copy.log.read { try $0.lastCheckpoint()?.note } == note.description)
    }

    @Test func `one process follows at a time`() async throws {
        let origin = try await Origin()
        try origin.publish()
        let copy = try origin.replica()
        let feeds = FeedPrefixes([try FeedAddress.feed(at: "file:" + origin.published)])
        let replica = try ReplicaLog(
            ofLedgerAt: copy.folder.url.path, log: copy.log, key: origin.verifier, origin: origin.verifier.name)
        let first = try ReplicaFollower(replica, feeds)
        #expect { try ReplicaFollower(replica, feeds) } throws: { ($0 as? LedgerError)?.code == .conflict }
        withExtendedLifetime(first) {}
    }
}
