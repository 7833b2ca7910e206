import Foundation
import LedgerTesting
import Testing

/// Exports as tables of other kinds, from the command line.
struct TableTests {
    private static let columns =
        "Web ID;Region of Incident;Reported Date;Reported Year;Number Dead;Minimum Estimated Number of Missing;"
        + "Location Description;Information Source"
    private static let text = """
        Our list of 2019;;;;;;;
        \(columns)
        1;Mediterranean;January 05, 2019;2019;3;;Málaga;Cruz Roja
        2;Mediterranean;January 06, 2019;2019;4;1;Almería;Cruz Roja

        """

    private func take(_ file: String, _ options: [String] = []) -> [String] {
        ["import", "missing-migrants", file, "--as-at", "2020-01-01", "--dry-run"] + options
    }

    @Test func `a table of any usual kind is taken in from standard input, and what it is is said`() async throws {
        let ledger = try await TestLedger.make()
        let plan = try await ledger.succeed(take("-"), input: Self.text)
        #expect(plan.contains("2 rows: 4 records made"), "\(plan)")
        #expect(plan.contains("file: CSV whose cells are separated by semicolons, as found out."), "\(plan)")
        #expect(plan.contains("file: 1 row above it is not part of the table: \"Our list of 2019\"."), "\(plan)")
    }

    @Test func `what a file does not say of itself is given, and what is given wrong is refused`() async throws {
        let ledger = try await TestLedger.make()
        let file = ledger.scratch.path("list.csv")
        try #require(Self.text.data(using: .windowsCP1252)).write(to: URL(filePath: file))
        let assumed = try await ledger.succeed(take(file))
        #expect(assumed.contains("file: Text in Windows-1252, assumed, since it is no UTF-8."), "\(assumed)")
        let asked = try await ledger.succeed(take(file, ["--encoding", "cp1252", "--header-row", "2"]))
        #expect(asked.contains("file: Text in Windows-1252, as asked."), "\(asked)")

        for (options, status, words) in [
            (["--encoding", "utf-8"], Int32(1), "is not UTF-8: byte 208, on line 3"),
            (["--encoding", "utf-7"], 2, "\"utf-7\" is no encoding that is read here"),
            (["--header-row", "9"], 1, "Row 9 is given as the header"), (["--sheet", "2"], 1, "has no sheets"),
        ] {
            let run = try await ledger.run(take(file, options))
            #expect(run.status == status && run.errors.contains(words), "\(options): \(run.status) \(run.errors)")
        }
    }

    @Test(.enabled(if: RealExport.arePresent, "the real exports are not beside the repository"))
    func `a real workbook is taken in by its sheet`() async throws {
        let ledger = try await TestLedger.make()
        let file = RealExports.data.appending(path: "missing-migrants/export-2022-05-21.xlsx").path
        let plan = try await ledger.succeed(
            ["import", "missing-migrants", file, "--as-at", "2022-05-21", "--dry-run", "--sheet", "Worksheet"])
        #expect(plan.contains("10606 rows: 21212 records made"), "\(plan.prefix(400))")
        let other = try await ledger.run(take(file, ["--sheet", "Sheet1"]))
        #expect(other.status == 1 && other.errors.contains("has no sheet \"Sheet1\". Its sheets are \"Worksheet\"."))
    }
}
