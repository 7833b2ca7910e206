import Foundation
import LedgerTesting
import Testing

/// The same people in two lists, from the files to the sums, through the programs.
struct DuplicateTests {
    private static let mapping = """
        {
          "format": 1, "name": "NAME", "version": 1,
          "dataset": { "id": "NAME", "publisher": "Publisher of NAME", "title": "Boats", "prefix": "NAME-" },
          "row": { "identifier": ["id"] },
          "records": {
            "incident": { "kind": { "constant": "death-in-transit" }, "occurred": { "date": ["day"], "order": "ymd" } },
            "deaths": {
              "occurred": { "date": ["day"], "order": "ymd" }, "place.description": { "text": ["place"] },
              "place.point": { "latitude": ["lat"], "longitude": ["lon"] }, "dead": { "count": ["dead"] }
            }
          }
        }
        """

    /// Two boats of `watch` and three of `guard`, of which one pair is near and one has the same words for its place.
    private static let boats = [
        "watch": "id,day,place,lat,lon,dead\n1,2018-05-01,off Zuwara,33.0,12.1,20\n2,2018-06-01,Sabha,27.0,14.4,3\n",
        "guard": "id,day,place,lat,lon,dead\n1,2018-05-02,north of Zuwara,33.4,12.0,18\n"
            + "2,2018-06-09,\"Sabha\",26.0,14.4,4\n3,2018-09-01,Crete,35.0,25.0,7\n",
    ]

    private func take(
        _ ledger: TestLedger, _ dataset: String, _ rows: String? = nil, asAt: String = "2019-01-01",
        _ more: [String] = []
    ) async throws {
        try ledger.scratch.file("\(dataset).csv", holding: rows ?? Self.boats[dataset] ?? "")
        try ledger.scratch.file("\(dataset).json", holding: Self.mapping.replacing("NAME", with: dataset))
        try await ledger.succeed(
            [
                "import", "table", ledger.scratch.path("\(dataset).csv"), "--mapping",
                ledger.scratch.path("\(dataset).json"), "--as-at", asAt,
            ] + more)
    }

