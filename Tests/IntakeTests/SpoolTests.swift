import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// Values in a temporary file.
@Suite struct SpoolTests {
    private func cell(_ random: inout SeededGenerator, _ row: Int) -> RefusedCell {
        let length = Int.random(in: 0...2_000, using: &random)
        return RefusedCell(
            row: UInt32(row), column: "ü\(row)", text: String(repeating: "x", count: length), reason: "no number")
    }

    @Test(arguments: [0, 1, 2, 1_000]) func `what was put in comes out in its order`(count: Int) throws {
        var random = SeededGenerator(for: "spool")
        let spool = Spool<RefusedCell>()
        let cells = (0..<count).map { cell(&random, $0) }
        for cell in cells { try spool.append(cell) }
        #expect(spool.count == count && spool.isEmpty == (count == 0))
        #expect(try spool.elements == cells)
        #expect(try spool.elements == cells)
    }

    @Test func `a value longer than what is read at once comes out whole`() throws {
        let spool = Spool<RefusedCell>()
        let long = RefusedCell(row: 1, column: "a", text: String(repeating: "long ", count: 200_000), reason: "")
        let short = RefusedCell(row: 2, column: "b", text: "", reason: "")
        for cell in [short, long, short, long] { try spool.append(cell) }
        #expect(try spool.elements == [short, long, short, long])
    }

    @Test func `cells that come in any order of rows are given in the order of the file`() throws {
        var random = SeededGenerator(for: "row spool")
        let cells = RefusedCells()
        let rows = (0..<500).map { $0 / 2 }.shuffled(using: &random)
        for row in rows { try cells.append(cell(&random, row)) }
        try cells.finish()
        #expect(try cells.first(.max).map(\.row) == rows.sorted().map { UInt32($0) })
        #expect(try cells.first(3).map(\.row) == [0, 0, 1])
    }

    @Test func `a change comes out as it was put in`() throws {
        let facts = [
            nil, StateFacts(year: nil, region: "", incident: "", dead: .min, missing: 0, deadAndMissing: .max),
            StateFacts(year: -5, region: "ü", incident: "mmp-1", dead: -1, missing: 2, deadAndMissing: 1),
        ]
        let spool = Spool<PlannedChange>()
        var changes: [PlannedChange] = []
        for kind in PlannedChange.Kind.allCases {
            for before in facts {
                for after in facts {
                    let record = RecordID(kind: .deaths, id: "mmp-\(changes.count)")
                    changes.append(PlannedChange(record: record, kind: kind, before: before, after: after))
                }
            }
        }
        for change in changes { try spool.append(change) }
        #expect(try spool.elements == changes)
    }
}
