import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// A file that has no column for a field says nothing of that field: what an earlier export said of it stands.
@Suite struct AbsentColumnTests {
    private static let tolls = """
        { "incident": { "kind": { "constant": "death-in-transit" } },
          "deaths": { "dead": { "count": ["Dead"] }, "missing": { "count": ["Missing"] },
            "statedTotal": { "count": ["Total"] }, "children": { "count": ["Children"] }, "cause": { "text": ["Cause"] } },
          "arrests": [{ "part": "guides", "if": ["Guides"], "count": { "count": ["Guides"] },
            "role": { "constant": "guide" } }] }
        """
    private static let shared = """
        { "occurred": { "date": ["Day"] }, "place.description": { "text": ["Place"] },
          "place.point": { "point": ["Point"] }, "place.region": { "region": ["Region"], "scheme": "mmp-2014" } }
        """

    private var ledger = NaiveLedger()

    private func table(_ text: String) throws -> MappedTable {
        try SmallMapping.table(
            SmallMapping.read(SmallMapping.text(Self.tolls, shared: Self.shared)), text,
            accepting: ["Total", "Missing", "Dead"])
    }

    private func deaths(_ id: String, by knownAt: String) throws -> Deaths? {
        guard
            case .deaths(let deaths)? = ledger.said(
                "small", of: RecordID(kind: .deaths, id: "small-\(id)"), by: day(knownAt))
        else { return nil }
        return deaths
    }

    @Test mutating func `what a file has no column for stands, and the report says so`() throws {
        try ledger.run(
            try table(
                """
                id|Day|Place|Point|Dead|Missing|Children|Cause
                1|2020-01-05|A|35.5, 12.5|3|2|1|Drowning
                2|2020-01-06|B||1|0|0|

                """
            ),
            asAt: day("2020-02-01"))
        let plan = try ledger.run(
            try table("id|Day|Place|Dead|Missing\n1|2020-01-05|A|4|2\n2|2020-01-06|B|1|0\n3|2020-01-07|C|5|0\n"),
            asAt: day("2020-03-01"))
        #expect(plan.types().filter { $0.key.hasPrefix("small-") } == ["small-1": .corrected, "small-3": .recorded])
        let deaths = try #require(try deaths("1", by: "2020-03-01"))
        #expect(deaths.dead == .exactly(4) && deaths.children == .exactly(1) && deaths.cause == "Drowning")
        #expect(deaths.place.point?.text == "35.5, 12.5")
        let sentence = try #require(plan.plan.notices.first { $0.contains("keep what earlier exports said") })
        #expect(sentence.contains("children") && sentence.contains("place.point") && sentence.contains("cause"))
        #expect(try self.deaths("3", by: "2020-03-01")?.children == .notReported)
        #expect(!plan.plan.notices.contains { $0.contains("hold no more") })
    }

    @Test mutating func `a column that is there and blank does take back what was said`() throws {
        try ledger.run(
            try table("id|Day|Dead|Missing|Children\n1|2020-01-05|3|2|1\n"), asAt: day("2020-02-01"))
        try ledger.run(try table("id|Day|Dead|Missing|Children\n1|2020-01-05|3|2|\n"), asAt: day("2020-03-01"))
        #expect(try deaths("1", by: "2020-03-01")?.children == .notReported)
    }

    @Test mutating func `dead and missing stand beside the total that they make up, and not beside another`() throws {
        try ledger.run(
            try table("id|Day|Dead|Missing\n1|2020-01-05|3|2\n2|2020-01-06|1|1\n"), asAt: day("2020-02-01"))
        let plan = try ledger.run(
            try table("id|Day|Total\n1|2020-01-05|5\n2|2020-01-06|7\n"), asAt: day("2020-03-01"))
        let same = try #require(try deaths("1", by: "2020-03-01"))
        #expect(same.dead == .exactly(3) && same.missing == .exactly(2) && same.statedTotal == .notReported)
        let other = try #require(try deaths("2", by: "2020-03-01"))
        #expect(!other.dead.isReported && !other.missing.isReported && other.statedTotal == .exactly(7))
        #expect(plan.plan.notices.contains { $0.hasPrefix("In 1 tolls") && $0.contains("dead, missing") })

        // And a total of before not beside other parts.
        try ledger.run(
            try table("id|Day|Dead|Missing\n1|2020-01-05|3|2\n2|2020-01-06|4|0\n"), asAt: day("2020-04-01"))
        let parts = try #require(try deaths("2", by: "2020-04-01"))
        #expect(parts.dead == .exactly(4) && parts.statedTotal == .notReported)
    }

