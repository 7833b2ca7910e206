import Incidents

/// Which of some rows is which of some held records, at the least change altogether.
///
/// What both have in common is passed over by the callers: here are only the rows that say something that no record says,
/// and the records that say something that no row says.
enum Matching {
    struct Pair: Hashable {
        var row: Int
        var slot: Int
        /// How many fields differ.
        var cost: Int
        /// Another row or another record would have done as well.
        var isUnsure: Bool
    }

    /// Beyond this many rows times records the nearest are taken one after the other.
    private static let exactCells = 40_000

    /// - Parameters:
    ///   - rows: what they say, as ``Record/content``.
    ///   - slots: what the held records say, as ``Record/content``.
    /// - Returns: as many as there are of the fewer.
    static func pairs(_ rows: [Record], _ slots: [Record]) -> [Pair] {
        guard !rows.isEmpty, !slots.isEmpty else { return [] }
        guard rows.count * slots.count <= exactCells else { return nearest(rows, slots) }
        let costs = rows.map { row in slots.map { cost($0, row) } }
        return Assignment.least(costs).enumerated().compactMap { row, slot in
            guard let slot else { return nil }
            let cost = costs[row][slot]
            let isUnsure = costs[row].count { $0 == cost } > 1 || costs.count { $0[slot] == cost } > 1
            return Pair(row: row, slot: slot, cost: cost, isUnsure: isUnsure)
        }
    }

    /// Each row with the nearest record that is left: where nothing tells many of them apart.
    private static func nearest(_ rows: [Record], _ slots: [Record]) -> [Pair] {
        var left = Array(slots.indices)
        var pairs: [Pair] = []
        for (row, record) in rows.enumerated() {
            // As many as can be compared in a time that does not depend on how many there are.
            let costs = left.prefix(200).map { cost(slots[$0], record) }
            guard let least = costs.min(), let place = costs.firstIndex(of: least) else { break }
            pairs.append(Pair(row: row, slot: left.remove(at: place), cost: least, isUnsure: true))
        }
        return pairs
    }

    private static func cost(_ slot: Record, _ row: Record) -> Int { differences(from: slot, to: row).count }
}

/// The assignment of least total cost (the Hungarian method with potentials, in O(n²m); e-maxx, "Assignment problem").
enum Assignment {
    /// - Parameter costs: a row of the matrix for each of those that are assigned, all of one length.
    /// - Returns: of each the column that it is assigned; nil where there are more rows than columns.
    static func least(_ costs: [[Int]]) -> [Int?] {
        guard let width = costs.first?.count, width > 0 else { return costs.map { _ in nil } }
        guard costs.count <= width else {
            let columns = least((0..<width).map { column in costs.map { $0[column] } })
            var result: [Int?] = costs.map { _ in nil }
            for (column, row) in columns.enumerated() { if let row { result[row] = column } }
            return result
        }
        // Rows and columns count from 1; column 0 is where a search begins.
        var rowPotential = [Int](repeating: 0, count: costs.count + 1)
        var columnPotential = [Int](repeating: 0, count: width + 1)
        var rowOf = [Int](repeating: 0, count: width + 1)
        for row in 1...costs.count {
            var before = [Int](repeating: 0, count: width + 1)
            var least = [Int](repeating: .max, count: width + 1)
            var isDone = [Bool](repeating: false, count: width + 1)
            var column = 0
            rowOf[0] = row
            repeat {
                isDone[column] = true
                var (step, next) = (Int.max, 0)
                for other in 1...width where !isDone[other] {
                    let reduced =
                        costs[rowOf[column] - 1][other - 1] - rowPotential[rowOf[column]] - columnPotential[other]
                    if reduced < least[other] { (least[other], before[other]) = (reduced, column) }
                    if least[other] < step { (step, next) = (least[other], other) }
                }
                for other in 0...width {
                    if isDone[other] {
                        rowPotential[rowOf[other]] += step
                        columnPotential[other] -= step
                    } else if least[other] != .max {
                        least[other] -= step
                    }
                }
                column = next
            } while rowOf[column] != 0
            repeat {
                rowOf[column] = rowOf[before[column]]
                column = before[column]
            } while column != 0
        }
        var result: [Int?] = costs.map { _ in nil }
        for column in 1...width where rowOf[column] > 0 { result[rowOf[column] - 1] = column - 1 }
        return result
    }
}
