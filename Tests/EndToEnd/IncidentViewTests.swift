import Foundation
import LedgerTesting
import Testing

/// The views of what incidents and arrests state in lists: on a real export, and on records that are made up.
struct IncidentViewTests {
    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `a toll of one country of origin is its own, and one of several is between none and all of it for each`()
        async throws
    {
        let export = RealExport.all[3]
        let ledger = try await TestLedger.make(holding: [export])
        let rows = CSVReader.rows(
            of: try String(contentsOfFile: export.file, encoding: .utf8).replacing("\r\n", with: "\n")
                .replacing("\u{FEFF}", with: ""))
        let number = { (text: String?) in Int((text ?? "").replacing(",", with: "")) ?? 0 }
        let shown = try await ledger.view("country-of-origin-year")
        for (country, code) in [("Mexico", "MX"), ("Guatemala", "GT"), ("El Salvador", "SV"), ("Ethiopia", "ET")] {
            let names = { (row: [String: String]) in
                (row["Country of Origin"] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            }
            let alone = rows.filter { names($0) == [country] }
            let all = rows.filter { names($0).contains(country) }
            try #require(!alone.isEmpty)
            let row = try #require(shown.first { $0["country_of_origin"] == code })
            let (low, high) = (
                alone.reduce(0) { $0 + number($1["Number of Dead"] ?? $1["Number Dead"]) },
                all.reduce(0) { $0 + number($1["Number of Dead"] ?? $1["Number Dead"]) }
            )
            #expect(row["dead"] == (low == high ? "\(low)" : "\(low)..\(high)"), "\(country)")
            #expect(row["deaths_records"] == "\(all.count)", "\(country)")
        }
        // Where rows add up they do.
        let year = try await ledger.view("year")
        for view in ["country-year", "dataset-year"] {
            let sum = try await ledger.view(view, ["--sum-by", "year"])
            for (one, other) in zip(sum, year) {
                for (column, cell) in other { #expect(one[column] == cell, "\(view) \(column)") }
            }
            #expect(sum.count == year.count)
        }
    }

    /// A made-up venture with something of everything, one without, and arrests.
    private func made() async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "incident views") {
            let ledger = try await TestLedger.make()
            let source = ["--source", "made up", "--date", "2019-05-04"]
            for record in [
                [
                    "incident", "--incident-kind", "interception", "--id", "boat", "--country", "LY", "--mode", "sea",
                    "--from", "SN", "--from", "ML",
                    "--via",
                    "NE", "--via", "LY", "--to", "IT", "--people", "64", "--people", "3:female:adult:ML", "--people",
                    "2:female:child", "--fee", "500..900:EUR:person", "--conduct", "6.1.a", "--conduct", "6.2.c",
                    "--aggravation", "6.3.a", "--benefit", "alleged", "--crime", "robbery", "--crime", "extortion",
                    "--document", "forged", "--exemption", "family:pending", "--operation", "andes",
                ],
                [
                    "incident", "--incident-kind", "interception", "--id", "other", "--country", "LY", "--fee",
                    "700:EUR:person", "--to", "IT",
                ],
                [
                    "incident", "--incident-kind", "interception", "--id", "dear", "--fee", "2000:EUR:person", "--to",
                    "IT",
                ],
                [
                    "incident", "--incident-kind", "interception", "--id", "dollars", "--fee", "650:USD:person", "--to",
                    "IT",
                ],
                [
                    "deaths", "--id", "toll", "--country", "LY", "--dead", "4", "--females", "1", "--children", "1",
                    "--from", "SN", "--from", "ML",
                ],
                [
                    "arrests", "--id", "crew", "--country", "IT", "--count", "5", "--role", "guide", "--stage",
                    "charged",
                    "--people", "2:EG", "--conduct", "6.1.a", "--conduct", "6.2.c", "--operation", "andes",
                ],
                [
                    "operation", "--id", "andes", "--name", "Made-up operation", "--country", "IT", "--country",
                    "LY",
                ],
            ] {
                try await ledger.succeed(["record"] + record + source)
            }
            return ledger
        }
    }

    private func csv(_ ledger: TestLedger, _ arguments: [String]) async throws -> [String] {
        try await ledger.succeed(["view"] + arguments + ["--format", "csv"]).split(separator: "\n").dropFirst()
            .map(String.init)
    }

