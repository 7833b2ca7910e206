import Foundation
import LedgerTesting
import Testing

/// Records are found by what is known of them, with the README alone.
struct FindTests {
    @Test func `the incident near Lampedusa in October 2019 is found, with what was known of its dead at each time`()
        async throws
    {
        let ledger = try await TestLedger.makeCut()
        let october = ["--from", "2019-10", "--to", "2019-10"]
        let near = ["find", "incident", "--near", "35.5,12.6", "--within", "100"] + october
        let now = CSVReader.rows(of: try await ledger.succeed(near + ["--format", "csv"]))
        #expect(now.map { $0["id"] } == ["mmp-52483"])
        #expect(now[0]["dead_low"] == "25" && now[0]["dead_high"] == "25" && now[0]["missing"] == "3")
        #expect(abs((Double(now[0]["distance_km"] ?? "") ?? 0) - 49.77) < 0.5, "\(now)")
        // The publisher said thirteen first.
        let about = near + ["--dead", "8..15", "--format", "csv"]
        #expect(CSVReader.rows(of: try await ledger.succeed(about)).isEmpty)
        let then = CSVReader.rows(of: try await ledger.succeed(about + ["--known-by", "2020-01-08"]))
        #expect(then.map { $0["dead"] } == ["13"])

        let text = try await ledger.succeed(["find", "deaths", "--text", "LAMPEDUSA tunisia", "--year", "2019"])
        #expect(text.contains("mmp-52483") && text.contains("1 record of deaths found as of position"))
    }

