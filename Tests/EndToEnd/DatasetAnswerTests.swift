import Foundation
import LedgerTesting
import Testing

/// Which datasets an answer counts, what the desk's part in it is, and where publisher and desk disagree.
struct DatasetAnswerTests {
    private static let web = "missing-migrants-web-id"
    private static let main = "missing-migrants-main-id"

    /// Three years by Web ID, of which the desk has corrected two tolls; then the publisher has changed one of these.
    private func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try await take(ledger, "Web ID", [("1", 2018, 10), ("2", 2019, 20), ("3", 2020, 30)], "2020-02-01")
        for (id, dead) in [("mmp-1", "9"), ("mmp-3", "33")] {
            try await ledger.succeed(
                ["correct", "deaths", id, "--dead", dead, "--reason", "court file", "--known-at", "2020-02-10"])
        }
        try await take(ledger, "Web ID", [("1", 2018, 12), ("2", 2019, 20), ("3", 2020, 30)], "2020-03-01")
        return ledger
    }

    /// The first two of the years by Main ID.
    @discardableResult
    private func succeed(_ ledger: TestLedger) async throws -> String {
        try await take(
            ledger, "Main ID,Incident ID", [("A,A", 2018, 11), ("B,B", 2019, 22)], "2020-04-01",
            ["--succeeds", Self.web])
    }

    @discardableResult
    private func take(
        _ ledger: TestLedger, _ identifiers: String, _ rows: [(id: String, year: Int, dead: Int)], _ asAt: String,
        _ options: [String] = []
    ) async throws -> String {
        let header =
            "\(identifiers),Region of Incident,Reported Date,Reported Year,Number Dead,"
            + "Minimum Estimated Number of Missing,Location Description,Information Source\n"
        let lines = rows.map { "\($0.id),Mediterranean,\"January 05, \($0.year)\",\($0.year),\($0.dead),,Izmir,IOM\n" }
        try ledger.scratch.file("rows.csv", holding: header + lines.joined())
        return try await ledger.succeed(
            ["import", "missing-migrants", ledger.scratch.path("rows.csv"), "--as-at", asAt] + options)
    }

    private func dead(_ ledger: TestLedger, _ options: [String] = []) async throws -> [String: String] {
        let rows = try await ledger.view("year", options).map { ($0["year"] ?? "", $0["dead"] ?? "") }
        return Dictionary(rows) { first, _ in first }
    }

    private func array(_ ledger: TestLedger, _ arguments: [String]) async throws -> [[String: Any]] {
        let json = try await ledger.succeed(arguments + ["--format", "json"])
        return try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    }

    private func provenance(_ ledger: TestLedger, _ options: [String] = []) async throws -> [String: Any] {
        let json = try await ledger.succeed(["view", "year", "--format", "json"] + options)
        let answer = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        return try #require(answer["provenance"] as? [String: Any])
    }

    @Test func `what belongs to an operation counts once where one dataset succeeds another`() async throws {
        let ledger = try await ledger()
        try await succeed(ledger)
        try await ledger.succeed([
            "record", "operation", "--id", "andes", "--name", "Andes", "--date", "2018", "--source", "IOM",
        ])
        let found = ["find", "incident", "--year", "2018", "--columns", "id", "--format", "csv"]
        let ids = CSVReader.rows(of: try await ledger.succeed(found)).compactMap { $0["id"] }
        #expect(ids.count == 2)
        for id in ids {
            try await ledger.succeed(["correct", "incident", id, "--operation", "andes", "--reason", "court file"])
        }
        let text = try await ledger.succeed(["show", "operation", "andes"])
        #expect(text.contains("deaths: 2 records, 1 of them counted, dead 11"), "\(text)")
        #expect(text.contains("no: \(Self.main) succeeds \(Self.web) for its year"), "\(text)")
    }

    @Test func `what is found of a dataset that another one succeeds is found, and said to be in no sum`() async throws
    {
        let ledger = try await ledger()
        try await succeed(ledger)
        let arguments = ["find", "deaths", "--dataset", Self.web, "--columns", "id,year,succeeded_by"]
        let rows = CSVReader.rows(of: try await ledger.succeed(arguments + ["--format", "csv"]))
        #expect(
            Dictionary(uniqueKeysWithValues: rows.map { ($0["id"] ?? "", $0["succeeded_by"] ?? "") }) == [
                "mmp-1": Self.main, "mmp-2": Self.main, "mmp-3": "",
            ])
        let note = "2 are of dataset \(Self.web), which \(Self.main) succeeds for their years: views leave them out"
        let text = try await ledger.succeed(["find", "deaths"])
        #expect(text.contains(note), "\(text)")
        // Before the successor was there, none was.
        #expect(try await !ledger.succeed(["find", "deaths", "--known-by", "2020-03-31"]).contains("succeeds"))
    }

    @Test func `an answer is what is held, says what the desk amended, and can be had as it was published`()
        async throws
    {
        let ledger = try await ledger()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "1", "--source", "coast guard"])
        #expect(try await dead(ledger) == ["2018": "9", "2019": "21", "2020": "33"])
        #expect(try await dead(ledger, ["--as-published"]) == ["2018": "12", "2019": "20", "2020": "30"])
        #expect(try await dead(ledger, ["--dataset", Self.web]) == ["2018": "9", "2019": "20", "2020": "33"])
        #expect(try await dead(ledger, ["--dataset", "desk"]) == ["2019": "1"])
        #expect(
            try await dead(ledger, ["--dataset", "desk", "--dataset", Self.web, "--known-by", "2020-02-01"])
                == ["2018": "10", "2019": "20", "2020": "30"])

        let year = try await ledger.succeed(["view", "year", "--year", "2018"])
        #expect(year.contains("the desk's amendments are in it: dead -3, dead_and_missing -3;"), "\(year)")
        let amendments = try #require(
            try await provenance(ledger, ["--year", "2018"])["amendments"] as? [[String: Any]])
        #expect(amendments.map { $0["measure"] as? String } == ["dead", "dead_and_missing"])
        #expect(amendments.map { $0["value"] as? Int } == [-3, -3])
        let published = try await ledger.succeed(["view", "year", "--as-published"])
        #expect(published.contains(", as published\n") && !published.contains("amendments"), "\(published)")
        #expect(published.contains("not counted: what the desk recorded, not published"), "\(published)")

        let nobody = try await ledger.run(["view", "year", "--dataset", "nope"])
        #expect(nobody.status == 3 && nobody.errors.contains(Self.web), "\(nobody.errors)")
    }

    /// - Parameter isFound: somebody has asked for records before, so that the finder's store knows which are disputed.
    @Test(arguments: [false, true])
    func `a field that publisher and desk both changed is listed with both values until the desk speaks again`(
        isFound: Bool
    ) async throws {
        let ledger = try await ledger()
        if isFound { try await ledger.succeed(["find", "deaths"]) }
        let disputes = try await array(ledger, ["disputes"])
        #expect(disputes.count == 1)
        let values = ["kind", "id", "dataset", "field", "desk", "publisher"].map { disputes.first?[$0] as? String }
        #expect(values == ["deaths", "mmp-1", Self.web, "dead", "9", "12"])
        let csv = CSVReader.rows(of: try await ledger.succeed(["disputes", "--format", "csv"]))
        #expect(csv.map { [$0["id"], $0["desk"], $0["publisher"]] } == [["mmp-1", "9", "12"]])
        #expect(try await ledger.succeed(["show", "deaths", "mmp-1"]).contains("12"))
        #expect(try await array(ledger, ["disputes", "--known-by", "2020-02-29"]).isEmpty)
        try await ledger.succeed(["correct", "deaths", "mmp-1", "--dead", "12", "--reason", "the publisher is right"])
        #expect(try await array(ledger, ["disputes"]).isEmpty)
        #expect(try await dead(ledger)["2018"] == "12")
    }

    @Test func `a successor takes the place of a dataset for its own years from its first day on, and says so`()
        async throws
    {
        let ledger = try await ledger()
        let before = try await ledger.succeed(["view", "year", "--known-by", "2020-03-31", "--format", "csv"])
        let report = try await succeed(ledger)
        #expect(report.contains("the desk had amended 1 records that are no longer counted: "), "\(report)")
        #expect(try await ledger.succeed(["view", "year", "--known-by", "2020-03-31", "--format", "csv"]) == before)
        #expect(try await dead(ledger) == ["2018": "11", "2019": "22", "2020": "33"])
        // Whoever asks for the old one by name gets it.
        #expect(try await dead(ledger, ["--dataset", Self.web]) == ["2018": "9", "2019": "20", "2020": "33"])

        let counted = "\(Self.web) (as at 2020-03-01; without 2018..2019, which \(Self.main) covers)"
        let table = try await ledger.succeed(["view", "year"])
        #expect(
            table.contains(counted) && table.contains("`incident-ledger disputes --left-behind` lists them"), "\(table)"
        )
        #expect(try await ledger.run(["view", "year", "--format", "csv"]).errors.contains(counted))
        let source = try await provenance(ledger)
        let datasets = try #require(source["datasets"] as? [[String: Any]])
        #expect(datasets.map { $0["id"] as? String } == [Self.main, Self.web])
        #expect(datasets.allSatisfy { $0["counted"] as? Bool == true })
        #expect(datasets.last?["reason"] as? String == "without 2018..2019, which \(Self.main) covers")
        #expect(source["leftBehind"] as? [String] == [Self.web])
        #expect((source["overlap"] as? [Any])?.isEmpty == true)

        let left = try await array(ledger, ["disputes", "--left-behind"])
        #expect(left.map { $0["id"] as? String } == ["mmp-1"])
        #expect(left.first?["desk"] as? String == "9" && left.first?["publisher"] as? String == "12")
        #expect(left.first?["succeededBy"] as? String == Self.main)
        #expect(try await array(ledger, ["disputes", "--left-behind", "--known-by", "2020-03-31"]).isEmpty)
    }

    @Test func `the datasets are listed with their years, imports and how they follow each other`() async throws {
        let ledger = try await ledger()
        try await succeed(ledger)
        let datasets = try await array(ledger, ["datasets"])
        #expect(datasets.map { $0["id"] as? String } == [Self.main, Self.web])
        #expect(datasets.allSatisfy { $0["publisher"] as? String == "IOM Missing Migrants Project" })
        #expect(datasets.allSatisfy { ($0["title"] as? String)?.isEmpty == false })
        for (name, values) in [
            ("records", [4, 6]), ("firstYear", [2018, 2018]), ("lastYear", [2019, 2020]), ("imports", [1, 2]),
        ] { #expect(datasets.map { $0[name] as? Int } == values, "\(name)") }
        #expect(datasets.map { $0["succeeds"] as? [String] } == [[Self.web], []])
        #expect(datasets.map { $0["succeededBy"] as? [String] } == [[], [Self.main]])
        #expect(datasets.map { $0["regionScheme"] as? String } == ["mmp-2021", "mmp-2014"])
        #expect(datasets.map { $0["asAt"] as? String } == ["2020-04-01", "2020-03-01"])
        let earlier = try await array(ledger, ["datasets", "--known-by", "2020-02-20"])
        #expect(earlier.map { $0["id"] as? String } == [Self.web] && earlier.first?["imports"] as? Int == 1)
        let rows = CSVReader.rows(of: try await ledger.succeed(["datasets", "--format", "csv"]))
        #expect(rows.map { $0["succeeded_by"] } == ["", Self.main])
    }

    @Test func `a scheme that only a dataset that was left out prefers is not the answer's`() async throws {
        let ledger = try await TestLedger.make()
        try await take(ledger, "Web ID", [("1", 2018, 1), ("2", 2018, 2), ("3", 2019, 3)], "2020-02-01")
        try await succeed(ledger)
        for (options, scheme) in [
            ([], "mmp-2021"), (["--known-by", "2020-03-31"], "mmp-2014"), (["--dataset", Self.web], "mmp-2014"),
        ] {
            let errors = try await ledger.run(["view", "region-year", "--format", "csv"] + options).errors
            #expect(errors.contains("scheme \(scheme),"), "\(options) \(errors)")
        }
    }

    @Test func `two datasets of the same years are an overlap, in every format, until somebody settles it`()
        async throws
    {
        let ledger = try await ledger()
        try await succeed(ledger)
        let correct = ["correct", "dataset", Self.main, "--reason", "they were thought to follow each other"]
        try await ledger.succeed(correct + ["--succeeds", "=", "--known-at", "2020-04-01"])
        #expect(try await dead(ledger) == ["2018": "20", "2019": "42", "2020": "33"])
        let overlap = "OVERLAP: \(Self.main) and \(Self.web) are both counted for 2018..2019"
        #expect(try await ledger.succeed(["view", "year"]).contains(overlap))
        #expect(try await ledger.run(["view", "year", "--format", "csv"]).errors.contains(overlap))
        let overlaps = try #require(try await provenance(ledger)["overlap"] as? [[String: Any]])
        #expect(overlaps.map { $0["datasets"] as? [String] } == [[Self.main, Self.web]])
        #expect(overlaps.map { $0["years"] as? [Int] } == [[2018, 2019]])
        // Of a year that only one of them covers there is nothing to say.
        #expect(try await ledger.succeed(["view", "year", "--year", "2020"]).contains("OVERLAP") == false)

        try await ledger.succeed(correct + ["--beside", Self.web])
        #expect(try await ledger.succeed(["view", "year"]).contains("OVERLAP") == false)
        #expect(try await dead(ledger) == ["2018": "20", "2019": "42", "2020": "33"])
    }
}
