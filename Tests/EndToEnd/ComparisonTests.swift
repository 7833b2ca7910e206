import Foundation
import LedgerTesting
import Testing

/// What changed between successive exports, and why published figures no longer hold: the acceptance of the ledger.
@Suite(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
struct ComparisonTests {
    /// What an independent program found between two exports, by `Web ID`.
    private struct Expected: Decodable {
        struct Change: Decodable {
            var old: String
            var new: String
        }
        struct Row: Decodable {}
        var added: [String: Row]
        var removed: [String: Row]
        var changed: [String: [String: Change]]

        init(from: String, to: String) throws {
            let url = RealExport.shared.appending(path: "missing-migrants/expected/\(from)-to-\(to).json")
            self = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
        }
    }

    /// Columns of the exports whose cells the ledger keeps in one field, as they stand.
    private static let fields = [
        "Number Dead": "dead", "Minimum Estimated Number of Missing": "missing", "Number of Survivors": "survivors",
        "Number of Females": "females", "Number of Males": "males", "Number of Children": "children",
        "Source Quality": "sourceQuality", "Cause of Death": "cause", "Location Description": "place.description",
    ]

    @Test(arguments: [("2019-07-09", "2020-01-08"), ("2020-01-08", "2020-01-16")])
    func `the changes between two exports are those that an independent program found`(
        from: String, to: String
    ) async throws {
        let ledger = try await TestLedger.make(holding: RealExport.successive)
        let expected = try Expected(from: from, to: to)
        let csv = try await ledger.succeed(["changes", "--from", from, "--to", to, "--format", "csv"])
        let rows = CSVReader.rows(of: csv).filter { $0["kind"] == "deaths" }
        func ids(_ change: String) -> Set<String> {
            Set(rows.filter { $0["change"] == change }.compactMap { $0["id"]?.replacing("mmp-", with: "") })
        }
        #expect(ids("added") == Set(expected.added.keys) && ids("withdrawn") == Set(expected.removed.keys))
        #expect(ids("corrected") == Set(expected.changed.keys) && ids("reinstated").isEmpty)

        for (id, columns) in expected.changed {
            let own = rows.filter { $0["id"] == "mmp-\(id)" }
            for (column, field) in Self.fields {
                let found = own.first { $0["field"] == field }
                // What differs in its spaces only is no change to the program that made the file; the ledger keeps both.
                guard columns[column] != nil || Self.words(found?["old"]) != Self.words(found?["new"]) else { continue }
                #expect(found?["old"] == columns[column].map { Self.plain($0.old) }, "\(id) \(column)")
                #expect(found?["new"] == columns[column].map { Self.plain($0.new) }, "\(id) \(column)")
            }
        }
    }

    @Test func `what changes add up to is the difference of the views, between days and between positions`()
        async throws
    {
        let ledger = try await TestLedger.make(holding: RealExport.successive)
        let heads = try await TestLedger.heads(holding: RealExport.successive).map(String.init)
        for (axis, from, to) in [("--known-by", "2019-07-09", "2020-01-16"), ("--as-of", heads[0], heads[1])] {
            let json = try await ledger.succeed(["changes", "--from", from, "--to", to, "--format", "json"])
            let effects = try JSONDecoder().decode(Effects.self, from: Data(json.utf8)).effects
            for scheme in ["", "mmp-2014", "mmp-unsd"] {
                let view = scheme.isEmpty ? ["year"] : ["region-year", "--scheme", scheme]
                let old = try await ledger.succeed(["view"] + view + ["--format", "csv", axis, from])
                let new = try await ledger.succeed(["view"] + view + ["--format", "csv", axis, to])
                let own = effects.filter { $0.scheme == scheme && ($0.region == "(world)") == scheme.isEmpty }
                #expect(!own.isEmpty)
                let found = Dictionary(uniqueKeysWithValues: own.map { ("\($0.region)|\($0.year)", $0.sums) })
                #expect(found == Self.difference(from: old, to: new), "\(axis) \(scheme)")
            }
        }
    }

    @Test func `every figure of the guide holds on the days on which it was true, and records account for the rest`()
        async throws
    {
        let ledger = try await TestLedger.make(holding: RealExport.successive)
        let file = RealExport.shared.appending(path: "guide/figures.json").path
        let arguments = ["import", "figures", file, "--publisher", "The Commission", "--citation", "E/CN.15/2020"]
        let refused = try await ledger.run(["import", "figures", file])
        #expect(refused.status == 1 && refused.errors.contains("--publisher"), "\(refused.errors)")
        try await ledger.succeed(arguments)
        let head = try await ledger.head().position
        #expect(try await ledger.succeed(arguments).contains("nothing was appended"))
        #expect(try await ledger.head().position == head)
        #expect(try await ledger.succeed(["show", "published-figure", "S17"]).contains("The Commission"))
        let short = try await ledger.succeed(["show", "figure", "S17"])
        #expect(try await ledger.succeed(["show", "published-figure", "S17"]) == short)

        let rows = CSVReader.rows(of: try await ledger.succeed(["reconcile", "--format", "csv"]))
        #expect(rows.count == 43)
        let table = Dictionary(uniqueKeysWithValues: rows.map { ($0["figure"] ?? "", $0) })
        let throughout = "from the export of 2019-07-09 to that of 2020-01-16, the last"
        let first = "at the export of 2019-07-09, no longer at that of 2020-01-08"
        let last = "at the export of 2020-01-16, the last"
        for (id, value, verdict, held) in [
            ("S17", "8070", "holds", throughout), ("S21", "5143", "holds", throughout),
            ("S18", "6279", "held-then", first),
            ("S19", "4937", "held-then", first), ("S20", "3437", "holds", last), ("S22", "810", "holds", last),
        ] {
            #expect(table[id]?["ledger"] == value && table[id]?["verdict"] == verdict, "\(id) \(table[id] ?? [:])")
            #expect(table[id]?["held"] == held, "\(id) \(table[id] ?? [:])")
        }
        #expect(table["S23"]?["verdict"] == "not-judged")
        #expect(table["S23"]?["because"] == "nothing known after 2020-01-16")
        // One verdict each, and what no record answers says why.
        let others = rows.filter { $0["verdict"] == "nobody-else" }
        #expect(others.count == 36 && others.allSatisfy { $0["scope"]?.hasPrefix("No record") == true })
        let then = try await ledger.succeed(["reconcile", "S19", "--as-of", "\(head)", "--format", "csv"])
        #expect(CSVReader.rows(of: then).first?["verdict"] == "held-then")
        let known = try await ledger.succeed(["reconcile", "S19", "--known-by", "2020-01-07"])
        #expect(known.contains("It held at the export of 2019-07-09, the last.") && !known.contains("4937"), "\(known)")

        let json = try await ledger.succeed(["reconcile", "S19", "--format", "json"])
        let figure = try #require(try JSONDecoder().decode([Figure].self, from: Data(json.utf8)).first)
        #expect(figure.byDay.map(\.value) == [4737, 4937] && figure.byPosition.map(\.value) == [4737, 4937])
        #expect(figure.byDay.map(\.knownBy) == ["2019-07-09", "2020-01-08"])
        let account = try #require(figure.account)
        #expect(account.records.count { $0.change == "added" } == 117)
        #expect(account.records.filter { $0.change == "withdrawn" }.map(\.id) == ["mmp-51433"])
        #expect(account.total == 200 && account.records.reduce(0) { $0 + $1.effect } == 200)
        for (id, values) in [("S20", [1397, 3336, 3437]), ("S22", [449, 746, 810])] {
            let json = try await ledger.succeed(["reconcile", id, "--format", "json"])
            #expect(try JSONDecoder().decode([Figure].self, from: Data(json.utf8)).first?.byDay.map(\.value) == values)
        }
        #expect(try await ledger.run(["reconcile", "S99"]).status == 3)
    }

    // MARK: Forms

    private struct Effects: Decodable {
        struct Effect: Decodable {
            var scheme: String
            var region: String
            var year: Int
            var incidents: Int
            var deathsRecords: Int
            var dead: Int
            var missing: Int
            var deadAndMissing: Int
            var survivors: Int

            var sums: [Int] { [incidents, deathsRecords, dead, missing, deadAndMissing, survivors] }
        }
        var effects: [Effect]
    }

    private struct Figure: Decodable {
        struct Value: Decodable {
            var knownBy: String?
            var value: Int
        }
        struct Account: Decodable {
            struct Record: Decodable {
                var id: String
                var change: String
                var effect: Int
            }
            var total: Int
            var records: [Record]
        }
        var byDay: [Value]
        var byPosition: [Value]
        var account: Account?
    }

    /// A cell of the exports as the ledger writes it: text as it stands, numbers without commas.
    private static func plain(_ cell: String) -> String {
        Int(cell.replacing(",", with: "")).map(String.init) ?? cell
    }

    private static func words(_ cell: String?) -> [Substring] { (cell ?? "").split(whereSeparator: \.isWhitespace) }

    /// The rows in which two answers of a view differ, by region and year.
    private static func difference(from old: String, to new: String) -> [String: [Int]] {
        var sums: [String: [Int]] = [:]
        for (text, sign) in [(old, -1), (new, 1)] {
            for row in CSVReader.rows(of: text) {
                let columns = ["incidents", "deaths_records", "dead", "missing", "dead_and_missing", "survivors"]
                let values = columns.map { sign * (Int(row[$0] ?? "") ?? 0) }
                let key = "\(row["region"] ?? "(world)")|\(row["year"] ?? "")"
                sums[key] = sums[key].map { zip($0, values).map(+) } ?? values
            }
        }
        return sums.filter { $0.value.contains { $0 != 0 } }
    }
}