    @Test func `the dead of an incident are counted once where its tolls are linked`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "incident", "--id", "boat", "--incident-kind", "death-in-transit", "--date", "2019-10-09",
        ])
        for (id, dead) in [("first", "10"), ("second", "9"), ("third", "2")] {
            try await ledger.succeed([
                "record", "deaths", "--id", id, "--incident", "boat", "--date", "2019-10-09", "--dead", dead, "--point",
                "35.5,12.6", "--source", "radio",
            ])
        }
        func dead(_ options: String...) async throws -> String {
            let arguments = ["find", "incident", "--columns", "id,dead", "--format", "csv"] + options
            return CSVReader.rows(of: try await ledger.succeed(arguments)).map { $0["dead"] ?? "?" }.joined(
                separator: " ")
        }
        #expect(try await dead() == "21")
        let position = try await ledger.head().position
        try await ledger.succeed([
            "duplicates", "decide", "deaths/first", "deaths/second", "same", "--reason", "one list",
        ])
        #expect(try await dead() == "12")
        #expect(try await dead("--as-of", "\(position)") == "21")
        #expect(try await ledger.view("year").first?["dead"] == "12")
        #expect(try await dead("--dead", "12") == "12")
        #expect(try await dead("--dead", "21") == "")
        let said = try await ledger.succeed(["find", "incident"])
        #expect(said.contains("links leave 1 out, and 0 count from 0 on"), "\(said)")
        try await ledger.succeed(["duplicates", "undecide", "deaths/first", "deaths/second", "--reason", "two boats"])
        #expect(try await dead() == "21")
    }

    @Test func `every form holds the same records, and says how many it does not hold`() async throws {
        let ledger = try await TestLedger.makeCut()
        try await ledger.succeed(["record", "deaths", "--date", "2019-10-09", "--dead", "5..9", "--id", "by-hand"])
        let question = ["find", "deaths", "--year", "2019"]
        let rows = CSVReader.rows(of: try await ledger.succeed(question + ["--format", "csv"]))
        let own = try #require(rows.first { $0["id"] == "by-hand" })
        #expect(own["dead"] == "5..9" && own["dead_low"] == "5" && own["dead_high"] == "9")
        #expect(Set(rows.map { $0["id"] }).count == rows.count && rows.count > 5)

        let lines = try await ledger.succeed(question + ["--format", "ndjson"]).split(separator: "\n")
        let objects = try lines.map { try Self.object(String($0)) }
        #expect(objects.compactMap { $0["id"] as? String } == rows.compactMap { $0["id"] })
        #expect(objects.first { $0["id"] as? String == "by-hand" }?["deadHigh"] as? Int == 9)

        let json = try Self.object(try await ledger.succeed(question + ["--format", "json"]))
        #expect(json["matched"] as? Int == rows.count && json["isComplete"] as? Bool == true)
        #expect((json["rows"] as? [Any])?.count == rows.count)

        let map = try Self.object(try await ledger.succeed(question + ["--format", "geojson"]))
        #expect(map["type"] as? String == "FeatureCollection")
        let features = try #require(map["features"] as? [[String: Any]])
        #expect(features.count + (map["withoutPoint"] as? Int ?? 0) == rows.count)
        #expect(map["withoutPoint"] as? Int == 1)
        let lampedusa = features.first { ($0["properties"] as? [String: Any])?["id"] as? String == "mmp-52483" }
        let geometry = lampedusa?["geometry"] as? [String: Any]
        #expect(geometry?["coordinates"] as? [Double] == [12.1805411, 35.2105495], "\(geometry ?? [:])")

        let table = try await ledger.succeed(question + ["--limit", "3", "--sort", "-dead"])
        #expect(table.contains("\(rows.count) records of deaths found") && table.contains("; 3 of them shown"))
        #expect(try await ledger.succeed(question + ["--count"]) == "\(rows.count)\n")
        #expect(try await ledger.succeed(["find", "deaths", "--columns", "help"]).contains("source_quality\n"))
    }

    @Test(arguments: [
        (["--region", "Mediteranean"], 3, "Mediterranean"), (["--country", "Itly"], 1, "IT (Italy)"),
        (["--flag", "no-sorce"], 3, "no-source"), (["--columns", "id,deaths"], 2, "dead"),
        (["--sort", "plaec"], 2, "place"), (["--dataset", "mising-migrants-web"], 3, "missing-migrants-web-id"),
        (["--dead", "many"], 2, "8..12"),
        (["--near", "35.5,12.6"], 2, "--within"), (["--within", "3"], 2, "--near"),
        (["--year", "soon"], 2, "2015..2019"),
        (["--text", "…"], 2, "no word"), (["--actor", "nobody"], 3, "actor"), (["--incident", "none"], 3, "incident"),
        (["--changed-between", "2020-01-01"], 2, "--changed-between"), (["--publisher", "IOOM"], 3, "IOM"),
        (["--operation", "turquesa"], 2, "leave --operation out"), (["--operation", "turqesa"], 3, "turquesa"),
    ])
    func `what there is not is refused with the nearest that there is`(
        _ arguments: [String], _ status: Int32, _ hint: String
    ) async throws {
        let ledger = try await TestLedger.makeCut()
        try await ledger.succeed(["record", "operation", "--name", "Turquesa", "--id", "turquesa"])
        let kind = arguments[0] == "--operation" && status == 3 ? "arrests" : "deaths"
        let run = try await ledger.run(["find", kind] + arguments)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(hint), "\(run.errors)")
    }

    @Test func `who changed what in a stretch of days is one command, and points west of Greenwich are read`()
        async throws
    {
        let ledger = try await TestLedger.makeCut()
        try await ledger.succeed([
            "record", "deaths", "--id", "lima", "--date", "2019-05-02", "--dead", "1", "--actor", "desk officer",
            "--point=-12.05,-77.05",
        ])
        try await ledger.succeed([
            "withdraw", "deaths", "lima", "--reason", "recorded twice", "--actor", "desk officer",
        ])
        let today = try await ledger.succeed([
            "find", "deaths", "--withdrawn", "--actor", "desk officer", "--changed-between", "2020-01-01", "2999-12-31",
            "--near", "-12,-77", "--within", "20", "--format", "csv", "--columns", "id,reason,event_type",
        ])
        #expect(today == "id,reason,event_type\nlima,recorded twice,withdrawn\n")
        #expect(try await ledger.succeed(["find", "deaths", "--actor", "desk officer", "--count"]) == "0\n")
        #expect(
            try await ledger.succeed([
                "find", "deaths", "--recorded-between", "1", "3", "--format", "csv", "--columns", "version",
            ]).split(separator: "\n").count > 1)
    }

    @Test func `the worker keeps the store, the views' list shows it, and a replay holds it against the log`()
        async throws
    {
        let ledger = try await TestLedger.makeCut()
        let worker = try ledger.startWorker(["find"])
        try await ledger.wait("the worker to take everything in") { ledger in
            let find = try await ledger.states()["find"]
            return find?.worker == true && find?.lag == 0 && find?.complete == true
        }
        worker.terminate()
        #expect(await worker.finished().status == 0)
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0 && replay.output.contains("agrees   the finder's store"), "\(replay.output)")

        // A file that is damaged is built anew, and said.
        let file = URL(filePath: ledger.path).appending(path: "views/find.sqlite")
        try Data(repeating: 0x41, count: 9_000).write(to: file)
        let run = try await ledger.run(["find", "deaths", "--count"])
        #expect(run.status == 0 && run.errors.contains("was damaged; it was built anew"), "\(run.errors)")
        #expect(try await ledger.succeed(["views", "rebuild", "find"]).contains("built anew"))
    }

    @Test func `where the store cannot be kept, the answer is the same and says so`() async throws {
        let ledger = try await TestLedger.makeCut()
        let expected = try await ledger.succeed(["find", "deaths", "--format", "csv"])
        let views = URL(filePath: ledger.path).appending(path: "views")
        try FileManager.default.removeItem(at: views)
        // A file where the folder should be: nobody can make it, whoever runs the test.
        try Data().write(to: views)
        let run = try await ledger.run(["find", "deaths", "--format", "csv"])
        #expect(run.status == 0 && run.output == expected)
        #expect(run.errors.contains("could not be kept"), "\(run.errors)")
    }

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `in a whole export the records of a year are those that the view counts`() async throws {
        let ledger = try await TestLedger.make(holding: [.january8])
        let years = try await ledger.view("region-year", ["--year", "2016", "--region", "Mediterranean"])
        let found = CSVReader.rows(
            of: try await ledger.succeed([
                "find", "deaths", "--region", "mmp-2014:Mediterranean", "--year", "2016", "--format", "csv",
            ]))
        #expect("\(found.count)" == years.first?["deaths_records"])
        let dead = found.compactMap { Int($0["dead"] ?? "") }.reduce(0, +)
        #expect("\(dead)" == years.first?["dead"])
        let lampedusa = try await ledger.succeed([
            "find", "incident", "--near", "35.5,12.6", "--within", "50", "--from", "2019-10", "--to", "2019-10",
            "--dead",
            "8..15",
        ])
        #expect(lampedusa.contains("mmp-52483") && lampedusa.contains("1 record of incident found"))
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
