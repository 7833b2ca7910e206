import Foundation
import LedgerTesting
import Testing

/// One SQLite file: its views have the figures of the ledger's.
struct ExportDatabaseTests {
    /// The moments and questions at which the two are compared.
    static let questions: [[String]] = [
        [], ["--known-by", "2020-02-05"], ["--known-by", "2020-02-10"], ["--known-by", "2020-01-08"],
        ["--as-of", "300"],
        ["--as-published"], ["--scheme", "m49"],
    ]

    @Test(arguments: questions)
    func `every view in SQL has the figures of the ledger's view at the same moment`(_ question: [String]) async throws
    {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("records.sqlite")
        try await ledger.succeed(["export", file] + question)
        let views = try await Readers.rows(of: "SELECT name, sql_view FROM ledger_view", in: file)
        #expect(Set(views.map { $0["name"] ?? "" }) == Set(TestLedger.views))
        // Of one service, and with one program that reads the file: thirty views by one process each would take minutes.
        var answers: [(name: String, header: [String], rows: [[String: String]], sql: String)] = []
        try await ServedLedger.with(ledger) { served in
            for view in views {
                let (name, own) = (try #require(view["name"]), try #require(view["sql_view"]))
                let isRegional = name.contains("region")
                let moment = isRegional ? question : question.filter { $0 != "--scheme" && $0 != "m49" }
                let path = "/v1/views/\(name)?with-reported=true" + Self.items(of: moment)
                let answer = try await served.get(path, as: "analyst", headers: [("Accept", "text/csv")])
                try #require(answer.status == 200, "\(name) \(question) \(answer.text.prefix(500))")
                let header = CSVReader.records(of: answer.text)[0]
                let columns = header.map { "\"\($0)\"" }.joined(separator: ", ")
                answers.append((name, header, CSVReader.rows(of: answer.text), "SELECT \(columns) FROM \"\(own)\""))
            }
        }
        let found = try await Readers.rows(ofAll: answers.map(\.sql), in: file)
        for (answer, rows) in zip(answers, found) {
            let comment: Comment = "\(answer.name) \(question)"
            #expect(Self.sorted(rows, answer.header) == Self.sorted(answer.rows, answer.header), comment)
        }
        #expect(try await Readers.rows(of: "PRAGMA foreign_key_check", in: file).isEmpty)
        #expect(try await Readers.rows(of: "PRAGMA integrity_check", in: file) == [["integrity_check": "ok"]])
    }

    /// What the options of the command line are in an address.
    private static func items(of options: [String]) -> String {
        options.reduce(into: "") { items, option in
            if option == "--as-published" {
                items += "&as-published=true"
            } else {
                items += option.hasPrefix("--") ? "&" + option.dropFirst(2) : "=" + option
            }
        }
    }

    private static func sorted(_ rows: [[String: String]], _ header: [String]) -> [String] {
        rows.map { row in header.map { row[$0] ?? "?" }.joined(separator: "|") }.sorted()
    }

    @Test func `the fixture has what keeps records out of sums, and the file says why`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("records.sqlite")
        let said = try await ledger.succeed(["export", file])
        let reasons = Dictionary(
            grouping: try await Readers.rows(of: "SELECT id, counted, counted_why FROM deaths", in: file)
        ) { $0["counted"] ?? "" }
        #expect((reasons["possible"] ?? []).contains { $0["counted_why"]?.contains("may be the same") ?? false })
        let no = reasons["no"] ?? []
        #expect(
            no.contains { $0["id"] == "watch-1" && $0["counted_why"]?.contains("the same as") ?? false }
                || no.contains { $0["id"] == "guard-1" && $0["counted_why"]?.contains("the same as") ?? false })
        #expect(no.contains { $0["counted_why"]?.contains("missing-migrants-main-id succeeds") ?? false })
        #expect(said.contains("the same as, or a part of, others that count."), "\(said)")
        #expect(said.contains("suspected to be the same as others") && said.contains("succeeds for their years"))
        #expect(said.contains("are withdrawn") && said.contains("desk and dataset give different values"))

        let all = try await Readers.rows(of: "SELECT sum(dead_low) AS dead FROM deaths", in: file)
        let counted = try await Readers.rows(
            of:
                "SELECT sum(iif(counted = 'possible', min(dead_low, 0), dead_low)) AS dead FROM deaths WHERE counted <> 'no'",
            in: file)
        #expect(all != counted)
        let gone = try await Readers.rows(of: "SELECT stands, counted_why FROM record WHERE id = 'gone'", in: file)
        #expect(gone == [["stands": "0", "counted_why": "it is withdrawn"]])
        #expect(try await Readers.rows(of: "SELECT * FROM deaths WHERE id = 'gone'", in: file).isEmpty)
        #expect(try await Readers.rows(of: "SELECT field FROM dispute", in: file).contains(["field": "dead"]))
        #expect(try await Readers.rows(of: "SELECT part FROM link_part", in: file).count >= 4)
        #expect(
            try await Readers.rows(
                of: "SELECT count_low, count_high, sex FROM incident_people WHERE incident = 'boat'", in: file)
                == [
                    ["count_low": "3", "count_high": "3", "sex": "male"],
                    ["count_low": "2", "count_high": "4", "sex": ""],
                ])
    }

    @Test func `a file of some kinds has the views that are made of them, and no other`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("arrests.db")
        try await ledger.succeed(["export", file, "--kind", "arrests"])
        let views = try await Readers.rows(
            of: "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name", in: file)
        #expect(
            views.map { $0["name"] } == [
                "arrest_toll", "arrests_nationality_year", "arrests_offence_stage", "arrests_operation",
                "arrests_region_year", "arrests_role_country",
            ])
        let without = try await Readers.rows(of: "SELECT name FROM ledger_view WHERE sql_view IS NULL", in: file)
        #expect(without.count == TestLedger.views.count - 5)
    }

    @Test func `the same moment gives the same dump`() async throws {
        let ledger = try await TestLedger.makeExported()
        let dump = """
            import hashlib, json, sqlite3, sys
            print(json.dumps([hashlib.sha256("\\n".join(sqlite3.connect(f).iterdump()).encode()).hexdigest() for f in sys.argv[1:]]))
            """
        let files = ["one.sqlite", "two.sqlite"].map { ledger.scratch.path($0) }
        for file in files { try await ledger.succeed(["export", file]) }
        let digests = try #require(try await Readers.json(dump, files) as? [String])
        #expect(Set(digests).count == 1)
    }

    @Test func `datasette opens it as it is, and answers from tables and views`() async throws {
        let ledger = try await TestLedger.makeExported()
        let file = ledger.scratch.path("records.sqlite")
        try await ledger.succeed(["export", file, "--licence", "CC-BY-4.0"])
        let answers = try await Readers.datasette(
            file,
            [
                "/records/deaths.json?id=range&_shape=array", "/records/year.json?_shape=array&year=2018",
                "/records/provenance.json?name=licence&_shape=array",
                "/records/described_column.json?_size=1&_shape=array",
            ]
        ).map { try #require($0 as? [[String: Any]]) }
        #expect(answers[0].first?["dead_high"] as? Int == 9 && answers[0].first?["dead"] as? String == "5..9")
        let year = try #require(try await ledger.view("year", ["--year", "2018"]).first)
        #expect(answers[1].first?["dead"] as? String == year["dead"])
        #expect(answers[2].first?["value"] as? String == "CC-BY-4.0")
        #expect(answers[3].first?["description"] as? String != nil)
    }
}
