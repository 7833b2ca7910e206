import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Rows and cells that no record takes are kept with the import.
@Suite struct KeptCellsTests {
    private func cells(_ plan: CollectedPlan) -> [ImportCells] {
        plan.events.compactMap { if case .importCells(let cells)? = $0.event.state { cells } else { nil } }
    }

    @Test func `cells of columns that are not recognised are kept with the import, by row, and change no record`()
        throws
    {
        let columns = SmallExport.columns + ["latitude", "Remarks"]
        var ledger = NaiveLedger()
        let rows = [SmallExport.row(["Remarks": "seen twice"]), SmallExport.row(["Web ID": "2"])]
        try ledger.run(try SmallExport.read(rows), asAt: day("2020-02-01"))
        let plan = try ledger.run(try SmallExport.read(rows, columns: columns), asAt: day("2020-03-01"))
        #expect(plan.recordEvents.isEmpty)
        #expect(plan.summary.unchanged == 4)
        #expect(plan.summary.unknownColumns == ["latitude", "Remarks"])
        let kept = try #require(cells(plan).first)
        #expect(cells(plan).count == 1)
        #expect(kept.importID == plan.importID)
        #expect(kept.columns == ["latitude", "Remarks"])
        #expect(kept.rows == [ImportCellRow(row: 1, texts: ["", "seen twice"])])
        #expect(plan.events.last?.event.record.kind == .import)
    }

    @Test func `cells of many rows are kept in as many records as their entries can hold`() throws {
        let columns = SmallExport.columns + ["Remarks"]
        let text = String(repeating: "x", count: 9_000)
        let rows = (1...12).map { SmallExport.row(["Web ID": "\($0)", "Remarks": "\($0) \(text)"]) }
        var ledger = NaiveLedger()
        let plan = try ledger.run(try SmallExport.read(rows, columns: columns), asAt: day("2020-02-01"))
        #expect(cells(plan).count == 3)
        #expect(cells(plan).flatMap(\.rows).map(\.row) == Array(1...12))
        let ids = plan.events.map(\.event.record).filter { $0.kind == .importCells }.map(\.id)
        #expect(ids == (1...3).map { "\(plan.importID)-cells-\($0)" })
        for planned in plan.plan.events.all { #expect(planned.callerPart.count < 65_000) }
    }

    @Test func `a third party's coordinates that contradict the file's are flagged with the import`() throws {
        let rows = [SmallExport.row(["latitude": "39.61"]), SmallExport.row(["Web ID": "2", "latitude": "38.61"])]
        var ledger = NaiveLedger()
        let file = try SmallExport.read(rows, columns: SmallExport.columns + ["latitude"])
        let plan = try ledger.run(file, asAt: day("2020-02-01"))
        #expect(plan.summary.flags == [FlagTally(code: "coordinates-contradict-each-other", count: 1)])
        #expect(cells(plan).flatMap(\.notes.flags).map(\.detail).first?.hasPrefix("row 1: ") == true)
        #expect(file.deaths.allSatisfy { $0.notes.flags.isEmpty && $0.notes.rawCells.isEmpty })
    }

    @Test func `what an earlier import found in cells is not found again, in whichever row it is now`() throws {
        let first = [SmallExport.row(["latitude": "39.61"]), SmallExport.row(["Web ID": "2", "latitude": "38.61"])]
        let later = [
            SmallExport.row(["Web ID": "3", "latitude": "37.61"]), SmallExport.row(["latitude": "39.61"]),
            SmallExport.row(["Web ID": "2", "latitude": "38.61"]),
        ]
        let columns = SmallExport.columns + ["latitude"]
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(first, columns: columns), asAt: day("2020-02-01"))
        let plan = try ledger.run(try SmallExport.read(later, columns: columns), asAt: day("2020-03-01"))
        #expect(plan.summary.flags == [FlagTally(code: "coordinates-contradict-each-other", count: 1)])
        #expect(cells(plan).flatMap(\.notes.flags).map { $0.detail.prefix(7) } == ["row 1: "])
        // All cells are kept all the same.
        #expect(cells(plan).flatMap(\.rows).count == 3)
    }