    @Test mutating func `a total beside one of its parts is kept as it is stated`() throws {
        try ledger.run(try table("id|Day|Dead|Total\n1|2020-01-05|3|3\n"), asAt: day("2020-02-01"))
        #expect(try deaths("1", by: "2020-02-01")?.statedTotal == .exactly(3))
        try ledger.run(try table("id|Day|Dead|Missing\n1|2020-01-05|3|0\n"), asAt: day("2020-03-01"))
        try ledger.run(try table("id|Day|Dead|Total\n1|2020-01-05|3|3\n"), asAt: day("2020-04-01"))
        let deaths = try #require(try deaths("1", by: "2020-04-01"))
        #expect(deaths.dead == .exactly(3) && deaths.missing == .exactly(0))
    }

    @Test mutating func `records that the file has no column for stand while their row is there`() throws {
        let guides = RecordID(kind: .arrests, id: "small-1.guides")
        try ledger.run(
            try table("id|Day|Dead|Missing|Guides\n1|2020-01-05|3|2|4\n2|2020-01-06|1|1|2\n"), asAt: day("2020-02-01"))
        try ledger.run(try table("id|Day|Dead|Missing\n1|2020-01-05|3|2\n"), asAt: day("2020-03-01"))
        #expect(ledger.said("small", of: guides, by: day("2020-03-01")) != nil)
        let gone = RecordID(kind: .arrests, id: "small-2.guides")
        #expect(ledger.said("small", of: gone, by: day("2020-03-01")) == nil)
        // A late export between the two is what the silent one leaves standing.
        try ledger.run(
            try table("id|Day|Dead|Missing|Guides\n1|2020-01-05|3|2|9\n"), asAt: day("2020-02-15"))
        guard case .arrests(let arrests)? = ledger.said("small", of: guides, by: day("2020-03-01")) else {
            Issue.record("no arrests")
            return
        }
        #expect(arrests.count == .exactly(9))
        #expect(ledger.said("small", of: gone, by: day("2020-03-01")) == nil)
    }

    @Test mutating func `incidents stand where a mapping of the dataset makes none`() throws {
        let row = "{ \"identifier\": [\"id\"], \"incident\": [\"of\"] }"
        let whole = try SmallMapping.read(
            SmallMapping.text(
                """
                { "incident": { "kind": { "constant": "death-in-transit" } }, "deaths": { "dead": { "count": ["Dead"] } } }
                """, row: row))
        let tolls = try SmallMapping.read(
            SmallMapping.text("{ \"deaths\": { \"dead\": { \"count\": [\"Dead\"] } } }"))
        try ledger.run(try SmallMapping.table(whole, "id|of|Dead\n1|A|3\n2|A|1\n"), asAt: day("2020-02-01"))
        try ledger.run(try SmallMapping.table(tolls, "id|Dead\n1|4\n2|1\n"), asAt: day("2020-03-01"))
        let incident = RecordID(kind: .incident, id: "small-A")
        #expect(ledger.said("small", of: incident, by: day("2020-03-01")) != nil)
        let deaths = try #require(try deaths("1", by: "2020-03-01"))
        #expect(deaths.dead == .exactly(4) && deaths.incident == "small-A")
    }

