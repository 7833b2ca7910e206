import EventLog
import Forms
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Testing

/// Two signed histories that contradict each other are kept, and end the following.
@Suite struct ForkTests {
    /// Origins with one key, whose histories are the same up to a position.
    private func twins(common: Int, first: Int, second: Int) async throws -> (Origin, Origin) {
        let one = try await Origin()
        let other = try await Origin(key: one.key)
        // The clocks of the two say different times, so that their logs differ from the first entry on.
        if common > 0 { Issue.record("twins have nothing in common") }
        try await one.append(first, "one")
        try await other.append(second, "other")
        for origin in [one, other] { try origin.publish() }
        return (one, other)
    }

    @Test(arguments: [(500, 500), (500, 900), (900, 500), (512, 1_024), (1, 300), (300, 1)])
    func `what contradicts is kept with what it contradicts, and nothing is taken in any more`(sizes: (Int, Int))
        async throws
    {
        let (one, other) = try await twins(common: 0, first: sizes.0, second: sizes.1)
        let copy = try one.replica()
        let (real, forked) = (
            try FeedAddress.feed(at: "file:" + one.published), try FeedAddress.feed(at: "file:" + other.published)
        )
        try await copy.follow([real])
        let before = try copy.log.head()
        await #expect { try await copy.follow([forked]) } throws: { LedgerError.wrapping($0).code == .fork }
        #expect(try copy.log.head() == before)
        let evidence = try #require(try ReplicaFolder(ofLedgerAt: copy.folder.url.path).fork())
        let shown = try evidence.shown(key: one.verifier, origin: one.verifier.name)
        let notes = try [one.note(), other.note()].map(\.description)
        #expect(Set([evidence.earlier, evidence.later]) == Set(notes))
        #expect(shown.earlier.size == UInt64(min(sizes.0, sizes.1)))
        #expect(shown.laterBegan != shown.earlier.root)
        // The later tree began otherwise: by its own log.
        let later = sizes.0 > sizes.1 ? one : other
        #expect(try shown.laterBegan == later.log.read { try $0.root(at: shown.earlier.size) })
        // From now on nobody follows, whatever is published.
        try await one.append(5, "more")
        try one.publish()
        await #expect { try await copy.follow([real]) } throws: { LedgerError.wrapping($0).code == .fork }
        #expect(try copy.log.head() == before)
    }

    @Test func `two places that contradict each other are found at once`() async throws {
        let (one, other) = try await twins(common: 0, first: 400, second: 700)
        let copy = try one.replica()
        let feeds = try [one, other].map { try FeedAddress.feed(at: "file:" + $0.published) }
        await #expect { try await copy.follow(feeds) } throws: { LedgerError.wrapping($0).code == .fork }
        #expect(try copy.log.position() == 0)
    }

    @Test func `what was seen and never taken in is remembered, and contradicts what comes later`() async throws {
        let (one, other) = try await twins(common: 0, first: 400, second: 700)
        let copy = try one.replica()
        let real = try FeedAddress.feed(at: "file:" + one.published)
        // Its checkpoint is there, and none of its entries.
        struct Absent: Error {}
        let bare = AlteredFeed(real) { path, bytes in
            guard path == "checkpoint" else { throw Absent() }
            return bytes
        }
        await #expect(throws: Absent.self) { try await copy.follow([bare]) }
        #expect(try copy.log.position() == 0)
        let forked = try FeedAddress.feed(at: "file:" + other.published)
        await #expect { try await copy.follow([forked]) } throws: { LedgerError.wrapping($0).code == .fork }
        #expect(try copy.log.position() == 0)
    }

    @Test func `who has no key makes no fork: tiles that lie are no evidence`() async throws {
        let origin = try await Origin()
        try await origin.append(500, "a")
        try origin.publish()
        let copy = try origin.replica()
        let real = try FeedAddress.feed(at: "file:" + origin.published)
        try await copy.follow([real])
        try await origin.append(500, "b")
        try origin.publish()
        let liar = AlteredFeed(real) { path, bytes in path == "checkpoint" ? bytes : bytes.map { $0 ^ 1 } }
        await #expect(throws: FeedError.self) { try await copy.follow([liar]) }
        #expect(try ReplicaFolder(ofLedgerAt: copy.folder.url.path).fork() == nil)
        try await copy.follow([real])
        try copy.expectWhole()
    }

    @Test func `evidence that shows no fork is told from one that does`() async throws {
        let origin = try await Origin()
        try await origin.append(500, "a")
        let (early, late) = (try origin.note(at: 300), try origin.note())
        let proof = try origin.log.tiles.prefixProof(of: 300, in: 500)
        let harmless = ForkEvidence(
            earlier: early.description, later: late.description, hashes: proof.hashes.map(\.base64), place: "x",
            foundAt: 0)
        #expect(throws: MerkleError.self) { try harmless.shown(key: origin.verifier, origin: origin.verifier.name) }
    }
}
