import Forms
import Incidents
import LedgerTesting
import Tables
import Testing

@testable import Intake

/// Of what a file is a complete statement, and that nothing of any size is withdrawn without being asked for.
@Suite struct ImportScopeTests {
    private func rows(_ export: [(id: String, year: Int, dead: Int)]) throws -> MappedTable {
        try SmallExport.read(
            export.map {
                SmallExport.row([
                    "Web ID": $0.id, "Number Dead": "\($0.dead)", "Reported Year": "\($0.year)",
                    "Reported Date": "January 05, \($0.year)",
                ])
            })
    }

    @Test func `a file that is complete for some years withdraws nothing of others`() throws {
        var ledger = NaiveLedger()
        try ledger.run(
            try rows([("1", 2019, 1), ("2", 2020, 2), ("3", 2021, 3), ("4", 2021, 4)]), asAt: day("2021-06-01"))
        let plan = try ledger.run(
            try rows([("3", 2021, 3), ("5", 2020, 5), ("2", 2020, 2)]), asAt: day("2021-07-01"),
            scope: FileScope(completeFor: [2021...2021]))
        #expect(plan.types() == ["mmp-2": .confirmed, "mmp-4": .withdrawn, "mmp-5": .recorded])
        #expect(plan.summary.confirmed == 2)
        #expect(plan.summary.unchanged == 2)
        let confirmation = try #require(plan.recordEvents.first { $0.type == .confirmed })
        #expect(confirmation.state == nil)
        #expect(confirmation.dataset == "missing-migrants-web-id")
    }

    @Test func `a record that changes its year is withdrawn by a silence about the year in which it was`() throws {
        var ledger = NaiveLedger()
        try ledger.run(try rows([("1", 2019, 1), ("2", 2019, 2)]), asAt: day("2021-06-01"))
        try ledger.run(
            try rows([("1", 2020, 1)]), asAt: day("2021-07-01"), scope: FileScope(completeFor: [2020...2020]))
        let plan = try ledger.run(
            try rows([("2", 2019, 2)]), asAt: day("2021-08-01"), scope: FileScope(completeFor: [2019...2019]))
        #expect(plan.recordEvents.isEmpty)
        #expect(ledger.dead("mmp-1", by: "2021-08-01") == 1)
    }

    @Test
    func `a late export does not leak past a later one that was silent about the year into which it puts a record`()
        throws
    {
        var ledger = NaiveLedger()
        let base = try rows([("1", 2019, 1), ("2", 2020, 2)])
        try ledger.run(base, asAt: day("2021-01-10"))
        try ledger.run(
            try rows([("2", 2020, 2)]), asAt: day("2021-03-01"), scope: FileScope(completeFor: [2020...2020]))
        try ledger.run(base, asAt: day("2021-04-01"))
        let late = try ledger.run(try rows([("1", 2020, 1), ("2", 2020, 2)]), asAt: day("2021-02-01"))
        #expect(ledger.dead("mmp-1", by: "2021-02-01") == 1)
        #expect(ledger.dead("mmp-1", by: "2021-03-01") == nil)
        #expect(ledger.dead("mmp-1", by: "2021-04-01") == 1)
        let deaths = late.events.map(\.event).filter { $0.record.id == "mmp-1" && $0.record.kind == .deaths }
        #expect(deaths.map(\.type) == [.corrected, .withdrawn, .reinstated])
        #expect(deaths[1].reason.hasPrefix("import \(late.importID): as import mmp-2021-03-01-"))
    }

    @Test func `years are read as ranges that may touch and overlap`() {
        #expect(FileScope(completeFor: [2021...2021, 2018...2019, 2020...2020]) == .years([2018...2021]))
        #expect(FileScope(completeFor: [2014...2016, 2015...2015, 2019...2019]) == .years([2014...2016, 2019...2019]))
        let scope = FileScope(completeFor: [2014...2016, 2019...2019])
        #expect(scope.text == "complete for 2014..2016, 2019")
        #expect([2013, 2014, 2016, 2017, 2019].map { scope.covers($0) } == [false, true, true, false, true])
        #expect(!scope.covers(nil))
        #expect(FileScope.complete.covers(nil))
        #expect(!FileScope.partial.covers(2014))
    }

