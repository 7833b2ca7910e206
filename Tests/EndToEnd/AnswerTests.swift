import Foundation
import LedgerTesting
import Testing

/// What every answer says of itself, in each format: its scheme, how fresh it is, what nobody reported.
struct AnswerTests {
    private func record(_ ledger: TestLedger, _ fields: String...) async throws {
        try await ledger.succeed(["record", "deaths", "--source", "IOM"] + fields)
    }

    private func provenance(_ ledger: TestLedger, _ arguments: [String]) async throws -> [String: Any] {
        let json = try await ledger.succeed(["view"] + arguments + ["--format", "json"])
        let answer = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        return try #require(answer["provenance"] as? [String: Any])
    }

    /// What CSV leaves to standard error.
    private func remarks(_ ledger: TestLedger, _ arguments: [String]) async throws -> String {
        try await ledger.run(["view"] + arguments + ["--format", "csv"]).errors
    }

    // MARK: Scheme

    @Test func `an answer is in one scheme, and says which, whatever years and regions are asked for`() async throws {
        let ledger = try await TestLedger.make()
        try await record(ledger, "--region", "mmp-2021:Northern Africa", "--date", "2014", "--dead", "5")
        for dead in 1...2 {
            try await record(ledger, "--region", "mmp-2014:Mediterranean", "--date", "2019", "--dead", "\(dead)")
        }
        for options in [
            [], ["--year", "2014"], ["--year", "2019"], ["--region", "(none)"], ["--group", "Americas"],
        ] {
            let question = ["region-year"] + options
            #expect(try await ledger.succeed(["view"] + question).contains("region-year v3, scheme mmp-2014, "))
            #expect(try await remarks(ledger, question).contains("region-year v3, scheme mmp-2014, "), "\(options)")
            #expect(try await provenance(ledger, question)["scheme"] as? String == "mmp-2014", "\(options)")
        }
        #expect(try await ledger.view("region-year", ["--year", "2014"]).map { $0["region"] } == ["(none)"])
        let other = try await ledger.view("region-year", ["--scheme", "mmp-2021"])
        #expect(other.map { [$0["region"], $0["dead"]] } == [["Northern Africa", "5"], ["(none)", "3"]])
        let nowhere = try await ledger.run(["view", "region-year", "--scheme", "atlas"])
        #expect(nowhere.status == 3 && nowhere.errors.contains("mmp-2014"), "\(nowhere.errors)")
    }

    @Test func `the ledger's own scheme comes before the most frequent one, and one that is given before both`()
        async throws
    {
        let ledger = TestLedger(scratch: try TemporaryFolder())
        try await ledger.succeed(["init", "--scheme", "m49"])
        try await record(ledger, "--region", "mmp-2014:Mediterranean", "--date", "2019", "--dead", "2")
        #expect(try await ledger.view("region-year").map { $0["region"] } == ["(none)"])
        #expect(try await provenance(ledger, ["region-year"])["scheme"] as? String == "m49")
        let given = try await ledger.view("region-year", ["--scheme", "mmp-2014"])
        #expect(given.map { $0["region"] } == ["Mediterranean"])
    }

    @Test func `what has no region in the scheme has a row of its own, and the rows add up`() async throws {
        let ledger = try await TestLedger.make()
        try await record(ledger, "--region", "mmp-2014:Mediterranean", "--date", "2019", "--dead", "2")
        try await record(ledger, "--region", "m49:015", "--date", "2019", "--dead", "50")
        for (scheme, rows) in [
            ("mmp-2014", ["(none)": "50", "Mediterranean": "2"]), ("m49", ["(none)": "2", "015": "50"]),
            ("mmp-unsd", ["(none)": "52"]),
        ] {
            let answer = try await ledger.view("region-year", ["--scheme", scheme])
            #expect(Dictionary(answer.map { ($0["region"] ?? "", $0["dead"] ?? "") }) { $1 } == rows, "\(scheme)")
            let none = try await ledger.view("region-year", ["--scheme", scheme, "--region", "(none)"])
            #expect(none.map { $0["dead"] } == [rows["(none)"]], "\(scheme)")
        }
        #expect(try await ledger.view("year").map { $0["dead"] } == ["52"])
    }

    // MARK: Spellings

