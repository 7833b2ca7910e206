import Foundation
import LedgerTesting
import Testing

/// Counts that no sum could hold: refused at entry, and said where a log holds them all the same.
struct HugeCountTests {
    /// One more than what is taken.
    private static let tooLarge = "1000000000000001"

    static let entries = [
        ["deaths", "--dead", tooLarge], ["deaths", "--missing", "-" + tooLarge], ["deaths", "--total", "<" + tooLarge],
        ["deaths", "--dead", "1..9223372036854775807"], ["arrests", "--count", ">" + tooLarge],
        ["incident", "--incident-kind", "other", "--people", tooLarge],
        ["operation", "--name", "Andes", "--countries", tooLarge],
        ["operation", "--name", "Andes", "--result", "INTERPOL/arrests=~" + tooLarge],
        [
            "published-figure", "--publisher", "UN", "--measure", "dead", "--unit", "persons", "--count",
            "<9000000000000000000",
        ],
    ]

    @Test(arguments: entries)
    func `a count that is too large is refused when it is recorded, and its field is named`(
        _ entry: [String]
    ) async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(["record"] + entry + ["--date", "2016", "--reason", "balance"])
        #expect(run.status == 1 && run.errors.contains("1,000,000,000,000,000"), "\(run.errors)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `the largest count is taken, and a correction to one more is refused`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "one", "--date", "2016", "--dead", "1000000000000000"])
        let run = try await ledger.run(["correct", "deaths", "one", "--dead", Self.tooLarge, "--reason", "more"])
        #expect(run.status == 1 && run.errors.contains("dead"), "\(run.errors)")
        #expect(try await ledger.view("year").map { $0["dead"] } == ["1000000000000000"])
    }

    @Test func `a figure that is too large is refused by its name, and a cell of an import is kept as it stood`()
        async throws
    {
        let ledger = try await TestLedger.make()
        let figures = try ledger.scratch.file(
            "figures.json",
            holding: #"[{"id": "F1", "measure": "dead", "unit": "persons", "value": 1000000000000001}]"#)
        let run = try await ledger.run(["import", "figures", figures, "--publisher", "A", "--citation", "B"])
        #expect(run.status == 1 && run.errors.contains("F1") && run.errors.contains("too large"), "\(run.errors)")

        let row = BadFile.row.replacing(",1,,1,,,,,", with: ",\(Self.tooLarge),,1,,,,,")
        let export = try ledger.scratch.file("export.csv", holding: BadFile.header + row + "\n")
        let report = try await ledger.succeed(["import", "missing-migrants", export, "--as-at", "2020-01-08"])
        #expect(report.contains("not read: row 1, Number Dead") && report.contains("too large"), "\(report)")
        #expect(try await ledger.view("year").map { $0["dead_and_missing"] } == ["1"])
    }

    @Test func `a log that holds counts beyond all sums is read to the end, and says what it cannot add up`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "before", "--date", "2016", "--dead", "7"])
        let child = try await Program.viewChild.run(["huge", ledger.path])
        try #require(child.status == 0, "\(child.output)")

        let table = try await ledger.succeed(["reconcile"])
        for format in ["table", "json", "csv"] {
            for figure in ["world", "exact", "about"] {
                try await ledger.succeed(["reconcile", figure, "--format", format])
            }
        }
        #expect(table.contains("deaths/least: the count -9,223,372,036,854,775,808 is beyond"), "\(table)")
        let operation = try await ledger.succeed(["reconcile", "about"])
        #expect(operation.contains("not added up: the count 9,223,372,036,854,775,807 is beyond"), "\(operation)")
        #expect(operation.contains("arrests records: ") && operation.contains("INTERPOL: "))

        let card = try await ledger.succeed(["show", "operation", "andes"])
        #expect(card.contains("9,223,372,036,854,775,807 (pre-operational) + 5 (action), not added up"), "\(card)")
        for record in ["most", "least"] {
            #expect(try await ledger.succeed(["show", "deaths", record]).contains("9,223,372,036,854,775,80"))
        }
        let changes = try await ledger.succeed(["changes", "--from", "1"])
        #expect(changes.contains("The sums are without deaths/most"), "\(changes)")
        let json = try await ledger.succeed(["changes", "--from", "1", "--format", "json"])
        #expect(json.contains(#""unsummed": ["#) && json.contains("deaths/least"))

        for format in ["html", "json"] {
            let audit = try await Program.replay.run(["audit", ledger.path, "--format", format])
            #expect((0...1).contains(audit.status), "\(audit.status) \(audit.errors)")
            #expect(audit.output.contains("deaths/least: the count") && audit.output.contains("INCOMPLETE"))
        }
        #expect(try await ledger.view("year").map { $0["dead"] } == ["7"])
    }
}