    @Test func `a selection that is imported as complete is refused with the number, and done if the number is right`()
        throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try CutExports.export("2020-01-08"), asAt: day("2020-01-08"))
        let before = ledger.streams.count
        let table = try table(try CutExports.bytes("2020-01-16"))
        let text = CSVText.table(header: table.header, rows: try (1...10).map { try table.texts($0) })
        let selection = try MissingMigrants.table(Array(text.utf8), fileName: "selection.csv")

        let error = #expect(throws: ImportError.self) {
            try ledger.run(selection, asAt: day("2020-01-16"), isConfirmed: false)
        }
        #expect(error?.code == .withdrawals)
        let plan = try ledger.plan(selection, ImportRequest(asAt: day("2020-01-16"), actor: "importer"))
        #expect(plan.summary.withdrawn == 2 * (113 - 10))
        #expect(error?.description.contains("--confirm-withdrawals \(plan.summary.withdrawn).") == true)
        #expect(error?.description.contains("all of 2014, 2015") == true)
        #expect(ledger.streams.count == before)

        var request = ImportRequest(asAt: day("2020-01-16"), actor: "importer")
        request.confirmedWithdrawals = Int(plan.summary.withdrawn) - 1
        #expect(try ledger.plan(selection, request).obstacles.map(\.code) == [.withdrawals])
        request.confirmedWithdrawals = Int(plan.summary.withdrawn)
        #expect(try ledger.plan(selection, request).obstacles.isEmpty)
        #expect(try ledger.run(selection, asAt: day("2020-01-16"), scope: .partial).summary.withdrawn == 0)
    }

    @Test func `a tenth may be withdrawn, and not one record more`() throws {
        for (gone, isRefused) in [(2, false), (3, true)] {
            var ledger = NaiveLedger()
            let all = (1...20).map { ("\($0)", 2019, 1) }
            try ledger.run(try rows(all), asAt: day("2020-06-01"))
            let left = try rows(Array(all.dropLast(gone)))
            let plan = try ledger.plan(left, ImportRequest(asAt: day("2020-07-01"), actor: "importer"))
            #expect(plan.summary.withdrawn == UInt32(2 * gone))
            #expect(plan.obstacles.isEmpty != isRefused)
        }
    }

    @Test func `a year or a region that would be left empty is refused, however few its records are`() throws {
        var ledger = NaiveLedger()
        var all = (1...40).map { SmallExport.row(["Web ID": "\($0)"]) }
        all.append(SmallExport.row(["Web ID": "41", "Reported Year": "2019", "Reported Date": "January 05, 2019"]))
        all.append(SmallExport.row(["Web ID": "42", "Region of Incident": "Caribbean"]))
        try ledger.run(try SmallExport.read(all), asAt: day("2020-06-01"))
        let request = ImportRequest(asAt: day("2020-07-01"), actor: "importer")
        for (lost, name) in [(40, "2019"), (41, "Caribbean")] {
            var rows = all
            rows.remove(at: lost)
            let obstacles = try ledger.plan(try SmallExport.read(rows), request).obstacles
            #expect(obstacles.map(\.code) == [.withdrawals])
            #expect(obstacles.first?.description.contains("all of \(name).") == true)
        }
        var moved = all
        moved[40] = SmallExport.row(["Web ID": "41"])
        #expect(try ledger.plan(try SmallExport.read(moved), request).obstacles.isEmpty)
    }

    @Test(.withRealExports) func `the publisher's file of one year over a world export changes that year alone`() throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try RealExports.export("2024-04-10"), asAt: day("2022-01-10"))
        let (earlier, together) = try earlierYear()
        let partly = try ledger.run(earlier, asAt: day("2022-02-01"), scope: FileScope(completeFor: [2021...2021]))
        #expect(partly.summary.withdrawn == 0)

        let file = try RealExports.export("2022-03-24-year-2021")
        let expected = try Totals.expected("2022-03-24-year-2021")
        // As complete it would withdraw the rest of the world, and as a selection count the incidents twice whose rows were
        // split again.
        var request = ImportRequest(asAt: day("2022-03-24"), actor: "importer")
        #expect(try ledger.plan(file, request).obstacles.map(\.code) == [.withdrawals])
        var wrong = ledger
        try wrong.run(file, asAt: day("2022-03-24"), scope: .partial)
        let twice = wrong.states("missing-migrants-main-id", by: day("2022-03-24"))
        #expect(Totals(of: twice, scheme: "mmp-2021", year: 2021) != expected)

        request.scope = FileScope(completeFor: [2021...2021])
        let plan = try ledger.plan(file, request)
        #expect(plan.obstacles.isEmpty)
        #expect(Int(plan.summary.rearranged) == together)
        try ledger.run(file, asAt: day("2022-03-24"), scope: request.scope)
        let known = ledger.states("missing-migrants-main-id", by: day("2022-03-24"))
        #expect(Totals(of: known, scheme: "mmp-2021", year: 2021) == expected)
        #expect(Totals(of: known, scheme: "mmp-2021", year: 2014) == (try Totals.expected("2024-04-10")))
    }

    private func table(_ bytes: [UInt8]) throws -> StoredTable {
        try StoredTable(try TableFile(bytes, name: "the file"))
    }

    /// The year 2021 as an export of some weeks before might have had it: fewer rows, some other numbers, and the rows of
    /// one Main ID put together.
    private func earlierYear() throws -> (export: MappedTable, together: Int) {
        let year = try table(try RealExports.bytes("2022-03-24-year-2021"))
        let column = Dictionary(uniqueKeysWithValues: year.header.enumerated().map { ($1, $0) })
        let main = try #require(column["Main ID"])
        let row = try #require(column["Incident ID"])
        let region = try #require(column["Region"])
        let counts = try ["Number Dead", "Minimum Estimated Number of Missing", "Total Number of Dead and Missing"].map
        {
            try #require(column[$0])
        }
        var rows: [[String]] = []
        var together = 0
        for group in Dictionary(grouping: try (1...year.count).map { try year.texts($0) }, by: { $0[main] }).values {
            var cells = group[0]
            if group.count > 1, Set(group.map { $0[region] }).count == 1 {
                together += 1
                cells[row] = group.map { $0[row] }.joined(separator: ",")
                for count in counts {
                    let values = group.map { Int($0[count].replacing(",", with: "")) ?? 0 }
                    cells[count] = "\(values.reduce(0, +))"
                }
            } else if group.count > 1 {
                rows += group.dropFirst()
            } else if cells[main].hasSuffix("7") {
                continue
            } else if cells[main].hasSuffix("5") {
                cells[counts[0]] = "9"
                cells[counts[2]] = ""
            }
            rows.append(cells)
        }
        let text = CSVText.table(header: year.header, rows: rows)
        return (try MissingMigrants.table(Array(text.utf8), fileName: "earlier.csv"), together)
    }
}
