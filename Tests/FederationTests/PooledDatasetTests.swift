import Comparison
import Federation
import Finding
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Testing

/// Which bodies of records are counted from whom, in sums and in what is found.
struct PooledDatasetTests {
    private let agencies: Agencies

    init() async throws {
        agencies = try await .publishing()
        try await agencies.a.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10),
            toll("by-hand", .recorded, "2019-01-15", dead: 2))
        try await agencies.b.say(
            toll("guard-1", .recorded, "2019-02-01", dataset: "guard", dead: 8),
            toll("note", .recorded, "2019-02-15", dead: 1))
    }

    private func answer(_ members: [[String: Any]], _ datasets: [String] = []) throws -> Answer {
        try agencies.federated(members) { try $0.view(ViewRequest(name: "year", datasets: datasets)) }
    }

    private func found(_ members: [[String: Any]], _ datasets: [String] = []) throws -> [String] {
        var asked = FindRequest(.deaths)
        (asked.columns, asked.datasets) = (["id"], datasets)
        let finding = try agencies.federated(members) { try $0.find(asked) }
        return finding.rows.map { place in
            let part = finding.parts[place.part]
            return "\(part.answer.records.rows[place.row][0].plain)@\(part.member)"
        }.sorted()
    }

    @Test func `desks are asked for together, or one of them, and each is told from the other`() throws {
        let members = agencies.members
        for (datasets, dead, ids) in [
            (["desk"], "3", ["by-hand@a", "note@b"]), (["desk@a"], "2", ["by-hand@a"]),
            (["web", "desk@b"], "11", ["note@b", "web-1@a"]), (["guard"], "8", ["guard-1@b"]),
        ] {
            #expect(try answer(members, datasets).dead() == dead && found(members, datasets) == ids, "\(datasets)")
        }
        // A desk that contributes nothing is nobody's.
        let without = [agencies.a.member(["web"]), agencies.b.member(["guard", "desk"])]
        #expect(try answer(without, ["desk"]).dead() == "1" && found(without, ["desk"]) == ["note@b"])
    }

    @Test func `what was not compared is named where it is counted beside another log, and nowhere else`() throws {
        func named(_ members: [[String: Any]], _ datasets: [String] = []) throws -> [String] {
            try answer(members, datasets).provenance.notices.filter { $0.hasPrefix("NOT COMPARED") }.map {
                String($0.dropFirst("NOT COMPARED: what ".count).prefix { $0 != " " })
            }
        }
        let members = agencies.members
        #expect(try named(members) == ["desk@a", "desk@b"])
        #expect(try named(members, ["web", "desk@b"]) == ["desk@b"] && named(members, ["web", "guard"]) == [])
        #expect(try named([members[0]]) == [] && named([members[0], agencies.b.member(["guard"])]) == ["desk@a"])
        let published = try agencies.federated(members) {
            try $0.view(ViewRequest(name: "year", isAsPublished: true)).provenance.notices
        }
        #expect(!published.contains { $0.hasPrefix("NOT COMPARED") })
    }

    @Test func `a dataset is counted from the first member that has it, and who lacks it is told`() throws {
        let members = [agencies.a.member(["web", "guard", "desk"]), agencies.b.member(["guard", "desk"])]
        let answer = try answer(members)
        #expect(answer.dead() == "21" && !answer.provenance.notices.contains { $0.hasPrefix("COUNTED ONCE") })
        let status = try agencies.federated(members) { $0.status() }
        #expect(status.map(\.absent) == [["guard"], []])
    }

    @Test func `what two members hold is found once, and is counted in one of them whoever links it`() async throws {
        try await agencies.b.export("web", asAt: "2019-01-01")
        try await agencies.b.say(toll("web-1", .recorded, "2019-01-01", dataset: "web", dead: 10))
        let both = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "web", "desk"])]
        #expect(try found(both) == ["by-hand@a", "guard-1@b", "note@b", "web-1@a"])
        let search = try agencies.federated(both) { try $0.findDuplicates() }
        #expect(search.search.records == 4)
        for remarks in try agencies.federated(
            both,
            {
                [
                    try $0.find(FindRequest(.deaths)).pool.remarks, try $0.findDuplicates().pool.remarks,
                    try $0.datasets().pool.remarks,
                ]
            })
        { #expect(remarks.count { $0.hasPrefix("COUNTED ONCE: dataset web is contributed by a and b") } == 1) }
        // The first that is asked for by name has nothing else.
        #expect(try found(both, ["web"]) == ["web-1@a"])
    }

    @Test func `a record that is left out beside its member's desk is left out where that desk counts, and only there`()
        async throws
    {
        try await agencies.a.writing {
            let statement = Statement(actor: "tester", knownAt: day("2019-04-01"), reason: "one boat")
            let (hand, web) = (RecordID(kind: .deaths, id: "by-hand"), RecordID(kind: .deaths, id: "web-1"))
            _ = try await $0.decide(hand, web, .same, statement)
        }
        let members = agencies.members
        for (datasets, dead) in [
            ([], "11"), (["web", "desk@a"], "2"), (["web", "desk"], "3"), (["web", "desk@b"], "11"), (["web"], "10"),
        ] {
            let answer = try answer(members, datasets)
            let isLeftOut = datasets.isEmpty || datasets.contains("desk@a") || datasets.contains("desk")
            #expect(answer.dead() == dead && answer.provenance.links.leftOut == (isLeftOut ? 1 : 0), "\(datasets)")
        }
        // What the desk of a says is in no sum of these: the record is all that there is of its people.
        let without = [agencies.a.member(["web"]), agencies.b.member(["guard", "desk"])]
        #expect(try answer(without).dead() == "19" && answer(without).provenance.links.leftOut == 0)
    }

    @Test func `what is left out beside a dataset of the same identifiers is left out beside the one that is counted`()
        async throws
    {
        try await agencies.b.export("copy", asAt: "2019-01-01", prefix: "web-")
        try await agencies.b.say(
            toll("web-1", .recorded, "2019-01-01", dataset: "copy", dead: 10),
            toll("seen", .recorded, "2019-01-20", dead: 10))
        try await agencies.b.writing {
            let statement = Statement(actor: "tester", knownAt: day("2019-04-01"), reason: "one boat")
            let (listed, seen) = (RecordID(kind: .deaths, id: "web-1"), RecordID(kind: .deaths, id: "seen"))
            _ = try await $0.decide(listed, seen, .same, statement)
        }
        let members = [agencies.a.member(["web", "desk"]), agencies.b.member(["guard", "copy", "desk"])]
        for (datasets, dead, leftOut) in [
            ([], "21", 1), (["web", "desk@b"], "11", 1), (["guard", "desk@b"], "19", 0),
        ] as [([String], String, Int64)] {
            let links = try answer(members, datasets).provenance.links
            #expect(try answer(members, datasets).dead() == dead, "\(datasets)")
            #expect(links.leftOut == leftOut && links.adrift == [], "\(datasets)")
        }
    }

    @Test func `datasets are listed with what is counted, what is not contributed and what succeeds what`() async throws
    {
        try await agencies.b.export("newer", asAt: "2019-06-01", succeeds: ["web"])
        let members = [agencies.a.member(["web"]), agencies.b.member(["newer"])]
        try agencies.federated(members) { (federation) throws in
            let listed = try federation.datasets().datasets
            #expect(
                listed.map { "\($0.member) \($0.summary.id) \($0.reason)" }.sorted() == [
                    "a web ", "b guard b does not contribute it", "b newer ",
                ])
            #expect(listed.first { $0.summary.id == "web" }?.summary.succeededBy == ["newer"])
            // Who finds a record of the one is told that the other stands in its place, which its own ledger does not know.
            let found = try federation.find(FindRequest(.deaths)).parts.first { $0.member == "a" }
            #expect(found?.answer.notes.contains { $0.contains("newer") } == true, "\(found?.answer.notes ?? [])")
            // The days of what is in the pool, and of nothing else.
            #expect(
                try federation.asAtDays(at: FederatedMoment(knownBy: day("2019-01-01"))) == [
                    day("2019-01-01"): ["web of a"], day("2019-06-01"): ["newer of b"],
                ])
        }
    }

    @Test func `answers are in the scheme that the federation's file names`() async throws {
        try await agencies.a.say(
            toll("web-2", .recorded, "2019-01-01", dataset: "web", dead: 5, region: "mmp-2014:Mediterranean"))
        func regions(_ scheme: String?) throws -> [String] {
            var file =
                try JSONSerialization.jsonObject(
                    with: Data(contentsOf: URL(filePath: agencies.write(agencies.members)))) as? [String: Any] ?? [:]
            file["scheme"] = scheme
            let path = agencies.scratch.path("schemed.json")
            try JSONSerialization.data(withJSONObject: file).write(to: URL(filePath: path))
            let federation = Federation(try FederationFile.read(at: path))
            defer { federation.close() }
            return try federation.view(ViewRequest(name: "region-year")).rows.map { $0.key[0] }.sorted()
        }
        #expect(try regions("mmp-2014") == ["(none)", "Mediterranean"])
        #expect(try regions(nil) == regions("mmp-2021"), "else in that of most records")
    }
}
