import Foundation
import LedgerTesting
import Testing

/// The cut of two real exports that is in the repository: imported, summed, compared and reconciled wherever this is run.
struct CutExportTests {
    private struct Expected: Decodable {
        var regions: [String: [String: Toll]]
        var years: [String: Toll]

        enum CodingKeys: String, CodingKey {
            case regions = "per_region_year"
            case years = "per_year"
        }

        init(_ day: String) throws {
            self = try JSONDecoder().decode(Expected.self, from: CutExports.expected(day))
        }
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `known by either day every region and year is what an independent program computed, in either order`(
        order: [Int]
    ) async throws {
        let ledger = try await TestLedger.makeCut(order: order)
        for day in CutExports.days {
            let expected = try Expected(day)
            let rows = try await ledger.view("region-year", ["--known-by", day])
            var regions: [String: [String: Toll]] = [:]
            for row in rows { regions[row["region"] ?? "", default: [:]][row["year"] ?? ""] = Toll(row: row) }
            #expect(regions == expected.regions, "known by \(day)")
            let years = try await ledger.view("year", ["--known-by", day])
            #expect(Dictionary(years.map { ($0["year"] ?? "", Toll(row: $0)) }) { $1 } == expected.years, "by \(day)")
        }
        #expect(try await ledger.view("year", ["--known-by", "2020-01-07"]).isEmpty)
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
    }

    @Test func `the same file again appends nothing, and a plan of it says so`() async throws {
        let ledger = try await TestLedger.makeCut()
        let head = try await ledger.head()
        let again = [
            "import", "missing-migrants", CutExports.file("2020-01-16").path, "--as-at", "2020-01-16",
        ]
        #expect(try await ledger.succeed(again + ["--dry-run"]).contains("was imported for 2020-01-16 before"))
        #expect(try await ledger.succeed(again).contains("nothing was appended"))
        #expect(try await ledger.head() == head)
    }

    @Test func `what changed between the two days is told by record, and adds up to the difference`() async throws {
        let ledger = try await TestLedger.makeCut()
        let csv = try await ledger.succeed(["changes", "--from", "2020-01-08", "--to", "2020-01-16", "--format", "csv"])
        let rows = CSVReader.rows(of: csv).filter { $0["kind"] == "deaths" }
        func ids(_ change: String) -> Set<String> {
            Set(rows.filter { $0["change"] == change }.compactMap { $0["id"] })
        }
        #expect(ids("added").count == 15 && ids("corrected").count == 30 && ids("withdrawn") == ["mmp-49253"])
        let dead = rows.first { $0["id"] == "mmp-48343" && $0["field"] == "dead" }
        #expect(dead?["old"] == "6" && dead?["new"] == "5")

        let json = try await ledger.succeed([
            "changes", "--from", "2020-01-08", "--to", "2020-01-16", "--format", "json",
        ])
        let changes = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let effects = try #require(changes["effects"] as? [[String: Any]])
        let worldwide = effects.filter { $0["region"] as? String == "(world)" }
        let (old, new) = (try Expected("2020-01-08").years, try Expected("2020-01-16").years)
        let differences = new.mapValues { $0.total }.merging(old.mapValues { -$0.total }) { $0 + $1 }
        let told = Dictionary(
            uniqueKeysWithValues: worldwide.map { ("\($0["year"] ?? "")", $0["deadAndMissing"] as? Int) })
        #expect(told == differences.filter { $0.value != 0 })
    }

