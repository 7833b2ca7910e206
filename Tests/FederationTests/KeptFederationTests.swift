import Federation
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Signing
import Testing

/// A federation in a process that answers many questions, one of whose members is its own.
struct KeptFederationTests {
    private struct Kept {
        let agencies: Agencies
        /// The ledger of a, which the process has open.
        let own: Ledger
        let federation: KeptFederation
        /// Where a copy of b's ledger is to lie.
        let copy: String

        func answer(_ moment: FederatedMoment = FederatedMoment()) throws -> Answer {
            try federation.now().view(ViewRequest(name: "year"), at: moment)
        }

        /// Puts b's ledger, as it is, in the place of what lies there.
        func replaceCopy() throws {
            let new = copy + ".new"
            try FileManager.default.copyItem(atPath: agencies.b.path, toPath: new)
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.moveItem(atPath: new, toPath: copy)
        }
    }

    private func with(_ body: (Kept) async throws -> Void) async throws {
        let agencies = try Agencies()
        try await agencies.a.export("web", asAt: "2019-01-01")
        try await agencies.a.say(toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10))
        try await agencies.b.export("guard", asAt: "2019-02-01")
        try await agencies.b.say(toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8))
        let copy = agencies.scratch.path("copy.ledger")
        var members = agencies.members
        members[1]["folder"] = copy
        let file = try FederationFile.read(at: try agencies.write(members))
        let own = try Ledger(openingAt: agencies.a.path, key: try LedgerKey(readingFrom: agencies.a.keyPath))
        defer { own.close() }
        try await body(
            Kept(agencies: agencies, own: own, federation: try KeptFederation(file, own: own), copy: copy))
    }

    @Test func `a member's log that appears, is replaced and vanishes is read as it lies there at each answer`()
        async throws
    {
        try await with { kept in
            let without = try kept.answer()
            #expect(without.dead() == "10" && !without.provenance.isComplete)
            #expect(without.provenance.notices.contains { $0.hasPrefix("INCOMPLETE: b could not be read") })
            try kept.replaceCopy()
            let with = try kept.answer()
            #expect(with.dead() == "18" && with.provenance.isComplete)
            // An answer that was begun before goes on with what it reads.
            let before = kept.federation.now()
            try await kept.agencies.b.say(toll("guard-2", .recorded, "2019-02-02", dataset: "guard", dead: 100))
            try kept.replaceCopy()
            #expect(try before.view(ViewRequest(name: "year")).dead() == "18")
            _ = consume before
            #expect(try kept.answer().dead() == "118")
            let damaged = URL(filePath: kept.copy + "/log/data.mdb")
            try FileManager.default.removeItem(at: damaged)
            try Data("no database".utf8).write(to: damaged)
            #expect(try kept.answer().dead() == "10")
            try FileManager.default.removeItem(atPath: kept.copy)
            #expect(try kept.answer().dead() == "10")
            try kept.replaceCopy()
            #expect(try kept.answer().dead() == "118")
        }
    }

    @Test func `what the process itself records is answered once it is signed, and a position that is named stays`()
        async throws
    {
        try await with { kept in
            try kept.replaceCopy()
            let now = kept.federation.now()
            let first = try now.position(at: FederatedMoment())
            #expect(first.text == "a=3,b=3" && first.isSettled)
            let pinned = FederatedMoment(positions: try FederatedMoment.positions(first.text))
            let (before, named) = (try kept.answer(), try kept.answer(pinned))
            #expect(before == named)
            let deaths = try #require(try toll("own", .recorded, "2019-03-01", dead: 2).state)
            let said = Statement(actor: "tester", knownAt: day("2019-03-01"), reason: "")
            _ = try await kept.own.record(deaths, id: "own", said)
            try await kept.own.settle()
            #expect(try kept.answer().dead() == "20")
            #expect(try kept.answer(pinned) == before, "the same in every word")
            #expect(try kept.federation.now().position(at: pinned).isSettled)
            let ahead = FederatedMoment(positions: ["a": 4, "b": 9])
            let held = try kept.federation.now().position(at: ahead)
            #expect(held.text == "a=4,b=3" && !held.isSettled)
            #expect(kept.federation.file.isPinned(ahead) && !kept.federation.file.isPinned(FederatedMoment()))
        }
    }

    @Test func `a ledger that is no member's, or that the file gives another key, is refused`() async throws {
        try await with { kept in
            let stranger = try Ledger(openingAt: kept.agencies.union.path, access: .readOnly)
            defer { stranger.close() }
            let refused = #expect(throws: LedgerError.self) { try KeptFederation(kept.federation.file, own: stranger) }
            #expect(refused?.description.contains("is the ledger of union.example/ledger, and no member") == true)
            var members = kept.agencies.members
            members[0]["key"] = kept.agencies.b.verifierKey
            let file = try FederationFile.read(at: try kept.agencies.write(members))
            let other = #expect(throws: LedgerError.self) { try KeptFederation(file, own: kept.own) }
            #expect(other?.description.contains("another key") == true)
            #expect(file.digest != kept.federation.file.digest)
            // Where the logs lie is nobody else's matter.
            members = kept.agencies.members
            let same = try FederationFile.read(at: try kept.agencies.write(members))
            #expect(same.digest == kept.federation.file.digest)
        }
    }
}
