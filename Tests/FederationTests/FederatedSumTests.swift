import Federation
import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Testing

/// What several agencies' logs come to together, held against one ledger that holds what all of them say.
struct FederatedSumTests {
    /// Two agencies that know of the same boat, and of others.
    private func agencies() async throws -> Agencies {
        let agencies = try Agencies()
        try await agencies.export("web", by: agencies.a, asAt: "2019-01-01")
        try await agencies.export("guard", by: agencies.b, asAt: "2019-02-01")
        try await agencies.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("web-2", .recorded, "2019-01-01", dataset: "web", dead: 4, year: 2017),
            toll("by-hand", .recorded, "2019-01-15", dead: 2), by: agencies.a)
        try await agencies.say(
            toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8),
            toll("guard-2", .recorded, "2019-02-01", dataset: "guard", dead: 3, year: 2016),
            toll("note", .recorded, "2019-02-15", dead: 1), by: agencies.b)
        // A desk amends what its own dataset says.
        try await agencies.say(toll("guard-1", .corrected, "2019-03-01", dead: 9), by: agencies.b)
        return agencies
    }

    @Test func `every view is that of one ledger that holds both, with the same overlap said, at every moment`()
        async throws
    {
        let agencies = try await agencies()
        for knownBy in [nil, "2019-01-10", "2019-01-20", "2019-02-01", "2019-02-20", "2019-03-01"] {
            try agencies.compare(agencies.members, knownBy: knownBy)
            try agencies.compare(agencies.members, knownBy: knownBy, isAsPublished: true)
        }
        try agencies.federated(agencies.members) { federation in
            let answer = try federation.view(ViewRequest(name: "year"))
            #expect(answer.dead() == "22" && answer.dead("2017") == "4")
            #expect(
                answer.provenance.lines.contains { $0.hasPrefix("OVERLAP: guard and web are both counted for 2018") })
            #expect(answer.provenance.lines.contains { $0.hasPrefix("NOT COMPARED: what desk@a recorded by hand") })
            #expect(answer.text(in: .json).contains("\"guard\",\n"))
        }
    }

    @Test func `a dataset that succeeds one of another member leaves it out for the years that it covers`() async throws
    {
        let agencies = try await agencies()
        try await agencies.export("newer", by: agencies.b, asAt: "2019-06-01", succeeds: ["web"])
        try await agencies.say(
            toll("newer-1", .recorded, "2019-06-01", dataset: "newer", dead: 11), by: agencies.b)
        let members = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "newer", "desk"])]
        for knownBy in [nil, "2019-05-31", "2019-06-01"] { try agencies.compare(members, knownBy: knownBy) }
        try agencies.federated(members) { federation in
            let answer = try federation.view(ViewRequest(name: "year"))
            let web = answer.provenance.datasets.first { $0.id == "web" }
            #expect(web?.isCounted == false && web?.reason.contains("newer succeeds it") == true)
        }
    }

    @Test func `a decision on a pair of two members acts as it does in one ledger, from its day on`() async throws {
        let agencies = try await agencies()
        let members = agencies.members
        try await agencies.decide(
            "deaths/guard-1@b", "deaths/web-1@a", .same, by: agencies.b, "2019-04-01", members)
        for knownBy in [nil, "2019-03-31", "2019-04-01"] { try agencies.compare(members, knownBy: knownBy) }
        try agencies.federated(members) { federation in
            let now = try federation.view(ViewRequest(name: "year"))
            let before = try federation.view(
                ViewRequest(name: "year"), at: FederatedMoment(knownBy: day("2019-03-31")))
            // Where the other record's dataset is not counted, nobody is counted twice.
            let web = try federation.view(ViewRequest(name: "year", datasets: ["web"]))
            #expect([now, before, web].map { $0.dead() } == ["12", "22", "10"])
        }
        // In the ledger of either it changes nothing.
        #expect(try agencies.a.view(ViewRequest(name: "year")).dead() == "12")
        #expect(try agencies.b.view(ViewRequest(name: "year")).dead() == "10")
        // What desks recorded, and a part of something.
        try await agencies.decide("deaths/note@b", "deaths/by-hand@a", .partOf, by: agencies.a, "2019-04-02", members)
        try agencies.compare(members)
        try await agencies.decide(
            "deaths/guard-2@b", "deaths/web-2@a", .different, by: agencies.a, "2019-04-03", members)
        try agencies.compare(members)
        // What is withdrawn later leaves the other adrift, and the answer says so as one ledger does.
        try await agencies.say(toll("by-hand", .withdrawn, "2019-05-01"), by: agencies.a)
        try agencies.compare(members)
        try agencies.federated(members) { federation in
            let adrift = try federation.view(ViewRequest(name: "year")).provenance.links.adrift
            #expect(adrift.map(\.record.description) == ["deaths/note@b"])
            #expect(adrift.map(\.other.description) == ["deaths/by-hand@a"])
        }
    }

    @Test func `a link of a member's own and one between members act together on one record`() async throws {
        let agencies = try await agencies()
        let members = agencies.members
        let statement = Statement(actor: "tester", knownAt: day("2019-04-01"), reason: "one boat")
        try await agencies.say(toll("own", .recorded, "2019-02-15", dead: 7), by: agencies.b)
        let (own, guarded) = (RecordID(kind: .deaths, id: "own"), RecordID(kind: .deaths, id: "guard-1"))
        for agency in [agencies.b, agencies.union] {
            try await agency.writing { _ = try await $0.decide(guarded, own, .same, statement) }
        }
        try agencies.compare(members)
        try await agencies.decide("deaths/web-1@a", "deaths/own@b", .same, by: agencies.a, "2019-04-02", members)
        try agencies.compare(members)
        // Known by a day between, and where one of the datasets is not counted.
        try agencies.compare(members, knownBy: "2019-04-01")
    }

    @Test func `members that decide a pair differently are told so, and both records count until they agree`()
        async throws
    {
        let agencies = try await agencies()
        let members = agencies.members
        try await agencies.decide(
            "deaths/guard-1@b", "deaths/web-1@a", .same, by: agencies.b, "2019-04-01", members)
        try await agencies.decide(
            "deaths/guard-1@b", "deaths/web-1@a", .different, by: agencies.a, "2019-04-02", members)
        try agencies.federated(members) { federation in
            let answer = try federation.view(ViewRequest(name: "year"))
            #expect(answer.dead() == "22")
            #expect(answer.provenance.notices.contains { $0.hasPrefix("DECIDED DIFFERENTLY: a says that") })
        }
        // Both say that they are the same, each that its own counts: one of them does.
        let records = [RecordID(kind: .deaths, id: "web-1@a"), RecordID(kind: .deaths, id: "guard-1@b")]
        let link = try agencies.federated(members) {
            try $0.link(records[0], records[1], .same, saidBy: agencies.a.origin)
        }
        let statement = Statement(actor: "tester", knownAt: day("2019-04-03"), reason: "ours counts")
        try await agencies.a.writing { _ = try await $0.decide(across: link, statement) }
        try agencies.federated(members) { federation in
            let answer = try federation.view(ViewRequest(name: "year"))
            // Of b's 9 nothing: a stands first in the file.
            #expect(answer.dead() == "13")
            #expect(answer.provenance.notices.contains { $0.contains("What a says is counted") })
        }
        try await agencies.a.writing { _ = try await $0.undecide(across: link, statement) }
        let after = try agencies.federated(members) { try $0.view(ViewRequest(name: "year")) }
        #expect(after.dead() == "12")
    }
}