    @Test func `texts that say the same are one row, in the most frequent spelling`() async throws {
        let ledger = try await TestLedger.make()
        let composed = "Caf\u{E9} route"
        let decomposed = "Cafe\u{301} route"
        for (route, origin) in [
            ("Central Mediterranean", "Ethiopia, Somalia"), ("Central Mediterranean", "Somalia, Ethiopia"),
            ("Central Mediterranean ", "Ethiopia, Somalia"), ("central mediterranean", "ethiopia,  somalia"),
            (composed, "Mali"), (decomposed, "Mali"), (decomposed, " Mali"),
        ] {
            try await record(ledger, "--route", route, "--origin", origin, "--date", "2019", "--dead", "1")
        }
        let routes = try await ledger.view("route-year")
        #expect(routes.count == 2)
        #expect(routes.map { $0["dead"] }.sorted { $0 ?? "" < $1 ?? "" } == ["3", "4"])
        #expect(routes.contains { $0["route"] == "Central Mediterranean" && $0["dead"] == "4" }, "\(routes)")
        // Of two that Unicode calls equal, the spelling of two records before that of one.
        let shown = try #require(routes.first { $0["dead"] == "3" }?["route"])
        #expect(shown.unicodeScalars.elementsEqual(decomposed.unicodeScalars), "\(shown.debugDescription)")
        let origins = try await ledger.view("origin-year").map { [$0["country_of_origin"], $0["dead"]] }
        #expect(origins == [["Ethiopia, Somalia", "4"], ["Mali", "3"]])
        // What a filter leaves out has no say in how the rest is spelled.
        try await record(ledger, "--route", "central mediterranean", "--date", "2018", "--dead", "1")
        #expect(
            try await ledger.view("route-year", ["--year", "2018"]).map { $0["route"] } == ["Central Mediterranean"])
    }

    // MARK: Freshness

    @Test func `an answer says how fresh each dataset is by the day that is asked for, in every format`() async throws {
        let ledger = try await TestLedger.makeCut()
        for (options, asAt) in [
            (["--known-by", "2020-01-15"], "2020-01-08"), (["--known-by", "2020-01-16"], "2020-01-16"),
            ([], "2020-01-16"),
        ] {
            let counted = "counted: missing-migrants-web-id (as at \(asAt))"
            #expect(try await ledger.succeed(["view", "year"] + options).contains(counted), "\(options)")
            #expect(try await remarks(ledger, ["year"] + options).contains(counted), "\(options)")
            let datasets = try #require(
                try await provenance(ledger, ["year"] + options)["datasets"] as? [[String: Any]])
            #expect(datasets.map { $0["id"] as? String } == ["missing-migrants-web-id"])
            #expect(datasets.map { $0["asAt"] as? String } == [asAt], "\(options)")
        }
    }

    // MARK: What nobody reported

    @Test func `a sum of which nobody reported a part is blank, null and a dash, and 0 where somebody reported 0`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await record(ledger, "--date", "2018", "--dead", "0", "--missing", "-")
        try await record(ledger, "--date", "2019", "--dead", "3")
        try await record(ledger, "--date", "2019", "--dead", "-", "--survivors", "0")
        let columns = ["dead", "missing", "dead_and_missing", "survivors"]
        let csv = try await ledger.view("year")
        #expect(csv.map { row in columns.map { row[$0] } } == [["0", "", "0", ""], ["3", "", "3", "0"]])

        let json = try await ledger.succeed(["view", "year", "--format", "json", "--with-reported"])
        let answer = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let rows = try #require(answer["rows"] as? [[String: Any]])
        #expect(rows.map { $0["dead"] as? Int } == [0, 3] && rows.map { $0["survivors"] is NSNull } == [true, false])
        #expect(rows.allSatisfy { $0["missing"] is NSNull })
        #expect(
            rows.map { $0["deadReported"] as? Int } == [1, 1] && rows.map { $0["deathsRecords"] as? Int } == [1, 2])
        #expect(rows.map { $0["survivorsReported"] as? Int } == [0, 1])

        let table = try await ledger.succeed(["view", "year"]).split(separator: "\n")
        let cells = table[2].split(separator: " ")
        #expect(cells == ["2018", "0", "1", "0", "–", "0", "–", "–", "–", "–"], "\(table)")
        let counted = try await ledger.view("year", ["--with-reported"])
        #expect(
            counted.map { $0["dead_reported"] } == ["1", "1"] && counted.map { $0["missing_reported"] } == ["0", "0"])
        #expect(csv.allSatisfy { $0["dead_reported"] == nil })
    }
}