    @Test mutating func `of another scheme's regions nothing is said`() throws {
        try ledger.run(
            try table("id|Day|Dead|Missing|Region\n1|2020-01-05|3|2|Mediterranean\n"), asAt: day("2020-02-01"))
        let mapping = try SmallMapping.read(
            SmallMapping.text(
                Self.tolls,
                shared: """
                    { "occurred": { "date": ["Day"] }, "place.region": { "region": ["M49"], "scheme": "m49" } }
                    """))
        try ledger.run(
            try SmallMapping.table(mapping, "id|Day|Dead|Missing|M49\n1|2020-01-05|3|2|039\n"), asAt: day("2020-03-01"))
        let regions = try #require(try deaths("1", by: "2020-03-01")).place.regions
        #expect(regions.map(\.description) == ["mmp-2014:Mediterranean", "m49:039"])
    }

    @Test mutating func `a flag of the importer goes with the field that it is about`() throws {
        try ledger.run(
            try table("id|Day|Dead|Missing|Children\n1|2020-01-05|3|2|many\n"), asAt: day("2020-02-01"))
        let flags = try #require(try deaths("1", by: "2020-02-01")).notes.flags
        #expect(!flags.isEmpty)
        try ledger.run(try table("id|Day|Dead|Missing\n1|2020-01-05|3|2\n"), asAt: day("2020-03-01"))
        #expect(try deaths("1", by: "2020-03-01")?.notes.flags == flags)
    }

    @Test mutating func `undoing the file in between takes back what it had left to the later one`() throws {
        try ledger.run(try table("id|Day|Dead|Missing|Children\n1|2020-01-05|3|2|1\n"), asAt: day("2020-02-01"))
        let mistake = try ledger.run(
            try table("id|Day|Dead|Missing|Children\n1|2020-01-05|3|2|9\n"), asAt: day("2020-03-01"))
        try ledger.run(try table("id|Day|Dead|Missing\n1|2020-01-05|4|2\n"), asAt: day("2020-04-01"))
        #expect(try deaths("1", by: "2020-04-01")?.children == .exactly(9))
        try ledger.undo(mistake.importID)
        let deaths = try #require(try deaths("1", by: "2020-04-01"))
        #expect(deaths.children == .exactly(1) && deaths.dead == .exactly(4))
    }

    @Test mutating func `in whichever order files come in, each day knows of each field what was last stated of it`()
        throws
    {
        var random = SeededGenerator(for: "absent columns in any order")
        for _ in 0..<60 {
            ledger = NaiveLedger()
            // By column, what each file says; nil: it has no such column.
            let files: [[String: Int?]] = (0..<4).map { _ in
                var file: [String: Int?] = ["Dead": Int.random(in: 0...2, using: &random)]
                file["Missing"] = .some(0)
                if Bool.random(using: &random) { file["Children"] = Int.random(in: 0...2, using: &random) }
                if Bool.random(using: &random) { file["Cause"] = Int.random(in: 0...2, using: &random) }
                return file
            }
            for index in files.indices.shuffled(using: &random) {
                let columns = files[index].keys.sorted()
                let cells = columns.map { name in files[index][name].flatMap(\.self).map { "\($0)" } ?? "" }
                let lines = [
                    "id|Day|" + columns.joined(separator: "|"), "1|2020-01-05|" + cells.joined(separator: "|"), "",
                ]
                try ledger.run(try table(lines.joined(separator: "\n")), asAt: day("2020-02-0\(index + 1)"))
            }
            var model: [String: Int] = [:]
            for (index, file) in files.enumerated() {
                for (name, value) in file { model[name] = value }
                let deaths = try #require(try deaths("1", by: "2020-02-0\(index + 1)"))
                #expect(deaths.dead == .exactly(Int64(model["Dead"] ?? -1)), "\(files)")
                #expect(deaths.children == model["Children"].map { .exactly(Int64($0)) } ?? .notReported, "\(files)")
                #expect(deaths.cause == model["Cause"].map { "\($0)" } ?? "", "\(files)")
            }
        }
    }
}
