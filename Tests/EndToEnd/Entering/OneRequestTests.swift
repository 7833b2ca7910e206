import Foundation
import LedgerTesting
import Testing

/// What happened at one place is recorded in one request: all of it or nothing.
struct OneRequestTests {
    private static let boat = [
        "record", "incident", "--id", "boat", "--incident-kind", "interception", "--date", "2020-02-03", "--place",
        "Off Zuwara", "--country", "LY", "--route", "Central Mediterranean", "--source", "Coast guard",
    ]

    private static func text(_ field: Any?) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: [field ?? NSNull()], options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    private static func state(_ kind: String, _ id: String, _ ledger: TestLedger) async throws -> [String: Any] {
        let json = try await ledger.succeed(["show", kind, id, "--format", "json"])
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(object?["state"] as? [String: Any])
    }

    @Test func `an incident, its tolls and its arrests are recorded together, and name it`() async throws {
        let ledger = try await TestLedger.make()
        let text = try await ledger.succeed(
            Self.boat + [
                "--deaths", "dead=3, missing=2, place=Zuwara, the port, id=toll", "--deaths", "dead=1,id=second",
                "--arrests", "count=5, people=3:male:EG, people=2:TN, point=-35.5, 12.6, id=team",
            ])
        #expect(text.split(separator: "\n").count { $0.contains(" recorded: ") } == 4, "\(text)")
        let toll = try await Self.state("deaths", "toll", ledger)
        #expect(toll["incident"] as? String == "boat" && toll["occurred"] != nil && toll["sources"] != nil)
        #expect((toll["place"] as? [String: Any])?["description"] as? String == "Zuwara, the port")
        #expect((toll["place"] as? [String: Any])?["country"] == nil)
        let second = try await Self.state("deaths", "second", ledger)
        let boat = try await Self.state("incident", "boat", ledger)
        for field in ["place", "occurred", "route", "sources"] {
            #expect(boat[field] != nil)
            #expect(try Self.text(second[field]) == Self.text(boat[field]), "\(field)")
        }
        let team = try await Self.state("arrests", "team", ledger)
        #expect((team["people"] as? [Any])?.count == 2 && team["place"] != nil)
        let positions = CSVReader.rows(of: try await ledger.succeed(["log", "--format", "csv"]))
        #expect(Set(positions.map { $0["recorded_at"] }).count == 1 && positions.count == 4)
        #expect(try await ledger.view("year").map { $0["dead"] } == ["4"])
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `a request of several is done once under its key, and its records get the same identifiers`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let command = Self.boat + ["--deaths", "dead=3", "--arrests", "count=5", "--key", "k", "--format", "json"]
        var answers: [[String]] = []
        for _ in 0..<2 {
            let json = try await ledger.succeed(command)
            let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
            answers.append(try #require(list).map { "\($0["kind"] ?? "")/\($0["id"] ?? "")" })
        }
        #expect(answers[0] == answers[1] && Set(answers[0]).count == 3)
        #expect(try await ledger.head().position == 3)
        let other = try await ledger.run(Self.boat + ["--deaths", "dead=4", "--arrests", "count=5", "--key", "k"])
        #expect(other.status == 4 && other.errors.contains("The key \"k\" was used before"), "\(other.errors)")
    }

    @Test func `all faults of a request are told by the record, and nothing is recorded`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(
            Self.boat + [
                "--mode", "sae", "--deaths", "daed=3, missing=x", "--deaths", "foo", "--deaths",
                "dead=1, incident=other",
                "--arrests", "count=5, country=EGY",
            ])
        #expect(run.status == 2)
        for words in [
            "--mode: given \"sae\"", "--deaths 1: daed is not a field of deaths. Did you mean dead",
            "--deaths 1: --missing: given \"x\"", "--deaths 2: \"foo\" is not written as field=value",
            "--deaths 3: incident is the record", "--arrests: --country: given \"EGY\"",
        ] { #expect(run.errors.contains("Error: " + words), "\(words) \(run.errors)") }
        #expect(run.errors.split(separator: "\n").count == 6, "\(run.errors)")
        #expect(try await ledger.head().position == 0)
    }

    private static let file = """
        [ // a name stands for its record within the file
          { "kind": "deaths", "state": { "incident": "@boat", "dead": 3 } },
          { "kind": "operation", "name": "andes", "state": { "name": "Andes", "occurred": "2020" } },
          { "kind": "incident", "name": "boat",
            "state": { "kind": "interception", "occurred": "2020-02-03", "operation": "@andes", "sources": ["IOM"] } },
          { "kind": "arrests", "id": "team", "state": { "incident": "@boat", "count": 2, "occurred": "2020-02-04" } },
          { "kind": "published-figure", "state": { "publisher": "UN", "measure": "arrests", "operation": "@andes",
            "count": { "low": 2, "unit": "persons" } } },
        ]
        """

    @Test func `a file of records that name each other is recorded whole, in one request`() async throws {
        let ledger = try await TestLedger.make()
        let csv = try await ledger.succeed(["record", "--json", "-", "--format", "csv"], input: Self.file)
        let made = CSVReader.rows(of: csv)
        #expect(made.map { $0["position"] } == ["1", "2", "3", "4", "5"])
        let ids = made.compactMap { $0["id"] }
        let deaths = try await Self.state("deaths", ids[0], ledger)
        #expect(deaths["incident"] as? String == ids[2])
        let incident = try await Self.state("incident", ids[2], ledger)
        #expect(incident["operation"] as? String == ids[1])
        #expect(try Self.text(deaths["occurred"]) == Self.text(incident["occurred"]) && incident["occurred"] != nil)
        let team = try await Self.state("arrests", "team", ledger)
        #expect(
            try Self.text(team["occurred"]) != Self.text(incident["occurred"]) && team["operation"] as? String == ids[1]
        )
        #expect(!csv.contains("no-such-record"))
        #expect(try await ledger.run(["record", "--json", "-"], input: Self.file).status == 4)
        #expect(try await ledger.head().position == 5)
    }

