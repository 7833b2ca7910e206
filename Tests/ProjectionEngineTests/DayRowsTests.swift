import Folding
import Incidents
import LedgerTesting
import Testing

struct DayRowsTests {
    private struct Place: Hashable {
        var cell: Int
        var day: Day
    }

    /// What is to be in a row, kept in the plainest way.
    private struct Row: Equatable {
        var records: Int64 = 0
        var sums: [Int: Int64] = [:]
    }

    @Test func `rows by cell and day say what was added to each, whatever row was guessed and however many there are`()
    {
        var random = SeededGenerator(for: "rows by cell and day say what was added to each")
        for _ in 0..<20 {
            let width = Int.random(in: 1...12, using: &random)
            var rows = DayRows(width: width)
            // Used again after it was cleared, as for one block after another.
            for _ in 0..<3 {
                var expected: [Place: Row] = [:]
                var order: [Place] = []
                let days = Int32.random(in: 1...400, using: &random)
                for _ in 0..<random.pick([0, 1, 50, 3_000]) {
                    let place = Place(
                        cell: Int.random(in: 0...40, using: &random),
                        day: Day(number: Int32.random(in: -days...days, using: &random)))
                    let row = rows.row(of: place.cell, place.day, guess: Int.random(in: 0...3_000, using: &random))
                    if expected[place] == nil { order.append(place) }
                    let (measure, value) = (
                        Int.random(in: 0..<width, using: &random), Int64.random(in: 1...9, using: &random)
                    )
                    rows.add(1, to: row, 1 << UInt64(measure)) { _ in Sum(exactly: value) }
                    expected[place, default: Row()].records += 1
                    expected[place, default: Row()].sums[measure, default: 0] += value
                }
                #expect((0..<rows.count).map { Place(cell: rows.key(of: $0).cell, day: rows.key(of: $0).day) } == order)
                for (index, place) in order.enumerated() {
                    #expect(Self.row(index, of: rows.rows) == expected[place])
                }
                rows.clear()
                #expect(rows.count == 0)
            }
        }
    }

    private static func row(_ index: Int, of rows: borrowing SumRows) -> Row {
        var row = Row(records: rows.records(of: index))
        for measure in 0..<rows.width where rows.sum(measure, of: index).isReported {
            row.sums[measure] = rows.sum(measure, of: index).exactValue
        }
        return row
    }

    @Test func `cells are numbered in the order in which they were met, and found again, among many that are alike`() {
        var random = SeededGenerator(for: "cells are numbered in the order in which they were met")
        var table = CellTable()
        var numbers: [OwnedKey: Int] = [:]
        for _ in 0..<20_000 {
            let terms = (0..<CellKey.maximumColumns).map { _ in Term.number(Int32.random(in: 0...1, using: &random)) }
            let year = Term.number(Int32.random(in: 2014...2026, using: &random))
            let owner =
                random.chance(30) ? OwnerTerms.desk : OwnerTerms(dataset: Term(raw: 7), voice: .said, year: year)
            let key = OwnedKey(CellKey(terms), owner: owner)
            #expect(table.find(key) == numbers[key])
            if numbers[key] == nil {
                numbers[key] = numbers.count
                #expect(table.add(key) == numbers[key])
                table.setNote(Int32(numbers.count), of: numbers.count - 1)
            }
        }
        #expect(table.count == numbers.count)
        for (key, number) in numbers {
            #expect(table[number] == key && table.note(of: number) == Int32(number + 1))
        }
    }
}
