import Federation
import Forms
import Incidents
import LedgerTesting
import Testing

/// Who contributes reads what all contribute; who does not is told what would let them.
struct ContributorTests {
    private let agencies: Agencies

    init() async throws {
        agencies = try Agencies()
        try await agencies.a.export("web", asAt: "2019-01-01")
        try await agencies.b.say(toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8))
    }

    private var members: [[String: Any]] {
        [agencies.a.member(["web", "described", "desk"]), agencies.b.member(["guard", "other", "desk"])]
    }

    /// What a token that is bound to these datasets is told by a member's service; nil: it reads.
    private func told(_ datasets: Set<String>, by own: Int, _ members: [[String: Any]]? = nil) throws -> String? {
        try agencies.federated(members ?? self.members) {
            $0.refusal(toReader: datasets, of: $0.file.members[own])
        }
    }

    @Test func `a token reads whose dataset a member contributes and has something of, wherever it is shown`()
        async throws
    {
        var described = Dataset()
        (described.publisher, described.title, described.prefix) = ("x", "x", "described-")
        try await agencies.a.say(
            event(.recorded, RecordID(kind: .dataset, id: "described"), "2019-01-01", state: .dataset(described)))
        for own in [0, 1] {
            // An import without a record in it, and a record that nobody imported.
            #expect(try told(["web"], by: own) == nil)
            #expect(try told(["guard"], by: own) == nil)
            #expect(try told(["other", "web"], by: own) == nil, "one of its datasets is enough")
            for (dataset, member) in [("other", "b"), ("described", "a")] {
                let said = try told([dataset], by: own)
                #expect(said?.hasPrefix("\(member) is to contribute \(dataset), and its log, as it is held") == true)
            }
            #expect(try told(["none"], by: own)?.contains("no member contributes that to the federation sea") == true)
        }
        #expect(try told(["other", "none"], by: 0)?.hasPrefix("b is to contribute other") == true)
    }

    @Test func `a token of a desk reads where that desk has recorded something, and another's desk is not it`()
        async throws
    {
        for desk in ["desk", "desk@a", "desk@b"] { #expect(try told([desk], by: 0) != nil) }
        try await agencies.b.say(toll("note", .recorded, "2019-02-15", dead: 1))
        #expect(try told(["desk"], by: 1) == nil && told(["desk@b"], by: 0) == nil)
        #expect(try told(["desk"], by: 0)?.hasPrefix("a is to contribute desk") == true)
        #expect(try told(["desk@a"], by: 1)?.hasPrefix("a is to contribute desk@a") == true)
        // What its desk says of another's records is no contribution of its own; nor is what the desk took back.
        try await agencies.a.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("web-1", .corrected, "2019-01-02", dead: 9), toll("mistake", .recorded, "2019-01-03", dead: 1),
            toll("mistake", .withdrawn, "2019-01-04"))
        #expect(try told(["desk"], by: 0)?.hasPrefix("a is to contribute desk") == true)
        // Nor is a desk that is not in the pool.
        let without = [members[0], agencies.b.member(["guard"])]
        #expect(try told(["desk"], by: 1, without)?.contains("no member contributes that") == true)
    }

    @Test
    func `who is bound to nothing reads by what their own ledger contributes, and what cannot be looked at is said`()
        throws
    {
        #expect(try told([], by: 0) == nil)
        var members = members
        members[1] = agencies.b.member([], role: "reader")
        #expect(try told([], by: 0, members) == nil)
        #expect(try told([], by: 1, members)?.contains("b contributes nothing to the federation sea") == true)
        members[0]["folder"] = agencies.scratch.path("nowhere.ledger")
        let unread = try told(["web"], by: 1, members)
        #expect(unread?.contains("a contributes web, and whether its log has a record of it cannot be read") == true)
        #expect(unread?.contains("There is no ledger at") == true)
    }
}