    @Test func `a file of which one record is wrong is refused whole, with every fault by its record`() async throws {
        let ledger = try await TestLedger.make()
        let bad = Self.file.replacing("@boat", with: "@baot").replacing("\"2020\"", with: "\"2020-77\"")
            .replacing("\"count\": 2,", with: "\"count\": \"x\",").replacing("\"id\":", with: "\"ident\":")
        let run = try await ledger.run(["record", "--json", "-"], input: bad)
        #expect(run.status == 1)
        for words in [
            "record 1 (deaths): incident: no incident of the file has the name \"baot\". Did you mean boat?",
            "record 2 (operation): occurred: given \"2020-77\"",
            "record 4: \"ident\" is not one of kind, id, name, state",
            "record 4 (arrests): count: given \"x\"",
        ] { #expect(run.errors.contains("Error: " + words), "\(words) \(run.errors)") }
        #expect(run.errors.split(separator: "\n").count == 4, "\(run.errors)")
        for (text, words) in [
            ("{}", "a list of records"), ("[", "not JSON"), ("[1]", "record 1: an object"), ("[]", "a list"),
        ] {
            let run = try await ledger.run(["record", "--json", "-"], input: text)
            #expect(run.status == 1 && run.errors.contains(words), "\(run.errors)")
        }
        let twice = #"[{"kind":"deaths","id":"a","state":{"dead":1}},{"kind":"deaths","id":"a","state":{"dead":2}}]"#
        let same = try await ledger.run(["record", "--json", "-"], input: twice)
        #expect(same.status == 1 && same.errors.contains("record 2, deaths/a"), "\(same.errors)")
        let nothing = try await ledger.run(["record"])
        #expect(nothing.status == 2 && nothing.errors.contains("--json FILE"), "\(nothing.errors)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `two tolls of one request that are alike are flagged`() async throws {
        let ledger = try await TestLedger.make()
        let text = try await ledger.succeed(Self.boat + ["--deaths", "dead=3, id=a", "--deaths", "dead=3, id=b"])
        #expect(text.contains("flag: looks-like: deaths/a of the same request"), "\(text)")
        #expect(text.split(separator: "\n").count { $0.hasPrefix("flag: ") } == 1, "\(text)")
    }
}
