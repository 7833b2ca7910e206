import Folding
import Incidents
import LedgerTesting
import Testing

struct CellBufferTests {
    /// What a cell is to say, kept in the plainest way.
    private struct Cell: Equatable {
        var key: CellKey
        var sums: [Int: Sum] = [:]
    }

    @Test func `a buffer that is used for many records and views says of each what was added for it alone`() {
        var random = SeededGenerator(for: "a buffer that is used for many records and views")
        var buffer = CellBuffer()
        for _ in 0..<2_000 {
            let width = Int.random(in: 1...CellBuffer.maximumMeasures, using: &random)
            buffer.clear(width: width)
            var expected: [Cell] = []
            for _ in 0..<random.pick([0, 1, 1, 1, 2, 3, 7]) {
                let key = CellKey(.number(Int32.random(in: 0...2_000, using: &random)))
                buffer.begin(key)
                var cell = Cell(key: key)
                for measure in 0..<width where random.chance(20) {
                    let value = Int64.random(in: 0...900, using: &random)
                    buffer.add(value, to: measure)
                    cell.sums[measure] = Sum(exactly: value)
                    if random.chance(30) {
                        buffer.add(CountFacts(low: 2, high: 5, qualifier: .between), to: measure)
                        // A measure of one record is reported once, of however many parts.
                        cell.sums[measure] = Sum(
                            low: value + 2, high: value + 5, unbounded: 0, approximate: 0, reported: 1)
                    }
                    buffer.add(.notReported, to: measure)
                }
                if random.chance(20) {
                    let first = Int.random(in: 0..<width, using: &random)
                    buffer.share(from: first)
                    for (measure, sum) in cell.sums where measure >= first { cell.sums[measure] = Self.shared(sum) }
                }
                expected.append(cell)
            }
            var read: [Cell] = []
            buffer.visit { read.append(Self.cell($0, $1, $2)) }
            #expect(read == expected && buffer.count == expected.count)
            var kept: [Cell] = []
            buffer.cells.visit { kept.append(Self.cell($0, $1, $2)) }
            #expect(kept == expected)
            var possible: [Cell] = []
            buffer.cells.visit(isPossible: true) { possible.append(Self.cell($0, $1, $2)) }
            #expect(possible == expected.map { Cell(key: $0.key, sums: $0.sums.mapValues(Self.shared)) })
        }
    }

    private static func cell(_ key: CellKey, _ stated: UInt64, _ sum: (Int) -> Sum) -> Cell {
        let measures = (0..<CellBuffer.maximumMeasures).filter { stated >> UInt64($0) & 1 == 1 }
        return Cell(key: key, sums: Dictionary(uniqueKeysWithValues: measures.map { ($0, sum($0)) }))
    }

    /// From 0 on.
    private static func shared(_ sum: Sum) -> Sum {
        Sum(
            low: 0, high: sum.high, unbounded: sum.unbounded, approximate: sum.approximate, reported: sum.reported)
    }
}
