import EventLog
import Federation
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import MerkleLog
import Signing
import Testing

/// What a member's log has that is in no figure yet, or that nobody can be sure of: said, and no answer of it is for ever.
struct UnsettledTests {
    private func agencies() async throws -> Agencies {
        let agencies = try Agencies()
        try await agencies.a.export("web", asAt: "2019-01-01")
        try await agencies.b.export("guard", asAt: "2019-02-01")
        try await agencies.a.say(toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10))
        try await agencies.b.say(toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8))
        return agencies
    }

    private func answer(_ federation: Federation, _ moment: FederatedMoment = FederatedMoment()) throws -> Answer {
        try federation.view(ViewRequest(name: "year"), at: moment)
    }

    @Test func `what nobody has signed yet is in no answer, which says so`() async throws {
        let agencies = try await agencies()
        let before = try agencies.federated(agencies.members) { try answer($0) }
        // Without its key nothing is signed.
        let ledger = try Ledger(openingAt: agencies.b.path)
        let drafts = try (0..<2).map { number in
            let event = try toll("guard-\(number + 2)", .recorded, "2019-02-02", dataset: "guard", dead: 100)
            return Draft(callerPart: try event.callerPart(), expected: .any)
        }
        try await ledger.log.append(AppendRequest(drafts: drafts))
        ledger.close()
        try agencies.federated(agencies.members) { (federation) throws in
            let now = try answer(federation)
            #expect(now.dead() == "18" && now.csv == before.csv)
            #expect(now.provenance.notices.contains("NOT SIGNED YET: the last 2 event(s) of b are in no sum."))
            let position = try federation.position(at: FederatedMoment())
            #expect(position.text == "a=3,b=3" && !position.isSettled)
            // Whoever asks for what is not signed is told that it is not held.
            let ahead = try answer(federation, FederatedMoment(positions: ["a": 3, "b": 5]))
            #expect(ahead.dead() == "18" && !ahead.provenance.isComplete)
            #expect(ahead.provenance.notices.contains { $0.hasPrefix("INCOMPLETE: b is behind: position 5 was asked") })
            #expect(try federation.find(FindRequest(.deaths)).matched == 2)
            // What comes after a position that is named is not missing at it.
            let pinned = FederatedMoment(positions: ["a": 3, "b": 3])
            #expect(try !answer(federation, pinned).provenance.notices.contains { $0.contains("NOT SIGNED") })
            #expect(try federation.position(at: pinned).isSettled)
            #expect(federation.status().map(\.unsigned) == [0, 2])
        }
    }

    @Test func `a log that forked is said to, and no position of it is settled`() async throws {
        let agencies = try await agencies()
        let replica = URL(filePath: agencies.b.path + "/replica")
        try FileManager.default.createDirectory(at: replica, withIntermediateDirectories: true)
        let kept = #"{"earlier":"","later":"","hashes":[],"place":"somewhere","foundAt":0}"#
        try Data(kept.utf8).write(to: replica.appending(path: "fork.json"))
        try agencies.federated(agencies.members) { (federation) throws in
            let answer = try answer(federation)
            #expect(answer.dead() == "18")
            #expect(answer.provenance.notices.contains { $0.hasPrefix("FORKED: the log of b") })
            let pinned = FederatedMoment(positions: ["a": 3, "b": 3])
            #expect(try !federation.position(at: pinned).isSettled)
            #expect(federation.status().map { $0.fork == nil } == [true, false])
        }
    }

    @Test func `where a member is missing no position is settled, and every question says what it lacks`() async throws
    {
        let agencies = try await agencies()
        var members = agencies.members
        members[1]["folder"] = agencies.scratch.path("nowhere.ledger")
        try agencies.federated(members) { (federation) throws in
            let position = try federation.position(at: FederatedMoment())
            #expect(position.text == "a=3" && !position.isSettled)
            #expect(try !federation.find(FindRequest(.deaths)).isComplete)
            #expect(try !federation.datasets().pool.isComplete)
            #expect(try !federation.findDuplicates().pool.isComplete)
        }
        // One that only reads may be anywhere.
        members[1] = agencies.b.member([], role: "reader")
        members[1]["folder"] = agencies.scratch.path("nowhere.ledger")
        try agencies.federated(members) { (federation) throws in
            #expect(try federation.position(at: FederatedMoment()).isSettled)
            #expect(try answer(federation).provenance.isComplete)
            #expect(federation.file.isPinned(FederatedMoment(positions: ["a": 3])))
        }
    }

    @Test func `an event that a view could not take in is missing in the answer, with the member that has it`()
        async throws
    {
        let agencies = try await agencies()
        // No entry lets it in; a log may hold it all the same.
        let huge = Count.largest + 1
        try await agencies.b.say(toll("guard-2", .recorded, "2019-02-02", dataset: "guard", dead: huge))
        try agencies.federated(agencies.members) { (federation) throws in
            let answer = try answer(federation)
            #expect(answer.dead() == "18" && !answer.provenance.isComplete)
            #expect(
                answer.provenance.notices.contains(
                    "INCOMPLETE: the view could not take in 1 event(s) of b; the figures lack them."))
            #expect(answer.provenance.pool?.members.map(\.isComplete) == [true, false])
        }
    }

    @Test func `a log that is not what its member's key has signed is not read`()
        async throws
    {
        let agencies = try await agencies()
        // The member's key has signed another history of this log.
        let ledger = try Ledger(openingAt: agencies.b.path)
        let event = try toll("guard-2", .recorded, "2019-02-02", dataset: "guard", dead: 100)
        try await ledger.log.append(
            AppendRequest(drafts: [Draft(callerPart: try event.callerPart(), expected: .any)]))
        let note = try Checkpoint(origin: agencies.b.origin, head: TreeHead(size: 4, root: .leaf([0])))
            .signed(by: try LedgerKey(readingFrom: agencies.b.keyPath).signer)
        try await ledger.log.storeCheckpoint(note.description, size: 4)
        ledger.close()
        try agencies.federated(agencies.members) { (federation) throws in
            let problem = federation.status()[1].problem
            #expect(
                problem?.contains("does not continue what b has signed of it at size 4") == true, "\(problem ?? "")")
            #expect(try answer(federation).dead() == "10")
        }
    }
}