    @Test func `a figure holds at the export that it was taken from, and records account for the difference since`()
        async throws
    {
        let ledger = try await TestLedger.makeCut()
        // What people record beside it is nothing that the publisher said.
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3", "--source", "Coast guard"])
        let figures = [
            ("earlier", "", 513), ("later", "", 536), ("sea", #""region": "mmp-2014:Mediterranean","#, 288),
            ("same-sea", #""region": "mmp-2021:Mediterranean","#, 295),
        ].map { id, region, value in
            #"{"id": "\#(id)", "measure": "deaths", "measure_code": "dead-and-missing", "unit": "persons", \#(region)"#
                + #" "value": \#(value), "period": "2019", "dataset": "missing-migrants-web-id"}"#
        }
        try ledger.scratch.file("figures.json", holding: "[\(figures.joined(separator: ", "))]")
        let file = ["import", "figures", ledger.scratch.path("figures.json")]
        let refused = try await ledger.run(file)
        #expect(refused.status == 1 && refused.errors.contains("--publisher"), "\(refused.errors)")
        try await ledger.succeed(file + ["--publisher", "A paper", "--citation", "page 1"])

        let rows = CSVReader.rows(of: try await ledger.succeed(["reconcile", "--format", "csv"]))
        let told = Dictionary(uniqueKeysWithValues: rows.map { ($0["figure"] ?? "", $0) })
        let before = "at the export of 2020-01-08, no longer at that of 2020-01-16"
        let last = "at the export of 2020-01-16, the last"
        for (id, value, verdict, held, here) in [
            ("earlier", "536", "held-then", before, "539"), ("later", "536", "holds", last, "539"),
            ("sea", "295", "held-then", before, ""),
            ("same-sea", "295", "holds", last, ""),
        ] {
            let row = told[id] ?? [:]
            #expect(row["ledger"] == value && row["verdict"] == verdict && row["held"] == held, "\(id) \(row)")
            #expect(row["against"] == "missing-migrants-web-id, as published", "\(id) \(row)")
            #expect(row["ledger_holds"] == here, "\(id) \(row)")
        }
        let account = try await ledger.succeed(["reconcile", "earlier"])
        #expect(account.contains("15 added") && account.contains("1 withdrawn"), "\(account)")
        // By the number that was printed, and by words; a name of several lists them.
        #expect(try await ledger.succeed(["reconcile", "513"]) == account)
        let words = try await ledger.succeed(["reconcile", "2019 PAPER", "--format", "csv"])
        #expect(CSVReader.rows(of: words).count == 4)
        #expect(try await ledger.succeed(["reconcile", "a paper"]).contains("`reconcile ID` prints one in full"))
        let none = try await ledger.run(["reconcile", "514"])
        #expect(none.status == 3 && none.errors.contains("`reconcile` lists the 4"), "\(none.errors)")
    }

    @Test func `a summary of changes counts those that are listed, and sums up what the views say more`() async throws {
        let ledger = try await TestLedger.makeCut()
        let (from, to) = (CutExports.days[0], CutExports.days[1])
        let changes = ["changes", "--from", from, "--to", to, "--format", "csv"]
        let listed = CSVReader.rows(of: try await ledger.succeed(changes))
        let counted = CSVReader.rows(of: try await ledger.succeed(changes + ["--summary"]))
        func count(_ what: String, _ name: String = "", kind: String = "", import id: String = "") -> Int {
            let own = counted.filter { $0["counted"] == what && $0["name"] == name && $0["kind"] == kind }
            return own.filter { $0["import"] == id }.reduce(0) { $0 + (Int($1["count"] ?? "") ?? 0) }
        }
        for kind in ["deaths", "incident"] {
            for change in ["added", "corrected", "withdrawn"] {
                let own = listed.filter { $0["kind"] == kind && $0["change"] == change }
                #expect(count("records", change, kind: kind) == Set(own.map { $0["id"] }).count, "\(kind) \(change)")
            }
        }
        let corrected = listed.filter { $0["change"] == "corrected" }
        for field in Set(corrected.map { $0["field"] ?? "" }) {
            #expect(count("corrected records", field) == corrected.count { $0["field"] == field }, "\(field)")
        }
        // All of it came with the second import, and its actor is named beside it.
        let second = try #require(listed.first { $0["change"] == "added" }?["import"])
        let logged = CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv", "--import", second]))
        #expect(!second.isEmpty && count("events", import: second) == logged.count)
        #expect(counted.filter { $0["import"] == second }.allSatisfy { $0["actor"] == logged.first?["actor"] })
        let sums = { (day: String) in
            try await ledger.view("year", ["--known-by", day]).reduce(0) { $0 + (Int($1["dead"] ?? "") ?? 0) }
        }
        let (before, after) = (try await sums(from), try await sums(to))
        #expect(count("added to the world", "dead") == after - before && after > before)

        let dead = CSVReader.rows(of: try await ledger.succeed(changes + ["--kind", "deaths", "--field", "dead"]))
        #expect(dead == listed.filter { $0["kind"] == "deaths" && $0["field"] == "dead" } && !dead.isEmpty)
        let unknown = try await ledger.run(changes + ["--field", "ded"])
        #expect(unknown.status == 2 && unknown.errors.contains("dead, "), "\(unknown.errors)")
        let table = try await ledger.succeed(["changes", "--from", from, "--to", to, "--field", "place", "--summary"])
        #expect(table.contains("only  records of any kind in which place differs"), "\(table)")
    }
}