    private func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        for dataset in ["watch", "guard"] { try await take(ledger, dataset) }
        return ledger
    }

    private func dead(_ ledger: TestLedger, _ options: [String] = []) async throws -> [String?] {
        let rows = try await ledger.view("year", options)
        return ["incidents", "deaths_records", "dead"].map { rows.first?[$0] }
    }

    private func json(_ ledger: TestLedger, _ arguments: [String]) async throws -> Any {
        let text = try await ledger.succeed(arguments + ["--format", "json"])
        return try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private func pairs(_ ledger: TestLedger, _ arguments: [String] = []) async throws -> [[String: String]] {
        CSVReader.rows(of: try await ledger.succeed(["duplicates"] + arguments + ["--format", "csv"]))
    }

    @Test func `what is found is only said, until it is asked to be recorded`() async throws {
        let ledger = try await ledger()
        let head = try await ledger.head()
        let told = try await ledger.succeed(["duplicates", "find"])
        #expect(told.contains("found: large") && told.contains("found: place") && told.contains("found: their-records"))
        #expect(told.contains("nothing was recorded"))
        #expect(try await ledger.head() == head)
        let found = try #require(try await json(ledger, ["duplicates", "find"]) as? [String: Any])
        let pairs = try #require(found["pairs"] as? [[String: Any]])
        #expect(
            found["datasets"] as? [String] == ["guard", "watch"] && pairs.count == 4 && found["recorded"] is NSNull)
        let first = try #require(pairs.last?["first"] as? [String: Any])
        #expect((first["state"] as? [String: Any])?["dead"] != nil && first["dataset"] as? String != nil)
        #expect(try await dead(ledger) == ["5", "5", "52"])
    }

    @Test func `a suspicion makes an interval, a decision ends it, and undeciding brings it back`() async throws {
        let ledger = try await ledger()
        #expect(try await ledger.succeed(["view", "year"]).contains("OVERLAP: guard and watch"))
        let recorded = try await ledger.succeed(["duplicates", "find", "--record", "--known-at", "2019-02-01"])
        #expect(recorded.contains("4 suspected from now on"))
        #expect(try await dead(ledger) == ["3..5", "3..5", "31..52"])
        let table = try await ledger.succeed(["view", "year"])
        #expect(table.contains("4 record(s) count from 0 on") && table.contains("dead -21..0"), "\(table)")
        #expect(table.contains("OVERLAP: guard and watch"))
        let csv = try await ledger.run(["view", "year", "--format", "csv"])
        #expect(csv.errors.contains("4 record(s) count from 0 on") && !csv.output.contains("record(s)"))

        for (one, other, relation) in [
            ("deaths/watch-1", "deaths/guard-1", "same"), ("deaths/guard-2", "deaths/watch-2", "part-of"),
            ("incident/watch-1", "incident/guard-1", "same"), ("incident/guard-2", "incident/watch-2", "different"),
        ] {
            try await ledger.succeed([
                "duplicates", "decide", one, other, relation, "--reason", "both reports", "--known-at", "2019-03-01",
            ])
        }
        #expect(try await dead(ledger) == ["4", "3", "30"])
        // Of what is decided, the incidents are to be decided too.
        let answer = try #require(try await json(ledger, ["view", "year"]) as? [String: Any])
        let provenance = try #require(answer["provenance"] as? [String: Any])
        let links = try #require(provenance["links"] as? [String: Any])
        #expect(links["leftOut"] as? Int == 3 && links["possible"] as? Int == 0)
        #expect((provenance["overlap"] as? [Any])?.isEmpty == true)
        #expect((provenance["settled"] as? [[String: Any]])?.first?["same"] as? Int == 3)
        // As it was known, and as it was published.
        #expect(try await dead(ledger, ["--known-by", "2019-02-15"]) == ["3..5", "3..5", "31..52"])
        #expect(try await dead(ledger, ["--known-by", "2019-01-15"]) == ["5", "5", "52"])
        #expect(try await dead(ledger, ["--as-published"]) == ["5", "5", "52"])
        #expect(try await dead(ledger, ["--dataset", "guard"]) == ["3", "3", "29"])

        try await ledger.succeed([
            "duplicates", "undecide", "deaths/watch-1", "deaths/guard-1", "--reason", "two boats", "--known-at",
            "2019-04-01",
        ])
        #expect(try await dead(ledger) == ["4", "3..4", "30..48"])
        #expect(
            try await pairs(ledger, ["list", "--relation", "suspected"]).map { $0["first_record"] } == [
                "deaths/guard-1"
            ])
        let history = try await ledger.succeed(["history", "deaths", "guard-1"])
        #expect(history.contains("linked") && history.contains("none beside watch") && history.contains("two boats"))
    }

    @Test func `a receipt and a replay agree where links act`() async throws {
        let ledger = try await ledger()
        try await ledger.succeed(["duplicates", "find", "--record"])
        try await ledger.succeed([
            "duplicates", "decide", "deaths/watch-1", "deaths/guard-1", "same", "--reason", "one boat",
        ])
        let receipt = ledger.scratch.path("a.receipt")
        try await ledger.succeed(["view", "region-year", "--receipt", receipt])
        try await ledger.succeed([
            "duplicates", "undecide", "deaths/watch-1", "deaths/guard-1", "--reason", "two boats",
        ])
        let same = try await Program.replay.run(["--receipt", receipt, ledger.path])
        #expect(same.status == 0, "\(same.output) \(same.errors)")
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
        let audit = try await Program.replay.run(["audit", ledger.path])
        #expect(audit.status == 0 && audit.output.contains("linked"), "\(audit.errors)")
        #expect(try await ledger.run(["verify"]).status == 0)
    }

    @Test func `a file that no longer has the record that counts leaves a word, not a hole`() async throws {
        let ledger = try await ledger()
        try await ledger.succeed([
            "duplicates", "decide", "deaths/watch-1", "deaths/guard-1", "same", "--reason", "one boat",
        ])
        let refused = try await ledger.run(["withdraw", "deaths", "watch-1", "--reason", "gone"])
        #expect(
            refused.status == 1 && refused.errors.contains("deaths/guard-1 is left out of sums"), "\(refused.errors)")
        try await take(
            ledger, "watch", "id,day,place,lat,lon,dead\n2,2018-06-01,Sabha,27.0,14.4,3\n", asAt: "2020-02-01",
            ["--confirm-withdrawals", "2"])
        let said = "ADRIFT: deaths/guard-1 is left out beside deaths/watch-1, which no longer stands"
        #expect(try await ledger.succeed(["view", "year"]).contains(said))
        let csv = try await ledger.run(["view", "year", "--format", "csv"])
        #expect(csv.errors.contains(said))
        let answer = try #require(try await json(ledger, ["view", "year"]) as? [String: Any])
        let links = (answer["provenance"] as? [String: Any])?["links"] as? [String: Any]
        let adrift = try #require(links?["adrift"] as? [[String: Any]])
        #expect(adrift.map { $0["record"] as? String } == ["deaths/guard-1"])
        #expect(try await pairs(ledger).map { $0["adrift"] } == ["yes"])
        #expect(try await ledger.succeed(["duplicates"]).contains("same, ADRIFT"))
        try await ledger.succeed([
            "duplicates", "undecide", "deaths/watch-1", "deaths/guard-1", "--reason", "it is gone",
        ])
        let after = try await ledger.succeed(["view", "year"])
        #expect(!after.contains("ADRIFT"))
    }

    @Test func `an import goes on where records are linked, and a linked record can be corrected`() async throws {
        let ledger = try await ledger()
        try await ledger.succeed([
            "duplicates", "decide", "deaths/watch-1", "deaths/guard-1", "same", "--reason", "one boat",
        ])
        let rows = (Self.boats["guard"] ?? "").replacing("12.0,18", with: "12.0,19")
        try await take(ledger, "guard", rows, asAt: "2019-06-01")
        #expect(try await dead(ledger, ["--dataset", "guard"]) == ["3", "3", "30"])
        #expect(try await dead(ledger)[2] == "34")
        let shown = try await ledger.succeed(["show", "deaths", "guard-1"])
        let version = try #require(shown.firstMatch(of: /version (\d+)/)?.1)
        try await ledger.succeed([
            "correct", "deaths", "guard-1", "--dead", "17", "--reason", "court file", "--expect", String(version),
        ])
        #expect(try await dead(ledger, ["--dataset", "guard"])[2] == "28")
        #expect(try await ledger.succeed(["disputes"]).contains("guard-1") == false)
    }

    @Test func `what the desk records and looks like a dataset's record is suspected until somebody decides`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await take(ledger, "watch")
        let twin = [
            "record", "deaths", "--id", "twin", "--date", "2018-06-01", "--dead", "3", "--place", "sabha", "--source",
            "press", "--key", "k",
        ]
        #expect(try await ledger.succeed(twin).contains("looks-like: deaths/watch-2"))
        #expect(try await dead(ledger)[2] == "23..26")
        #expect(try await pairs(ledger).map { $0["rules"] } == ["looks-like"])
        #expect(try await ledger.succeed(twin).contains("nothing was appended"))
        // What rules find is said beside it.
        #expect(try await ledger.succeed(["duplicates", "find", "--record"]).contains("1 suspected otherwise"))
        #expect(try await pairs(ledger).map { $0["rules"] } == ["place looks-like"])
        #expect(try await dead(ledger)[2] == "23..26")
        try await ledger.succeed([
            "duplicates", "decide", "deaths/watch-2", "deaths/twin", "different", "--reason", "two graves",
        ])
        #expect(try await dead(ledger)[2] == "26")
        // Beside another record of the desk's nothing is suspected: it is flagged.
        try await ledger.succeed([
            "record", "deaths", "--id", "one", "--date", "2018-07-01", "--dead", "1", "--country", "IT",
        ])
        let again = try await ledger.succeed(
            ["record", "deaths", "--id", "two", "--date", "2018-07-01", "--dead", "1", "--country", "IT"])
        #expect(again.contains("looks-like: deaths/one"))
        #expect(try await dead(ledger)[2] == "28")
    }

    @Test func `what cannot be linked is refused with a sentence`() async throws {
        let ledger = try await ledger()
        let decide = { (pair: [String]) in try await ledger.run(["duplicates", "decide"] + pair + ["--reason", "r"]) }
        for (pair, status, said) in [
            (["deaths/watch-1", "deaths/watch-1", "same"], Int32(1), "it takes two"),
            (["deaths/watch-1", "incident/watch-1", "same"], 1, "two records of one kind"),
            (["deaths/watch-1", "deaths/nobody", "same"], 3, "deaths/nobody"),
            (["deaths/watch-1", "deaths/guard-1", "alike"], 2, "same, different, part-of"),
            (["deaths/watch-1", "deaths/guard-1", "suspected"], 2, "same, different, part-of"),
            (["watch-1", "deaths/guard-1", "same"], 2, "KIND/ID"),
        ] {
            let run = try await decide(pair)
            #expect(run.status == status && run.errors.contains(said), "\(pair): \(run.status) \(run.errors)")
        }
        let nobody = try await ledger.run(["duplicates", "find", "--dataset", "nope"])
        #expect(nobody.status == 3 && nobody.errors.contains("watch"), "\(nobody.errors)")
        let undecide = try await ledger.run([
            "duplicates", "undecide", "deaths/watch-1", "deaths/guard-1", "--reason", "r",
        ])
        #expect(undecide.status == 3)
        let key = ["deaths/watch-1", "deaths/guard-1", "same", "--key", "k"]
        #expect(try await decide(key).status == 0)
        let again = try await decide(key)
        #expect(again.status == 0 && again.output.contains("nothing was appended"))
        let other = try await decide(["deaths/watch-1", "deaths/guard-1", "different", "--key", "k"])
        #expect(other.status == 4, "\(other.errors)")
    }
}