    @Test func `made-up records are in the rows that they name`() async throws {
        let ledger = try await made()
        let expected = [
            "country-year": [",2019,2,0,,,,,,,", "LY,2019,2,1,4,,4,,1,,1"],
            "country-of-origin-year": [
                ",2019,3,0,,,,,,,", "ML,2019,1,1,0..4,,0..4,,0..1,,0..1", "SN,2019,1,1,0..4,,0..4,,0..1,,0..1",
            ],
            "corridor-year": [",,IT,2019,3,", "\"ML, SN\",\"NE, LY\",IT,2019,1,64"],
            "mode-year": [",2019,3,", "sea,2019,1,64"],
            "people": [",,,2019,1,59", ",female,child,2019,1,2", "ML,female,adult,2019,1,3"],
            "children-women-year": ["2019,1,4,1,1,4,64,5,3,2,2,"],
            "crime-year": ["extortion,2019,1", "robbery,2019,1"],
            "article-year": ["6.1.a,6.3.a,alleged,2019,1", "6.2.c,6.3.a,alleged,2019,1"],
            "exemption-year": ["family,,pending,2019,1"], "document-fraud-year": ["forged,sea,2019,1"],
            "arrests-nationality-year": [",2019,1,3", "EG,2019,1,2"], "arrests-role-country": ["guide,IT,1,5"],
            "arrests-offence-stage": ["6.1.a,charged,1,0..5", "6.2.c,charged,1,0..5"],
            "operations-year": ["2019,1,2,1,5,1"],
            "fee": [
                "EUR,person,,,IT,2,700,2000,700..2000",
                "EUR,person,\"ML, SN\",\"NE, LY\",IT,1,500..900,500..900,500..900",
                "USD,person,,,IT,1,650,650,650",
            ],
        ]
        for (view, rows) in expected { #expect(try await csv(ledger, [view]) == rows, "\(view)") }
    }

    @Test func `rows that do not add up say so in every format, and are not added up`() async throws {
        let ledger = try await made()
        let views = [
            "country-of-origin-year", "crime-year", "article-year", "document-fraud-year", "arrests-offence-stage",
            "operations", "laws-article-country",
        ]
        for view in TestLedger.views {
            let isMarked = views.contains(view)
            let table = try await ledger.succeed(["view", view])
            #expect(table.contains("ROWS DO NOT ADD UP") == isMarked, "\(view)")
            let csv = try await ledger.run(["view", view, "--format", "csv"])
            #expect(csv.errors.contains("ROWS DO NOT ADD UP") == isMarked, "\(view)")
            let json = try await ledger.succeed(["view", view, "--format", "json"])
            let answer = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            #expect((answer?["provenance"] as? [String: Any])?["rowsAddUp"] as? Bool == !isMarked, "\(view)")
        }
        let refused = try await ledger.run(["view", "crime-year", "--sum-by", "year"])
        #expect(refused.status == 2 && refused.errors.contains("counts it twice"), "\(refused.errors)")
    }

    @Test func `fees of one currency are put together over corridors, and those of different ones never`() async throws
    {
        let ledger = try await made()
        #expect(
            try await csv(ledger, ["fee", "--sum-by", "currency,per"])
                == ["EUR,person,3,500..700,2000,700..900", "USD,person,1,650,650,650"])
        let refused = try await ledger.run(["view", "fee", "--sum-by", "destination"])
        #expect(refused.status == 2 && refused.errors.contains("currency and per"), "\(refused.errors)")
        #expect(try await ledger.run(["view", "fee", "--where", "amount=700"]).status == 2)
        // A correction takes the place of what was said, and a withdrawal ends it.
        let position = try await ledger.head().position
        try await ledger.succeed(["correct", "incident", "dear", "--fee", "1500:EUR:person", "--reason", "a slip"])
        try await ledger.succeed(["withdraw", "incident", "other", "--reason", "no such thing"])
        #expect(
            try await csv(ledger, ["fee", "--sum-by", "currency,per", "--where", "currency=EUR"])
                == ["EUR,person,2,500..900,1500,500..1500"])
        #expect(
            try await csv(ledger, ["fee", "--sum-by", "currency,per", "--as-of", "\(position)"])
                == ["EUR,person,3,500..700,2000,700..900", "USD,person,1,650,650,650"])
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    @Test func `flags are counted by record, and settlements beside them`() async throws {
        let ledger = try await made()
        let day = ["--date", "2019-05-04", "--source", "made up"]
        try await ledger.succeed(
            ["record", "deaths", "--id", "more", "--dead", "1", "--females", "3"] + day)
        let before = try await ledger.view("flags", ["--where", "record_kind=deaths"])
        let flag = try #require(before.first?["flag"])
        #expect(before.first?["year"] == "2019" && before.first?["settlements"] == "0")
        try await ledger.succeed(["flags", "settle", "deaths/more", "--reason", "looked at"])
        let after = try await ledger.view("flags", ["--where", "flag=\(flag)", "--sum-by", "flag,record_kind"])
        #expect(after.first?["flags"] == "1" && after.first?["settlements"] == "1", "\(after)")
    }
}
