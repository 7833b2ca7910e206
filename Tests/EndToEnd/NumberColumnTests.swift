import Foundation
import LedgerTesting
import Testing

/// Columns of numbers in the JSON of every view.
struct NumberColumnTests {
    /// The columns of a view's key that are numbers, as README.md and `ledger-replay` know the views.
    private static let numbers: [String: Set<String>] = [
        "region-year": ["year"], "year": ["year"], "route-year": ["year"], "cause-year": ["year"],
        "origin-year": ["year"], "quality-year": ["sourceQuality", "year"], "month": ["year", "month"],
        "grid-year": ["south", "west", "year"],
        "arrests-region-year": ["year"], "arrests-operation": [], "operations": ["statement"], "country-year": ["year"],
        "country-of-origin-year": ["year"], "corridor-year": ["year"], "mode-year": ["year"], "people": ["year"],
        "children-women-year": ["year"], "crime-year": ["year"], "article-year": ["year"], "exemption-year": ["year"],
        "document-fraud-year": ["year"], "arrests-nationality-year": ["year"], "arrests-role-country": [],
        "arrests-offence-stage": [], "operations-year": ["year"], "flags": ["year"], "dataset-year": ["year"],
        "fee": [], "cases-jurisdiction-year": ["year"], "laws-article-country": [], "enforcement-funnel": [],
    ]

    private static let incident = [
        "incident", "--incident-kind", "smuggling-venture", "--mode", "sea", "--from", "ML", "--people", "3:female",
        "--crime", "fraud", "--conduct", "6.1.a", "--exemption", "family", "--document", "forged",
        "--fee", "900:EUR:person",
    ]

    @Test func `a key that is a number is one in JSON, and null where it is not known`() async throws {
        let ledger = try await TestLedger.make()
        let source = ["--source", "IOM", "--region", "mmp-2014:Europe"]
        for fields in [
            ["deaths", "--date", "2020-03-01", "--dead", "1", "--quality", "4", "--point", "35.5,-12.6"],
            ["deaths", "--date", "2020", "--dead", "2"],
            ["deaths", "--dead", "3"], ["arrests", "--date", "2020", "--count", "4", "--operation", "andes"],
            ["arrests", "--count", "5"],
            ["operation", "--name", "Andes", "--date", "2018", "--result", "UN/arrests=49"],
            ["operation", "--name", "Liberterra"],
        ] + [["--date", "2020"], []].map({ Self.incident + $0 }) {
            try await ledger.succeed(["record"] + fields + source)
        }
        for fields in [
            ["case", "--title", "Case of the boat", "--date", "2020"], ["case", "--title", "Case of the lorry"],
            ["provision", "--law", "code", "--number", "1"],
        ] {
            try await ledger.succeed(["record"] + fields + ["--jurisdiction", "IT", "--source", "court"])
        }
        #expect(Set(Self.numbers.keys) == Set(TestLedger.views))
        for view in TestLedger.views {
            let json = try await ledger.succeed(["view", view, "--format", "json"])
            let answer = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            let rows = try #require(answer?["rows"] as? [[String: Any]])
            let numbers = try #require(Self.numbers[view])
            #expect(!rows.isEmpty, "\(view)")
            for column in numbers {
                let values = rows.map { $0[column] }
                #expect(values.allSatisfy { $0 is Int || $0 is NSNull }, "\(view) \(column): \(values)")
                #expect(values.contains { $0 is Int }, "\(view) \(column): \(values)")
                // Every result of an operation is one of its statements.
                #expect(values.contains { $0 is NSNull } == (column != "statement"), "\(view) \(column): \(values)")
            }
        }
    }
}
