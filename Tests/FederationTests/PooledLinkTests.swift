import Federation
import Folding
import Forms
import Incidents
import Ledger
import LedgerTesting
import Testing

/// Decisions of several members on records of several logs: which act, and what is said where they do not.
struct PooledLinkTests {
    private let agencies: Agencies

    init() async throws {
        agencies = try await .publishing()
        try await agencies.a.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("web-2", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("web-3", .withdrawn, "2019-01-01", dataset: "web"))
        try await agencies.b.say(toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 10))
    }

    private func statement(_ knownAt: String) -> Statement {
        Statement(actor: "tester", knownAt: day(knownAt), reason: "one boat")
    }

    private func record(_ id: String, _ kind: RecordKind = .deaths) -> RecordID { RecordID(kind: kind, id: id) }

    /// A decision across members: of two that are the same the first counts.
    private func decide(
        _ first: String, _ second: String, _ relation: LinkRelation = .same, by agency: Agency, _ knownAt: String
    ) async throws {
        let link = try agencies.federated(agencies.members) {
            try $0.link(record(first), record(second), relation, saidBy: agency.origin)
        }
        try await agency.writing { _ = try await $0.decide(across: link, statement(knownAt)) }
    }

    private func answer(_ members: [[String: Any]]? = nil, _ datasets: [String] = []) throws -> Answer {
        try agencies.federated(members ?? agencies.members) {
            try $0.view(ViewRequest(name: "year", datasets: datasets))
        }
    }

    @Test func `of records that members leave out beside each other in a ring one counts, and that is said`()
        async throws
    {
        // In a's own log the second is left out beside the first; b leaves the first out beside its own; a leaves that out beside
        // the second.
        try await agencies.a.writing {
            _ = try await $0.decide(record("web-1"), record("web-2"), .same, statement("2019-04-01"))
        }
        try await decide("guard-1@b", "web-1@a", by: agencies.b, "2019-04-02")
        #expect(try answer().dead() == "10")
        try await decide("web-2@a", "guard-1@b", by: agencies.a, "2019-04-03")
        let ring = try answer()
        #expect(ring.dead() == "10" && ring.provenance.links.leftOut == 2)
        #expect(
            ring.provenance.notices.contains { $0.contains("then neither would count, and this decision does not act") }
        )
    }

    @Test func `what one member decides stands against what another only suspects, and not against what it denies`()
        async throws
    {
        try await decide("guard-1@b", "web-1@a", .different, by: agencies.a, "2019-04-01")
        try await decide("guard-1@b", "web-1@a", .same, by: agencies.b, "2019-04-02")
        let denied = try answer()
        #expect(denied.dead() == "30")
        #expect(denied.provenance.notices.contains { $0.hasSuffix(". Both are counted until they agree.") })
        // What was published knows of no decisions.
        let published = try agencies.federated(agencies.members) {
            try $0.view(ViewRequest(name: "year", isAsPublished: true))
        }
        #expect(published.dead() == "30" && !published.provenance.notices.contains { $0.contains("DECIDED") })
        // Both say the same of it: that is no difference.
        try await decide("guard-1@b", "web-1@a", .same, by: agencies.a, "2019-04-03")
        let agreed = try answer()
        #expect(agreed.dead() == "20" && !agreed.provenance.notices.contains { $0.contains("DECIDED") })
    }

    @Test func `a record that its own log and another member leave out is left out once, beside whichever is counted`()
        async throws
    {
        try await agencies.b.say(toll("note", .recorded, "2019-02-15", dead: 10))
        try await agencies.b.writing {
            _ = try await $0.decide(record("note"), record("guard-1"), .same, statement("2019-04-01"))
        }
        try await decide("web-1@a", "guard-1@b", by: agencies.a, "2019-04-02")
        for (datasets, dead, leftOut) in [
            ([], "30", 1), (["web", "guard"], "20", 1), (["guard", "desk@b"], "10", 1), (["guard"], "10", 0),
            (["web", "guard", "desk@b"], "30", 1),
        ] as [([String], String, Int64)] {
            let links = try answer(nil, datasets).provenance.links
            #expect(try answer(nil, datasets).dead() == dead, "\(datasets)")
            #expect(links.leftOut == leftOut && links.adrift == [], "\(datasets)")
        }
        // Where b's desk is in no sum, the other member's word alone leaves it out.
        let without = try answer([agencies.a.member(["web", "desk"]), agencies.b.member(["guard"])])
        #expect(without.dead() == "20" && without.provenance.links.leftOut == 1)
    }

    @Test func `what is left out beside a record that the counted copy of its dataset does not have is adrift`()
        async throws
    {
        try await agencies.b.export("web", asAt: "2019-01-01")
        try await agencies.b.say(
            toll("web-9", .recorded, "2019-01-01", dataset: "web", dead: 90),
            toll("seen", .recorded, "2019-01-20", dead: 90))
        try await agencies.b.writing {
            _ = try await $0.decide(record("web-9"), record("seen"), .same, statement("2019-04-01"))
        }
        // Whether or not a's desk is in the pool.
        for web in [["web", "desk"], ["web"]] {
            let answer = try answer([agencies.a.member(web), agencies.b.member(["guard", "web", "desk"])])
            #expect(answer.dead() == "30")
            let adrift = answer.provenance.links.adrift.map { "\($0.record), beside \($0.other), which \($0.reason)" }
            #expect(
                adrift == ["deaths/seen@b, beside deaths/web-9@a, which is not there where its dataset is counted"])
        }
        // What b decides of another's record beside it acts nowhere: nobody would be counted.
        let members = [agencies.a.member(["web"]), agencies.b.member(["guard", "web", "desk"])]
        let link = try agencies.federated(members) {
            try $0.link(record("web-9@b"), record("web-1@a"), .same, saidBy: agencies.b.origin)
        }
        try await agencies.b.writing { _ = try await $0.decide(across: link, statement("2019-04-02")) }
        #expect(try answer(members).dead() == "30")
    }

    @Test func `a record of a member's own that is called as another's is in its log is its own`() async throws {
        try await agencies.a.say(toll("guard-1@b.example/ledger", .recorded, "2019-01-01", dead: 5))
        #expect(try answer().dead() == "35")
        try await agencies.a.writing {
            let (listed, own) = (record("web-1"), record("guard-1@b.example/ledger"))
            _ = try await $0.decide(listed, own, .same, statement("2019-04-01"))
        }
        let decided = try answer()
        #expect(decided.dead() == "30" && decided.provenance.links.leftOut == 1)
    }

    @Test func `what a view could not take in of a record that is left out is neither counted nor taken away`()
        async throws
    {
        try await decide("guard-1@b", "web-1@a", by: agencies.b, "2019-04-01")
        #expect(try answer().dead() == "20")
        let huge = Count.largest + 1
        try await agencies.a.say(toll("web-1", .corrected, "2019-05-01", dataset: "web", dead: huge))
        let lacking = try answer()
        #expect(lacking.dead() == "20" && !lacking.provenance.isComplete)
    }

    @Test func `what cannot be linked is refused in a sentence`() async throws {
        try await agencies.a.say(
            toll("desk", .recorded, "2019-01-01", dead: 1),
            toll("guard-1@b.example/ledger", .recorded, "2019-01-01", dead: 1))
        let members = agencies.members
        let reading = [members[0], agencies.b.member([], role: "reader")]
        let incident = "incident"
        for (by, one, other, kind, said, members) in [
            (agencies.union, "web-1@a", "guard-1@b", "", "is no contributor's", members),
            (agencies.b, "web-1@a", "guard-1@b", "", "is no contributor's", reading),
            (agencies.b, "web-1@a", "guard-1@b", incident, "two records of one kind", members),
            (agencies.b, "web-1", "guard-1@b", "", "does not say whose record it is", members),
            (agencies.b, "web-1@c", "guard-1@b", "", "has no member \"c\"", members),
            (agencies.b, "web-1@a", "web-1@a", "", "is one record", members),
            (agencies.a, "web-1@a", "web-2@a", "", "Both are records of a", members),
            (agencies.b, "web-7@a", "guard-1@b", "", "a holds no record deaths/web-7", members),
            (agencies.b, "web-3@a", "guard-1@b", "", "is withdrawn", members),
            (agencies.a, "web-1@a", "guard-1@b", "", "has a record of its own that is called", members),
        ] {
            let refused = #expect(throws: LedgerError.self) {
                try agencies.federated(members) {
                    try $0.link(
                        record(one), record(other, kind == incident ? .incident : .deaths), .same, saidBy: by.origin)
                }
            }
            #expect(refused?.description.contains(said) == true, "\(said): \(refused?.description ?? "")")
        }
        // Records that are of a kind of which nobody is counted twice.
        let laws = #expect(throws: LedgerError.self) {
            try agencies.federated(members) {
                try $0.link(record("x@a", .law), record("y@b", .law), .same, saidBy: agencies.a.origin)
            }
        }
        #expect(laws?.description.contains("two records of one kind, of ") == true)
    }
}
