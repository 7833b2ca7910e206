import Incidents

/// Which of some rows is which of some held records, at the least change altogether.
///
/// What both have in common is passed over by the callers: here are only the rows that say something that no record says,
/// and the records that say something that no row says.
struct Matching {
    struct Pair: Hashable {
        var row: Int
        var slot: Int
        /// How many fields differ.
        var cost: Int
        /// Another row or another record would have done as well.
        var isUnsure: Bool
    }

    private(set) var pairs: [Pair] = []
    private(set) var rows: [Int]
    private(set) var slots: [Int]
    private let rowContents: [Record]
    private let slotContents: [Record]

    /// Beyond this many rows times records in a bucket the nearest are taken one after the other.
    private static let exactCells = 40_000

    /// - Parameters:
    ///   - rows: what they say, as ``Record/content``.
    ///   - slots: what the held records say, as ``Record/content``.
    init(rows: [Record], slots: [Record]) {
        rowContents = rows
        slotContents = slots
        self.rows = Array(rows.indices)
        self.slots = Array(slots.indices)
    }

    /// Matches within buckets, each row and each record in the one that its key names; nil: in none.
    ///
    /// - Parameter most: fields in which two may differ.
    mutating func match(most: Int, _ key: (Record) -> String?) {
        var buckets: [String: (rows: [Int], slots: [Int])] = [:]
        for row in rows { if let name = key(rowContents[row]) { buckets[name, default: ([], [])].rows.append(row) } }
        for slot in slots { if let name = key(slotContents[slot]) { buckets[name]?.slots.append(slot) } }
        var found: [Pair] = []
        for (_, bucket) in buckets where !bucket.slots.isEmpty {
            found += pairs(bucket.rows, bucket.slots).filter { $0.cost <= most }
        }
        pairs += found
        let takenRows = Set(found.map(\.row))
        let takenSlots = Set(found.map(\.slot))
        rows.removeAll { takenRows.contains($0) }
        slots.removeAll { takenSlots.contains($0) }
    }

    private func pairs(_ rows: [Int], _ slots: [Int]) -> [Pair] {
        guard rows.count * slots.count <= Self.exactCells else { return nearest(rows, slots) }
        let costs = rows.map { row in slots.map { Self.cost(slotContents[$0], rowContents[row]) } }
        let assigned = Assignment.least(costs)
        return assigned.enumerated().compactMap { place, slot in
            guard let slot else { return nil }
            let cost = costs[place][slot]
            let isUnsure = costs[place].count { $0 == cost } > 1 || costs.count { $0[slot] == cost } > 1
            return Pair(row: rows[place], slot: slots[slot], cost: cost, isUnsure: isUnsure)
        }
    }

    /// Each row with the nearest record that is left: for buckets in which nothing tells them apart.
    private func nearest(_ rows: [Int], _ slots: [Int]) -> [Pair] {
        var left = slots
        var pairs: [Pair] = []
        for row in rows {
            // As many as can be compared in a time that does not depend on how many there are.
            let near = left.prefix(200)
            let costs = near.map { Self.cost(slotContents[$0], rowContents[row]) }
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
