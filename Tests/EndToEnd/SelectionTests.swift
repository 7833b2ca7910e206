import Foundation
import LedgerTesting
import Testing

/// Rows of a view by what they say, added up, side by side and drawn.
struct SelectionTests {
    private func ledger() async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "selection") {
            let ledger = try await TestLedger.make()
            for (date, region, dead, cause) in [
                ("2018-01-05", "Mediterranean", "5", "drowning"), ("2018-03-05", "Mediterranean", "7..9", "drowning"),
                ("2019-03-06", "Mediterranean", "4", "violence"),
                ("2019-03-07", "North America", "2", "drowning"),
                ("2019", "North America", "1", "drowning"),
            ] {
                try await ledger.succeed([
                    "record", "deaths", "--region", "mmp-2014:" + region, "--date", date, "--dead", dead,
                    "--cause-class",
                    cause,
                    "--source", "IOM",
                ])
            }
            return ledger
        }
    }

    private func rows(_ ledger: TestLedger, _ view: String, _ options: [String], _ columns: [String]) async throws
        -> [String]
    {
        try await ledger.view(view, options).map { row in columns.map { row[$0] ?? "?" }.joined(separator: " ") }
    }

    private func refusal(_ ledger: TestLedger, _ arguments: [String], status: Int32 = 2) async throws -> String {
        let run = try await ledger.run(["view"] + arguments)
        #expect(run.status == status, "\(arguments): \(run.status) \(run.output) \(run.errors)")
        return run.errors
    }

    @Test func `rows are chosen by what they say, and added up over the columns that are left out`() async throws {
        let ledger = try await ledger()
        let columns = ["region", "year", "dead"]
        #expect(
            try await rows(ledger, "region-year", ["--year", "2018..2019", "--sum-by", "region"], ["region", "dead"])
                == ["Mediterranean 16..18", "North America 3"])
        #expect(
            try await rows(ledger, "region-year", ["--sum-by", "year"], ["year", "dead"]) == ["2018 12..14", "2019 7"])
        // The sums of the rows are those of the whole.
        #expect(
            try await rows(ledger, "region-year", ["--sum-by", "year"], ["year", "dead"])
                == rows(ledger, "year", [], ["year", "dead"]))
        #expect(
            try await rows(ledger, "region-year", ["--where", "year=2019", "--where", "region=North America"], columns)
                == ["North America 2019 3"])
        #expect(
            try await rows(ledger, "month", ["--where", "month=1..3", "--sum-by", "month"], ["month", "dead"])
                == ["1 5", "3 13..15"])
        #expect(try await rows(ledger, "month", ["--where", "month="], ["year", "month", "dead"]) == ["2019  1"])
        #expect(
            try await rows(
                ledger, "cause-year",
                ["--where", "cause=drowning", "--where", "cause=violence", "--sum-by", "year"],
                ["year", "dead"]) == ["2018 12..14", "2019 7"])
        let table = try await ledger.succeed(["view", "month", "--where", "month=3..5", "--sum-by", "year"])
        #expect(table.contains("only rows of month 3..5\nadded up by year\n"), "\(table)")
    }

    @Test func `a pivot has the values of a column side by side, and empty where nothing is reported`() async throws {
        let ledger = try await ledger()
        #expect(
            try await ledger.succeed(["view", "region-year", "--pivot", "year", "--measure", "dead", "--format", "csv"])
                == "region,2018,2019\nMediterranean,12..14,4\nNorth America,,3\n")
        #expect(
            try await ledger.succeed([
                "view", "month", "--pivot", "month", "--measure", "deaths_records", "--sum-by", "month", "--format",
                "csv",
            ]) == "(none),1,3\n1,1,3\n")
        #expect(
            try await ledger.succeed(["view", "month", "--pivot", "year", "--format", "csv"])
                == "month,2018,2019\n,,1\n1,5,\n3,7..9,6\n")
    }

    @Test func `a receipt of chosen rows gives them again from the log alone`() async throws {
        let ledger = try await ledger()
        let receipt = ledger.scratch.path("chosen.receipt")
        try await ledger.succeed([
            "view", "month", "--where", "month=1..3", "--sum-by", "year", "--pivot", "year", "--measure", "dead",
            "--receipt",
            receipt,
        ])
        let again = try await Program.replay.run([ledger.path, "--receipt", receipt])
        #expect(again.status == 0, "\(again.output) \(again.errors)")
    }

    @Test func `what cannot be had from a view's sums is refused with the view that has it, or is to be added`()
        async throws
    {
        let ledger = try await ledger()
        let crossing = try await refusal(ledger, ["month", "--sum-by", "month,region"])
        #expect(crossing.contains("No view counts by month and region together"), "\(crossing)")
        #expect(try await refusal(ledger, ["year", "--pivot", "month"]).contains("Ask month."))
        let unknown = try await refusal(ledger, ["year", "--sum-by", "colour"])
        #expect(unknown.contains("the columns of all: ") && unknown.contains(" as_at, benefit, cause,"), "\(unknown)")
        #expect(try await refusal(ledger, ["year", "--sum-by", "dead"]).contains("dead is what view year counts."))
        #expect(
            try await refusal(ledger, ["operations", "--sum-by", "operation"]).contains("counts it twice"))
        #expect(
            try await refusal(ledger, ["year", "--pivot", "year", "--measure", "tears"]).contains(
                "has no measure tears"))
        #expect(
            try await refusal(ledger, ["region-year", "--rank", "2019", "--pivot", "year"]).contains(
                "A ranking has rows"))
        #expect(
            try await refusal(ledger, ["month", "--pivot", "year", "--sum-by", "month"]).contains("name it there, too"))
        #expect(try await refusal(ledger, ["year", "--where", "2019"]).contains("--where is COLUMN=VALUE"))
        let none = try await refusal(ledger, ["cause-year", "--where", "cause=Drownings"], status: 1)
        #expect(none.contains("No row says \"Drownings\" in the column cause; there are: "), "\(none)")
        #expect(try await refusal(ledger, ["year", "--year", "2019..2015"]).contains("2019..2015"))
    }

    @Test func `a measure is drawn as bars, and a pivot's rows as lines`() async throws {
        let ledger = try await ledger()
        let bars = try await ledger.succeed([
            "view", "region-year", "--sum-by", "region", "--plot", "--measure", "dead",
        ])
        #expect(bars.hasPrefix("dead\n\nMediterranean  █"), "\(bars)")
        #expect(bars.contains("░  16..18\n") && bars.contains("counted: "), "\(bars)")
        let lines = try await ledger.succeed(["view", "region-year", "--pivot", "year", "--plot"])
        #expect(lines.hasPrefix("dead_and_missing\n\nMediterranean  ████▃▃▃▃  12..14 (2018)\n"), "\(lines)")
        #expect(try await refusal(ledger, ["year", "--plot", "--format", "csv"]).contains("--plot draws"))
    }

    @Test func `a table fits the terminal that it is printed on`() async throws {
        let ledger = try await ledger()
        let command = "stty cols 60; \(Program.ledger.url.path) view region-year --ledger \(ledger.path)"
        let run = try await Program.shell.run(["-c", "script -qec '\(command)' /dev/null"])
        #expect(run.status == 0 && run.output.contains("there is no room for them here"), "\(run.output) \(run.errors)")
        let lines = run.output.split(whereSeparator: \.isNewline).prefix { !$0.hasPrefix("…") }
        #expect(lines.allSatisfy { $0.count <= 60 } && lines.count > 4, "\(run.output)")
    }
}