    @Test func `what earlier imports kept is looked through only where something may be found in such cells`() throws {
        let rows = [SmallExport.row(["latitude": "39.61", "Remarks": "a"])]
        var ledger = NaiveLedger()
        let cells = try ["Remarks", "latitude"].enumerated().map { index, column in
            let file = try SmallExport.read(rows, columns: SmallExport.columns + [column])
            let plan = try ledger.run(file, asAt: day("2020-02-0\(index + 1)"))
            return RecordID(kind: .importCells, id: "\(plan.importID)-cells-1")
        }
        #expect(cells.map { ledger.reads[$0] } == [1, nil])
        try ledger.run(try SmallExport.read(rows), asAt: day("2020-02-03"))
        #expect(cells.map { ledger.reads[$0] } == [1, nil])
        let other = [SmallExport.row(["latitude": "37.61"])]
        let columns = SmallExport.columns + ["latitude"]
        try ledger.run(try SmallExport.read(other, columns: columns), asAt: day("2020-02-04"))
        #expect(cells.map { ledger.reads[$0] } == [2, 1])
    }

    @Test func `a row dated after the as-at day is refused by itself, listed and kept, and the others come in`() throws
    {
        var ledger = NaiveLedger()
        try ledger.run(try SmallExport.read(dead: ["1": 1, "2": 2]), asAt: day("2020-02-01"))
        let rows = [
            SmallExport.row(["Web ID": "1", "Number Dead": "1"]),
            SmallExport.row([
                "Web ID": "2", "Number Dead": "2", "Reported Date": "January 05, 2919", "Reported Year": "2919",
            ]),
            SmallExport.row(["Web ID": "3", "Reported Date": "January 05, 2919"]),
        ]
        let plan = try ledger.run(try SmallExport.read(rows), asAt: day("2020-03-01"), isConfirmed: false)
        #expect(plan.recordEvents.isEmpty)
        #expect(plan.refusedCells.all.map(\.row) == [2, 3])
        #expect(plan.refusedCells.all.map(\.column) == ["Reported Date", "Reported Date"])
        #expect(plan.refusedCells.all.map(\.text) == ["January 05, 2919", "January 05, 2919"])
        #expect(plan.summary.refusedCells == plan.refusedCells.all)
        // The publisher did not withdraw what it dated wrongly.
        #expect(ledger.dead("mmp-2", by: "2020-03-01") == 2)
        #expect(ledger.dead("mmp-3", by: "2020-03-01") == nil)
        let kept = try #require(cells(plan).first)
        #expect(kept.columns == SmallExport.columns)
        #expect(kept.rows.map(\.row) == [2, 3])
        #expect(kept.rows.first?.texts.contains("January 05, 2919") == true)
    }

    @Test func `where many rows are of later days it is the as-at day that is wrong`() throws {
        func file(late: Int, of count: Int) throws -> MappedTable {
            try SmallExport.read(
                (1...count).map {
                    SmallExport.row(
                        $0 <= late ? ["Web ID": "\($0)", "Reported Date": "February 20, 2020"] : ["Web ID": "\($0)"])
                })
        }
        for (late, count, isRefused) in [(5, 20, false), (6, 20, true), (6, 600, false), (7, 600, true), (1, 1, true)] {
            var ledger = NaiveLedger()
            do {
                let plan = try ledger.run(try file(late: late, of: count), asAt: day("2020-02-01"))
                #expect(!isRefused)
                #expect(plan.refusedCells.count == late)
                #expect(plan.summary.recorded == UInt32(2 * (count - late)))
            } catch let error as ImportError {
                #expect(isRefused && error.code == .asAtTooEarly, "\(error)")
                #expect(error.description.contains("2020-02-20"))
            }
        }
    }
}
