import Foundation
import LedgerTesting
import Testing

/// A person at the command line: recording, correcting, withdrawing, reading.
struct RecordingTests {
    @Test func `an investigator logs a death in one line and reads it back in every format`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--id", "boat", "--region", "mmp-2014:Mediterranean", "--date", "2020-02-03",
            "--dead", "3", "--missing", "1", "--cause", "Drowning", "--source", "IOM Libya", "--quality", "4",
            "--actor", "coast guard desk",
        ])
        let csv = try await ledger.run(["view", "region-year", "--format", "csv"])
        #expect(
            csv.output == """
                region,year,incidents,deaths_records,dead,missing,dead_and_missing,survivors,females,males,children
                Mediterranean,2020,0,1,3,1,4,,,,

                """)
        #expect(csv.errors.contains("region-year v3") && csv.errors.contains("sha256 "))

        struct Answer: Decodable {
            struct Provenance: Decodable {
                var position: Int
                var view: String
                var digest: String
                var isComplete: Bool
            }
            struct Row: Decodable {
                var region: String
                var year: Int
                var deathsRecords: Int
                var deadAndMissing: Int
                var survivors: Int?
            }
            var provenance: Provenance
            var rows: [Row]
        }
        let json = try await ledger.succeed(["view", "region-year", "--format", "json"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(json.utf8))
        #expect(answer.rows.map(\.deadAndMissing) == [4] && answer.rows[0].survivors == nil)
        #expect(answer.provenance.position == 1 && answer.provenance.isComplete)
        #expect(csv.errors.contains(answer.provenance.digest))
        #expect(try await digest(of: csv.output, in: ledger.scratch) == answer.provenance.digest)

        let table = try await ledger.succeed(["view", "region-year"])
        #expect(table.contains("Mediterranean  2020") && table.contains(answer.provenance.digest))
    }

    @Test func `a record is corrected, withdrawn and reinstated, and its history tells why`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--id", "boat", "--region", "mmp-2014:Europe", "--date", "2019", "--dead", "12..15",
        ])
        try await ledger.succeed([
            "correct", "deaths", "boat", "--dead", "14", "--reason", "Bodies were counted", "--actor", "coroner",
        ])
        #expect(try await ledger.view("year").map { $0["dead"] } == ["14"])
        #expect(try await ledger.view("year", ["--as-of", "1"]).map { $0["dead"] } == ["12..15"])
        try await ledger.succeed(["withdraw", "deaths", "boat", "--reason", "Recorded twice"])
        #expect(try await ledger.view("year").isEmpty)
        #expect(try await ledger.succeed(["show", "deaths", "boat"]).contains("Recorded twice"))
        try await ledger.succeed(["reinstate", "deaths", "boat", "--reason", "Two boats"])
        #expect(try await ledger.view("year").map { $0["dead"] } == ["14"])
        #expect(try await ledger.run(["reinstate", "deaths", "boat", "--reason", "again"]).status == 1)

        let history = CSVReader.rows(
            of: try await ledger.succeed(["history", "deaths", "boat", "--format", "csv"]))
        #expect(history.map { $0["type"] }.contains("corrected"))
        let correction = try #require(history.first { $0["field"] == "dead" && $0["version"] == "2" })
        #expect(correction["reason"] == "Bodies were counted" && correction["actor"] == "coroner")
        #expect(correction["old"]?.contains("12") == true && correction["new"]?.contains("14") == true)
        let log = CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"]))
        #expect(log.map { $0["type"] } == ["recorded", "corrected", "withdrawn", "reinstated"])
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `what is said later about an earlier day changes what was known by it only`() async throws {
        let ledger = try await TestLedger.make()
        let fields = ["record", "deaths", "--id", "boat", "--region", "mmp-2014:Europe", "--date", "2019"]
        try await ledger.succeed(fields + ["--dead", "5", "--known-at", "2020-06-01"])
        try await ledger.succeed([
            "correct", "deaths", "boat", "--dead", "7", "--known-at", "2020-09-01", "--reason", "Second report",
        ])
        #expect(try await ledger.view("year").map { $0["dead"] } == ["7"])
        #expect(try await ledger.view("year", ["--known-by", "2020-08-31"]).map { $0["dead"] } == ["5"])
        #expect(try await ledger.view("year", ["--known-by", "2020-05-31"]).isEmpty)
        #expect(try await ledger.view("year", ["--as-of", "1"]).map { $0["dead"] } == ["5"])
    }

    @Test(arguments: [
        "incident", "deaths", "arrests", "operation", "published-figure",
        "case", "proceeding", "law", "provision", "indicator", "activity",
    ])
    func `the example that is printed for a kind is taken as it is, and comes back whole`(_ kind: String) async throws {
        let ledger = try await TestLedger.make()
        let template = try await Program.ledger.run(["record", kind, "--template"])
        try #require(template.status == 0, "\(template.errors)")
        try await ledger.succeed(["record", kind, "--id", "first", "--json", "-"], input: template.output)
        let shown = try await state(of: kind, "first", in: ledger)
        #expect(shown.count > 5, "\(shown)")

        let file = try ledger.scratch.file(
            "state.json", holding: JSONSerialization.data(withJSONObject: shown, options: .sortedKeys))
        // Else the second would be said to look like it.
        try await ledger.succeed(["withdraw", kind, "first", "--reason", "Recorded again"])
        try await ledger.succeed(["record", kind, "--id", "second", "--json", file.path])
        let again = try await state(of: kind, "second", in: ledger)
        #expect(
            try JSONSerialization.data(withJSONObject: again, options: .sortedKeys)
                == (try Data(contentsOf: file)))
    }

    @Test func `an operation shows its publishers' figures side by side, by phase`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "operation", "--id", "andes", "--name", "Operation Andes", "--date", "2018-11-27..2018-11-30",
            "--result", "INTERPOL/checks=<44000", "--result", "UN guide/arrests=49",
            "--result", "INTERPOL/arrests@pre-operational=31", "--result", "INTERPOL/arrests@action=18",
        ])
        let card = try await ledger.succeed(["show", "operation", "andes"])
        #expect(card.contains("nearly 44,000"))
        #expect(card.contains("49 = 31 (pre-operational) + 18 (action)"))
        let header = try #require(card.split(separator: "\n").first { $0.hasPrefix("result") })
        #expect(header.contains("INTERPOL") && header.contains("UN guide"))
    }

    @Test func `text that a spreadsheet would execute leaves as text, and numbers stay numbers`() async throws {
        let ledger = try await TestLedger.make()
        for (number, actor) in ["=1+1", "@sum", "+39 desk", "-cut"].enumerated() {
            try await ledger.succeed([
                "record", "deaths", "--id", "=cmd\(number)", "--date", "2020", "--dead=-1", "--reason", "balance",
                "--actor=\(actor)",
            ])
        }
        let log = try await ledger.succeed(["log", "--format", "csv"])
        #expect(CSVReader.rows(of: log).map { $0["actor"] } == ["'=1+1", "'@sum", "'+39 desk", "'-cut"])
        #expect(CSVReader.rows(of: log).map { $0["id"] } == (0...3).map { "'=cmd\($0)" })
        #expect(try await ledger.view("year").map { $0["dead"] } == ["-4"])
    }

    private func state(of kind: String, _ id: String, in ledger: TestLedger) async throws -> [String: Any] {
        let json = try await ledger.succeed(["show", kind, id, "--format", "json"])
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(object?["state"] as? [String: Any])
    }

    /// What the system's own tool says of the text.
    private func digest(of text: String, in scratch: TemporaryFolder) async throws -> String {
        let file = try scratch.file("answer.csv", holding: text)
        return String(try await Program.shell.run(["-c", "sha256sum '\(file)'"]).output.prefix(64))
    }
}
