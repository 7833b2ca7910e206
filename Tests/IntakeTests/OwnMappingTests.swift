import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// What a mapping makes of rows, and what it refuses.
@Suite struct OwnMappingTests {
    private static let arrests = """
        { "incident": { "kind": { "constant": "interception" } },
          "arrests": [
            { "part": "drivers", "if": ["Drivers"], "count": { "count": ["Drivers"] }, "role": { "constant": "transporter" } },
            { "part": "guides", "if": ["Guides"], "count": { "count": ["Guides"] }, "role": { "constant": "guide" } } ] }
        """
    private static let shared = """
        { "occurred": { "date": ["Day"] }, "place.description": { "text": ["Place"] },
          "offences": { "code": ["Offence"], "separator": "+",
            "table": { "Entry": "6.1.a", "Papers*": "6.1.b.produce" } } }
        """

    private func records(_ table: String) throws -> [String: Record] {
        try SmallMapping.records(
            SmallMapping.read(SmallMapping.text(Self.arrests, shared: Self.shared)), table)
    }

    private func arrests(_ records: [String: Record], _ id: String) throws -> Arrests {
        guard case .arrests(let arrests) = try #require(records["arrests/small-\(id)"]) else {
            throw ImportError(.badTable, "no arrests")
        }
        return arrests
    }

    @Test func `a row makes an incident and a record for each column that says something`() throws {
        let records = try records(
            "id|Day|Place|Drivers|Guides|Offence\n1|2020-01-05|A|2|1|Entry\n2|2020-01-06|B||3|entry + Papers (forged)\n3|2020-01-07|C|-||\n"
        )
        #expect(
            Set(records.keys) == [
                "incident/small-1", "incident/small-2", "incident/small-3", "arrests/small-1.drivers",
                "arrests/small-1.guides", "arrests/small-2.guides",
            ])
        let first = try arrests(records, "1.drivers")
        #expect(first.count == .exactly(2) && first.role == .transporter && first.incident == "small-1")
        #expect(first.place.description == "A" && first.occurred == .day(day("2020-01-05")))
        #expect(try arrests(records, "2.guides").offences == [.smuggling, .producingDocument])
    }

    @Test func `a word that is in no line of the table is kept, flagged and listed once for its row`() throws {
        let mapping = try SmallMapping.read(SmallMapping.text(Self.arrests, shared: Self.shared))
        let table = try SmallMapping.table(mapping, "id|Day|Place|Drivers|Guides|Offence\n1|2020-01-05|A|2|1|Piracy\n")
        let rows = try table.rows(asAt: day("2020-02-01"), in: NoRecords())
        var flags: [String: [String]] = [:]
        try rows.forEachRecord { flags["\($0.id)"] = ($0.record?.notes.flags ?? []).map(\.code) }
        #expect(rows.file.refusedCells.all.map(\.text) == ["Piracy"])
        #expect(flags["arrests/small-1.drivers"] == ["word-not-in-table"])
        #expect(flags["arrests/small-1.guides"] == [] && flags["incident/small-1"] == [])
    }

    @Test func `a word that the mapping refuses stops the import, with its row and what to do`() throws {
        let mapping = try SmallMapping.deaths(
            "causeClass", "{ \"code\": [\"c\"], \"table\": { \"Drowned\": \"drowning\" }, \"else\": \"refuse\" }")
        let error = #expect(throws: ImportError.self) {
            try SmallMapping.records(mapping, "id|n|c\n1|1|drowned\n2|1|Eaten\n")
        }
        #expect(error?.code == .refusedWord)
        #expect(
            error?.description.contains("Row 2 has \"eaten\" in the column \"c\"") == true,
            "\(error?.description ?? "")")
    }

    @Test func `a record that is gone from a row is withdrawn, and what stays is left alone`() throws {
        let mapping = try SmallMapping.read(SmallMapping.text(Self.arrests, shared: Self.shared))
        let head = "id|Day|Place|Drivers|Guides|Offence\n"
        var ledger = NaiveLedger()
        let old = try SmallMapping.table(mapping, head + "1|2020-01-05|A|2|1|Entry\n2|2020-01-05|B|2||\n")
        try ledger.run(old, asAt: day("2020-02-01"))
        let new = try SmallMapping.table(mapping, head + "1|2020-01-05|A|3||Entry\n2|2020-01-05|B|2||\n")
        let plan = try ledger.run(new, asAt: day("2020-03-01"))
        #expect(plan.types(.arrests) == ["small-1.drivers": .corrected, "small-1.guides": .withdrawn])
        #expect(plan.types(.incident).isEmpty)
        let late = try SmallMapping.table(mapping, head + "1|2020-01-05|A|9||Entry\n2|2020-01-05|B|2||\n")
        try ledger.run(late, asAt: day("2020-01-20"))
        let said = ledger.said("small", of: RecordID(kind: .arrests, id: "small-1.drivers"), by: day("2020-02-10"))
        guard case .arrests(let arrests)? = said else { throw ImportError(.badTable, "no arrests") }
        #expect(arrests.count == .exactly(2))
    }

    @Test func `figures of a publisher come in as figures of the dataset`() throws {
        let mapping = try SmallMapping.read(
            SmallMapping.text(
                """
                { "published-figure": {
                  "publisher": { "constant": "Agency" }, "measure": { "text": ["What"] }, "unit": { "constant": "persons" },
                  "count": { "count": ["How many"] }, "period": { "date": ["Year"] },
                  "region": { "region": ["Where"], "scheme": "mmp-2021" }, "publishedOn": { "date": ["Printed"] } } }
                """))
        let records = try SmallMapping.records(
            mapping, "id|What|How many|Year|Where|Printed\nx|deaths|3,437|2019|Europe|2020-01-05\n")
        guard case .publishedFigure(let figure)? = records["published-figure/small-x"] else {
            throw ImportError(.badTable, "no figure: \(records.keys)")
        }
        #expect(figure.count == .exactly(3_437, unit: "persons") && figure.region?.code == "Europe")
        #expect(figure.period == Period.year(2019) && figure.publishedOn == day("2020-01-05"))
        var ledger = NaiveLedger()
        let table = try SmallMapping.table(mapping, "id|What|How many|Year\nx|deaths|3,437|2019\n")
        #expect(try ledger.run(table, asAt: day("2020-02-01")).summary.recorded == 1)
        #expect(try ledger.run(table, asAt: day("2020-03-01")).summary.unchanged == 1)
    }

    @Test func `a row whose record lacks what it needs stops the import, with its row`() throws {
        let mapping = try SmallMapping.read(
            SmallMapping.text(
                "{ \"operation\": { \"name\": { \"text\": [\"Name\"] }, \"occurred\": { \"date\": [\"Day\"] } } }"))
        let error = #expect(throws: ImportError.self) {
            try SmallMapping.records(mapping, "id|Name|Day\n1|Turquesa|2019-10-28\n2||2019-10-28\n")
        }
        #expect(error?.code == .incompleteRecord)
        #expect(error?.description.hasPrefix("Row 2 makes a record of operation that no ledger takes: ") == true)
        let faults = try MappingReading(
            Array(SmallMapping.text("{ \"incident\": { \"route\": { \"text\": [\"r\"] } } }").utf8)
        ).faults
        #expect(faults.map(\.sentence) == ["A record of incident needs \"kind\"."])
    }

    @Test func `a mapping for another table is refused with what it lacks`() throws {
        let mapping = try SmallMapping.deaths("missing", "{ \"count\": [\"m\"] }")
        for (head, words) in [("a|b|c", "no column \"id\""), ("id|b|c", "no column \"n\"")] {
            let error = #expect(throws: ImportError.self) { try SmallMapping.table(mapping, head + "\n1|2|3\n") }
            #expect(error?.code == .missingColumns && error?.description.contains("small") == true)
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
            #expect(error?.description.contains("\"b\"") == true)
        }
    }

    @Test func `two columns for one field are refused, and so is a required one that is not there`() throws {
        let mapping = try SmallMapping.deaths("missing", "{ \"count\": [\"m\", \"gone\"] }")
        let twice = #expect(throws: ImportError.self) { try SmallMapping.table(mapping, "id|n|m|Gone\n1|1|2|3\n") }
        #expect(twice?.code == .repeatedColumn && twice?.description.contains("\"m\" and \"Gone\"") == true)
        let required = try SmallMapping.deaths("missing", "{ \"count\": [\"m\"], \"required\": true }")
        let missing = #expect(throws: ImportError.self) { try SmallMapping.table(required, "id|n\n1|1\n") }
        #expect(missing?.code == .missingColumns && missing?.description.contains("\"m\"") == true)
    }

    @Test func `a column of numbers that is missing while one looks like it stops the import`() throws {
        let columns = SmallExport.columns.map { $0 == "Number of Females" ? "Females (number of them)" : $0 }
        let text = SmallExport.text([SmallExport.row(["Females (number of them)": "1"])], columns: columns)
        func read(_ accepted: [String]) throws -> MappedTable {
            try MappedTable(
                Array(text.utf8), fileName: "x.csv", mappings: BuiltInMappings.missingMigrants, accepting: accepted)
        }
        let error = #expect(throws: ImportError.self) { try read([]) }
        #expect(error?.code == .resemblingColumn)
        for words in [
            "no column \"Number of Females\"", "\"Females (number of them)\"", "--accept-missing \"Number of Females\"",
        ] {
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
        let table = try read(["number of females"])
        #expect(
            table.notices.contains { $0.contains("no column \"Number of Females\"") && $0.contains("keep it") })
        #expect(try read(["Females (number of them)"]).rowCount == 1)
        // Words are no numbers.
        let words = SmallExport.text([SmallExport.row(["Females (number of them)": "several"])], columns: columns)
        #expect(throws: Never.self) { try MissingMigrants.table(Array(words.utf8), fileName: "x.csv") }
    }

    @Test func `a mapping that is based on another says only what differs`() throws {
        let mapping = try SmallMapping.read(
            """
            { "format": 1, "name": "ministry", "version": 2, "basedOn": "missing-migrants-web-id",
              "dataset": { "id": "ministry", "publisher": "Ministry", "title": "List", "prefix": "min-" },
              "records": { "deaths": { "dead": { "count": ["Morts"], "required": true }, "survivors": null } } }
            """)
        #expect(mapping.described.publisher == "Ministry" && mapping.described.regionScheme == "mmp-2014")
        let fields = try #require(mapping.templates(of: .deaths).first).fields
        #expect(fields.first { $0.name == "dead" }?.columns == ["count": ["Morts"]])
        #expect(fields.contains { $0.name == "missing" } && !fields.contains { $0.name == "survivors" })
        #expect(mapping.digest.count == 32 && mapping.digest != BuiltInMappings.missingMigrants[0].digest)
        let faults = try MappingReading(Array("{ \"basedOn\": \"nobody\" }".utf8)).faults
        #expect(faults.contains { $0.sentence.contains("\"nobody\" is no built-in mapping") })
    }

    @Test func `rows that have one identifier and other content are said to, and are records of their own`() throws {
        let mapping = try SmallMapping.deaths("missing", "{ \"count\": [\"m\"] }")
        var ledger = NaiveLedger()
        let plan = try ledger.run(
            SmallMapping.table(mapping, "id|n|m\nA|1|\nB|2|\nA|3|\n"), asAt: day("2020-02-01"))
        #expect(plan.summary.recorded == 3)
        #expect(
            plan.notices.contains { $0.contains("1 identifier is that of several rows, first \"A\" (rows 1, 3)") },
            "\(plan.notices)")
    }
}
